import { signingCost, leavingCost } from './costs.ts';
import type { OptionTerm } from './term.ts';

/** Cost of signing, and of leaving within a term: high for formal treaties, low for informal ties, none at the end of a term. */
export const switching: OptionTerm = {
  name: 'switching',
  scope: 'option',
  meaning: 'cost of signing and of leaving',
  weights: ['signing_cost', 'leaving_cost'],
  source: ['Leeds2003', 'Lipson1991', 'Morrow2000'],
  value: ({ w, action, added, removed, signs, free }) => {
    const P = w.parameters;
    let cost = 0;
    if (signs && added !== null) cost += signingCost(P, added) * (action === 'deepen' ? 0.5 : 1);
    if (!free && removed !== null) {
      if (action === 'leave') cost += leavingCost(P, removed);
      if (action === 'hollow') cost += 0.5 * leavingCost(P, removed);
    }
    return -cost;
  },
};
