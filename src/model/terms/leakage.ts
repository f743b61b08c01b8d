import { AREA_LEAK } from '../treaty/areas.ts';
import { MAX_ATTENTION } from '../scratch.ts';
import type { TieTerm } from './term.ts';

/** Suspicion of the other's intent, and secrets that leak to a state whose other ties are doubtful. */
export const leakage: TieTerm = {
  name: 'leakage',
  scope: 'tie',
  meaning: 'suspicion and leaked secrets',
  weights: ['leakage_weight'],
  source: ['Jervis1976'],
  value: (c) => {
    const { w, i, k, link } = c;
    let doubt = c.intent;
    for (let a = 0; a < c.threats; a++) {
      const j = w.attention[i * MAX_ATTENTION + a]!;
      if (j === k) continue;
      const other = c.otherTies[a]!;
      if (other !== null) doubt += w.intent[i * w.n + j]! * other.depth;
    }
    return -w.parameters.leakage_weight * (link.depth * c.intent + AREA_LEAK[link.areas]! * (doubt < 1 ? doubt : 1) * link.depth);
  },
};
