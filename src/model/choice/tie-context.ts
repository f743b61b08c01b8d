import { newTie, owedBy, type Owed, type Tie } from '../treaty/ties.ts';
import { openTieOf } from '../treaty/book.ts';
import { contestShare } from '../../base/math.ts';
import { attentionTo, boundTo, commitment, ownStrength, relativePower, shareGiven } from '../threat/force.ts';
import { helpWithout, pooledWithout, refreshOutlook } from '../threat/outlook.ts';
import { createParts, type Parts } from './parts.ts';
import { FIXED, MAX_ATTENTION } from '../constants.ts';
import type { World } from '../world.ts';

/**
 * What the value terms of a tie of i with k are calculated from: values of the two that do not depend on the tie valued, filled by
 * `setBaseline`, and those that do, filled by `setCandidate`.
 */
export interface TieContext {
  w: World;
  i: number;
  k: number;
  /** Version of the book that `setBaseline` saw: while it is the same, everything filled in is still valid. */
  version: number;
  /** The tie valued, what i owes k under it, and what k owes i. */
  tie: Tie;
  owed: Owed;
  due: Owed;
  powerOwn: number;
  powerOther: number;
  /** What i believes of k's intent. */
  intent: number;
  /** Position of k among i's threats, or -1. */
  threatIndex: number;
  /** Position of i among k's threats, or -1. */
  ownIndex: number;
  /** i's pooled strength from its other partners. */
  pooledElsewhere: number;
  /** Share of i's ties that k has too, and k's ties as a share of the system, in [0,1]. */
  overlap: number;
  popularity: number;
  /** Number of i's threats and of k's. */
  threats: number;
  adversaries: number;
  /** Some state is a threat to both. */
  commonThreat: boolean;
  /** Columns of numbers by position among i's threats and among k's, each of length MAX_ATTENTION, at the places of `COLUMN`. */
  readonly rows: Float64Array;
  /** What the terms of ties have prepared for k, one after the other, each with OWN_ROOM places; and the same by term. */
  readonly prepared: Float64Array;
  readonly own: readonly Float64Array[];

  /** Number of members of the system. */
  members: number;

  /** Room for the parts of a term. */
  readonly parts: Parts;

  /** What the tie in force is worth by term, where it has been valued. */
  readonly heldWorth: Float64Array;
  heldValued: boolean;
}

// by position among i's threats
/** i's belief in the threat's intent. */
export const THREAT_INTENT = 0;
/** b^2 without any help from k, and with all of k's strength. */
export const ALONE2 = THREAT_INTENT + MAX_ATTENTION;
export const FULL2 = ALONE2 + MAX_ATTENTION;
/** Share of k's strength that arrives at the threat. */
export const THREAT_ARRIVAL = FULL2 + MAX_ATTENTION;
/** Depth and support of k's open tie with the threat, 0 = none; 1 where that binds k to it against i. */
export const OTHER_DEPTH = THREAT_ARRIVAL + MAX_ATTENTION;
const OTHER_SUPPORT = OTHER_DEPTH + MAX_ATTENTION;
const OTHER_BOUND = OTHER_SUPPORT + MAX_ATTENTION;
/** Help from k under the tie valued, as a share of what k's strength would bring, discounted for reliability. */
export const ASSURED = OTHER_BOUND + MAX_ATTENTION;

