import { exp } from '../../base/math.ts';
import { decisionRule } from './rule.ts';

/** Random utility over the four strategies, each by its best option: a logit with Gumbel noise of the scenario's temperature. */
export const expectedUtility = decisionRule({
  name: 'expected-utility',
  meaning: 'random utility over the four strategies, each represented by its best option',
  source: ['McFadden1974', 'Snyder1997'],
  stochastic: true,
  // prettier-ignore
  parameters: {
    temperature: { default: 0.003, min: 0, max: 0.1, swept: [0.0005, 0.01], unit: 'utility', basis: 'behaviour', chosenFor: ['finding 3'], source: ['McFadden1974'],
      meaning: 'size of the random part of choice among strategies' },
  },
  probabilities: ({ best, expected }, w, probabilities) => {
    const T = w.parameters.temperature;
    let top = -Infinity;
    for (let s = 0; s < probabilities.length; s++) if (best[s]! >= 0 && expected[best[s]!]! > top) top = expected[best[s]!]!;
    let sum = 0;
    for (let s = 0; s < probabilities.length; s++) {
      const value = best[s]! < 0 ? -Infinity : expected[best[s]!]!;
      probabilities[s] = T > 0 ? exp((value - top) / T) : value === top ? 1 : 0;
      sum += probabilities[s]!;
    }
    for (let s = 0; s < probabilities.length; s++) probabilities[s] = probabilities[s]! / sum;
  },
  choose: ({ best, expected }, w, { gumbel }) => {
    let chosen = 0;
    let top = -Infinity;
    for (let s = 0; s < best.length; s++) {
      if (best[s]! < 0) continue;
      const score = expected[best[s]!]! + w.parameters.temperature * gumbel[s]!;
      if (score > top) {
        top = score;
        chosen = best[s]!;
      }
    }
    return chosen;
  },
});
