import { AREA_EFFECTS } from '../constants.ts';
import { AREAS, AREA_BIT } from '../vocabulary.ts';

const sums = (effect: 'gain' | 'strength' | 'leak') =>
  Float64Array.from({ length: 1 << AREAS.length }, (_, mask) =>
    AREAS.reduce((sum, a) => (mask & AREA_BIT[a] ? sum + AREA_EFFECTS[a][effect] : sum), 0),
  );

/** Gain of each area, in the order of AREAS, whose bits follow it. */
export const GAIN_OF_AREA = Float64Array.from(AREAS, (area) => AREA_EFFECTS[area].gain);

/** Sums by mask of areas. */
export const AREA_GAIN = sums('gain');
export const AREA_STRENGTH = sums('strength');
export const AREA_LEAK = sums('leak');
