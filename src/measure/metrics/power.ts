/* oxlint-disable typescript/no-non-null-assertion -- states are read by indices below n */
import { concentration, gini, herfindahl, mean, quotient, total } from '../inequality.ts';
import { index, share, type MeasureContext, type Metric } from './metric.ts';

/** Revisionism above which a state is a challenger, in [0,1]. Assumed: more dissatisfied than content. */
const CHALLENGER_LEVEL = 0.5;

/** How capabilities are distributed. All are 0 or empty alike for everyone where no state has any. */
export const POWER_METRICS: readonly Metric[] = [
  share(
    {
      name: 'concentration',
      meaning:
        'CON = sqrt((sum of squared shares of power - 1/N) / (1 - 1/N)) over all N states; 0 = even, 1 = one state has all; empty for N < 2',
      source: ['RaySinger1973'],
    },
    (c) => concentration(powers(c)),
  ),
  index(
    {
      name: 'n_poles',
      unit: 'states',
      meaning: 'effective number of poles: 1 / sum of squared shares of power',
      source: ['LaaksoTaagepera1979'],
    },
    [1, Infinity],
    (c) => {
      const squares = herfindahl(powers(c));
      return squares === null ? null : 1 / squares;
    },
  ),
  share({ name: 'power_gini', meaning: 'Gini coefficient of power over all states, in [0, 1 - 1/N]' }, (c) => gini(powers(c))),
  share({ name: 'share_strongest', meaning: 'share of the most powerful state in the power of all states' }, (c) => {
    const all = powers(c);
    return quotient(
      all.reduce((most, p) => (p > most ? p : most), 0),
      total(all),
    );
  }),
  share(
    {
      name: 'share_challengers',
      meaning: `share in the power of all states of those with a revisionism above ${CHALLENGER_LEVEL}`,
      source: ['Schweller1994'],
    },
    (c) =>
      quotient(total(c.now.members.map((i) => (c.world.revisionism[i]! > CHALLENGER_LEVEL ? c.world.power[i]! : 0))), total(powers(c))),
  ),
  index(
    {
      name: 'mean_military_burden',
      unit: 'ratio',
      meaning:
        "mean over states of military over economic capability, in the scenario's units; states without economic capability are left out",
      source: ['OlsonZeckhauser1966'],
    },
    [0, Infinity],
    // A quotient beyond the largest number counts as one by zero.
    (c) => mean(c.now.members.map((i) => c.world.military[i]! / c.world.economic[i]!).filter((burden) => Number.isFinite(burden))),
  ),
];

function powers(c: MeasureContext): number[] {
  return c.now.members.map((i) => c.world.power[i]!);
}
