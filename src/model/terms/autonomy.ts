import { SHARED_PARAMETERS } from '../parameter-table.ts';
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
    organisation_overlap: SHARED_PARAMETERS.terms.organisation_overlap,
  },
  weights: ['autonomy_weight'],
  source: ['Morrow1991'],
  prepare: (c, own) => {
    const total = c.powerOther + c.powerOwn;
    own[0] = total === 0 ? 0 : (c.powerOther - c.powerOwn) / total;
    own[1] = 1 - (c.w.parameters.bargaining_power * c.pooledElsewhere) / (1 + c.pooledElsewhere);
  },
  value: (c, own) => {
    const [asymmetry, dependence] = [own[0]!, own[1]!];
    const price = c.w.parameters.autonomy_weight * c.tie.depth * asymmetry;
    return asymmetry <= 0 ? -FIXED.autonomy_senior * price : -price * dependence;
  },
  joint: (w, i, power, depth, pooled) => priceOf(w.parameters, w.power[i]!, power, depth, pooled),
});

type Prices = { autonomy_weight: number; bargaining_power: number };

function priceOf(P: Prices, own: number, other: number, depth: number, pooled: number): number {
  const total = other + own;
  if (total === 0) return 0;
  const asymmetry = (other - own) / total;
  const price = P.autonomy_weight * depth * asymmetry;
  if (asymmetry <= 0) return -FIXED.autonomy_senior * price;
  return -price * (1 - (P.bargaining_power * pooled) / (1 + pooled));
}
