import { hypothesis, type Finding } from './finding.ts';

const TICKS = 15;

export const finding12: Finding = {
  number: 12,
  slug: 'unipole',
  title: 'When the common threat goes, partnerships multiply and alliances persist',
  claim:
    'Removing the common threat lifts the number of partnerships per alliance several-fold, while the alliances that it called forth persist.',
  source: ['Walt1997', 'Weitsman2004'],
  design: `The scenario unipole-1991, ${TICKS} ticks: with its variant threat-goes, in which the Warsaw Pact, the Soviet Union and most of the hostility toward it go within two years, and without it. Figures are those at the end of the run.`,
  replicates: { fast: 6, full: 24 },
  arms: [
    { name: 'stays', world: 'unipole-1991', sets: [], ticks: TICKS, watch: 'west' },
    { name: 'goes', world: 'unipole-1991', sets: ['variant=threat-goes'], ticks: TICKS, watch: 'west' },
  ],
  hypotheses: [
    hypothesis(
      'half-more',
      'partnerships per alliance are more than half as many again as where the threat stays',
      'final_partnerships_per_alliance',
      'stays',
      'rises',
      'goes',
      { times: 1.5 },
    ),
    hypothesis(
      'several-fold',
      'indeed more than twice as many: several-fold',
      'final_partnerships_per_alliance',
      'stays',
      'rises',
      'goes',
      { times: 2, fullOnly: true },
    ),
    hypothesis('persist', 'at least half of the members of NATO are still bound by it', 'west_members', 0.5, 'rises', 'goes'),
    hypothesis(
      'persist-ties',
      'alliance ties are more than half of what they are where the threat stays',
      'final_n_alliance_ties',
      'stays',
      'rises',
      'goes',
      { times: 0.5 },
    ),
    hypothesis('partnerships', 'partnerships are more in number too', 'final_n_partnerships', 'stays', 'rises', 'goes', { tolerance: 1 }),
  ],
  exact: [],
};
