import * as z from 'zod';
import { InputError } from '../../base/errors.ts';
import type { Design } from './design.ts';
import { levelCoordinate, levelsOf } from './levels.ts';
import { MAX_POINTS, needFactors } from './options.ts';

const options = z.strictObject({});

/** Every combination of the levels; the last factor varies fastest. */
export const factorial: Design<typeof options> = {
  meaning: 'every combination of the levels of all factors; the last factor varies fastest',
  source: [],
  options,
  plan(factors) {
    needFactors('factorial', factors);
    const levels = levelsOf(factors, 'factorial');
    const points = levels.reduce((product, n) => product * n, 1);
    if (points > MAX_POINTS)
      throw new InputError([
        {
          path: 'design',
          expected: `at most ${MAX_POINTS} combinations`,
          found: `${levels.join(' x ')} = ${points}`,
          remedy: 'take fewer levels, or a Latin hypercube or Sobol sequence',
        },
      ]);
    return {
      points,
      point(k) {
        const u: number[] = [];
        let rest = k;
        for (const [f, factor] of [...factors.entries()].reverse()) {
          const n = levels[f] ?? 1;
          u[f] = levelCoordinate(factor, rest % n, n);
          rest = Math.floor(rest / n);
        }
        return { u, block: k, role: '' };
      },
    };
  },
};
