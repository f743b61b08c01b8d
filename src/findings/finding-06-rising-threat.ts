import { hypothesis, type Finding } from './finding.ts';

const TICKS = 40;
const sets = ['parameters.entrapment_cost=2'];

export const finding06: Finding = {
  number: 6,
  slug: 'rising-threat',
  title: 'A shared threat that grows hardens loose ties into alliances',
  claim:
    'Under a steadily growing shared threat partnerships and minilaterals deepen into alliances; under a threat that does not grow they stay what they are.',
  source: ['Walt1987', 'IISS2021'],
  design: `A challenger and five neighbours whose quarrel with it stays at .02, or grows by .02 a tick to .6, ${TICKS} ticks, entrapment cost 2. Looked at are the ten pairs of neighbours: the first tick with each kind of tie (one more than the last tick where there was none), and how many became allied after having been tied without an alliance.`,
  replicates: { fast: 12, full: 32 },
  arms: [
    { name: 'steady', world: 'threat-steady', sets, ticks: TICKS, watch: 'ladder' },
    { name: 'growing', world: 'threat-rising', sets, ticks: TICKS, watch: 'ladder' },
  ],
  hypotheses: [
    hypothesis('climbs', 'more loose ties become alliances under a growing threat', 'ladder_climbs', 'steady', 'rises', 'growing', {
      tolerance: 1,
    }),
    hypothesis('none', 'next to none do under a steady one: fewer than one in ten pairs', 'ladder_climbs', 1, 'falls', 'steady'),
    hypothesis(
      'loose-first',
      'under a growing threat a loose tie of either kind comes before the alliance',
      'ladder_alliance',
      'growing',
      'rises',
      'growing',
      {
        fromOutcome: 'ladder_loose',
        tolerance: 1,
      },
    ),
    hypothesis('minilateral-first', 'the minilateral comes before the alliance', 'ladder_alliance', 'growing', 'rises', 'growing', {
      fromOutcome: 'ladder_minilateral',
      tolerance: 1,
    }),
    hypothesis(
      'partnership-first',
      'beyond the claim: the partnership comes before the minilateral',
      'ladder_minilateral',
      'growing',
      'rises',
      'growing',
      { fromOutcome: 'ladder_partnership', part: 'reach' },
    ),
  ],
  exact: [],
};
