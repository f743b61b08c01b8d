import { AREA_LEAK } from '../treaty/areas.ts';
import { OTHER_DEPTH, THREAT_INTENT } from '../choice/tie-context.ts';
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
  // doubt of where secrets go
  prepare: (c, own) => {
    let doubt = c.intent;
    for (let a = 0; a < c.threats; a++) doubt += c.rows[THREAT_INTENT + a]! * c.rows[OTHER_DEPTH + a]!;
    own[0] = doubt < 1 ? doubt : 1;
  },
  value: ({ w, tie, intent }, own) => -w.parameters.leakage_weight * (tie.depth * intent + AREA_LEAK[tie.areas]! * own[0]! * tie.depth),
});
