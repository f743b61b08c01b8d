import { FIXED } from '../constants.ts';
import { tieTerm } from './term.ts';

/** The junior member pays in autonomy, less so with partners elsewhere; the senior gains half as much. */
export const autonomy = tieTerm({
  name: 'autonomy',
  meaning: 'autonomy that the junior member gives up and the senior gains',
  // prettier-ignore
  parameters: {
    autonomy_weight: { default: 0.03, min: 0, max: 1, swept: [0, 0.09], unit: 'utility', basis: 'literature', source: ['Morrow1991'],
      meaning: 'price of autonomy that the junior member pays for full depth' },
    bargaining_power: { default: 0.3, min: 0, max: 1, swept: [0, 0.8], unit: 'share', basis: 'assumed', source: ['Kuik2008'],
      meaning: 'how far partners elsewhere lower the price of autonomy' },
  },
  weights: ['autonomy_weight'],
  source: ['Morrow1991'],
  value: (c) => {
    const P = c.w.parameters;
    const total = c.powerOther + c.powerOwn;
    if (total === 0) return 0;
    const asymmetry = (c.powerOther - c.powerOwn) / total;
    const price = P.autonomy_weight * c.tie.depth * asymmetry;
    if (asymmetry <= 0) return -FIXED.autonomy_senior * price;
    return -price * (1 - (P.bargaining_power * c.pooledElsewhere) / (1 + c.pooledElsewhere));
  },
});
