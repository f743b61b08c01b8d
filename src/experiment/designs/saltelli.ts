import * as z from 'zod';
import type { Design } from './design.ts';
import { dummyOption, needFactors, pointCount, roundedUp, scrambleOption, withDummy } from './options.ts';
import { sobolSequence } from './sobol-sequence.ts';

const options = z.strictObject({
  rows: pointCount('number of row-blocks N, rounded up to a power of two; points are N(D+2), or N(2D+2) with second order').max(1_048_576),
  second_order: z.boolean().default(false).meta({ description: 'also the points from which second-order indices are made' }),
  dummy: dummyOption,
  scramble: scrambleOption,
});

/**
 * Saltelli's design for first- and total-order indices: from a Sobol sequence in twice as many dimensions, for each row the points A, AB1..ABD
 * (A with column j of B), with second order BA1..BAD (B with column j of A), and B.
 */
export const saltelli: Design<typeof options> = {
  meaning: 'row-blocks from which first- and total-order (and second-order) sensitivity indices are estimated',
  source: ['Saltelli2002', 'Saltelli2010', 'JoeKuo2008'],
  options,
  plan(factors, { rows, second_order, dummy, scramble }, seed) {
    needFactors('saltelli', factors, dummy);
    const { count, notes } = roundedUp(rows, 'rows');
    const d = factors.length + (dummy ? 1 : 0);
    const size = (second_order ? 2 : 1) * d + 2;
    const sequence = sobolSequence(2 * d, scramble ? { seed } : undefined);
    return {
      points: count * size,
      dummy,
      notes,
      point(k) {
        const block = Math.floor(k / size);
        const place = k % size;
        const row = sequence(block);
        const [a, b] = [row.slice(0, d), row.slice(d)];
        if (place === 0) return { ...withDummy(a, dummy), block, role: 'A' };
        if (place === size - 1) return { ...withDummy(b, dummy), block, role: 'B' };
        const j = (place - 1) % d;
        return place <= d
          ? { ...withDummy(a.with(j, b[j] ?? 0), dummy), block, role: `AB${j + 1}` }
          : { ...withDummy(b.with(j, a[j] ?? 0), dummy), block, role: `BA${j + 1}` };
      },
    };
  },
};
