import { hypothesis, type Finding, type Hypothesis } from './finding.ts';
import { CORNERS, planeArms, PLANES, point } from './plane.ts';

const [synthetic, shipped] = PLANES;
const IP = 'indo-pacific ';
const BOTH_LOW = point(0, 0);
const BOTH_HIGH = point(4, 6);
const ONLY_E = point(4, 0);
const ONLY_A = point(0, 6);

const unaligned: Hypothesis[] = [
  hypothesis(
    'most-unaligned',
    'with both costs high more than half of the states are unaligned',
    'final_share_unaligned',
    0.5,
    'rises',
    BOTH_HIGH,
  ),
  ...[BOTH_LOW, ONLY_E, ONLY_A].map((other) =>
    hypothesis(
      `unaligned-${slug(other)}`,
      `the share of unaligned states is greater with both costs high than at ${other}`,
      'final_share_unaligned',
      other,
      'rises',
      BOTH_HIGH,
      { tolerance: 0.02 },
    ),
  ),
];

const danger: Hypothesis[] = [
  ...[BOTH_LOW, ONLY_E].map((other) =>
    hypothesis(
      `insecurity-${slug(other)}`,
      `insecurity is greater with both costs high than at ${other}`,
      'final_mean_insecurity',
      other,
      'rises',
      BOTH_HIGH,
      { tolerance: 0.01 },
    ),
  ),
  hypothesis('disputes', `disputes are more with both costs high than with both low`, 'total_new_disputes', BOTH_LOW, 'rises', BOTH_HIGH, {
    tolerance: 1,
  }),
  hypothesis('wars', 'beyond the claim: so are wars, of which a run has few', 'total_new_wars', BOTH_LOW, 'rises', BOTH_HIGH, {
    part: 'reach',
  }),
  hypothesis(
    'insecurity-e0-a6',
    `beyond the claim: insecurity is greater with both costs high than at ${ONLY_A}, where most states are unaligned already`,
    'final_mean_insecurity',
    ONLY_A,
    'rises',
    BOTH_HIGH,
    { tolerance: 0.01, part: 'reach' },
  ),
];

const dense: Hypothesis[] = [
  ...[ONLY_E, BOTH_HIGH].map((other) =>
    hypothesis(
      `alliances-${slug(other)}`,
      `alliance ties are more with both costs low than at ${other}`,
      'final_n_alliance_ties',
      other,
      'rises',
      BOTH_LOW,
      { tolerance: 1 },
    ),
  ),
  ...[ONLY_A, BOTH_HIGH].map((other) =>
    hypothesis(
      `partnerships-${slug(other)}`,
      `partnership ties are more with both costs low than at ${other}`,
      'final_n_partnership_ties',
      other,
      'rises',
      BOTH_LOW,
      { tolerance: 1 },
    ),
  ),
];

const shippedOnes: Hypothesis[] = [
  hypothesis(
    'indo-pacific-unaligned',
    'in the Indo-Pacific the share of unaligned states is greater with both costs high than with both low',
    'final_share_unaligned',
    IP + BOTH_LOW,
    'rises',
    IP + BOTH_HIGH,
    { tolerance: 0.02, fullOnly: true, most: shipped.replicates },
  ),
  hypothesis('indo-pacific-insecurity', 'and insecurity is greater', 'final_mean_insecurity', IP + BOTH_LOW, 'rises', IP + BOTH_HIGH, {
    tolerance: 0.01,
    fullOnly: true,
    most: shipped.replicates,
  }),
];

function slug(name: string): string {
  return name.replaceAll('=', '').replace(' ', '-');
}

export const finding03: Finding = {
  number: 3,
  slug: 'plane',
  title: 'The plane of the two costs has four regions',
  claim:
    'With both costs high most states are unaligned, and insecurity and disputes are greatest; with both low there are dense networks of alliances and partnerships.',
  source: ['Snyder1997'],
  design: `The corners of the plane: entrapment cost 0 or 4, abandonment cost 0 or 6. Synthetic systems of thirty states, each replicate another system, ${synthetic.ticks} ticks; the same in the Indo-Pacific of 2022. Ties, postures and insecurity are those at the end of the run, disputes are summed over it.`,
  replicates: { fast: 10, full: 12 },
  arms: [...planeArms(synthetic, CORNERS), ...planeArms(shipped, { e: [0, 4], a: [0, 6] }, IP)],
  hypotheses: [...unaligned, ...danger, ...dense, ...shippedOnes],
  exact: [],
};
