import { contestShare } from '../../base/math.ts';
import { relativePower, shareGiven } from '../threat/force.ts';
import { FIXED, MAX_ATTENTION } from '../constants.ts';
import {
  ADVERSARY_INTENT,
  OTHER_ALONE2,
  OTHER_DEFENCE,
  OWED,
  OWN_ARRIVAL,
  OWN_BOUND,
  OWN_INTENT,
  OWN_SUPPORT,
  SHARED_THREAT,
} from '../choice/tie-context.ts';
import { tieTerm } from './term.ts';

/** Places of what is prepared, by adversary: both sides' fear of it, its force, and what keeping the other from it is worth. */
export const DENIAL = { FEAR: 0, FORCE: MAX_ATTENTION, SIZE: 2 * MAX_ATTENTION } as const;
const { FEAR, FORCE, SIZE } = DENIAL;

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
  prepare: (c, own) => {
    const { w, k, rows, powerOwn, powerOther } = c;
    for (let b = 0; b < c.adversaries; b++) {
      if (rows[SHARED_THREAT + b] === 0) continue;
      const at = k * MAX_ATTENTION + b;
      own[FEAR + b] = rows[OWN_INTENT + b]! * rows[ADVERSARY_INTENT + b]!;
      own[FORCE + b] = w.outlook.force[at]!;
      own[SIZE + b] =
        FIXED.denial_ally * relativePower(powerOther, powerOwn) +
        (1 - FIXED.denial_ally) * relativePower(powerOther, w.power[w.attention[at]!]!);
    }
  },
  value: (c, own) => {
    const { rows, powerOwn } = c;
    const { support } = c.tie;
    const P = c.w.parameters;
    const { material_support: material, contest_exponent: g } = P;
    let sum = 0;
    for (let b = 0; b < c.adversaries; b++) {
      if (rows[SHARED_THREAT + b] === 0) continue;
      const share = shareGiven(rows[OWED + b]!, support, rows[OWN_SUPPORT + b]!, rows[OWN_BOUND + b] !== 0, material);
      if (share === 0) continue;
      const helped = contestShare(own[FORCE + b]!, rows[OTHER_DEFENCE + b]! + share * powerOwn * rows[OWN_ARRIVAL + b]!, g);
      sum += own[FEAR + b]! * (rows[OTHER_ALONE2 + b]! - helped * helped) * own[SIZE + b]!;
    }
    return P.denial_weight * sum;
  },
});
