import { hypothesis, type Finding, type Hypothesis } from './finding.ts';
import { CORNERS, planeArms, PLANES, point } from './plane.ts';

const [synthetic, shipped] = PLANES;
const IP = 'indo-pacific ';
/** Abandonment costs at which the claim is made: none and the default. */
const A = [0, 1];

const steps: Hypothesis[] = A.flatMap((a) =>
  [
    [0, 1],
    [1, 4],
  ].map(([low = 0, high = 0]) =>
    hypothesis(
      `alliances-e${low}-${high}-a${a}`,
      `alliance ties fall from e = ${low} to ${high} at a = ${a}`,
      'final_n_alliance_ties',
      point(low, a),
      'falls',
      point(high, a),
      { tolerance: 1 },
    ),
  ),
);

const shares: Hypothesis[] = A.map((a) =>
  hypothesis(
    `share-a${a}`,
    `the share of partnerships among ties rises from e = 0 to 4 at a = ${a}`,
    'final_partnership_share',
    point(0, a),
    'rises',
    point(4, a),
    { tolerance: 0.02 },
  ),
);

const shippedOnes: Hypothesis[] = [
  hypothesis(
    'indo-pacific-alliances',
    'in the Indo-Pacific too alliance ties fall from e = 0 to 4 at a = 1',
    'final_n_alliance_ties',
    IP + point(0, 1),
    'falls',
    IP + point(4, 1),
    { tolerance: 1, fullOnly: true, most: shipped.replicates },
  ),
  hypothesis(
    'indo-pacific-share',
    'and the share of partnerships among ties rises',
    'final_partnership_share',
    IP + point(0, 1),
    'rises',
    IP + point(4, 1),
    { tolerance: 0.02, fullOnly: true, most: shipped.replicates },
  ),
];

const beyond: Hypothesis[] = [
  hypothesis(
    'share-a6',
    'beyond the claim: the share of partnerships rises from e = 0 to 4 at a = 6 as well, where hardly any tie is left',
    'final_partnership_share',
    point(0, 6),
    'rises',
    point(4, 6),
    { tolerance: 0.02, part: 'reach' },
  ),
  hypothesis(
    'share-a2',
    'beyond the claim: the share of partnerships rises from e = 1 to 4 at a = 2',
    'final_partnership_share',
    point(1, 2),
    'rises',
    point(4, 2),
    { tolerance: 0.02, part: 'reach', fullOnly: true },
  ),
];

export const finding01: Finding = {
  number: 1,
  slug: 'entrapment',
  title: 'Fear of entrapment thins out alliances and leaves partnerships',
  claim: 'As entrapment cost rises alliances fall step by step, and the share of partnerships among ties rises.',
  source: ['Snyder1984', 'Wilkins2012'],
  design: `Synthetic systems of thirty states, each replicate another system, ${synthetic.ticks} ticks, at entrapment costs ${CORNERS.e.join(', ')} and abandonment costs 0 and 1; the same in the Indo-Pacific of 2022. Ties are those at the end of the run.`,
  replicates: { fast: 10, full: 12 },
  arms: [
    ...planeArms(synthetic, CORNERS),
    ...planeArms(synthetic, { e: [1, 4], a: [2] }),
    ...planeArms(shipped, { e: [0, 4], a: [1] }, IP),
  ],
  hypotheses: [...steps, ...shares, ...shippedOnes, ...beyond],
  exact: [],
};
