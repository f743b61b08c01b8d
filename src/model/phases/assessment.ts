import { tieOf, openTieOf, touchAll } from '../treaty/book.ts';
import { boundTo, commitment } from '../threat/force.ts';
import { setPower } from '../threat/geography.ts';
import { refreshOutlook } from '../threat/outlook.ts';
import { MAX_ATTENTION } from '../constants.ts';
import { BALANCE, BANDWAGON, KIND_BIT, PARTNER, UNALIGNED } from '../vocabulary.ts';
import type { World } from '../world.ts';

/**
 * The state of the system at the end of the tick: power after the wars, insecurity under the ties in force, the posture that each state holds.
 * Reads everything; writes power, insecurity, posture. Update: together.
 */
export function assessment(w: World): void {
  setPower(w);
  touchAll(w.book);
  for (let i = 0; i < w.n; i++) {
    if (w.active[i] === 0) {
      w.insecurity[i] = 0;
      w.posture[i] = UNALIGNED;
      continue;
    }
    refreshOutlook(w, i);
    w.insecurity[i] = w.outlook.insecurity[i]!;
    w.posture[i] = postureOf(w, i);
  }
}

/**
 * The posture that i's agreements amount to: `bandwagoning` when allied with what would be its main threat without the tie, and not covered against
 * it; `balancing` with any other alliance; `partnering` with partnerships or minilaterals alone; else `unaligned`.
 */
function postureOf(w: World, i: number): number {
  let kinds = 0;
  for (const k of w.book.neighbours[i]!) kinds |= tieOf(w.book, i, k)!.kinds;
  if (kinds === 0) return UNALIGNED;
  if ((kinds & KIND_BIT.alliance) === 0) return PARTNER;
  const feared = fearedAlly(w, i);
  return feared >= 0 && !coveredAgainst(w, i, feared) ? BANDWAGON : BALANCE;
}

/** The ally that, without the relief that the tie brings, would be the greatest threat and a main one; -1 = none. */
function fearedAlly(w: World, i: number): number {
  const { n, power, arrival, parameters: P } = w;
  let level = P.main_threat_level;
  if (w.attentionCount[i]! > 0 && w.threat[i * MAX_ATTENTION]! > level) level = w.threat[i * MAX_ATTENTION]!;
  let feared = -1;
  for (const k of w.book.neighbours[i]!) {
    const tie = tieOf(w.book, i, k)!;
    if ((tie.kinds & KIND_BIT.alliance) === 0) continue;
    const relief = 1 - P.intent_tie_relief * tie.depth;
    const x = power[k]! * arrival[i * n + k]!;
    const belief = relief > 0 ? Math.min(1, w.intent[i * n + k]! / relief) : 1;
    const latent = x === 0 ? 0 : (belief * x) / (x + power[i]!);
    if (latent >= level) {
      level = latent;
      feared = k;
    }
  }
  return feared;
}

/** i's main threat, or -1 where no threat reaches that level. */
export function mainThreat(w: World, i: number): number {
  const row = i * MAX_ATTENTION;
  return w.attentionCount[i]! > 0 && w.threat[row]! >= w.parameters.main_threat_level ? w.attention[row]! : -1;
}

/** Whether some ally is obliged, in expectation, to fight for i against j and not bound to j as well. */
function coveredAgainst(w: World, i: number, j: number): boolean {
  for (const k of w.book.neighbours[i]!)
    if (k !== j && commitment(w, tieOf(w.book, i, k)!, 'defence', k, i, j) > 0 && !boundTo(w, openTieOf(w.book, k, j), k, j, i))
      return true;
  return false;
}
