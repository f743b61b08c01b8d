import type { Agreement, AgreementTerms, Obligation } from '../../model/treaty/treaty.ts';
import type { Casus } from '../../model/treaty/casus.ts';
import { AREA_BIT, type AgreementKind, type ObligationType } from '../../model/vocabulary.ts';
import type { PlainState } from './state.ts';

/** The tie of two states: the agreements that both are members of. Empty = no tie. */
export type Tie = readonly AgreementTerms[];

/** "A tie between two states is what their agreements imply" (vocabulary): nothing below is stored, all is derived when needed. */
export function inForce(s: PlainState): Agreement[] {
  return s.agreements.filter((a) => a.end < 0);
}

export function isMember(a: AgreementTerms, i: number): boolean {
  return a.members.some((m) => m.state === i);
}

/** The agreements in force of a state, by id. */
export function agreementsOf(s: PlainState, i: number): Agreement[] {
  return inForce(s).filter((a) => isMember(a, i));
}

export function tie(s: PlainState, i: number, k: number): Agreement[] {
  return s.agreements.filter((a) => a.end < 0 && isMember(a, i) && isMember(a, k));
}

/** What third states see: a secret agreement is known to its members alone. */
export function openTie(s: PlainState, i: number, k: number): Agreement[] {
  return tie(s, i, k).filter((a) => !a.secret);
}

/** The states that i has an agreement with, in index order. */
export function tiedStates(s: PlainState, i: number): number[] {
  return s.states.filter((k) => k !== i && tie(s, i, k).length > 0);
}

export function has(t: Tie, kind: AgreementKind): boolean {
  return t.some((a) => a.kind === kind);
}

export function greatest(numbers: readonly number[]): number {
  return numbers.reduce((most, x) => (x > most ? x : most), 0);
}

export function depthOf(t: Tie): number {
  return greatest(t.map((a) => a.depth));
}

/** Union of the areas of cooperation, as bits. */
export function areasOf(t: Tie): number {
  return t.reduce((mask, a) => mask | a.areas, 0);
}

/** "A partner without an obligation counts with its partnership's (small) depth": with security or logistics; an ally's at most as a close partner's. */
export function supportOf(t: Tie): number {
  return greatest(
    t
      .filter((a) => (a.areas & (AREA_BIT.security | AREA_BIT.logistics)) !== 0)
      .map((a) => (a.kind === 'alliance' ? Math.min(a.depth, 0.5) : a.depth)),
  );
}

/** What k owes under an agreement. */
export function owedBy(a: AgreementTerms, k: number): readonly Obligation[] {
  return a.members.find((m) => m.state === k)!.obligations;
}

/** "Such action as it deems necessary" is worth less than a plain obligation. */
function worth(s: PlainState, depth: number, when: Casus): number {
  return when.discretion ? depth * s.parameters.discretion_discount : depth;
}

/** Whether the obligation binds against anybody at any time, location aside. */
function plain(when: Casus): boolean {
  return (
    when.adversaries === null &&
    when.minAdversaries <= 1 &&
    when.maxAdversaries === 0 &&
    !when.ongoingConflict &&
    !when.nonProvocation &&
    !when.demands
  );
}

/** A defence obligation never covers an attack on a territory outside its area (NATO art. 6): then nothing is owed toward that state. */
function outside(type: ObligationType, when: Casus, toward: number): boolean {
  return type === 'defence' && when.location !== null && when.location[toward] !== 1;
}

function restricted(type: ObligationType, when: Casus): boolean {
  return !plain(when) || (type !== 'defence' && when.location !== null);
}

/** Greatest worth of an obligation of a type that k owes toward a state without conditions. */
export function unconditional(s: PlainState, t: Tie, k: number, toward: number, type: ObligationType): number {
  const free = type === 'nonaggression' || type === 'consultation';
  let depth = 0;
  for (const a of t)
    for (const o of owedBy(a, k))
      if (o.type === type && (free || (!outside(type, o.when, toward) && !restricted(type, o.when))))
        depth = Math.max(depth, worth(s, a.depth, o.when));
  return depth;
}

export interface Conditional {
  type: ObligationType;
  depth: number;
  when: Casus;
}

/** What k owes toward a state under conditions: obligations to fight or to stay out. */
export function conditional(s: PlainState, t: Tie, k: number, toward: number): Conditional[] {
  const found: Conditional[] = [];
  for (const a of t)
    for (const { type, when } of owedBy(a, k))
      if ((type === 'defence' || type === 'offence' || type === 'neutrality') && !outside(type, when, toward) && restricted(type, when))
        found.push({ type, depth: worth(s, a.depth, when), when });
  return found;
}

/**
 * Commitment c_ik|j: "the greatest depth among their agreements under which k has an obligation toward i that covers j in expectation". The area is
 * where the protected state lives; toward an attacker (offence) where the target does; for neutrality where either does.
 */
export function commitment(s: PlainState, t: Tie, type: 'defence' | 'offence' | 'neutrality', k: number, i: number, j: number): number {
  let depth = 0;
  for (const a of t)
    for (const o of owedBy(a, k)) {
      if (o.type !== type || !inArea(o.when.location, type, i, j)) continue;
      if (type === 'offence' && o.when.nonProvocation) continue; // who attacks has provoked
      depth = Math.max(depth, worth(s, a.depth, o.when) * expectedCoverage(s, o.when, i, j));
    }
  return depth;
}

function inArea(area: Uint8Array | null, type: ObligationType, i: number, j: number): boolean {
  if (area === null) return true;
  if (type === 'defence') return area[i] === 1;
  return area[j] === 1 || (type === 'neutrality' && area[i] === 1);
}

/** The probability, before the fact, that an obligation toward i would bind if it came to a conflict with j. */
function expectedCoverage(s: PlainState, when: Casus, i: number, j: number): number {
  if (when.adversaries !== null && !when.adversaries.includes(j)) return 0;
  if (when.minAdversaries > 1 && opponents(s, i, j) < when.minAdversaries) return 0;
  if (when.maxAdversaries > 0 && opponents(s, i, j) > when.maxAdversaries) return 0;
  if (when.ongoingConflict && s.lastDispute[i]![j]! < s.tick - 1) return 0;
  const unprovoked = when.nonProvocation ? 1 - s.revisionism[i]! : 1;
  const refused = when.demands ? refusalProbability(s, j) : 1;
  return unprovoked * refused;
}

/** Probability that an adversary refuses demands. */
export function refusalProbability(s: PlainState, j: number): number {
  return 0.5 + 0.5 * s.revisionism[j]!;
}

/** j and those openly bound to fight for it whom i takes for hostile. */
function opponents(s: PlainState, i: number, j: number): number {
  const hostile = tiedStates(s, j).filter((l) => l !== i && s.intent[i]![l]! >= s.parameters.stake_level);
  return 1 + hostile.filter((l) => fights(s, openTie(s, l, j), l, j)).length;
}

function fights(s: PlainState, t: Tie, l: number, j: number): boolean {
  const types = ['defence', 'offence'] as const;
  return types.some((type) => unconditional(s, t, l, j, type) > 0 || conditional(s, t, l, j).some((c) => c.type === type));
}
