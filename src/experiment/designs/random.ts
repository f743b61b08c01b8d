import * as z from 'zod';
import { designStream } from '../../base/random.ts';
import type { Design } from './design.ts';
import { needFactors, pointCount } from './options.ts';

const options = z.strictObject({ points: pointCount('number of points') });

/** Independent uniform points; more of them begin with the same. */
export const random: Design<typeof options> = {
  meaning: 'independent random points; a design with more points begins with those of one with fewer',
  source: [],
  options,
  plan(factors, { points }, seed) {
    needFactors('random', factors);
    return {
      points,
      point(k) {
        const draw = designStream(seed, `random.${k}`);
        return { u: factors.map(draw), block: k, role: '' };
      },
    };
  },
};
