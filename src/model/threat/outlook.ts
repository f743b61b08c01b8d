import { tieOf } from '../treaty/book.ts';
import { contestShare } from '../../base/math.ts';
import { boundTo, forceExpected, helpFrom, ownStrength, pooledFrom } from './force.ts';
import { createBackers, type Backers } from '../caches.ts';
import type { Tie } from '../treaty/ties.ts';
import { FIXED, MAX_ATTENTION } from '../constants.ts';
import type { World } from '../world.ts';

/**
 * A state's outlook on its threats: expected force X, expected defence Y and insecurity S, under the ties in force and with hypothetical ones in their
 * place. Sums run over tied states in index order, hypothetical new partners last; a defence without one partner is the sum of the others' contributions,
 * never a subtraction.
 */

/**
 * Brings i's outlook on its threats up to date. The row of a threat j depends only on the ties of i and of j (a state tied to both has a tie with
 * each): it is recomputed if one of these has changed since the outlook was last refreshed, and kept otherwise.
 */
export function refreshOutlook(w: World, i: number): void {
  const s = w.outlook;
  const { touched, version } = w.book;
  const stamp = s.stamp[i]!;
  if (stamp === version) return;
  s.stamp[i] = version;
  const row = i * MAX_ATTENTION;
  const count = w.attentionCount[i]!;
  const all = stamp < touched[i]!;
  if (all) keepTies(w, i);
  let stale = all;
  for (let a = 0; a < count; a++) {
    const j = w.attention[row + a]!;
    if (!all && stamp >= touched[j]!) continue;
    stale = true;
    refreshRow(w, i, a, j);
  }
  if (!stale) return;
  let insecurity = 0;
  for (let a = 0; a < count; a++) insecurity += w.intent[i * w.n + w.attention[row + a]!]! * s.odds2[row + a]!;
  s.insecurity[i] = insecurity;
}

/** Stores i's ties, what each neighbour adds to i's pooled strength, and the own strength that results. */
function keepTies(w: World, i: number): void {
  const s = w.outlook;
  const neighbours = w.book.neighbours[i]!;
  if (s.pools[i]!.length < neighbours.length) {
    const room = neighbours.length + FIXED.spare_room;
    s.pools[i] = new Float64Array(room);
    s.helps[i] = new Float64Array(room * MAX_ATTENTION);
  }
  const ties = s.ties[i]!;
  const pools = s.pools[i]!;
  let pooled = 0;
  for (let x = 0; x < neighbours.length; x++) {
    const k = neighbours[x]!;
    ties[x] = tieOf(w.book, i, k)!;
    pools[x] = pooledFrom(w, ties[x]!, k, w.power[i]!);
    pooled += pools[x]!;
  }
  s.pooled[i] = pooled;
  s.own[i] = ownStrength(w, i, pooled);
}

/** Calculates what j, i's a-th threat, would bring to bear on i, and what each neighbour would bring against it. */
function refreshRow(w: World, i: number, a: number, j: number): void {
  const s = w.outlook;
  const row = i * MAX_ATTENTION + a;
  const neighbours = w.book.neighbours[i]!;
  const ties = s.ties[i]!;
  const helps = s.helps[i]!;
  let help = 0;
  for (let x = 0; x < neighbours.length; x++) {
    const k = neighbours[x]!;
    const part = k === j ? 0 : helpFrom(w, ties[x]!, k, i, j, i);
    helps[x * MAX_ATTENTION + a] = part;
    help += part;
  }
  const force = forceExpected(w, i, j, (s.backers[row] ??= createBackers()));
  const b = contestShare(force, s.own[i]! + help, w.parameters.contest_exponent);
  s.force[row] = force;
  s.help[row] = help;
  s.odds[row] = b;
  s.odds2[row] = b * b;
}

/** Help that i expects against its a-th threat from those it is tied to, without k. i's outlook must be up to date. */
export function helpWithout(w: World, i: number, a: number, without: number): number {
  const neighbours = w.book.neighbours[i]!;
  const helps = w.outlook.helps[i]!;
  let sum = 0;
  for (let x = 0; x < neighbours.length; x++) if (neighbours[x] !== without) sum += helps[x * MAX_ATTENTION + a]!;
  return sum;
}

/** Pooled strength of i's cooperation without k. i's outlook must be up to date. */
export function pooledWithout(w: World, i: number, without: number): number {
  const neighbours = w.book.neighbours[i]!;
  const pools = w.outlook.pools[i]!;
  let sum = 0;
  for (let x = 0; x < neighbours.length; x++) if (neighbours[x] !== without) sum += pools[x]!;
  return sum;
}

/** S of i with the overlay's ties in place of the real ones. i's real outlook must be up to date. */
export function insecurityWithOverlay(w: World, i: number): number {
  const { overlay } = w.workspace;
  if (overlay.count === 1) return insecurityWithOne(w, i, overlay.states[0]!, overlay.ties[0]!);
  const { at, states, count } = overlay;
  for (let x = 0; x < count; x++) at[states[x]!] = x + 1;
  const insecurity = insecurityWithMany(w, i);
  for (let x = 0; x < count; x++) at[states[x]!] = 0;
  return insecurity;
}

