import { ownStrength, pooledStrength, supportFrom } from '../../threat/force.ts';
import type { DisputeRecord } from '../../tick-log.ts';
import { tieOf } from '../../treaty/book.ts';
import type { World } from '../../world.ts';

/** What the belligerents of one side bring to bear where the other principal is. */
export function sideForce(w: World, states: readonly number[], against: number, record: DisputeRecord): number {
  let sum = 0;
  for (const k of states) {
    const own = ownStrength(w, k, pooledStrength(w, k));
    sum += k === record.target ? own : own * w.arrival[against * w.n + k]!;
  }
  return sum;
}

/** Material support from partners that do not fight. */
export function supporters(w: World, side: number, against: number, record: DisputeRecord): number {
  let sum = 0;
  for (const k of w.book.neighbours[side]!) {
    if (k === against || record.attackers.includes(k) || record.defenders.includes(k)) continue;
    sum += supportFrom(w, tieOf(w.book, side, k)!, k, side, against);
  }
  return sum;
}

/** What the wars of a tick cost and bring; applied at once when disputes run in parallel. */
export interface Toll {
  military: Float64Array;
  economic: Float64Array;
  militaryGain: Float64Array;
  economicGain: Float64Array;
}

export function createToll(n: number): Toll {
  const zeros = () => new Float64Array(n);
  return { military: zeros().fill(1), economic: zeros().fill(1), militaryGain: zeros(), economicGain: zeros() };
}

export function countToll(w: World, record: DisputeRecord, toll: Toll): void {
  const P = w.parameters;
  const [winners, losers] = record.initiatorWon ? [record.attackers, record.defenders] : [record.defenders, record.attackers];
  let military = 0;
  let economic = 0;
  losers.forEach((l, x) => {
    const loss = x === 0 ? P.war_loss : P.war_loss_helpers;
    toll.military[l] = toll.military[l]! * (1 - loss);
    toll.economic[l] = toll.economic[l]! * (1 - loss);
    military += loss * w.military[l]!;
    economic += loss * w.economic[l]!;
  });
  let strength = 0;
  for (const v of winners) strength += w.power[v]!;
  for (const v of winners) {
    const share = strength > 0 ? w.power[v]! / strength : 1 / winners.length;
    toll.military[v] = toll.military[v]! * (1 - P.war_toll);
    toll.militaryGain[v] = toll.militaryGain[v]! + P.war_spoils * military * share;
    toll.economicGain[v] = toll.economicGain[v]! + P.war_spoils * economic * share;
  }
}

export function takeToll(w: World, toll: Toll): void {
  for (let i = 0; i < w.n; i++) {
    w.military[i] = w.military[i]! * toll.military[i]! + toll.militaryGain[i]!;
    w.economic[i] = w.economic[i]! * toll.economic[i]! + toll.economicGain[i]!;
    toll.military[i] = toll.economic[i] = 1;
    toll.militaryGain[i] = toll.economicGain[i] = 0;
  }
}
