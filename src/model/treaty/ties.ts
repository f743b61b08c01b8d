import { isConditional, type Casus } from './casus.ts';
import type { Agreement, AgreementTerms, Obligation } from './treaty.ts';
import { DEPTH_CEILING } from '../constants.ts';
import { AREA_BIT, KIND_BIT, type ObligationType } from '../vocabulary.ts';

/** Depths, in [0,1], of what one state owes another under all agreements between the two; 0 = no such obligation. */
export interface Owed {
  /** Greatest depth, discounted for discretion, of a defence obligation that binds against any adversary. */
  defence: number;
  offence: number;
  neutrality: number;
  nonaggression: number;
  consultation: number;
  /** Obligations to fight or to stay out that bind only under conditions. */
  conditional: ConditionalObligation[];
}

export interface ConditionalObligation {
  type: ObligationType;
  depth: number;
  when: Casus;
}

/** The tie between two states: what their agreements imply. a < b. */
export interface Tie {
  a: number;
  b: number;
  agreements: Agreement[];
  /** Greatest depth. */
  depth: number;
  /** Bits of KIND_BIT. */
  kinds: number;
  /** Union of areas. */
  areas: number;
  /** Expected material support without an obligation: greatest depth with security or logistics, in alliances at most a close partnership's. */
  support: number;
  /** Greatest depth of an agreement without an obligation to fight that is general, and whether there is one for a purpose. */
  cooperative: number;
  purposed: boolean;
  /** Some agreement is formal. */
  formal: boolean;
  /** owed[0]: a's toward b; owed[1]: b's toward a. */
  owed: readonly [Owed, Owed];
  /** The same from the agreements that are not secret, which is all that third states see; null = nothing. */
  open: Tie | null;
}

const newOwed = (): Owed => ({ defence: 0, offence: 0, neutrality: 0, nonaggression: 0, consultation: 0, conditional: [] });

export function newTie(): Tie {
  return {
    a: 0,
    b: 0,
    agreements: [],
    depth: 0,
    kinds: 0,
    areas: 0,
    support: 0,
    cooperative: 0,
    purposed: false,
    formal: false,
    owed: [newOwed(), newOwed()],
    open: null,
  };
}

/** k's obligations toward i under a tie of the two. */
export function owedBy(tie: Tie, k: number): Owed {
  return tie.owed[tie.a === k ? 0 : 1];
}

const SUPPORT_AREAS = AREA_BIT.security | AREA_BIT.logistics;

/** Empties a tie for the pair, before agreements are counted in. */
export function resetTie(tie: Tie, i: number, k: number): void {
  tie.a = i < k ? i : k;
  tie.b = i < k ? k : i;
  clear(tie.agreements);
  resetCounts(tie);
}

function resetCounts(tie: Tie): void {
  tie.depth = 0;
  tie.kinds = 0;
  tie.areas = 0;
  tie.support = 0;
  tie.cooperative = 0;
  tie.purposed = false;
  tie.formal = false;
  for (let s = 0; s < 2; s++) {
    const d = tie.owed[s]!;
    d.defence = d.offence = d.neutrality = d.nonaggression = d.consultation = 0;
    clear(d.conditional);
  }
}

/** Empties a list that will be refilled; popping keeps the memory, which setting its length to 0 frees. */
function clear(list: unknown[]): void {
  while (list.length > 0) list.pop();
}

/** Counts one agreement into a tie of two of its members. */
export function countIn(tie: Tie, agreement: AgreementTerms, discretionDiscount: number): void {
  const depth = agreement.depth;
  if (depth > tie.depth) tie.depth = depth;
  tie.kinds |= KIND_BIT[agreement.kind];
  tie.areas |= agreement.areas;
  if (agreement.kind !== 'alliance') {
    if (agreement.purpose !== null) tie.purposed = true;
    else if (depth > tie.cooperative) tie.cooperative = depth;
  }
  if (agreement.formality === 'formal') tie.formal = true;
  if ((agreement.areas & SUPPORT_AREAS) !== 0) {
    // an ally that is not bound lends what a close partner would
    const support = agreement.kind === 'alliance' ? Math.min(depth, DEPTH_CEILING.partnership) : depth;
    if (support > tie.support) tie.support = support;
  }
  const members = agreement.members;
  for (let x = 0, found = 0; x < members.length && found < 2; x++) {
    const m = members[x]!;
    if (m.state !== tie.a && m.state !== tie.b) continue;
    found += 1;
    if (m.state === tie.a) countOwed(tie.owed[0], m.obligations, depth, tie.b, discretionDiscount);
    else countOwed(tie.owed[1], m.obligations, depth, tie.a, discretionDiscount);
  }
}

