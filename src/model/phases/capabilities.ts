import { FIXED } from '../constants.ts';
import { tieOf } from '../treaty/book.ts';
import { fatTailed } from '../../base/math.ts';
import { fillSlots, stream } from '../../base/random.ts';
import { AREA_BIT } from '../vocabulary.ts';
import { setPower } from '../threat/geography.ts';
import type { World } from '../world.ts';

/**
 * Economies grow with fat-tailed noise and with access to open markets; the military moves toward the level that insecurity calls for.
 * Reads insecurity and agreements; writes economic, military, power. Update: together.
 */
export function capabilities(w: World): void {
  const P = w.parameters;
  const draws = w.workspace.growth;
  fillSlots(stream(w.runKey, 'capabilities.growth', w.tick), draws, w.slotCount, 1);
  for (let i = 0; i < w.n; i++) {
    if (w.active[i] === 0) continue;
    const rate = w.growth[i]! + P.market_access * marketShare(w, i) + P.growth_noise * fatTailed(draws[w.slots[i]!]!);
    w.economic[i] = w.economic[i]! * growthFactor(rate);
    const aim = w.burden[i]! * w.economic[i]! * (1 + P.internal_balancing * w.insecurity[i]!);
    w.military[i] = w.military[i]! + P.military_adjustment * (aim - w.military[i]!);
  }
  setPower(w);
}

/** A year's growth cannot take away more than nine tenths or add more than threefold, however fat the tail. */
function growthFactor(rate: number): number {
  const factor = 1 + rate;
  return factor < FIXED.growth_least ? FIXED.growth_least : factor > FIXED.growth_most ? FIXED.growth_most : factor;
}

/** Saturating sum, in [0,1), of the partners' economies within reach of free trade, relative to i's own. */
function marketShare(w: World, i: number): number {
  let sum = 0;
  for (const k of w.book.neighbours[i]!) {
    const tie = tieOf(w.book, i, k)!;
    if ((tie.areas & AREA_BIT.economy) !== 0) sum += w.power[k]! / (w.power[k]! + w.power[i]! || 1);
  }
  return sum / (1 + sum);
}
