import { tieOf, openTieOf } from '../treaty/book.ts';
import { owedBy, type ConditionalObligation, type Tie } from '../treaty/ties.ts';
import { AREA_STRENGTH } from '../treaty/areas.ts';
import { countHolds, isCounted, type Casus } from '../treaty/casus.ts';
import { createAllies, createBackers, type Allies, type Backers } from '../caches.ts';
import { FIXED, MAX_ATTENTION } from '../constants.ts';
import { KIND_BIT, type ObligationType } from '../vocabulary.ts';
import type { World } from '../world.ts';

/** Which states would fight for which under the ties in force, and with what strength: commitments, help, expected force X. Sums run over tied states in index order. */

/** Number of states that would fight on j's side against i: j and those bound to it that i takes for hostile. */
export function opponentsOf(w: World, i: number, j: number): number {
  let count = 1;
  for (const l of w.book.neighbours[j]!) {
    if (l === i || w.intent[i * w.n + l]! < w.parameters.stake_level) continue;
    const tie = openTieOf(w.book, l, j);
    if (tie && fights(tie, l)) count += 1;
  }
  return count;
}

function fights(tie: Tie, k: number): boolean {
  const owed = owedBy(tie, k);
  if (owed.defence > 0 || owed.offence > 0) return true;
  for (const t of owed.conditional) if (t.type === 'defence' || t.type === 'offence') return true;
  return false;
}

/**
 * Greatest depth, in [0,1], of an obligation of one type that k owes to i and that covers a conflict with j in expectation. For offence, j is the
 * target and the location is where j lives; for neutrality, where either lives.
 */
export function commitment(w: World, tie: Tie, type: 'defence' | 'offence' | 'neutrality', k: number, i: number, j: number): number {
  const owed = owedBy(tie, k);
  const plain = type === 'defence' ? owed.defence : type === 'offence' ? owed.offence : owed.neutrality;
  return owed.conditional.length === 0 ? plain : conditionally(w, owed.conditional, type, plain, i, j);
}

function conditionally(
  w: World,
  conditional: readonly ConditionalObligation[],
  type: 'defence' | 'offence' | 'neutrality',
  plain: number,
  i: number,
  j: number,
): number {
  let depth = plain;
  for (let t = 0; t < conditional.length; t++) {
    const term = conditional[t]!;
    if (term.type !== type || term.depth <= depth) continue;
    if (type !== 'defence' && !located(term.when.location, type, i, j)) continue;
    // a state that attacks has provoked
    if (type === 'offence' && term.when.nonProvocation) continue;
    const opponents = isCounted(term.when) ? opponentsOf(w, i, j) : 1;
    const expected = term.depth * expectedCoverage(w, term.when, i, j, opponents);
    if (expected > depth) depth = expected;
  }
  return depth;
}

function located(location: Uint8Array | null, type: ObligationType, i: number, j: number): boolean {
  if (location === null) return true;
  return location[j] === 1 || (type === 'neutrality' && location[i] === 1);
}

/** Probability in [0,1] that adversary j refuses demands: assumed even for a state content with the status quo. */
export function refusalProbability(w: World, j: number): number {
  return FIXED.refusal_content + (1 - FIXED.refusal_content) * w.revisionism[j]!;
}

/**
 * Coverage in expectation, in [0,1]: the probability that the obligation would bind if j attacked the protected state i, seen before the fact. The
 * condition on location is not looked at here: it is resolved when ties are derived from agreements.
 * `opponents` is the number of states that would fight on j's side.
 */
export function expectedCoverage(w: World, casus: Casus, i: number, j: number, opponents: number): number {
  if (casus.adversaries !== null && !casus.adversaries.includes(j)) return 0;
  if (!countHolds(casus, opponents)) return 0;
  if (casus.ongoingConflict && w.lastDispute[i * w.n + j]! < w.tick - 1) return 0;
  let coverage = 1;
  if (casus.nonProvocation) coverage *= 1 - w.revisionism[i]!;
  if (casus.demands) coverage *= refusalProbability(w, j);
  return coverage;
}

/** Whether k owes j, against i, to fight or to stay out: then it does not fight against j. */
export function boundTo(w: World, tie: Tie | null, k: number, j: number, i: number): boolean {
  return tie !== null && tie.kinds !== 0 && (commitment(w, tie, 'defence', k, j, i) > 0 || commitment(w, tie, 'neutrality', k, j, i) > 0);
}

/**
 * Share of k's strength that counts for i against j, in [0,1]: the depth of an obligation, or of a partnership without one (expected material
 * support); 0 for a state bound to both sides. `tie` is the tie of i and k.
 */
export function helpShare(w: World, tie: Tie, k: number, i: number, j: number): number {
  const depth = commitment(w, tie, 'defence', k, i, j);
  if (depth === 0 && tie.support === 0) return 0;
  const other = openTieOf(w.book, j, k);
  const bound = other !== null && boundTo(w, other, k, j, i);
  return shareGiven(depth, tie.support, other === null ? 0 : other.support, bound, w.parameters.material_support);
}

