import { AREA_LEAK } from '../treaty/areas.ts';
import { MAX_ATTENTION } from '../constants.ts';
import { tieTerm } from './term.ts';

/** Suspicion of the other's intent, and secrets that leak to a state whose other ties are doubtful. */
export const leakage = tieTerm({
  name: 'leakage',
  meaning: 'suspicion and leaked secrets',
  // prettier-ignore
  parameters: {
    leakage_weight: { default: 0.1, min: 0, max: 1, swept: [0, 0.3], unit: 'weight', basis: 'assumed', source: ['Jervis1976'],
      meaning: 'weight of suspicion and leaked secrets' },
  },
  weights: ['leakage_weight'],
  source: ['Jervis1976'],
  value: (c) => {
    const { w, i, k, tie } = c;
    let doubt = c.intent;
    for (let a = 0; a < c.threats; a++) {
      const j = w.attention[i * MAX_ATTENTION + a]!;
      if (j === k) continue;
      const other = c.otherTies[a]!;
      if (other !== null) doubt += w.intent[i * w.n + j]! * other.depth;
    }
    return -w.parameters.leakage_weight * (tie.depth * c.intent + AREA_LEAK[tie.areas]! * (doubt < 1 ? doubt : 1) * tie.depth);
  },
});
