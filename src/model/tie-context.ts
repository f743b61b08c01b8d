import { contestShare } from '../base/math.ts';
import type { Link } from './agreements.ts';
import { attentionTo, commitment, helpExpected, helpShare, ownStrength, pooledWithout, refreshOutlook } from './force.ts';
import { MAX_ATTENTION } from './scratch.ts';
import type { World } from './world.ts';

/**
 * What the value terms of a tie of i with k are worked out from: figures of the two that do not depend on the tie valued, filled by
 * `prepare`, and those that do, filled by `regard`. One object is reused for all ties.
 */
export interface TieContext {
  w: World;
  i: number;
  k: number;
  /** Version of the book that `prepare` saw. */
  version: number;
  /** The tie valued. */
  link: Link;
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

  // by position among k's threats
  adversaries: number;
  /** Y of k without i's help. */
  otherDefence: Float64Array;
  /** Depth of i's obligation to fight for k under the tie valued, by adversary. */
  owed: Float64Array;
}

export function createTieContext(w: World, link: Link): TieContext {
  const row = () => new Float64Array(MAX_ATTENTION);
  return {
    w,
    i: -1,
    k: -1,
    version: -1,
    link,
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
    adversaries: 0,
    otherDefence: row(),
    owed: row(),
  };
}

/** Fills in what does not depend on the tie valued. All other real ties are held. */
export function prepare(c: TieContext, w: World, i: number, k: number): void {
  const { n, power, arrival, parameters: P, scratch } = w;
  if (c.w === w && c.i === i && c.k === k && c.version === w.book.version) return;
  c.version = w.book.version;
  refreshOutlook(w, i);
  refreshOutlook(w, k);
  c.w = w;
  c.i = i;
  c.k = k;
  c.powerOwn = power[i]!;
  c.powerOther = power[k]!;
  c.intent = w.intent[i * n + k]!;
  c.threatIndex = attentionTo(w, i, k);
  const tied = w.book.linkAt[i * n + k] !== 0;
  c.pooledElsewhere = tied ? pooledWithout(w, i, k) : scratch.pooled[i]!;
  countShared(c, scratch.members);

  const own = tied ? ownStrength(w, i, c.pooledElsewhere) : scratch.own[i]!;
  const rowI = i * MAX_ATTENTION;
  c.threats = w.attentionCount[i]!;
  for (let a = 0; a < c.threats; a++) {
    const j = w.attention[rowI + a]!;
    const x = scratch.force[rowI + a]!;
    const y = own + (tied ? helpExpected(w, i, a, k) : scratch.help[rowI + a]!);
    const alone = tied ? contestShare(x, y, P.contest_exponent) : scratch.odds[rowI + a]!;
    const full = j === k ? alone : contestShare(x, y + power[k]! * arrival[j * n + k]!, P.contest_exponent);
    c.alone2[a] = alone * alone;
    c.full2[a] = full * full;
  }

  const ownK = tied ? ownStrength(w, k, pooledWithout(w, k, i)) : scratch.own[k]!;
  const rowK = k * MAX_ATTENTION;
  c.adversaries = w.attentionCount[k]!;
  for (let b = 0; b < c.adversaries; b++) {
    c.otherDefence[b] = ownK + (tied ? helpExpected(w, k, b, i) : scratch.help[rowK + b]!);
  }
}

/** Fills in what depends on the tie valued. */
export function regard(c: TieContext, link: Link): void {
  const { w, i, k } = c;
  c.link = link;
  const rowI = i * MAX_ATTENTION;
  const rowK = k * MAX_ATTENTION;
  for (let a = 0; a < c.threats; a++) {
    const j = w.attention[rowI + a]!;
    c.assured[a] = j === k ? 0 : helpShare(w, link, k, i, j) * w.reliability[i * w.n + k]!;
  }
  for (let b = 0; b < c.adversaries; b++) {
    const l = w.attention[rowK + b]!;
    c.owed[b] = l === i ? 0 : commitment(w, link, 'defence', i, k, l);
  }
}

function countShared(c: TieContext, members: number): void {
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
  c.popularity = members > 1 ? theirs.length / (members - 1) : 0;
}
