import { contestShare } from '../base/math.ts';
import { AREA_STRENGTH } from './areas.ts';
import { dutyOf, linkOf, openLinkOf, type Link } from './agreements.ts';
import { expectedCoverage, isCounted } from './casus.ts';
import { MAX_ATTENTION } from './scratch.ts';
import type { ObligationType } from './vocabulary.ts';
import type { World } from './world.ts';

/**
 * Who would fight for whom, and what it amounts to: commitments, expected force X, expected defence Y, insecurity S. Sums run over tied states in
 * index order, hypothetical new partners last; a defence without one partner is summed from the others, never by subtraction.
 */

/** The tie of i and k as i weighs it: the hypothetical one where i is weighing a change, else the real one. */
function tie(w: World, i: number, k: number): Link | null {
  const s = w.scratch;
  if (s.overlayOf === i) {
    const at = s.overlayAt[k]!;
    if (at !== 0) return s.overlayLinks[at - 1]!;
  }
  return linkOf(w.book, i, k);
}

/** Number of states that would fight on j's side against i: j and those bound to it that i takes for hostile. */
export function opponentsOf(w: World, i: number, j: number): number {
  let count = 1;
  for (const l of w.book.neighbours[j]!) {
    if (l === i || w.intent[i * w.n + l]! < w.parameters.stake_level) continue;
    const link = openLinkOf(w.book, l, j);
    if (link && fights(link, l)) count += 1;
  }
  return count;
}

function fights(link: Link, k: number): boolean {
  const duty = dutyOf(link, k);
  if (duty.defence > 0 || duty.offence > 0) return true;
  for (const t of duty.conditional) if (t.type === 'defence' || t.type === 'offence') return true;
  return false;
}

/**
 * Greatest depth, in [0,1], of an obligation of one type that k owes to i and that covers a conflict with j in expectation. For offence, j is the
 * target and the location is where j lives; for neutrality, where either lives.
 */
