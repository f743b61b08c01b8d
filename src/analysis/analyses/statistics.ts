import { meanInterval, medianInterval, quantiles, wilsonInterval } from '../../statistics/intervals.ts';
import { bands } from '../pictures/bands.ts';
import { plane } from '../pictures/plane.ts';
import type { Analysis } from './analysis.ts';
import { bounds, column, CONFIG, LEVEL, METRIC, N_REPLICATES, POINT, TICK } from './columns.ts';

const SHARES = [0.05, 0.25, 0.75, 0.95];

/** Statistics of each metric over the replicates of a configuration. */
export const statistics: Analysis = {
  name: 'statistics',
  meaning: 'mean, spread, median and quantiles over the replicates of each configuration, and the share of runs above 0, with intervals',
  source: ['Wilson1927', 'HyndmanFan1996', 'HahnMeeker1991'],
  unsuited: () => undefined,
  unasked: 2000,
  tables: [
    {
      name: 'statistics',
      meaning: 'a configuration, metric and tick: statistics over its replicates',
      columns: [
        CONFIG,
        POINT,
        METRIC,
        TICK,
        N_REPLICATES,
        column.whole('missing', 'replicates without a value: failed, not done yet, or not defined', 'runs'),
        column.number('mean', 'mean over replicates'),
        column.number('sd', 'standard deviation of the sample; empty with fewer than two replicates'),
        ...bounds('', "the mean by Student's t, at each tick for itself; too short for strongly skewed metrics"),
        column.number('median', 'median over replicates'),
        ...bounds('median', 'the median between two order statistics; empty with too few replicates (fewer than 6 at 95%)'),
        ...['05', '25', '75', '95'].map((q) => column.number(`q${q}`, `quantile ${Number(q) / 100} over replicates`)),
        column.share('share_positive', 'share of the replicates in which the metric is above 0'),
        ...bounds('share', 'that share, by Wilson'),
        LEVEL,
      ],
      rows: ({ study, outcomes, options: { level } }) =>
        outcomes.flatMap(({ metric, tick, values }) =>
          study.points.map(({ config, label }) => {
            const list = values[config] ?? new Float64Array(0);
            const mean = meanInterval(list, level);
            const median = medianInterval(list, level);
            const share = wilsonInterval(list.filter((x) => x > 0).length, mean.n, level);
            return [
              ...[config, label, metric, tick, mean.n, list.length - mean.n],
              ...[mean.mean, mean.sd, mean.low, mean.high, median.median, median.low, median.high],
              ...quantiles(list, SHARES),
              ...[share.share, share.low, share.high, level],
            ];
          }),
        ),
      pictures: (rows, input) => [...bands(rows, input), ...plane(rows, input)],
    },
  ],
};
