import { SHARED_PARAMETERS } from '../parameter-table.ts';
import { AREA_LEAK } from '../treaty/areas.ts';
import { MAX_ATTENTION } from '../constants.ts';
import { OTHER_DEPTH, THREAT_INTENT } from '../choice/tie-context.ts';
import { addPart } from '../choice/parts.ts';
import { sharedTerm } from './term.ts';

/** Suspicion of the other's intent, and secrets that leak to a state whose other ties are doubtful. */
export const leakage = sharedTerm({
  name: 'leakage',
  meaning: 'suspicion and leaked secrets',
  // prettier-ignore
  parameters: {
    leakage_weight: { default: 0.1, min: 0, max: 1, swept: [0, 0.3], unit: 'weight', basis: 'assumed', source: ['Jervis1976'],
      meaning: 'weight of suspicion and leaked secrets' },
    organisation_overlap: SHARED_PARAMETERS.terms.organisation_overlap,
  },
  weights: ['leakage_weight'],
  source: ['Jervis1976'],
  // doubt of where secrets go
  prepare: (c, own) => {
    let doubt = c.intent;
    for (let a = 0; a < c.threats; a++) doubt += c.rows[THREAT_INTENT + a]! * c.rows[OTHER_DEPTH + a]!;
    own[0] = doubt < 1 ? 1 : doubt;
  },
  parts: (c, own, out) => {
    const { w, i, k, tie, rows } = c;
    const weight = -w.parameters.leakage_weight * tie.depth;
    const leak = (weight * AREA_LEAK[tie.areas]!) / own[0]!;
    addPart(out, k, weight * c.intent + leak * c.intent);
    for (let a = 0; a < c.threats; a++)
      if (rows[OTHER_DEPTH + a] !== 0)
        addPart(out, w.attention[i * MAX_ATTENTION + a]!, leak * rows[THREAT_INTENT + a]! * rows[OTHER_DEPTH + a]!);
  },
});
