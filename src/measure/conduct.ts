/* oxlint-disable typescript/no-non-null-assertion -- states and pairs are read by indices below n */
import { tieOf } from '../model/treaty/book.ts';
import { owedBy, type Owed, type Tie } from '../model/treaty/ties.ts';
import { commitment, helpShare } from '../model/threat/force.ts';
import { mainThreat } from '../model/phases/assessment.ts';
import { FIXED, MAX_ATTENTION } from '../model/constants.ts';
import type { ObligationType } from '../model/vocabulary.ts';
import type { World } from '../model/world.ts';
import { commonNeighbours, type Network } from './network.ts';

/** Hostility from which two states without an alliance between them count as rivals, in [0,1]. */
export const RIVALRY_LEVEL = FIXED.rivalry_level;

/** The exact meaning of each way of conducting oneself, for the columns that show it. */
export const CONDUCT = {
  hedging: `tied, by any agreement, to both states of at least one rivalry (a pair with hostility of ${RIVALRY_LEVEL} or more and no alliance)`,
  threatened: 'its main threat is at or above the parameter main_threat_level',
  underbalancing:
    'threatened, and nobody owes it defence that covers its main threat in expectation, leaving out those bound to both sides',
  free_riding:
    'owed defence by a state more powerful than itself that bears a greater military burden (military over economic capability) than it does itself',
} as const;

/** How each state conducts itself; arrays of length n, flags 0 or 1, 0 for states that are not members of the system. */
export interface Conduct {
  readonly hedging: Uint8Array;
  readonly threatened: Uint8Array;
  readonly underbalancing: Uint8Array;
  readonly freeRiding: Uint8Array;
  /** The threat attended to most, -1 = none, and its level, 0 = none. */
  readonly mainThreat: Int32Array;
  readonly threat: Float64Array;
}

/** Works out each member's conduct. */
export function conductOf(w: World, members: readonly number[], ties: Network, rivals: Network): Conduct {
  const flags = () => new Uint8Array(w.n);
  const conduct = {
    hedging: flags(),
    threatened: flags(),
    underbalancing: flags(),
    freeRiding: flags(),
    mainThreat: new Int32Array(w.n).fill(-1),
    threat: new Float64Array(w.n),
  };
  for (const i of members) {
    conduct.hedging[i] = hedges(ties, rivals, i) ? 1 : 0;
    conduct.freeRiding[i] = freeRides(w, i) ? 1 : 0;
    if (w.attentionCount[i] === 0) continue;
    const j = w.attention[i * MAX_ATTENTION]!;
    conduct.mainThreat[i] = j;
    conduct.threat[i] = w.threat[i * MAX_ATTENTION]!;
    if (mainThreat(w, i) < 0) continue;
    conduct.threatened[i] = 1;
    conduct.underbalancing[i] = defended(w, i, j) ? 0 : 1;
  }
  return conduct;
}

/** Ties to both sides of a rivalry at once [Kuik2008]. */
function hedges(ties: Network, rivals: Network, i: number): boolean {
  for (let t = ties.starts[i]!; t < ties.starts[i + 1]!; t++) if (commonNeighbours(ties, i, rivals, ties.targets[t]!) > 0) return true;
  return false;
}

/** Whether anybody owes i defence against j and is not bound to j as well. */
function defended(w: World, i: number, j: number): boolean {
  for (const k of w.book.neighbours[i]!) {
    const tie = tieOf(w.book, i, k);
    if (tie === null || k === j || w.active[k] !== 1) continue;
    if (commitment(w, tie, 'defence', k, i, j) > 0 && helpShare(w, tie, k, i, j) > 0) return true;
  }
  return false;
}

/** The small exploit the great: burdens are compared crosswise, so that no capability of 0 is divided by [OlsonZeckhauser1966]. */
function freeRides(w: World, i: number): boolean {
  for (const k of w.book.neighbours[i]!) {
    const tie = tieOf(w.book, i, k);
    if (tie === null || w.active[k] !== 1 || w.power[k]! <= w.power[i]!) continue;
    if (owes(tie, k, 'defence') && w.military[i]! * w.economic[k]! < w.military[k]! * w.economic[i]!) return true;
  }
  return false;
}

/** Whether k owes the other side of a tie an obligation of a type, under conditions or not. */
export function owes(tie: Tie, k: number, type: ObligationType): boolean {
  const owed: Owed = owedBy(tie, k);
  return owed[type] > 0 || owed.conditional.some((term) => term.type === type && term.depth > 0);
}
