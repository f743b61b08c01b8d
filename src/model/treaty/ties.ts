import { isConditional, type Casus } from './casus.ts';
import type { Agreement, AgreementTerms, Obligation } from './treaty.ts';
import { AREA_BIT, DEPTH_CEILING, KIND_BIT, type ObligationType } from '../vocabulary.ts';

/** One state's obligations toward another, from all agreements between the two. Figures are depths in [0,1], 0 = no such obligation. */
export interface Duty {
  /** Greatest depth, discounted for discretion, of a defence obligation that binds against any adversary. */
  defence: number;
  offence: number;
  neutrality: number;
  nonaggression: number;
  consultation: number;
  /** Obligations to fight or to stay out that bind only under conditions. */
  conditional: ConditionalDuty[];
}

export interface ConditionalDuty {
  type: ObligationType;
  depth: number;
  when: Casus;
}

/** The tie between two states: what their agreements imply. a < b. */
export interface Link {
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
  /** Some agreement is formal. */
  formal: boolean;
  /** duties[0]: a's toward b; duties[1]: b's toward a. */
  duties: readonly [Duty, Duty];
  /** The same from the agreements that are not secret, which is all that third states see; null = nothing. */
  open: Link | null;
}

const newDuty = (): Duty => ({ defence: 0, offence: 0, neutrality: 0, nonaggression: 0, consultation: 0, conditional: [] });

export function newLink(): Link {
  return {
    a: 0,
    b: 0,
    agreements: [],
    depth: 0,
    kinds: 0,
    areas: 0,
    support: 0,
    formal: false,
    duties: [newDuty(), newDuty()],
    open: null,
  };
}

/** k's obligations toward i under a link of the two. */
export function dutyOf(link: Link, k: number): Duty {
  return link.duties[link.a === k ? 0 : 1];
}

const SUPPORT_AREAS = AREA_BIT.security | AREA_BIT.logistics;

/** Empties a link for the pair, before agreements are counted in. */
export function resetLink(link: Link, i: number, k: number): void {
  link.a = i < k ? i : k;
  link.b = i < k ? k : i;
  clear(link.agreements);
  resetCounts(link);
}

function resetCounts(link: Link): void {
  link.depth = 0;
  link.kinds = 0;
  link.areas = 0;
  link.support = 0;
  link.formal = false;
  for (let s = 0; s < 2; s++) {
    const d = link.duties[s]!;
    d.defence = d.offence = d.neutrality = d.nonaggression = d.consultation = 0;
    clear(d.conditional);
  }
}

/** Empties a list that will be filled again; unlike a length of 0, popping keeps its room. */
function clear(list: unknown[]): void {
  while (list.length > 0) list.pop();
}

/** Counts one agreement into a link of two of its members. */
export function countIn(link: Link, agreement: AgreementTerms, discretionDiscount: number): void {
  const depth = agreement.depth;
  if (depth > link.depth) link.depth = depth;
  link.kinds |= KIND_BIT[agreement.kind];
  link.areas |= agreement.areas;
  if (agreement.formality === 'formal') link.formal = true;
  if ((agreement.areas & SUPPORT_AREAS) !== 0) {
    // an ally that is not bound lends what a close partner would
    const support = agreement.kind === 'alliance' ? Math.min(depth, DEPTH_CEILING.partnership) : depth;
    if (support > link.support) link.support = support;
  }
  const members = agreement.members;
  for (let x = 0, found = 0; x < members.length && found < 2; x++) {
    const m = members[x]!;
    if (m.state !== link.a && m.state !== link.b) continue;
    found += 1;
    if (m.state === link.a) countDuties(link.duties[0], m.obligations, depth, link.b, discretionDiscount);
    else countDuties(link.duties[1], m.obligations, depth, link.a, discretionDiscount);
  }
}

function countDuties(duty: Duty, obligations: readonly Obligation[], depth: number, toward: number, discount: number): void {
  for (let x = 0; x < obligations.length; x++) {
    const { type, when } = obligations[x]!;
    const worth = when.discretion ? depth * discount : depth;
    if (type === 'nonaggression' || type === 'consultation') {
      raise(duty, type, worth);
    } else if (type === 'defence' && when.location !== null && when.location[toward] !== 1) {
      continue; // an attack on the other's home never falls under this obligation
    } else if (isConditional(when) || (type !== 'defence' && when.location !== null)) {
      duty.conditional.push({ type, depth: worth, when });
    } else {
      raise(duty, type, worth);
    }
  }
}

/** Raises a duty to a depth. Each is named: to reach them all by `duty[type]` is many times slower. */
function raise(duty: Duty, type: ObligationType, depth: number): void {
  switch (type) {
    case 'defence':
      if (depth > duty.defence) duty.defence = depth;
      return;
    case 'offence':
      if (depth > duty.offence) duty.offence = depth;
      return;
    case 'neutrality':
      if (depth > duty.neutrality) duty.neutrality = depth;
      return;
    case 'nonaggression':
      if (depth > duty.nonaggression) duty.nonaggression = depth;
      return;
    case 'consultation':
      if (depth > duty.consultation) duty.consultation = depth;
  }
}

export function fill(link: Link, i: number, k: number, agreements: readonly Agreement[], discount: number): void {
  resetLink(link, i, k);
  for (const a of agreements) link.agreements.push(a);
  recount(link, discount);
}

export function recount(link: Link, discount: number): void {
  resetCounts(link);
  for (const a of link.agreements) countIn(link, a, discount);
}
