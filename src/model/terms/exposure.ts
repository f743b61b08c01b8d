import { SHARED_PARAMETERS } from '../parameter-table.ts';
import { addPart } from '../choice/parts.ts';
import { MAX_ATTENTION } from '../constants.ts';
import { ADVERSARY_INTENT } from '../choice/tie-context.ts';
import { sharedTerm } from './term.ts';

/** Trade at risk with the other's adversaries; a shallow tie hardly exposes. */
export const exposure = sharedTerm({
  name: 'exposure',
  meaning: "trade at risk with the other's adversaries",
  // prettier-ignore
  parameters: {
    exposure_weight: { default: 0.5, min: 0, max: 5, swept: [0, 1.5], unit: 'weight', basis: 'behaviour', chosenFor: ['finding 4'], source: ['Gowa1994'],
      meaning: "weight of trade lost with the other's adversaries" },
    organisation_overlap: SHARED_PARAMETERS.terms.organisation_overlap,
  },
  weights: ['exposure_weight'],
  source: ['Gowa1994', 'RussettOneal2001'],
  prepare: (c, own) => {
    const { w, i, k } = c;
    for (let b = 0; b < c.adversaries; b++) own[b] = w.trade[i * w.n + w.attention[k * MAX_ATTENTION + b]!]!;
  },
  parts: (c, own, out) => {
    const { w, k, rows } = c;
    const weight = -w.parameters.exposure_weight * c.tie.depth;
    for (let b = 0; b < c.adversaries; b++) {
      if (b === c.ownIndex) continue;
      addPart(out, w.attention[k * MAX_ATTENTION + b]!, weight * own[b]! * rows[ADVERSARY_INTENT + b]!);
    }
  },
});
