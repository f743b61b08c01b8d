import { hypothesis, type Arm, type Finding } from './finding.ts';

const TICKS = 20;
/** Every dispute goes as far as an attack, and every attack between even sides becomes a war, so that there are wars to count. */
const WARLIKE = ['generate.per_replicate=true', 'parameters.attack_share=1', 'parameters.escalation=1'];
const arm = (name: string, ...sets: string[]): Arm => ({ name, world: 'synthetic-30', sets: [...WARLIKE, ...sets], ticks: TICKS });

export const finding09: Finding = {
  number: 9,
  slug: 'trade',
  title: 'Trade makes networks denser and steadier, and peace likelier',
  claim:
    'Without gains from trade ties are few and short-lived; with them networks are denser, ties last, and there are fewer disputes and wars.',
  source: ['JacksonNei2015'],
  design: `Synthetic systems of thirty states, each replicate another system, ${TICKS} ticks. Without trade nobody trades and ties bring no gain from cooperation, since in the model of Jackson and Nei a tie is what carries trade; with trade states depend by .3 of their economy on trade with each rival and by as much as their whole economy on all others, and cooperation has its default weight. In both, every dispute goes as far as an attack and every attack between even sides becomes a war, so that there are enough to count.`,
  replicates: { fast: 16, full: 32 },
  arms: [
    arm('without trade', 'generate.trade=0', 'generate.adversary_trade=0', 'parameters.cooperation_weight=0'),
    arm('with trade', 'generate.trade=1', 'generate.adversary_trade=0.3'),
  ],
  hypotheses: [
    hypothesis(
      'dense',
      'the share of pairs that are tied is greater with trade',
      'average_density_ties',
      'without trade',
      'rises',
      'with trade',
      {
        tolerance: 0.005,
      },
    ),
    hypothesis('lasting', 'partnerships end less often', 'pooled_ending_rate_partnerships', 'without trade', 'falls', 'with trade', {
      tolerance: 0.02,
    }),
    hypothesis(
      'lasting-alliances',
      'beyond the claim: alliances end less often',
      'pooled_ending_rate_alliances',
      'without trade',
      'falls',
      'with trade',
      {
        part: 'reach',
        fullOnly: true,
      },
    ),
    hypothesis('disputes', 'disputes are fewer', 'total_new_disputes', 'without trade', 'falls', 'with trade', { tolerance: 1 }),
    hypothesis('wars', 'wars are fewer', 'total_new_wars', 'without trade', 'falls', 'with trade', { fullOnly: true }),
  ],
  exact: [],
};