/**
 * `helpShare` from the depth of the obligation, the support under the tie and under k's open tie with j, and whether the latter binds k against i.
 * `material` is the worth of support without an obligation.
 */
export function shareGiven(depth: number, own: number, other: number, bound: boolean, material: number): number {
  if (bound) return 0;
  if (depth > 0) return depth;
  const support = own - other;
  return support > 0 ? support * material : 0;
}

/** What k would bring to bear for i against j. */
export function helpFrom(w: World, tie: Tie, k: number, i: number, j: number, viewer: number): number {
  const share = helpShare(w, tie, k, i, j);
  return share === 0 ? 0 : share * w.reliability[viewer * w.n + k]! * w.power[k]! * w.arrival[j * w.n + k]!;
}

/** Material support from one partner that is not obliged to fight. */
export function supportFrom(w: World, tie: Tie, k: number, side: number, against: number): number {
  return tie.support === 0 || commitment(w, tie, 'defence', k, side, against) > 0 ? 0 : helpFrom(w, tie, k, side, against, side);
}

/** Help for j against i as a third state sees it, from open agreements and with the viewer's belief in reliability. */
export function helpSeenBy(w: World, viewer: number, j: number, i: number): number {
  let sum = 0;
  for (const k of w.book.neighbours[j]!) {
    if (k === i || k === viewer) continue;
    const tie = openTieOf(w.book, j, k);
    if (tie !== null) sum += helpFrom(w, tie, k, j, i, viewer);
  }
  return sum;
}

/** Pooled strength s >= 0 of i's cooperation: the partners' relative power by the areas shared. */
export function pooledStrength(w: World, i: number): number {
  const p = w.power[i]!;
  const neighbours = w.book.neighbours[i]!;
  let sum = 0;
  for (let x = 0; x < neighbours.length; x++) {
    const k = neighbours[x]!;
    sum += pooledFrom(w, tieOf(w.book, i, k)!, k, p);
  }
  return sum;
}

/** The part of one partner in the pooled strength of a state of power p. */
export function pooledFrom(w: World, tie: Tie, k: number, p: number): number {
  return AREA_STRENGTH[tie.areas]! * relativePower(w.power[k]!, p);
}

/** x / (x + y); two zeros are even. */
export function relativePower(x: number, y: number): number {
  return x + y === 0 ? FIXED.even : x / (x + y);
}

/** Own strength: power, raised by cooperation with states that will not fight. */
export function ownStrength(w: World, i: number, pooled: number): number {
  return w.power[i]! * (1 + (w.parameters.cooperation_strength * pooled) / (1 + pooled));
}

/** The allies that may fight for j, brought up to date. */
function alliesOf(w: World, j: number): Allies {
  const allies = (w.outlook.allies[j] ??= createAllies());
  if (allies.stamp >= w.book.touched[j]!) return allies;
  allies.stamp = w.book.version;
  let count = 0;
  for (const k of w.book.neighbours[j]!) {
    const tie = openTieOf(w.book, j, k);
    if (tie === null || (tie.kinds & KIND_BIT.alliance) === 0 || !fights(tie, k)) continue;
    const owed = owedBy(tie, k);
    allies.states[count] = k;
    allies.offence[count] = owed.offence;
    allies.defence[count] = owed.defence;
    allies.conditional[count] = owed.conditional.length > 0 ? tie : null;
    count += 1;
  }
  allies.count = count;
  return allies;
}

/** X: what j and the states that would fight for it bring to bear on i; those states, and which of them a tie with i keeps out, go into `backers`. */
export function forceExpected(w: World, i: number, j: number, backers: Backers = createBackers()): number {
  const { n, power, arrival, intent } = w;
  const allies = alliesOf(w, j);
  let sum = power[j]! * arrival[i * n + j]!;
  let count = 0;
  for (let x = 0; x < allies.count; x++) {
    const k = allies.states[x]!;
    if (k === i) continue;
    const tie = allies.conditional[x]!;
    let share = tie === null ? allies.offence[x]! : commitment(w, tie, 'offence', k, j, i);
    if (share === 0) share = (tie === null ? allies.defence[x]! : commitment(w, tie, 'defence', k, j, i)) * intent[i * n + k]!;
    if (share === 0) continue;
    const strength = share * power[k]! * arrival[i * n + k]!;
    const bound = boundTo(w, tieOf(w.book, i, k), k, i, j);
    if (!bound) sum += strength;
    backers.states[count] = k;
    backers.strengths[count] = strength;
    backers.bound[count] = bound;
    count += 1;
  }
  backers.count = count;
  return sum;
}

/** Position of j among i's threats, or -1. */
export function attentionTo(w: World, i: number, j: number): number {
  const row = i * MAX_ATTENTION;
  for (let a = 0; a < w.attentionCount[i]!; a++) if (w.attention[row + a] === j) return a;
  return -1;
}
