import { cvPicture } from '../pictures/cv-curve.ts';
import { cvCurve, relativeHalfWidth, replicateAdvice, replicatesFor } from '../replicate-advice.ts';
import type { Analysis } from './analysis.ts';
import { column, CONFIG, LEVEL, METRIC, N_REPLICATES, POINT, TICK } from './columns.ts';

/** How far the coefficient of variation may still change. */
const TOLERANCE = 0.01;

/** How many replicates are enough. */
export const replicates: Analysis = {
  name: 'replicates',
  meaning: 'how many replicates each metric needs for an interval of a given width, estimated from the spread of the replicates available',
  source: ['Lee2015', 'Law2015'],
  unsuited: (study) => (study.replicates > 1 ? undefined : 'there is only one replicate, which has no spread'),
  unasked: 100,
  tables: [
    {
      name: 'replicates',
      meaning: 'a configuration, metric and tick: how many replicates it needs',
      columns: [
        CONFIG,
        POINT,
        METRIC,
        TICK,
        N_REPLICATES,
        column.number('mean', 'mean over replicates'),
        column.number('sd', 'standard deviation of the sample'),
        column.number('cv', 'coefficient of variation, sd / |mean|; empty where the mean is 0'),
        column.number('half_width', "half-width of the interval for the mean by Student's t"),
        column.whole(
          'n_5_percent',
          'replicates for an interval within 5% of the mean; empty where the mean is 0 or more than a million are needed',
          'runs',
        ),
        column.whole('n_1_percent', 'the same within 1%', 'runs'),
        column.whole(
          'settled_at',
          `least number from which on the coefficient of variation stays within ${TOLERANCE}; empty where only the last does. It grows with the number of replicates available`,
          'runs',
        ),
        LEVEL,
      ],
      rows: ({ study, outcomes, options: { level } }) =>
        outcomes.flatMap(({ metric, tick, values }) =>
          study.points.map(({ config, label }) => {
            const advice = replicateAdvice(values[config] ?? [], level, TOLERANCE);
            const within = (gamma: number) => replicatesFor(advice.sd, relativeHalfWidth(advice.mean, gamma), level);
            return [
              ...[config, label, metric, tick, advice.n, advice.mean, advice.sd, advice.cv, advice.halfWidth],
              ...[within(0.05), within(0.01), advice.settledAt, level],
            ];
          }),
        ),
    },
    {
      name: 'cv_curve',
      meaning: 'a configuration, metric, tick and number of replicates: the coefficient of variation of that many replicates',
      columns: [CONFIG, POINT, METRIC, TICK, N_REPLICATES, column.number('cv', 'coefficient of variation of the first n replicates')],
      rows: ({ study, outcomes }) =>
        outcomes
          .filter(({ tick }) => tick === null)
          .flatMap(({ metric, tick, values }) =>
            study.points.flatMap(({ config, label }) =>
              cvCurve(values[config] ?? []).map(({ n, cv }) => [config, label, metric, tick, n, cv]),
            ),
          ),
      pictures: cvPicture,
    },
  ],
};
