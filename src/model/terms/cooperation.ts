import { AREA_GAIN } from '../areas.ts';
import { relativePower } from '../force.ts';
import type { TieTerm } from './term.ts';

/** Trade, technology, information: broader in partnerships, worth more with common and with popular partners. */
export const cooperation: TieTerm = {
  name: 'cooperation',
  scope: 'tie',
  meaning: 'gains from cooperation over the areas of the agreements',
  weights: ['cooperation_weight'],
  source: ['Kinne2018', 'Wilkins2012'],
  value: (c) => {
    const { w, i, k, link } = c;
    const P = w.parameters;
    const breadth = AREA_GAIN[link.areas]! * (link.kinds === 1 ? P.cooperation_alliance : 1);
    const affinity = 0.2 + 0.8 * w.affinity[i * w.n + k]!;
    const closure = 1 + P.cooperation_closure * (0.5 * c.overlap + 0.5 * c.popularity);
    return P.cooperation_weight * breadth * affinity * Math.sqrt(relativePower(c.powerOther, c.powerOwn)) * (1 - c.intent) * closure;
  },
};
