import { MAX_ATTENTION } from '../scratch.ts';
import { AGREEMENT_SCOPE } from './scope.ts';
import type { TieTerm } from './term.ts';

/** Trade at risk with the other's adversaries; a shallow tie hardly exposes. */
export const exposure: TieTerm = {
  name: 'exposure',
  scope: 'tie',
  meaning: "trade at risk with the other's adversaries",
  weights: ['exposure_weight'],
  source: ['Gowa1994', 'RussettOneal2001'],
  value: (c) => {
    const { w, i, k } = c;
    let sum = 0;
    for (let b = 0; b < c.adversaries; b++) {
      const l = w.attention[k * MAX_ATTENTION + b]!;
      if (l !== i) sum += w.trade[i * w.n + l]! * w.intent[k * w.n + l]!;
    }
    return -w.parameters.exposure_weight * c.link.depth * sum * AGREEMENT_SCOPE.ownPart(c.link, w.parameters.entrapment_overlap);
  },
};
