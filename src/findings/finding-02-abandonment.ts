import { hypothesis, type Finding, type Hypothesis } from './finding.ts';
import { CORNERS, planeArms, PLANES, point } from './plane.ts';

const [synthetic, shipped] = PLANES;
const IP = 'indo-pacific ';

const claims: Hypothesis[] = [0, 1].flatMap((e) => [
  hypothesis(
    `partnerships-e${e}`,
    `partnership ties fall from a = 0 to 1 at e = ${e}`,
    'final_n_partnership_ties',
    point(e, 0),
    'falls',
    point(e, 1),
    { tolerance: 1 },
  ),
  hypothesis(
    `share-e${e}`,
    `their share among ties falls with them at e = ${e}: partnerships give way to alliances`,
    'final_partnership_share',
    point(e, 0),
    'falls',
    point(e, 1),
    { tolerance: 0.02 },
  ),
  hypothesis(
    `alliances-high-e${e}`,
    `at very high abandonment cost alliance ties fall too, from a = 1 to 6 at e = ${e}`,
    'final_n_alliance_ties',
    point(e, 1),
    'falls',
    point(e, 6),
    { tolerance: 1 },
  ),
  hypothesis(
    `partnerships-high-e${e}`,
    `and so do partnership ties, from a = 1 to 6 at e = ${e}`,
    'final_n_partnership_ties',
    point(e, 1),
    'falls',
    point(e, 6),
    { tolerance: 1 },
  ),
]);

const others: Hypothesis[] = [
  hypothesis(
    'alliances-rise',
    'beyond the claim: alliance ties do not only gain in share but in number, from a = 0 to 1 at e = 1',
    'final_n_alliance_ties',
    point(1, 0),
    'rises',
    point(1, 1),
    { part: 'reach' },
  ),
  hypothesis(
    'indo-pacific-share',
    'in the Indo-Pacific the share of partnerships falls from a = 0 to 1 at e = 1',
    'final_partnership_share',
    IP + point(1, 0),
    'falls',
    IP + point(1, 1),
    { tolerance: 0.02, fullOnly: true, most: shipped.replicates },
  ),
];

export const finding02: Finding = {
  number: 2,
  slug: 'abandonment',
  title: 'Fear of abandonment turns partnerships into alliances, and in excess drives states apart',
  claim:
    'As abandonment cost rises from none to moderate, at low and middle entrapment cost, partnerships give way to alliances; at very high abandonment cost states avoid depending on anyone and both fall.',
  source: ['Snyder1984'],
  design: `Synthetic systems of thirty states, each replicate another system, ${synthetic.ticks} ticks, at abandonment costs ${CORNERS.a.join(', ')} and entrapment costs 0 and 1; the same in the Indo-Pacific of 2022. Ties are those at the end of the run.`,
  replicates: { fast: 10, full: 12 },
  arms: [...planeArms(synthetic, CORNERS), ...planeArms(shipped, { e: [1], a: [0, 1] }, IP)],
  hypotheses: [...claims, ...others],
  exact: [],
};
