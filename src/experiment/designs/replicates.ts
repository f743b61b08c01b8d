import * as z from 'zod';
import { InputError } from '../../base/errors.ts';
import type { Design } from './design.ts';

const options = z.strictObject({});

/** The scenario as it is, once; its replicates do the rest. */
export const replicates: Design<typeof options> = {
  meaning: 'one point, the scenario as it is; only the replicates differ',
  source: [],
  options,
  plan(factors) {
    if (factors.length > 0)
      throw new InputError([
        {
          path: 'design',
          expected: 'no factors in the design replicates',
          found: factors.map(({ name }) => name).join(', '),
          remedy: 'leave the factors out, or choose a design that varies them',
        },
      ]);
    return { points: 1, point: () => ({ u: [], block: 0, role: '' }) };
  },
};