export function commitment(w: World, link: Link, type: 'defence' | 'offence' | 'neutrality', k: number, i: number, j: number): number {
  const duty = dutyOf(link, k);
  let depth = duty[type];
  const conditional = duty.conditional;
  for (let t = 0; t < conditional.length; t++) {
    const term = conditional[t]!;
    if (term.type !== type || term.depth <= depth) continue;
    if (type !== 'defence' && !located(term.when.location, type, i, j)) continue;
    // who attacks has provoked
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

/** Whether k owes j, against i, to fight or to stay out: then it does not fight against j. */
export function boundTo(w: World, link: Link | null, k: number, j: number, i: number): boolean {
  return (
    link !== null && link.kinds !== 0 && (commitment(w, link, 'defence', k, j, i) > 0 || commitment(w, link, 'neutrality', k, j, i) > 0)
  );
}

/**
 * Share of k's strength that counts for i against j, in [0,1]: the depth of an obligation, or of a partnership without one (expected material
 * support); 0 for a state bound to both sides. `link` is the tie of i and k.
 */
export function helpShare(w: World, link: Link, k: number, i: number, j: number): number {
  const depth = commitment(w, link, 'defence', k, i, j);
  if (depth === 0 && link.support === 0) return 0;
  const other = openLinkOf(w.book, k, j);
  if (other === null) return depth > 0 ? depth : link.support * w.parameters.material_support;
  if (boundTo(w, other, k, j, i)) return 0;
  if (depth > 0) return depth;
  const support = link.support - other.support;
  return support > 0 ? support * w.parameters.material_support : 0;
}

/** What k would bring to bear for i against j. */
export function helpFrom(w: World, link: Link, k: number, i: number, j: number, viewer: number): number {
  const share = helpShare(w, link, k, i, j);
  return share === 0 ? 0 : share * w.reliability[viewer * w.n + k]! * w.power[k]! * w.arrival[j * w.n + k]!;
}

/**
 * Help that i expects against its a-th threat from those it is tied to, `without` one state (-1 = none), with the hypothetical ties laid over the
 * real ones. i's outlook must be up to date.
 */
export function helpExpected(w: World, i: number, a: number, without: number): number {
  const s = w.scratch;
  const overlaid = s.overlayOf === i;
  const j = w.attention[i * MAX_ATTENTION + a]!;
  const neighbours = w.book.neighbours[i]!;
  const helps = s.helps[i]!;
  let sum = 0;
  for (let x = 0; x < neighbours.length; x++) {
    const k = neighbours[x]!;
    if (k === without) continue;
    const at = overlaid ? s.overlayAt[k]! : 0;
    if (at === 0) sum += helps[x * MAX_ATTENTION + a]!;
    else {
      const link = s.overlayLinks[at - 1]!;
      if (link !== null && k !== j) sum += helpFrom(w, link, k, i, j, i);
    }
  }
  return sum + helpFromNewcomers(w, i, j, without);
}

/** Help from hypothetical partners that i has no real tie with. */
export function helpFromNewcomers(w: World, i: number, j: number, without: number): number {
  const s = w.scratch;
  if (s.overlayOf !== i) return 0;
  let sum = 0;
  for (let x = 0; x < s.overlayStates.length; x++) {
    const k = s.overlayStates[x]!;
    const link = s.overlayLinks[x]!;
    if (k === j || k === without || link === null || w.book.linkAt[i * w.n + k] !== 0) continue;
    sum += helpFrom(w, link, k, i, j, i);
  }
  return sum;
}

/** Help for j against i as a third state sees it, from open agreements and with the viewer's belief in reliability. */
export function helpSeenBy(w: World, viewer: number, j: number, i: number): number {
  let sum = 0;
  for (const k of w.book.neighbours[j]!) {
    if (k === i || k === viewer) continue;
    const link = openLinkOf(w.book, j, k);
    if (link !== null) sum += helpFrom(w, link, k, j, i, viewer);
  }
  return sum;
}

/**
 * Pooled strength s >= 0 of i's cooperation: the partners' relative power by the areas shared, `without` one state (-1 = none), with the hypothetical
 * ties laid over the real ones.
 */
export function pooledStrength(w: World, i: number, without: number): number {
  const p = w.power[i]!;
  const s = w.scratch;
  const overlaid = s.overlayOf === i;
  const neighbours = w.book.neighbours[i]!;
  let sum = 0;
  for (let x = 0; x < neighbours.length; x++) {
    const k = neighbours[x]!;
    if (k === without) continue;
    const at = overlaid ? s.overlayAt[k]! : 0;
    const link = at === 0 ? linkOf(w.book, i, k) : s.overlayLinks[at - 1]!;
    if (link !== null) sum += pooledFrom(w, link, k, p);
  }
  if (overlaid)
    for (let x = 0; x < s.overlayStates.length; x++) {
      const k = s.overlayStates[x]!;
      const link = s.overlayLinks[x]!;
      if (k !== without && link !== null && w.book.linkAt[i * w.n + k] === 0) sum += pooledFrom(w, link, k, p);
    }
  return sum;
}

/** The part of one partner in the pooled strength of a state of power p. */
function pooledFrom(w: World, link: Link, k: number, p: number): number {
  return AREA_STRENGTH[link.areas]! * relativePower(w.power[k]!, p);
}

/** Pooled strength without hypothetical ties, from the parts kept with i's outlook, which must be up to date. */
export function pooledWithout(w: World, i: number, without: number): number {
  const neighbours = w.book.neighbours[i]!;
  const pools = w.scratch.pools[i]!;
  let sum = 0;
  for (let x = 0; x < neighbours.length; x++) if (neighbours[x] !== without) sum += pools[x]!;
  return sum;
}

/** x / (x + y); two zeros are even. */
export function relativePower(x: number, y: number): number {
  return x + y === 0 ? 0.5 : x / (x + y);
}

/** Own strength: power, raised by what cooperation adds where no one will fight. */
export function ownStrength(w: World, i: number, pooled: number): number {
  return w.power[i]! * (1 + (w.parameters.cooperation_strength * pooled) / (1 + pooled));
}

/** X: what j and those who would fight beside it bring to bear on i. */
export function forceExpected(w: World, i: number, j: number): number {
  const { n, power, arrival } = w;
  let sum = power[j]! * arrival[i * n + j]!;
  const neighbours = w.book.neighbours[j]!;
  for (let s = 0; s < neighbours.length; s++) {
    const k = neighbours[s]!;
    if (k === i) continue;
    const link = openLinkOf(w.book, j, k);
    if (link === null || (link.kinds & 1) === 0) continue;
    let share = commitment(w, link, 'offence', k, j, i);
    if (share === 0) share = commitment(w, link, 'defence', k, j, i) * w.intent[i * n + k]!;
    if (share === 0 || boundTo(w, tie(w, i, k), k, i, j)) continue;
    sum += share * power[k]! * arrival[i * n + k]!;
  }
  return sum;
}

/** Whether a tie of i, or of a state that it attends to, has changed since its outlook was worked out. */
function isStale(w: World, i: number): boolean {
  const { touched } = w.book;
  const stamp = w.scratch.stamp[i]!;
  if (stamp < touched[i]!) return true;
  const row = i * MAX_ATTENTION;
  for (let a = 0; a < w.attentionCount[i]!; a++) if (stamp < touched[w.attention[row + a]!]!) return true;
  return false;
}

/** Brings i's outlook on its threats up to date. */
export function refreshOutlook(w: World, i: number): void {
  if (!isStale(w, i)) return;
  const s = w.scratch;
  s.stamp[i] = w.book.version;
  keepParts(w, i);
  const pooled = pooledWithout(w, i, -1);
  const own = ownStrength(w, i, pooled);
  s.pooled[i] = pooled;
  s.own[i] = own;
  const g = w.parameters.contest_exponent;
  const row = i * MAX_ATTENTION;
  let insecurity = 0;
  for (let a = 0; a < w.attentionCount[i]!; a++) {
    const j = w.attention[row + a]!;
    const x = forceExpected(w, i, j);
    const help = helpExpected(w, i, a, -1);
    const b = contestShare(x, own + help, g);
    s.force[row + a] = x;
    s.help[row + a] = help;
    s.odds[row + a] = b;
    s.odds2[row + a] = b * b;
    insecurity += w.intent[i * w.n + j]! * (b * b);
  }
  s.insecurity[i] = insecurity;
}

/** Works out what each neighbour would bring against each threat, and its part of the pooled strength. */
function keepParts(w: World, i: number): void {
  const s = w.scratch;
  const neighbours = w.book.neighbours[i]!;
  if (s.pools[i]!.length < neighbours.length) {
    const room = neighbours.length + 8;
    s.pools[i] = new Float64Array(room);
    s.helps[i] = new Float64Array(room * MAX_ATTENTION);
  }
  const helps = s.helps[i]!;
  const pools = s.pools[i]!;
  const count = w.attentionCount[i]!;
  for (let x = 0; x < neighbours.length; x++) {
    const k = neighbours[x]!;
    const link = linkOf(w.book, i, k)!;
    pools[x] = pooledFrom(w, link, k, w.power[i]!);
    for (let a = 0; a < count; a++) {
      const j = w.attention[i * MAX_ATTENTION + a]!;
      helps[x * MAX_ATTENTION + a] = j === k ? 0 : helpFrom(w, link, k, i, j, i);
    }
  }
}

/** S of i with the hypothetical ties laid over the real ones. i's real outlook must be up to date. */
export function insecurityWithOverlay(w: World, i: number): number {
  const s = w.scratch;
  const own = ownStrength(w, i, pooledStrength(w, i, -1));
  const g = w.parameters.contest_exponent;
  const row = i * MAX_ATTENTION;
  const onlyNewcomers = s.overlayStates.every((k) => w.book.linkAt[i * w.n + k] === 0);
  let insecurity = 0;
  for (let a = 0; a < w.attentionCount[i]!; a++) {
    const j = w.attention[row + a]!;
    const x = overlayTouches(w, j) ? forceExpected(w, i, j) : s.force[row + a]!;
    const help = onlyNewcomers ? s.help[row + a]! + helpFromNewcomers(w, i, j, -1) : helpExpected(w, i, a, -1);
    const b = contestShare(x, own + help, g);
    insecurity += w.intent[i * w.n + j]! * (b * b);
  }
  return insecurity;
}

/** Whether a hypothetical partner is tied to j, so that the force expected from j may change. */
function overlayTouches(w: World, j: number): boolean {
  const s = w.scratch;
  for (let x = 0; x < s.overlayStates.length; x++) if (w.book.linkAt[j * w.n + s.overlayStates[x]!] !== 0) return true;
  return false;
}

/** Position of j among i's threats, or -1. */
export function attentionTo(w: World, i: number, j: number): number {
  const row = i * MAX_ATTENTION;
  for (let a = 0; a < w.attentionCount[i]!; a++) if (w.attention[row + a] === j) return a;
  return -1;
}
