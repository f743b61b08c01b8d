import * as z from 'zod';
import type { Design } from './design.ts';
import { needFactors, pointCount, roundedUp, scrambleOption } from './options.ts';
import { sobolSequence } from './sobol-sequence.ts';

const options = z.strictObject({ points: pointCount('number of points, rounded up to a power of two'), scramble: scrambleOption });

/** The first points of a Sobol sequence. */
export const sobol: Design<typeof options> = {
  meaning: 'a Sobol sequence, scrambled from the seed; every first part of it fills the space evenly, so more points can be added later',
  source: ['Sobol1967', 'JoeKuo2008', 'Owen2020'],
  options,
  plan(factors, { points, scramble }, seed) {
    needFactors('sobol', factors);
    const { count, notes } = roundedUp(points, 'points');
    const sequence = sobolSequence(factors.length, scramble ? { seed } : undefined);
    return { points: count, notes, point: (k) => ({ u: sequence(k), block: k, role: '' }) };
  },
};
