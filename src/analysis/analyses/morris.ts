import { InputError } from '../../base/errors.ts';
import { meanInterval } from '../../statistics/intervals.ts';
import { morrisEffects, type Step } from '../morris-effects.ts';
import type { Outcome } from '../outcomes.ts';
import { screeningPicture } from '../pictures/screening.ts';
import type { Study, StudyPoint } from '../study.ts';
import { resampling, type Analysis } from './analysis.ts';
import { bounds, cells, column, FACTOR, LEVEL, METRIC, TICK } from './columns.ts';

/** Elementary effects of a Morris design. */
export const morris: Analysis = {
  name: 'morris',
  meaning: 'mu*, mu and sigma of the elementary effects of a Morris design, with bootstrap intervals over trajectories',
  source: ['Morris1991', 'Campolongo2007', 'SinGernaey2009', 'EfronTibshirani1993'],
  unsuited: ({ design }) => (design === 'morris' ? undefined : 'it needs the design morris'),
  unasked: Infinity,
  tables: [
    {
      name: 'morris',
      meaning: 'a metric and tick, and a factor: its elementary effects over trajectories',
      columns: [
        METRIC,
        TICK,
        FACTOR,
        column.whole('n', 'trajectories used', 'trajectories'),
        column.whole('dropped', 'trajectories left out because one of their runs has no value', 'trajectories'),
        column.whole('replicates', 'replicates whose mean is the outcome', 'runs'),
        column.number('mu', 'mean effect of going over the whole range of the factor'),
        ...bounds('mu', 'mu, by percentiles over resampled trajectories'),
        column.number('mu_star', 'mean size of the effect'),
        ...bounds('mu_star', 'mu_star'),
        column.number('sigma', 'standard deviation of the effect: of interaction, or of an effect that is not linear'),
        ...bounds('sigma', 'sigma'),
        column.number('mu_star_scaled', 'mu_star of effects in standard deviations of factor and outcome, to compare metrics'),
        LEVEL,
      ],
      rows: ({ study, outcomes, options }) =>
        outcomes.flatMap((outcome) => {
          const trajectories = trajectoriesOf(study, outcome);
          const { metric, tick } = outcome;
          const { n, dropped, factors } = morrisEffects(trajectories, resampling(options, 'morris', metric, tick));
          const scaled = morrisEffects(trajectories, { ...resampling(options), resamples: 0 }, true);
          return factors.map(({ mu, muStar, sigma }, j) => [
            ...[metric, tick, study.factors[j]?.name ?? 'dummy', n, dropped, study.replicates],
            ...cells(mu),
            ...cells(muStar),
            ...cells(sigma),
            ...[scaled.factors[j]?.muStar.value ?? null, options.level],
          ]);
        }),
      pictures: screeningPicture,
    },
  ],
};

/** The trajectories with the mean over replicates at each point, missing where a replicate is missing. @throws InputError where there are none */
function trajectoriesOf(study: Study, { values }: Outcome): Step[][] {
  const blocks: StudyPoint[][] = [];
  for (const point of study.points) (blocks[point.block] ??= []).push(point);
  const dummy =
    study.points.some((point) => !Number.isNaN(point.dummy)) || blocks.some((points) => points.length > study.factors.length + 1);
  return blocks.map((points) => {
    const steps = points.sort((a, b) => Number(a.role) - Number(b.role));
    return steps.map((point, s) => {
      const list = values[point.config] ?? new Float64Array(0);
      const y = list.some(Number.isNaN) ? NaN : (meanInterval(list, 0.5).mean ?? NaN);
      if (point.u.some(Number.isNaN))
        throw new InputError([
          {
            file: study.results.folder,
            path: 'points.csv',
            expected: 'coordinates u_ of every factor',
            found: 'empty cells',
            remedy: 'make the sweep again',
          },
        ]);
      return { u: dummy ? [...point.u, Number.isNaN(point.dummy) ? stillSince(steps, s) : point.dummy] : point.u, y };
    });
  });
}

/** The coordinate of a dummy that is not in points.csv: it moves from 0 to 1 at the step at which no other factor moves. */
function stillSince(steps: readonly StudyPoint[], at: number): number {
  const still = steps.findIndex(({ u }, s) => s > 0 && u.every((x, j) => x === steps[s - 1]?.u[j]));
  return still >= 0 && at >= still ? 1 : 0;
}