function countOwed(owed: Owed, obligations: readonly Obligation[], depth: number, toward: number, discount: number): void {
  for (let x = 0; x < obligations.length; x++) {
    const { type, when } = obligations[x]!;
    const worth = when.discretion ? depth * discount : depth;
    if (type === 'nonaggression' || type === 'consultation') {
      raise(owed, type, worth);
    } else if (type === 'defence' && when.location !== null && when.location[toward] !== 1) {
      continue; // an attack on the other's home never falls under this obligation
    } else if (isConditional(when) || (type !== 'defence' && when.location !== null)) {
      owed.conditional.push({ type, depth: worth, when });
    } else {
      raise(owed, type, worth);
    }
  }
}

/** Raises one of the depths. Each is named, since `owed[type]` is many times slower. */
function raise(owed: Owed, type: ObligationType, depth: number): void {
  switch (type) {
    case 'defence':
      if (depth > owed.defence) owed.defence = depth;
      return;
    case 'offence':
      if (depth > owed.offence) owed.offence = depth;
      return;
    case 'neutrality':
      if (depth > owed.neutrality) owed.neutrality = depth;
      return;
    case 'nonaggression':
      if (depth > owed.nonaggression) owed.nonaggression = depth;
      return;
    case 'consultation':
      if (depth > owed.consultation) owed.consultation = depth;
  }
}

/** Into `out`, the tie of a pair under the agreements of two others of the same pair. */
export function joinTies(out: Tie, x: Tie, y: Tie): void {
  out.a = x.a;
  out.b = x.b;
  clear(out.agreements);
  for (let t = 0; t < x.agreements.length; t++) out.agreements.push(x.agreements[t]!);
  for (let t = 0; t < y.agreements.length; t++) out.agreements.push(y.agreements[t]!);
  out.depth = x.depth > y.depth ? x.depth : y.depth;
  out.kinds = x.kinds | y.kinds;
  out.areas = x.areas | y.areas;
  out.support = x.support > y.support ? x.support : y.support;
  out.cooperative = x.cooperative > y.cooperative ? x.cooperative : y.cooperative;
  out.purposed = x.purposed || y.purposed;
  out.formal = x.formal || y.formal;
  for (let s = 0; s < 2; s++) joinOwed(out.owed[s]!, x.owed[s]!, y.owed[s]!);
}

function joinOwed(out: Owed, x: Owed, y: Owed): void {
  out.defence = x.defence > y.defence ? x.defence : y.defence;
  out.offence = x.offence > y.offence ? x.offence : y.offence;
  out.neutrality = x.neutrality > y.neutrality ? x.neutrality : y.neutrality;
  out.nonaggression = x.nonaggression > y.nonaggression ? x.nonaggression : y.nonaggression;
  out.consultation = x.consultation > y.consultation ? x.consultation : y.consultation;
  clear(out.conditional);
  for (let t = 0; t < x.conditional.length; t++) out.conditional.push(x.conditional[t]!);
  for (let t = 0; t < y.conditional.length; t++) out.conditional.push(y.conditional[t]!);
}

export function fill(tie: Tie, i: number, k: number, agreements: readonly Agreement[], discount: number): void {
  resetTie(tie, i, k);
  for (const a of agreements) tie.agreements.push(a);
  recount(tie, discount);
}

export function recount(tie: Tie, discount: number): void {
  resetCounts(tie);
  for (const a of tie.agreements) countIn(tie, a, discount);
}
