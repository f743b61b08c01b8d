import { hypothesis, type Finding } from './finding.ts';

const TICKS = 25;
const arm = (name: string, trade: number) => ({
  name,
  world: 'synthetic-30' as const,
  sets: ['generate.per_replicate=true', `generate.adversary_trade=${trade}`],
  ticks: TICKS,
});

export const finding04: Finding = {
  number: 4,
  slug: 'adversary-trade',
  title: 'Trade with adversaries loosens alliances into partnerships',
  claim: 'As trade with adversaries rises, alliances fall and the share of partnerships among ties rises.',
  source: ['Gowa1994'],
  design: `Synthetic systems of thirty states, each replicate another system, ${TICKS} ticks, in which states depend by 0, .15 or .3 of their economy on trade with each rival. Means over the ticks of the run.`,
  replicates: { fast: 8, full: 16 },
  arms: [arm('none', 0), arm('some', 0.15), arm('much', 0.3)],
  hypotheses: [
    hypothesis('alliances', 'alliance ties fall from no to much trade with rivals', 'average_n_alliance_ties', 'none', 'falls', 'much', {
      tolerance: 1,
    }),
    hypothesis('share', 'the share of partnerships among ties rises', 'average_partnership_share', 'none', 'rises', 'much', {
      tolerance: 0.02,
    }),
    hypothesis('alliances-some', 'alliance ties fall already with some trade', 'average_n_alliance_ties', 'none', 'falls', 'some', {
      tolerance: 1,
      fullOnly: true,
    }),
    hypothesis('share-some', 'and the share of partnerships rises', 'average_partnership_share', 'none', 'rises', 'some', {
      tolerance: 0.02,
      fullOnly: true,
    }),
  ],
  exact: [],
};
