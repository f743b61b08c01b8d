import { MAX_ATTENTION } from '../scratch.ts';
import { KIND_BIT } from '../vocabulary.ts';
import type { TieTerm } from './term.ts';

/**
 * Fear of being left alone by a state that one depends on, greatest for a shallow tie with a state whose help one needs: depth buys it off. Without a
 * tie nothing is expected and nothing is feared.
 */
export const abandonment: TieTerm = {
  name: 'abandonment',
  scope: 'tie',
  meaning: 'fear of depending on help that may not come',
  weights: ['abandonment_weight'],
  source: ['Snyder1984', 'Snyder1997'],
  value: (c) => {
    const { w, i } = c;
    let sum = 0;
    for (let a = 0; a < c.threats; a++) {
      const j = w.attention[i * MAX_ATTENTION + a]!;
      sum += w.intent[i * w.n + j]! * (1 - c.assured[a]!) * (c.alone2[a]! - c.full2[a]!);
    }
    const expectation = (c.link.kinds & KIND_BIT.alliance) !== 0 ? 1 : w.parameters.abandonment_partnership;
    return -w.abandonment[i]! * w.parameters.abandonment_weight * expectation * sum;
  },
};
