import type { Study } from '../study.ts';
import { pairedDifference } from '../../statistics/intervals.ts';
import { differencesPicture } from '../pictures/intervals.ts';
import type { Analysis, AnalysisOptions } from './analysis.ts';
import { bounds, column, CONFIG, LEVEL, METRIC, POINT, TICK } from './columns.ts';

/** The difference of each configuration from one of them, replicate by replicate. */
export const differences: Analysis = {
  name: 'differences',
  meaning:
    'difference of each configuration from a chosen one (the base of the design, else the first), paired by replicate, with interval',
  source: [],
  unsuited: ({ points }) => (points.length > 1 ? undefined : 'there is only one configuration'),
  unasked: 500,
  tables: [
    {
      name: 'differences',
      meaning: 'a configuration, metric and tick: how it differs from the reference configuration',
      columns: [
        CONFIG,
        POINT,
        column.whole('reference', 'number of the reference configuration, which is subtracted'),
        METRIC,
        TICK,
        column.whole('n', 'pairs of replicates, of which both have a value', 'runs'),
        column.number('difference', 'mean over replicates of the metric minus that of the reference'),
        column.number('sd', 'standard deviation of the differences; empty with fewer than two pairs'),
        ...bounds('', "the difference, by Student's t over pairs"),
        LEVEL,
      ],
      rows: ({ study, outcomes, options }) => {
        const reference = referenceOf(study, options);
        return outcomes.flatMap(({ metric, tick, values }) =>
          study.points
            .filter(({ config }) => config !== reference)
            .map(({ config, label }) => {
              const none = new Float64Array(study.replicates).fill(NaN);
              const { n, difference, sd, low, high } = pairedDifference(values[config] ?? none, values[reference] ?? none, options.level);
              return [config, label, reference, metric, tick, n, difference, sd, low, high, options.level];
            }),
        );
      },
      pictures: differencesPicture,
    },
  ],
};

/** The configuration that others are compared with. */
function referenceOf(study: Study, { against }: AnalysisOptions): number {
  return against ?? study.points.find(({ role }) => role === 'base')?.config ?? 0;
}
