import { expectedUtility } from './expected-utility.ts';
import { decisionRule } from './rule.ts';

/** Null rule: keeps everything as it is with the probability `inertia_choice`, else decides by expected utility. */
export const inertia = decisionRule({
  name: 'inertia',
  meaning: 'null rule: mostly keeps everything as it is',
  source: [],
  stochastic: true,
  // prettier-ignore
  parameters: {
    inertia_choice: { default: 0.95, min: 0, max: 1, swept: [0.5, 1], unit: 'probability', basis: 'assumed',
      meaning: 'probability that the rule `inertia` keeps everything as it is' },
    ...expectedUtility.parameters,
  },
  probabilities: (menu, w, probabilities) => {
    expectedUtility.probabilities(menu, w, probabilities);
    const keep = w.parameters.inertia_choice;
    for (let s = 0; s < probabilities.length; s++) probabilities[s] = probabilities[s]! * (1 - keep) + (s === menu.strategy[0] ? keep : 0);
  },
  choose: (menu, w, draws) => (draws.first < w.parameters.inertia_choice ? 0 : expectedUtility.choose(menu, w, draws)),
});
