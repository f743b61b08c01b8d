import type { TieTerm } from './term.ts';

/** The junior member pays in autonomy, less so with partners elsewhere; the senior gains half as much. */
export const autonomy: TieTerm = {
  name: 'autonomy',
  scope: 'tie',
  meaning: 'autonomy that the junior member gives up and the senior gains',
  weights: ['autonomy_weight'],
  source: ['Morrow1991'],
  value: (c) => {
    const P = c.w.parameters;
    const total = c.powerOther + c.powerOwn;
    if (total === 0) return 0;
    const asymmetry = (c.powerOther - c.powerOwn) / total;
    const price = P.autonomy_weight * c.link.depth * asymmetry;
    if (asymmetry <= 0) return -0.5 * price;
    return -price * (1 - (P.bargaining_power * c.pooledElsewhere) / (1 + c.pooledElsewhere));
  },
};
