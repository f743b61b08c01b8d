import { exp, log } from '../../base/math.ts';
import { fillSlots, stream } from '../../base/random.ts';
import { FIXED } from '../constants.ts';
import type { World } from '../world.ts';

/** Standard deviation of a uniform number on [0,1). */
const UNIFORM_SD = Math.sqrt(FIXED.uniform_variance);

/** How well each pair gets on drifts around what it was at the start. Reads and writes drift. Update: together. */
export function drift(w: World): void {
  if (w.tastes === null) return;
  const { n, slots, slotCount, parameters: P } = w;
  const keep = exp(-log(2) / FIXED.drift_persistence);
  const step = (P.taste_drift * Math.sqrt(1 - keep * keep)) / UNIFORM_SD;
  const uniforms = new Float64Array(slotCount);
  for (let i = 0; i < n; i++) {
    fillSlots(stream(w.runKey, 'taste.drift', w.tick, slots[i]!), uniforms, slotCount, 1);
    for (let k = i + 1; k < n; k++) {
      const q = i * n + k;
      w.drift[q] = w.drift[k * n + i] = keep * w.drift[q]! + step * (uniforms[slots[k]!]! - FIXED.uniform_mean);
    }
  }
}