// by position among k's threats, its adversaries
/** k's belief in the adversary's intent, and i's. */
export const ADVERSARY_INTENT = ASSURED + MAX_ATTENTION;
export const OWN_INTENT = ADVERSARY_INTENT + MAX_ATTENTION;
/** The adversary's power against i's own, in [0,1]. */
export const ADVERSARY_POWER = OWN_INTENT + MAX_ATTENTION;
/** 1 where i attends to the adversary too; the next five are valid only where it does. */
export const SHARED_THREAT = ADVERSARY_POWER + MAX_ATTENTION;
/** Y of k without i's help, and b^2 with that. */
export const OTHER_DEFENCE = SHARED_THREAT + MAX_ATTENTION;
export const OTHER_ALONE2 = OTHER_DEFENCE + MAX_ATTENTION;
/** Share of i's strength that arrives at the adversary. */
export const OWN_ARRIVAL = OTHER_ALONE2 + MAX_ATTENTION;
/** Support of i's open tie with the adversary, 0 = none; 1 where that binds i to it against k. */
export const OWN_SUPPORT = OWN_ARRIVAL + MAX_ATTENTION;
export const OWN_BOUND = OWN_SUPPORT + MAX_ATTENTION;
/** Depth of i's obligation to fight for k under the tie valued, by adversary. */
export const OWED = OWN_BOUND + MAX_ATTENTION;
/** Room for all columns. */
const COLUMNS_END = OWED + MAX_ATTENTION;

/** Room of each term for what it prepares. */
export const OWN_ROOM = FIXED.prepared_columns * MAX_ATTENTION;

export function createTieContext(w: World, terms: number, parts: Parts = createParts(w.n)): TieContext {
  const tie = newTie();
  const prepared = new Float64Array(terms * OWN_ROOM);
  return {
    w,
    i: -1,
    k: -1,
    version: -1,
    tie,
    owed: tie.owed[0],
    due: tie.owed[1],
    powerOwn: 0,
    powerOther: 0,
    intent: 0,
    threatIndex: -1,
    ownIndex: -1,
    pooledElsewhere: 0,
    overlap: 0,
    popularity: 0,
    threats: 0,
    adversaries: 0,
    commonThreat: false,
    rows: new Float64Array(COLUMNS_END),
    prepared,
    own: Array.from({ length: terms }, (_, t) => prepared.subarray(t * OWN_ROOM, (t + 1) * OWN_ROOM)),
    members: 0,
    parts,
    heldWorth: new Float64Array(terms),
    heldValued: false,
  };
}

/** Fills in what does not depend on the tie valued, but for `own`. All other real ties are kept. Returns whether anything had to be filled in. */
export function setBaseline(c: TieContext, w: World, i: number, k: number, members: number): boolean {
  if (c.w === w && c.i === i && c.k === k && c.version === w.book.version) return false;
  refreshOutlook(w, i);
  refreshOutlook(w, k);
  c.version = w.book.version;
  c.members = members;
  c.w = w;
  c.i = i;
  c.k = k;
  c.powerOwn = w.power[i]!;
  c.powerOther = w.power[k]!;
  c.intent = w.intent[i * w.n + k]!;
  c.threatIndex = attentionTo(w, i, k);
  c.heldValued = false;
  countShared(c);
  const tied = w.book.tieAt[i * w.n + k] !== 0;
  baselineThreats(c, tied);
  baselineAdversaries(c, tied);
  return true;
}

/** Without a tie, i's outlook is already the one without k. */
function baselineThreats(c: TieContext, tied: boolean): void {
  const { w, i, k, rows, powerOther } = c;
  const { n, arrival, outlook, attention, intent } = w;
  const g = w.parameters.contest_exponent;
  c.pooledElsewhere = tied ? pooledWithout(w, i, k) : outlook.pooled[i]!;
  const own = tied ? ownStrength(w, i, c.pooledElsewhere) : outlook.own[i]!;
  const row = i * MAX_ATTENTION;
  const count = w.attentionCount[i]!;
  c.threats = count;
  for (let a = 0; a < count; a++) {
    const j = attention[row + a]!;
    const x = outlook.force[row + a]!;
    const y = own + (tied ? helpWithout(w, i, a, k) : outlook.help[row + a]!);
    const alone = tied ? contestShare(x, y, g) : outlook.odds[row + a]!;
    const arriving = arrival[j * n + k]!;
    const full = j === k ? alone : contestShare(x, y + powerOther * arriving, g);
    rows[THREAT_INTENT + a] = intent[i * n + j]!;
    rows[ALONE2 + a] = alone * alone;
    rows[FULL2 + a] = full * full;
    rows[THREAT_ARRIVAL + a] = arriving;
    const other = j === k ? null : openTieOf(w.book, k, j);
    rows[OTHER_DEPTH + a] = other === null ? 0 : other.depth;
    rows[OTHER_SUPPORT + a] = other === null ? 0 : other.support;
    rows[OTHER_BOUND + a] = other !== null && boundTo(w, other, k, j, i) ? 1 : 0;
  }
}

