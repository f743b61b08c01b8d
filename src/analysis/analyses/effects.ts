import { factorialEffects, type LevelEffect } from '../factorial-effects.ts';
import { effectsPicture } from '../pictures/intervals.ts';
import { isFactorial, varying } from '../study.ts';
import type { Analysis } from './analysis.ts';
import { bounds, column, FACTOR, LEVEL, METRIC, TICK } from './columns.ts';

/** Main effects and interactions of a full factorial design. */
export const effects: Analysis = {
  name: 'effects',
  meaning: 'main effects and two-factor interactions of a full factorial design, with intervals over replicates',
  source: [],
  unsuited: (study) =>
    isFactorial(study) ? undefined : 'it needs every combination of the values of at least one factor once (the design factorial)',
  unasked: 2000,
  tables: [
    {
      name: 'effects',
      meaning: 'a metric and tick, and a value of a factor (a main effect) or a pair of values of two (an interaction)',
      columns: [
        METRIC,
        TICK,
        FACTOR,
        column.text('value', 'value of the factor'),
        column.text('factor_b', 'the second factor of an interaction; empty for a main effect'),
        column.text('value_b', 'its value'),
        column.whole('n', 'replicates, each across all points; those that lack a point are left out', 'runs'),
        column.whole('dropped', 'replicates left out', 'runs'),
        column.number('mean', 'mean at the value or pair of values'),
        column.number(
          'effect',
          'main effect: that mean minus the mean of all points; interaction: what the pair adds to its two main effects',
        ),
        column.number('sd', 'standard deviation of the effect over replicates'),
        ...bounds('', "the effect, by Student's t over replicates; empty with one replicate"),
        LEVEL,
      ],
      rows: ({ study, outcomes, options: { level } }) => {
        const factors = varying(study);
        return outcomes.flatMap(({ metric, tick, values }) => {
          const points = study.points.map(({ config, values: at }) => ({
            levels: factors.map(({ factor, f }) => factor.values.indexOf(at[f] ?? '')),
            outcomes: values[config] ?? new Float64Array(study.replicates).fill(NaN),
          }));
          const { n, dropped, main, interactions } = factorialEffects(points, level);
          return [...main, ...interactions].map(({ factors: of, levels, mean, effect }: LevelEffect) => {
            const name = (k: number) => factors[of[k] ?? -1]?.factor.name ?? null;
            const value = (k: number) => factors[of[k] ?? -1]?.factor.values[levels[k] ?? -1] ?? null;
            return [
              metric,
              tick,
              name(0),
              value(0),
              name(1),
              value(1),
              n,
              dropped,
              mean,
              effect.mean,
              effect.sd,
              effect.low,
              effect.high,
              level,
            ];
          });
        });
      },
      pictures: effectsPicture,
    },
  ],
};
