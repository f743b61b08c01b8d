import { contestShare } from '../../base/math.ts';
import { relativePower, shareGiven } from '../threat/force.ts';
import { FIXED, MAX_ATTENTION } from '../constants.ts';
import { tieTerm } from './term.ts';

/** Own threats kept from taking the other: over the adversaries that both attend to, why a great power protects small states. */
export const denial = tieTerm({
  name: 'denial',
  meaning: 'own threats kept from taking the other by own help',
  // prettier-ignore
  parameters: {
    denial_weight: { default: 4, min: 0, max: 20, swept: [0, 8], unit: 'weight', basis: 'behaviour', chosenFor: ['finding 5'], source: ['Walt1987'],
      meaning: 'weight of keeping own threats from taking the other' },
  },
  weights: ['denial_weight'],
  source: ['Walt1987'],
  value: (c) => {
    const { w, i, k } = c;
    const { n, intent, power, arrival, parameters: P } = w;
    let sum = 0;
    for (let b = 0; b < c.adversaries; b++) {
      if (!c.shared[b]) continue;
      const l = w.attention[k * MAX_ATTENTION + b]!;
      const share = shareGiven(w, c.tie, c.owed[b]!, c.ownTies[b]!, c.ownBound[b]!);
      if (share === 0) continue;
      const x = w.outlook.force[k * MAX_ATTENTION + b]!;
      const helped = contestShare(x, c.otherDefence[b]! + share * power[i]! * arrival[l * n + i]!, P.contest_exponent);
      const size = FIXED.denial_ally * relativePower(power[k]!, power[i]!) + (1 - FIXED.denial_ally) * relativePower(power[k]!, power[l]!);
      sum += intent[i * n + l]! * intent[k * n + l]! * (c.otherAlone2[b]! - helped * helped) * size;
    }
    return P.denial_weight * sum;
  },
});