function baselineAdversaries(c: TieContext, tied: boolean): void {
  const { w, i, k, rows, powerOwn } = c;
  const { n, arrival, outlook, attention, intent, power } = w;
  const g = w.parameters.contest_exponent;
  const own = tied ? ownStrength(w, k, pooledWithout(w, k, i)) : outlook.own[k]!;
  const row = k * MAX_ATTENTION;
  const count = w.attentionCount[k]!;
  c.adversaries = count;
  c.ownIndex = -1;
  c.commonThreat = false;
  for (let b = 0; b < count; b++) {
    const l = attention[row + b]!;
    rows[ADVERSARY_INTENT + b] = intent[k * n + l]!;
    rows[OWN_INTENT + b] = intent[i * n + l]!;
    rows[ADVERSARY_POWER + b] = relativePower(power[l]!, powerOwn);
    rows[SHARED_THREAT + b] = 0;
    if (l === i) c.ownIndex = b;
    else if (attentionTo(w, i, l) >= 0) {
      rows[SHARED_THREAT + b] = 1;
      c.commonThreat = true;
      const y = own + (tied ? helpWithout(w, k, b, i) : outlook.help[row + b]!);
      const alone = tied ? contestShare(outlook.force[row + b]!, y, g) : outlook.odds[row + b]!;
      rows[OTHER_DEFENCE + b] = y;
      rows[OTHER_ALONE2 + b] = alone * alone;
      rows[OWN_ARRIVAL + b] = arrival[l * n + i]!;
      const other = openTieOf(w.book, i, l);
      rows[OWN_SUPPORT + b] = other === null ? 0 : other.support;
      rows[OWN_BOUND + b] = other !== null && boundTo(w, other, i, l, k) ? 1 : 0;
    }
  }
}

/** Fills in what depends on the tie valued. */
export function setCandidate(c: TieContext, tie: Tie): void {
  const { w, i, k, rows, threats, adversaries } = c;
  c.tie = tie;
  const owed = owedBy(tie, i);
  const due = owedBy(tie, k);
  c.owed = owed;
  c.due = due;
  const { material_support } = w.parameters;
  const reliability = w.reliability[i * w.n + k]!;
  const plain = due.conditional.length === 0;
  for (let a = 0; a < threats; a++) {
    if (a === c.threatIndex) rows[ASSURED + a] = 0;
    else {
      const depth = plain ? due.defence : commitment(w, tie, 'defence', k, i, w.attention[i * MAX_ATTENTION + a]!);
      rows[ASSURED + a] =
        shareGiven(depth, tie.support, rows[OTHER_SUPPORT + a]!, rows[OTHER_BOUND + a] !== 0, material_support) * reliability;
    }
  }
  const unconditional = owed.conditional.length === 0;
  for (let b = 0; b < adversaries; b++)
    rows[OWED + b] =
      b === c.ownIndex ? 0 : unconditional ? owed.defence : commitment(w, tie, 'defence', i, k, w.attention[k * MAX_ATTENTION + b]!);
}

function countShared(c: TieContext): void {
  const mine = c.w.book.neighbours[c.i]!;
  const theirs = c.w.book.neighbours[c.k]!;
  let shared = 0;
  for (let x = 0, y = 0; x < mine.length && y < theirs.length;) {
    const d = mine[x]! - theirs[y]!;
    if (d === 0) shared += 1;
    if (d <= 0) x += 1;
    if (d >= 0) y += 1;
  }
  c.overlap = mine.length === 0 ? 0 : shared / mine.length;
  c.popularity = c.members > 1 ? theirs.length / (c.members - 1) : 0;
}
