import { contestShare, exp } from '../../../base/math.ts';
import { emit, type Sink } from '../../events.ts';
import { commitment, helpSeenBy, ownStrength, pooledStrength, supportFrom } from '../../threat/force.ts';
import { tieOf } from '../../treaty/book.ts';
import { owedBy } from '../../treaty/ties.ts';
import type { World } from '../../world.ts';
import type { DisputeDraws } from './draws.ts';
import { strongest } from './obligations.ts';

/** A dispute that a state starts. */
export interface Onset {
  initiator: number;
  target: number;
  /** Nonaggression that the initiator breaks by starting. */
  broken: boolean;
}

/**
 * Thinning: a target is drawn from the upper bounds of i's hazards, then kept with the ratio of hazard to bound, so that the costly expectation is
 * calculated at most once per state.
 */
export function onsetOf(w: World, i: number, draws: DisputeDraws, sink: Sink): Onset | null {
  const { n, hostility, active, parameters: P } = w;
  const drive = P.dispute_onset * (P.onset_content + (1 - P.onset_content) * w.revisionism[i]!);
  let total = 0;
  for (let j = 0; j < n; j++) if (active[j] === 1) total += drive * hostility[i * n + j]!;
  // a state starts at most one dispute a tick: bounds that sum to more than 1 share the tick in proportion
  const draw = draws.onset[2 * w.slots[i]!]! * (total > 1 ? total : 1);
  let reached = 0;
  let target = -1;
  for (let j = 0; j < n && target < 0; j++) {
    const salience = hostility[i * n + j]!;
    if (salience === 0 || active[j] === 0 || j === i) continue;
    reached += drive * salience;
    if (draw < reached) target = j;
  }
  if (target < 0) return null;
  const keep = draws.onset[2 * w.slots[i]! + 1]!;
  const odds = contestShare(attackExpected(w, i, target), defenceSeen(w, i, target), P.contest_exponent);
  const hazard = odds * exp(-P.dispute_trade * w.trade[i * n + target]!);
  const tie = tieOf(w.book, i, target);
  const owed = tie === null ? null : owedBy(tie, i);
  const bound = owed !== null && (owed.nonaggression > 0 || owed.defence > 0);
  const share = bound ? P.dispute_allies : tie !== null ? P.dispute_partners : 1;
  if (keep < hazard * share) return { initiator: i, target, broken: owed !== null && owed.nonaggression > 0 };
  if (keep < hazard && owed !== null && owed.nonaggression > 0) {
    w.tickLog.restraints.push({ state: i, toward: target });
    emit(sink, 'honoured', { actor: i, other: target, obligation: 'nonaggression', agreement: strongest(tie!, i, 'nonaggression') });
  }
  return null;
}

/** What i expects to bring to bear on a target, with those obliged to join its attack. */
function attackExpected(w: World, i: number, target: number): number {
  const { n, power, arrival, reliability } = w;
  let sum = ownStrength(w, i, pooledStrength(w, i)) * arrival[target * n + i]!;
  for (const k of w.book.neighbours[i]!) {
    if (k === target) continue;
    const tie = tieOf(w.book, i, k)!;
    const depth = commitment(w, tie, 'offence', k, i, target);
    if (depth > 0) sum += depth * reliability[i * n + k]! * power[k]! * arrival[target * n + k]!;
    else sum += supportFrom(w, tie, k, i, target);
  }
  return sum;
}

/** The defence that an initiator expects of its target: what deters it. */
function defenceSeen(w: World, i: number, target: number): number {
  return ownStrength(w, target, pooledStrength(w, target)) + helpSeenBy(w, i, target, i);
}
