import { MAX_ATTENTION } from '../constants.ts';
import { ADVERSARY_INTENT } from '../choice/tie-context.ts';
import { entrapment } from './entrapment.ts';
import { AGREEMENT_SCOPE } from './scope.ts';
import { tieTerm } from './term.ts';

/** Trade at risk with the other's adversaries; a shallow tie hardly exposes. */
export const exposure = tieTerm({
  name: 'exposure',
  meaning: "trade at risk with the other's adversaries",
  // prettier-ignore
  parameters: {
    exposure_weight: { default: 0.5, min: 0, max: 5, swept: [0, 1.5], unit: 'weight', basis: 'behaviour', chosenFor: ['finding 4'], source: ['Gowa1994'],
      meaning: "weight of trade lost with the other's adversaries" },
    entrapment_overlap: entrapment.parameters.entrapment_overlap,
  },
  weights: ['exposure_weight'],
  source: ['Gowa1994', 'RussettOneal2001'],
  // trade at risk
  prepare: (c, own) => {
    const { w, i, k } = c;
    let sum = 0;
    for (let b = 0; b < c.adversaries; b++)
      if (b !== c.ownIndex) sum += w.trade[i * w.n + w.attention[k * MAX_ATTENTION + b]!]! * c.rows[ADVERSARY_INTENT + b]!;
    own[0] = sum;
  },
  value: ({ w, tie }, own) =>
    -w.parameters.exposure_weight * tie.depth * own[0]! * AGREEMENT_SCOPE.ownPart(tie, w.parameters.entrapment_overlap),
});
