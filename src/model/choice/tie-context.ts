import type { Tie } from '../treaty/ties.ts';
import { openTieOf } from '../treaty/book.ts';
import { contestShare } from '../../base/math.ts';
import { attentionTo, boundTo, commitment, ownStrength, shareGiven } from '../threat/force.ts';
import { helpWithout, pooledWithout, refreshOutlook } from '../threat/outlook.ts';
import { MAX_ATTENTION } from '../constants.ts';
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
  /** The tie valued. */
  tie: Tie;
  powerOwn: number;
  powerOther: number;
  /** What i believes of k's intent. */
  intent: number;
  /** Position of k among i's threats, or -1. */
  threatIndex: number;
  /** i's pooled strength from its other partners. */
  pooledElsewhere: number;
  /** Share of i's ties that k has too, and k's ties as a share of the system, in [0,1]. */
  overlap: number;
  popularity: number;

  // by position among i's threats
  threats: number;
  /** b^2 without any help from k, and with all of k's strength. */
  alone2: Float64Array;
  full2: Float64Array;
  /** Help from k under the tie valued, as a share of what k's strength would bring, discounted for reliability. */
  assured: Float64Array;
  /** k's open tie with the threat, and whether that binds k to it against i. */
  otherTies: (Tie | null)[];
  otherBound: boolean[];

  // by position among k's threats
  adversaries: number;
  /** Y of k without i's help. */
  otherDefence: Float64Array;
  /** Whether i attends to the adversary too; the next three are valid only where it does. */
  shared: boolean[];
  /** b^2 of k without i's help. */
  otherAlone2: Float64Array;
  /** i's open tie with the adversary, and whether that binds i to it against k. */
  ownTies: (Tie | null)[];
  ownBound: boolean[];
  /** Depth of i's obligation to fight for k under the tie valued, by adversary. */
  owed: Float64Array;

  /** Number of members of the system. */
  readonly members: number;

  /** What the tie in force is worth by term, where it has been valued. */
  heldWorth: number[];
  heldValued: boolean;
}

export function createTieContext(w: World, tie: Tie, members: number): TieContext {
  const row = () => new Float64Array(MAX_ATTENTION);
  return {
    w,
    i: -1,
    k: -1,
    version: -1,
    tie,
    powerOwn: 0,
    powerOther: 0,
    intent: 0,
    threatIndex: -1,
    pooledElsewhere: 0,
    overlap: 0,
    popularity: 0,
    threats: 0,
    alone2: row(),
    full2: row(),
    assured: row(),
    otherTies: new Array<Tie | null>(MAX_ATTENTION).fill(null),
    otherBound: new Array<boolean>(MAX_ATTENTION).fill(false),
    adversaries: 0,
    otherDefence: row(),
    shared: new Array<boolean>(MAX_ATTENTION).fill(false),
    otherAlone2: row(),
    ownTies: new Array<Tie | null>(MAX_ATTENTION).fill(null),
    ownBound: new Array<boolean>(MAX_ATTENTION).fill(false),
    owed: row(),
    members,
    heldWorth: [],
    heldValued: false,
  };
}

/** Fills in what does not depend on the tie valued. All other real ties are kept. */
export function setBaseline(c: TieContext, w: World, i: number, k: number): void {
  if (c.w === w && c.i === i && c.k === k && c.version === w.book.version) return;
  refreshOutlook(w, i);
  refreshOutlook(w, k);
  c.version = w.book.version;
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
}

/** Without a tie, i's outlook is already the one without k. */
function baselineThreats(c: TieContext, tied: boolean): void {
  const { w, i, k } = c;
  const { n, arrival, outlook } = w;
  const g = w.parameters.contest_exponent;
  c.pooledElsewhere = tied ? pooledWithout(w, i, k) : outlook.pooled[i]!;
  const own = tied ? ownStrength(w, i, c.pooledElsewhere) : outlook.own[i]!;
  const row = i * MAX_ATTENTION;
  c.threats = w.attentionCount[i]!;
  for (let a = 0; a < c.threats; a++) {
    const j = w.attention[row + a]!;
    const x = outlook.force[row + a]!;
    const y = own + (tied ? helpWithout(w, i, a, k) : outlook.help[row + a]!);
    const alone = tied ? contestShare(x, y, g) : outlook.odds[row + a]!;
    const full = j === k ? alone : contestShare(x, y + c.powerOther * arrival[j * n + k]!, g);
    c.alone2[a] = alone * alone;
    c.full2[a] = full * full;
    const other = j === k ? null : openTieOf(w.book, k, j);
    c.otherTies[a] = other;
    c.otherBound[a] = other !== null && boundTo(w, other, k, j, i);
  }
}

function baselineAdversaries(c: TieContext, tied: boolean): void {
  const { w, i, k } = c;
  const { outlook } = w;
  const g = w.parameters.contest_exponent;
  const own = tied ? ownStrength(w, k, pooledWithout(w, k, i)) : outlook.own[k]!;
  const row = k * MAX_ATTENTION;
  c.adversaries = w.attentionCount[k]!;
  for (let b = 0; b < c.adversaries; b++) {
    const l = w.attention[row + b]!;
    const y = own + (tied ? helpWithout(w, k, b, i) : outlook.help[row + b]!);
    c.otherDefence[b] = y;
    c.shared[b] = l !== i && attentionTo(w, i, l) >= 0;
    if (!c.shared[b]) continue;
    const alone = tied ? contestShare(outlook.force[row + b]!, y, g) : outlook.odds[row + b]!;
    c.otherAlone2[b] = alone * alone;
    const other = openTieOf(w.book, i, l);
    c.ownTies[b] = other;
    c.ownBound[b] = other !== null && boundTo(w, other, i, l, k);
  }
}

/** Fills in what depends on the tie valued. */
export function setCandidate(c: TieContext, tie: Tie): void {
  const { w, i, k } = c;
  c.tie = tie;
  const rowI = i * MAX_ATTENTION;
  const rowK = k * MAX_ATTENTION;
  const reliability = w.reliability[i * w.n + k]!;
  for (let a = 0; a < c.threats; a++) {
    const j = w.attention[rowI + a]!;
    if (j === k) c.assured[a] = 0;
    else c.assured[a] = shareGiven(w, tie, commitment(w, tie, 'defence', k, i, j), c.otherTies[a]!, c.otherBound[a]!) * reliability;
  }
  for (let b = 0; b < c.adversaries; b++) {
    const l = w.attention[rowK + b]!;
    c.owed[b] = l === i ? 0 : commitment(w, tie, 'defence', i, k, l);
  }
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
