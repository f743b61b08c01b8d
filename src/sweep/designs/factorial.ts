import { z } from 'zod';
import { InputError } from '../../base/errors.ts';
import type { Design } from './design.ts';

/** Every combination of the levels; the last factor varies fastest. */
export const factorial: Design = {
  meaning: 'every combination of the levels of all factors',
  source: [],
  options: z.strictObject({}),
  plan(factors) {
    const levels = factors.map(({ name, levels: n }) => {
      if (n !== undefined) return n;
      throw new InputError([
        { path: name, expected: 'a number of levels in a full factorial design', found: 'none', remedy: 'add "levels" to the factor' },
      ]);
    });
    return {
      points: levels.reduce((product, n) => product * n, 1),
      point(k) {
        const u: number[] = [];
        let rest = k;
        for (let f = levels.length - 1; f >= 0; f--) {
          const n = levels[f] ?? 1;
          const level = rest % n;
          rest = Math.floor(rest / n);
          u[f] = factors[f]?.discrete === true ? (level + 0.5) / n : n === 1 ? 0.5 : level / (n - 1);
        }
        return { u, block: k, role: '' };
      },
    };
  },
};
