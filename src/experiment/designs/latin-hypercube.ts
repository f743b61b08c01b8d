import * as z from 'zod';
import { InputError } from '../../base/errors.ts';
import { designStream, type Stream } from '../../base/random.ts';
import type { Design } from './design.ts';
import { spreadOut } from './maximin.ts';
import { needFactors, pointCount } from './options.ts';

/** Most points of a maximin hypercube: the distances of all pairs are kept. */
const MAX_MAXIMIN = 1000;

const options = z.strictObject({
  points: pointCount('number of points').max(1_000_000),
  maximin: z
    .boolean()
    .default(false)
    .meta({ description: `points are spread out by exchanges within columns (at most ${MAX_MAXIMIN} points)` }),
  exchanges: z.int().min(0).max(1_000_000).default(20_000).meta({ description: 'of maximin: how many exchanges are tried' }),
});

/** One point in each of n strata of each factor [McKay1979], plain or spread out [MorrisMitchell1995]. */
export const latinHypercube: Design<typeof options> = {
  meaning: 'one point in each of as many strata of each factor as there are points, plain or spread out (maximin)',
  source: ['McKay1979', 'MorrisMitchell1995', 'Jin2005'],
  options,
  plan(factors, { points, maximin, exchanges }, seed) {
    needFactors('latin_hypercube', factors);
    if (maximin && points > MAX_MAXIMIN)
      throw new InputError([
        {
          path: 'design.points',
          expected: `at most ${MAX_MAXIMIN} points in a maximin hypercube`,
          found: String(points),
          remedy: 'leave maximin out, or use the design sobol, which fills the space however many points it has',
        },
      ]);
    const made = () => {
      const plain = hypercube(points, factors.length, seed);
      return maximin ? spreadOut(plain, exchanges, designStream(seed, 'latin_hypercube.exchanges')) : plain;
    };
    // Made when the first point is asked for: a plan alone costs nothing.
    let columns: Float64Array[] | undefined;
    return {
      points,
      point(k) {
        columns ??= made();
        return { u: columns.map((column) => column[k] ?? NaN), block: k, role: '' };
      },
    };
  },
};

/** Columns of a random Latin hypercube, one for each factor, from streams of their own, so that a factor more leaves the others as they were. */
function hypercube(n: number, factors: number, seed: number): Float64Array[] {
  return Array.from({ length: factors }, (_, j) => {
    const draw = designStream(seed, `latin_hypercube.${j}`);
    const order = shuffled(n, draw);
    return Float64Array.from(order, (stratum) => Math.min((stratum + draw()) / n, 1 - Number.EPSILON / 2));
  });
}

/** A random order of 0..n-1 (Fisher and Yates). */
export function shuffled(n: number, draw: Stream): Int32Array {
  const order = Int32Array.from({ length: n }, (_, k) => k);
  for (let k = n - 1; k > 0; k--) {
    const other = Math.floor(draw() * (k + 1));
    const kept = order[k] ?? 0;
    order[k] = order[other] ?? 0;
    order[other] = kept;
  }
  return order;
}