/** The same where the overlay is one tie with k, or none, in place of the one in force if there is one. */
function insecurityWithOne(w: World, i: number, k: number, tie: Tie | null): number {
  const { power, outlook, attention, intent } = w;
  const { help, replaces } = w.workspace.overlay;
  const neighbours = w.book.neighbours[i]!;
  const pools = outlook.pools[i]!;
  const helps = outlook.helps[i]!;
  const pool = tie === null ? 0 : pooledFrom(w, tie, k, power[i]!);
  // sums run over the ties in force in the order of the states, a new one comes last
  const place = replaces ? neighbours.indexOf(k) : -1;
  let pooled = 0;
  if (place < 0) pooled = outlook.pooled[i]! + pool;
  else for (let x = 0; x < neighbours.length; x++) pooled += x === place ? pool : pools[x]!;
  const own = ownStrength(w, i, pooled);
  const g = w.parameters.contest_exponent;
  const row = i * MAX_ATTENTION;
  const count = w.attentionCount[i]!;
  let insecurity = 0;
  for (let a = 0; a < count; a++) {
    const j = attention[row + a]!;
    const backers = outlook.backers[row + a]!;
    let force = outlook.force[row + a]!;
    for (let x = 0; x < backers.count; x++) if (backers.states[x] === k) force = forceWithTie(w, i, j, backers, k, tie);
    let sum = 0;
    if (place < 0) sum = outlook.help[row + a]! + help[a]!;
    else for (let x = 0; x < neighbours.length; x++) sum += x === place ? help[a]! : helps[x * MAX_ATTENTION + a]!;
    const b = contestShare(force, own + sum, g);
    insecurity += intent[i * w.n + j]! * (b * b);
  }
  return insecurity;
}

/** X of a threat j to i, one of whose backers, k, would have a tie with i, or none. */
function forceWithTie(w: World, i: number, j: number, backers: Backers, k: number, tie: Tie | null): number {
  let sum = w.power[j]! * w.arrival[i * w.n + j]!;
  for (let x = 0; x < backers.count; x++) {
    const bound = backers.states[x] === k ? boundTo(w, tie, k, i, j) : backers.bound[x]!;
    if (!bound) sum += backers.strengths[x]!;
  }
  return sum;
}

function insecurityWithMany(w: World, i: number): number {
  const own = ownStrength(w, i, pooledWithOverlay(w, i));
  const g = w.parameters.contest_exponent;
  const row = i * MAX_ATTENTION;
  let insecurity = 0;
  for (let a = 0; a < w.attentionCount[i]!; a++) {
    const j = w.attention[row + a]!;
    const b = contestShare(forceWithOverlay(w, i, a, j), own + helpWithOverlay(w, i, a), g);
    insecurity += w.intent[i * w.n + j]! * (b * b);
  }
  return insecurity;
}

function pooledWithOverlay(w: World, i: number): number {
  const s = w.outlook;
  const { count, states, ties, at, replaces } = w.workspace.overlay;
  const p = w.power[i]!;
  let sum = s.pooled[i]!;
  if (replaces) {
    const neighbours = w.book.neighbours[i]!;
    const pools = s.pools[i]!;
    sum = 0;
    for (let x = 0; x < neighbours.length; x++) {
      const k = neighbours[x]!;
      const position = at[k]!;
      if (position === 0) sum += pools[x]!;
      else {
        const tie = ties[position - 1]!;
        if (tie !== null) sum += pooledFrom(w, tie, k, p);
      }
    }
  }
  for (let x = 0; x < count; x++) {
    const k = states[x]!;
    const tie = ties[x]!;
    if (tie !== null && w.book.tieAt[i * w.n + k] === 0) sum += pooledFrom(w, tie, k, p);
  }
  return sum;
}

function helpWithOverlay(w: World, i: number, a: number): number {
  const s = w.outlook;
  const { count, states, at, replaces, help } = w.workspace.overlay;
  let sum = s.help[i * MAX_ATTENTION + a]!;
  if (replaces) {
    const neighbours = w.book.neighbours[i]!;
    const helps = s.helps[i]!;
    sum = 0;
    for (let x = 0; x < neighbours.length; x++) {
      const position = at[neighbours[x]!]!;
      sum += position === 0 ? helps[x * MAX_ATTENTION + a]! : help[(position - 1) * MAX_ATTENTION + a]!;
    }
  }
  let newcomers = 0;
  for (let x = 0; x < count; x++) if (w.book.tieAt[i * w.n + states[x]!] === 0) newcomers += help[x * MAX_ATTENTION + a]!;
  return sum + newcomers;
}

/** X of i's a-th threat j: of its backers, those whose tie with i is hypothetical are checked again. */
function forceWithOverlay(w: World, i: number, a: number, j: number): number {
  const s = w.outlook;
  const row = i * MAX_ATTENTION + a;
  const backers = s.backers[row]!;
  if (!overlayHolds(w, backers.states, backers.count)) return s.force[row]!;
  const { at, ties } = w.workspace.overlay;
  let sum = w.power[j]! * w.arrival[i * w.n + j]!;
  for (let x = 0; x < backers.count; x++) {
    const k = backers.states[x]!;
    const position = at[k]!;
    const bound = position === 0 ? backers.bound[x]! : boundTo(w, ties[position - 1]!, k, i, j);
    if (!bound) sum += backers.strengths[x]!;
  }
  return sum;
}

/** Whether the overlay has a tie with any of the first `count` states of a list. */
function overlayHolds(w: World, states: readonly number[], count: number): boolean {
  const { at } = w.workspace.overlay;
  for (let x = 0; x < count; x++) if (at[states[x]!] !== 0) return true;
  return false;
}
