import { logisticAbove, pairUniform } from '../../base/math.ts';
import { fillSlots, stream } from '../../base/random.ts';
import { FIXED } from '../constants.ts';
import type { World } from '../world.ts';
import type { Tastes } from './taste-table.ts';

/** Standard deviation of the standard logistic distribution. */
const LOGISTIC_SD = Math.sqrt(FIXED.logistic_variance);

/** Draws the tastes of a run: each logistic around 0, above what is observed. Every agreement, pair and group has a number of its own, whatever else there is. */
export function drawTastes(w: World, observed: Tastes): Tastes {
  const { n, slots, slotCount } = w;
  const scale = w.parameters.taste_sd / LOGISTIC_SD;
  const draw = (u: number, least: number) => scale * logisticAbove(u, least / scale);
  // of a lesser tie that is there already nothing more is known; a second alliance beyond the one that is there may still be disliked
  const drawLesser = (u: number, least: number) => (least === -Infinity ? 0 : draw(u, least));
  const row = (name: 'taste.agreement' | 'taste.pair' | 'taste.group', part: number, each: number) => {
    const out = new Float64Array(slotCount * each);
    fillSlots(stream(w.runKey, name, 0, part), out, slotCount, each);
    return out;
  };
  const inside = new Float64Array(observed.inside.length);
  const outside = new Float64Array(observed.outside.length);
  for (let id = 0; id < observed.agreements; id++) {
    const uniforms = row('taste.agreement', id, 1);
    for (let i = 0; i < n; i++) {
      const q = id * n + i;
      inside[q] = draw(uniforms[slots[i]!]!, observed.inside[q]!);
      outside[q] = drawLesser(uniforms[slots[i]!]!, observed.outside[q]!);
    }
  }
  const alliance = new Float64Array(n * n);
  const partnership = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const uniforms = row('taste.pair', slots[i]!, 2);
    for (let k = i + 1; k < n; k++) {
      const [p, q] = [i * n + k, k * n + i];
      alliance[p] = alliance[q] = draw(uniforms[2 * slots[k]!]!, observed.alliance[p]!);
      partnership[p] = partnership[q] = drawLesser(uniforms[2 * slots[k]! + 1]!, observed.partnership[p]!);
    }
  }
  const rows = Array.from({ length: n }, (_, i) => row('taste.group', slots[i]!, 2));
  const groups = new Map<number, { minilateral: number; alliance: number }>();
  for (const [key, least] of observed.groups) {
    const a = Math.floor(key / (n * n));
    const b = Math.floor(key / n) % n;
    const c = key % n;
    // the sum of the numbers of the three pairs: groups that share a pair are independent
    const at = (x: number) =>
      pairUniform(pairUniform(rows[a]![2 * slots[b]! + x]!, rows[a]![2 * slots[c]! + x]!), rows[b]![2 * slots[c]! + x]!);
    groups.set(key, { minilateral: drawLesser(at(0), least.minilateral), alliance: draw(at(1), least.alliance) });
  }
  return { agreements: observed.agreements, inside, outside, alliance, partnership, groups };
}
