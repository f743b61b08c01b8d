import { meanInterval } from '../../statistics/intervals.ts';
import type { Outcome } from '../outcomes.ts';
import { indicesPicture } from '../pictures/indices.ts';
import { sobolIndices, type SaltelliOutcomes } from '../sobol-indices.ts';
import type { Study, StudyPoint } from '../study.ts';
import { resampling, type Analysis } from './analysis.ts';
import { bounds, cells, column, FACTOR, LEVEL, METRIC, TICK } from './columns.ts';

/** Sensitivity indices of a Saltelli design. */
export const sobol: Analysis = {
  name: 'sobol',
  meaning: 'first-, total- and second-order sensitivity indices of a Saltelli design, with bootstrap intervals over row-blocks',
  source: ['Saltelli2010', 'Jansen1999', 'Saltelli2002', 'EfronTibshirani1993'],
  unsuited: ({ design }) => (design === 'saltelli' ? undefined : 'it needs the design saltelli'),
  unasked: Infinity,
  tables: [
    {
      name: 'sobol',
      meaning: 'a metric and tick, and an index of a factor or of a pair of factors',
      columns: [
        METRIC,
        TICK,
        column.text(
          'outcome',
          '`mean` = of the mean over replicates; `variance` = of the variance over replicates, where there are two or more',
        ),
        {
          ...column.text('order', 'first: the factor alone; total: with all its interactions; second: what a pair adds'),
          values: ['first', 'total', 'second'],
        },
        FACTOR,
        column.text('factor_b', 'the second factor of a pair; else empty'),
        column.whole('n', 'row-blocks used', 'row-blocks'),
        column.whole('dropped', 'row-blocks left out because a run of theirs has no value', 'row-blocks'),
        column.whole('replicates', 'replicates whose mean or variance is the outcome', 'runs'),
        column.number(
          'index',
          'share of the variance of the outcome; empty where the outcome does not vary; small ones may come out below 0',
        ),
        ...bounds('', 'the index, by percentiles over resampled row-blocks'),
        column.number('sd_replicates', 'standard deviation of the index over replicates, each analysed alone; empty with one'),
        column.number('variance', 'variance of the outcome over the points A and B'),
        LEVEL,
        column.text('reading', 'in words, where the interval holds 0'),
      ],
      rows: ({ study, outcomes, options }) =>
        outcomes.flatMap((outcome) => {
          const places = placesOf(study.points);
          const names = namesOf(study, places.ab.length);
          const kinds = study.replicates < 2 ? (['mean'] as const) : (['mean', 'variance'] as const);
          return kinds.flatMap((kind) => {
            const { metric, tick } = outcome;
            const of = at(places, (config) => summary(outcome, config, kind));
            const found = sobolIndices(of, resampling(options, 'sobol', metric, tick, kind));
            const alone =
              kind === 'variance' || study.replicates < 2
                ? []
                : Array.from({ length: study.replicates }, (_, r) =>
                    sobolIndices(
                      at(places, (config) => outcome.values[config]?.[r] ?? NaN),
                      { ...resampling(options), resamples: 0 },
                    ),
                  );
            const row = (
              order: string,
              j: number,
              k: number | null,
              estimate: (typeof found.first)[number],
              pick: (one: typeof found) => number | null,
            ) => [
              ...[metric, tick, kind, order, names[j] ?? null, k === null ? null : (names[k] ?? null)],
              ...[found.n, found.dropped, study.replicates],
              ...cells(estimate),
              meanInterval(
                alone.map((one) => pick(one) ?? NaN),
                options.level,
              ).sd,
              ...[found.variance, options.level, reading(estimate)],
            ];
            return [
              ...found.first.map((estimate, j) => row('first', j, null, estimate, ({ first }) => first[j]?.value ?? null)),
              ...found.total.map((estimate, j) => row('total', j, null, estimate, ({ total }) => total[j]?.value ?? null)),
              ...found.second.map(({ j, k, estimate }, p) =>
                row('second', j, k, estimate, ({ second }) => second[p]?.estimate.value ?? null),
              ),
            ];
          });
        }),
      pictures: indicesPicture,
    },
  ],
};

/** What an interval that covers 0 means. */
function reading({ value, low, high }: { value: number | null; low: number | null; high: number | null }): string | null {
  if (value === null) return 'the outcome does not vary, or no row-block is whole';
  if (low === 0 && high === 0) return 'no effect in any run';
  return low !== null && high !== null && low <= 0 && high >= 0 ? 'not distinguishable from 0; more rows would tell' : null;
}

interface Places<T> {
  a: T;
  b: T;
  ab: T[];
  ba: T[];
}

/** The configurations of each role, by row-block. Incomplete blocks keep -1, which has no outcome. */
function placesOf(points: readonly StudyPoint[]): Places<Int32Array> {
  const blocks = points.reduce((most, { block }) => Math.max(most, block + 1), 0);
  const made = new Map<string, Int32Array>();
  for (const { role, block, config } of points) {
    const list = made.get(role) ?? new Int32Array(blocks).fill(-1);
    made.set(role, list);
    list[block] = config;
  }
  const numbered = (letters: string) => {
    const d = [...made.keys()].filter((role) => role.startsWith(letters)).length;
    return Array.from({ length: d }, (_, j) => made.get(`${letters}${j + 1}`) ?? new Int32Array(blocks).fill(-1));
  };
  const none = new Int32Array(blocks).fill(-1);
  return { a: made.get('A') ?? none, b: made.get('B') ?? none, ab: numbered('AB'), ba: numbered('BA') };
}

function at({ a, b, ab, ba }: Places<Int32Array>, value: (config: number) => number): SaltelliOutcomes {
  const of = (list: Int32Array) => Float64Array.from(list, (config) => (config < 0 ? NaN : value(config)));
  return { a: of(a), b: of(b), ab: ab.map(of), ba: ba.length === 0 ? undefined : ba.map(of) };
}

/** Mean or variance over the replicates of a configuration; NaN where one is missing, so that points are compared under the same random draws. */
function summary({ values }: Outcome, config: number, kind: 'mean' | 'variance'): number {
  const list = values[config] ?? new Float64Array(0);
  if (list.length === 0 || list.some(Number.isNaN)) return NaN;
  const { mean, sd } = meanInterval(list, 0.5);
  return kind === 'mean' ? (mean ?? NaN) : sd === null ? NaN : sd * sd;
}

/** Names of the factors of a design by roles, the dummy last where there is one more than the study has. */
function namesOf({ factors }: Study, d: number): string[] {
  const names = factors.map(({ name }) => name);
  return d > names.length ? [...names, 'dummy'] : names;
}
