import { FIXED } from '../constants.ts';
import type { AgreementTerms } from '../treaty/treaty.ts';
import type { ValuesOf } from '../parameter-table.ts';
import { optionTerm } from './term.ts';

/** Cost of signing, and of leaving within a term: high for formal treaties, low for informal ties, none at the end of a term. */
export const switching = optionTerm({
  name: 'switching',
  meaning: 'cost of signing and of leaving',
  // prettier-ignore
  parameters: {
    signing_cost: { default: 0.006, min: 0, max: 0.2, swept: [0, 0.02], unit: 'utility', basis: 'assumed', source: ['Morrow2000'],
      meaning: 'cost of signing a partnership; an alliance costs a multiple of it, an informal alliance half of that' },
    signing_alliance: { default: 2, min: 1, max: 20, swept: [1, 6], unit: 'multiple', basis: 'assumed', source: ['Morrow2000'],
      meaning: 'cost of signing a formal alliance against that of a partnership' },
    leaving_cost: { default: 0.06, min: 0, max: 1, swept: [0.02, 0.18], unit: 'utility', basis: 'literature', source: ['Leeds2003'],
      meaning: 'cost of leaving a formal alliance within its term' },
    leaving_informal: { default: 0.4, min: 0, max: 1, swept: [0, 0.6], unit: 'share', basis: 'assumed', source: ['Lipson1991'],
      meaning: 'cost of leaving a partnership, a minilateral or an informal alliance against that of a formal one' },
  },
  weights: ['signing_cost', 'leaving_cost'],
  source: ['Leeds2003', 'Lipson1991', 'Morrow2000'],
  value: ({ w, action, added, removed, signs, free }) => {
    const P = w.parameters;
    let cost = 0;
    if (signs && added !== null) cost += signingCost(P, added) * (action === 'deepen' ? FIXED.signing_deepening : 1);
    if (!free && removed !== null) {
      if (action === 'leave') cost += leavingCost(P, removed);
      if (action === 'hollow') cost += FIXED.leaving_hollowing * leavingCost(P, removed);
    }
    return -cost;
  },
});

type Costs = ValuesOf<(typeof switching)['parameters']>;

/** Cost of signing: a formal alliance a multiple of a partnership, an informal one half of that. */
function signingCost(P: Costs, terms: AgreementTerms): number {
  if (terms.kind === 'alliance')
    return P.signing_cost * (terms.formality === 'formal' ? P.signing_alliance : FIXED.signing_informal * P.signing_alliance);
  return P.signing_cost;
}

/** Cost of leaving within the term. */
function leavingCost(P: Costs, terms: AgreementTerms): number {
  return terms.kind === 'alliance' && terms.formality === 'formal' ? P.leaving_cost : P.leaving_cost * P.leaving_informal;
}
