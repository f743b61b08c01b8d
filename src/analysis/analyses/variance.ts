import type { Study } from '../study.ts';
import { SOURCES, varianceShares } from '../variance-shares.ts';
import type { Analysis } from './analysis.ts';
import { bounds, column, LEVEL, METRIC, TICK } from './columns.ts';

/** How much of the variance comes from the factors, and how much from random draws. */
export const variance: Analysis = {
  name: 'variance',
  meaning:
    'how much of the variance of a metric over the runs comes from what is varied, how much from the seed, and from the two together',
  source: ['SearleCasellaMcCulloch1992', 'EfronTibshirani1993'],
  unsuited: ({ points, replicates }) =>
    points.length >= 2 && replicates >= 2 ? undefined : 'it needs two or more configurations and two or more replicates',
  unasked: Infinity,
  tables: [
    {
      name: 'variance',
      meaning: 'a metric and tick, and a source of its variance over the runs',
      columns: [
        METRIC,
        TICK,
        {
          ...column.text(
            'source',
            Object.entries(SOURCES)
              .map(([source, meaning]) => `${source} = ${meaning}`)
              .join('; '),
          ),
          values: Object.keys(SOURCES),
        },
        column.whole('n', 'replicates, each across all points; those that lack a point are left out', 'runs'),
        column.whole('dropped', 'replicates left out', 'runs'),
        column.whole('points', 'points of the design; of the design saltelli those of the samples A and B alone'),
        column.number('variance', 'estimated component of variance; one that comes out below 0 is 0'),
        column.share('share', 'of the sum of the three; empty where the metric does not vary'),
        ...bounds('', 'the share, by the jackknife over replicates; empty with fewer than three'),
        LEVEL,
      ],
      rows: ({ study, outcomes, options: { level } }) => {
        const configs = configsOf(study);
        return outcomes.flatMap(({ metric, tick, values }) => {
          const found = varianceShares(
            configs.map((config) => values[config] ?? new Float64Array(study.replicates).fill(NaN)),
            level,
          );
          return found.shares.map(({ source, variance: of, share, low, high }) => [
            ...[metric, tick, source, found.n, found.dropped, found.points],
            ...[of, share, low, high, level],
          ]);
        });
      },
    },
  ],
};

/** The points that sample the factors; all others in a Saltelli row-block repeat their coordinates. */
function configsOf({ design, points }: Study): number[] {
  const sample = design === 'saltelli' ? points.filter(({ role }) => role === 'A' || role === 'B') : points;
  return sample.map(({ config }) => config);
}
