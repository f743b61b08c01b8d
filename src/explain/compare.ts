import { sha256 } from '../base/digest.ts';
import { InputError } from '../base/errors.ts';
import { pairedDifference } from '../statistics/intervals.ts';
import type { Cell, Column } from '../measure/column.ts';
import { RUN_COLUMNS } from '../measure/columns.ts';
import { suggest } from '../scenario/names.ts';
import { columnsOfTable, readTable, scanTable, type ResultsFolder } from '../results/read-results.ts';

/** What a change does to one metric at one tick, over the replicates that both folders have. */
export interface Effect {
  metric: string;
  tick: number;
  /** Replicates in which it is defined on both sides. */
  n: number;
  meanA: number | null;
  meanB: number | null;
  /** Mean of B - A, replicate by replicate. */
  difference: number | null;
  sd: number | null;
  low: number | null;
  high: number | null;
}

/** Columns of effects.csv and how a row fills them. */
const COLUMNS: readonly (Column & { read: (effect: Effect) => Cell })[] = [
  { name: 'metric', type: 'string', unit: '', meaning: 'metric, a column of system.csv', read: (e) => e.metric },
  { name: 'tick', type: 'integer', unit: 'ticks', meaning: 'tick', min: 0, read: (e) => e.tick },
  { name: 'n', type: 'integer', unit: '', meaning: 'replicates in which the metric is defined on both sides', min: 0, read: (e) => e.n },
  { name: 'mean_a', type: 'number', unit: 'of the metric', meaning: 'mean in A, the control, over these replicates', read: (e) => e.meanA },
  { name: 'mean_b', type: 'number', unit: 'of the metric', meaning: 'mean in B, the counterfactual', read: (e) => e.meanB },
  {
    name: 'difference',
    type: 'number',
    unit: 'of the metric',
    meaning: 'mean of B - A, replicate by replicate',
    read: (e) => e.difference,
  },
  { name: 'sd', type: 'number', unit: 'of the metric', meaning: 'standard deviation of B - A over replicates', min: 0, read: (e) => e.sd },
  {
    name: 'low',
    type: 'number',
    unit: 'of the metric',
    meaning: "lower end of the interval for the difference, by Student's t",
    read: (e) => e.low,
  },
  { name: 'high', type: 'number', unit: 'of the metric', meaning: 'upper end of the interval', read: (e) => e.high },
];
export const EFFECT_COLUMNS: readonly Column[] = COLUMNS.map(({ read: _read, ...column }) => column);
export const effectRow = (effect: Effect): Cell[] => COLUMNS.map(({ read }) => read(effect));

const FEW = new Set([...RUN_COLUMNS.map(({ name }) => name), 'tick']);

/** The metrics of system.csv in both folders. */
function commonMetrics(a: ResultsFolder, b: ResultsFolder): string[] {
  const names = (results: ResultsFolder) =>
    columnsOfTable(results, 'system')
      .filter(({ name, type }) => type !== 'string' && !FEW.has(name))
      .map(({ name }) => name);
  const there = new Set(names(b));
  return names(a).filter((name) => there.has(name));
}

/**
 * Holds two folders to what a comparison needs: one configuration each, the same seed, replicates in common.
 * @throws InputError with everything that is in the way
 */
export function checkComparable(a: ResultsFolder, b: ResultsFolder): void {
  const problems = [a, b].flatMap((results) =>
    results.tables.has('points')
      ? [
          {
            file: results.folder,
            expected: 'results of one configuration',
            found: 'a sweep',
            remedy: 'compare its points with entente analyse',
          },
        ]
      : [],
  );
  if (a.manifest.seed !== b.manifest.seed)
    problems.push({
      file: b.folder,
      expected: `runs with the random draws of ${a.folder}, seed ${a.manifest.seed}`,
      found: `seed ${b.manifest.seed}`,
      remedy: `make them with --seed ${a.manifest.seed}: only runs that share their random draws differ by the change alone`,
    });
  if (problems.length > 0) throw new InputError(problems);
}

/** Effects of B against A by metric and tick. @throws InputError for a metric that is none */
export async function effectsOf(
  a: ResultsFolder,
  b: ResultsFolder,
  { metrics, level }: { metrics: readonly string[] | undefined; level: number },
): Promise<Effect[]> {
  const common = commonMetrics(a, b);
  const unknown = (metrics ?? []).filter((name) => !common.includes(name));
  if (unknown.length > 0)
    throw new InputError(
      unknown.map((name) => ({
        path: '--metrics',
        expected: 'a metric of both folders',
        found: JSON.stringify(name),
        remedy: suggest(name, common),
      })),
    );
  const wanted = metrics ?? common;
  const [of, other] = await Promise.all([a, b].map((results) => byTick(results, wanted)));
  const effects: Effect[] = [];
  for (const [tick, runs] of of ?? []) {
    const pairs = [...runs].flatMap(([replicate, rowA]) => {
      const rowB = other?.get(tick)?.get(replicate);
      return rowB === undefined ? [] : [[rowA, rowB] as const];
    });
    wanted.forEach((metric, m) => {
      const there = pairs.filter(([x, y]) => !Number.isNaN(x[m]) && !Number.isNaN(y[m]));
      const values = (side: 0 | 1) => there.map((pair) => pair[side][m] ?? NaN);
      effects.push({ metric, tick, meanA: meanOf(values(0)), meanB: meanOf(values(1)), ...pairedDifference(values(1), values(0), level) });
    });
  }
  if (effects.every(({ n }) => n === 0))
    throw new InputError([
      {
        file: b.folder,
        expected: `replicates of ${a.folder}`,
        found: 'none in common',
        remedy: 'run both with the same number of replicates',
      },
    ]);
  return effects;
}

function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, x) => sum + x, 0) / values.length;
}

/** Rows of system.csv: tick, then replicate, then the values in the order of `metrics`. */
async function byTick(results: ResultsFolder, metrics: readonly string[]): Promise<Map<number, Map<number, number[]>>> {
  const table = await readTable(results, 'system', ['replicate', 'tick', ...metrics]);
  const columns = metrics.map((metric) => table.numbers(metric));
  const [replicates, ticks] = [table.numbers('replicate'), table.numbers('tick')];
  const out = new Map<number, Map<number, number[]>>();
  for (let r = 0; r < table.rows; r++) {
    const tick = ticks[r] ?? 0;
    const runs = out.get(tick) ?? new Map<number, number[]>();
    out.set(
      tick,
      runs.set(
        replicates[r] ?? 0,
        columns.map((column) => column[r] ?? NaN),
      ),
    );
  }
  return out;
}

/** Where a replicate of A and its twin in B diverge: the first tick whose events or values differ; null where they never do. */
export interface Parting {
  replicate: number;
  tick: number | null;
}

/** The partings of all replicates that both have, in order. */
export async function partingsOf(a: ResultsFolder, b: ResultsFolder): Promise<Parting[]> {
  const metrics = commonMetrics(a, b);
  const [of, other] = await Promise.all([a, b].map((results) => digestsByRun(results, metrics)));
  return [...(of ?? [])]
    .sort(([x], [y]) => x - y)
    .flatMap(([replicate, ticks]) => {
      const twin = other?.get(replicate);
      if (twin === undefined) return [];
      const all = [...new Set([...ticks.keys(), ...twin.keys()])].sort((x, y) => x - y);
      return [{ replicate, tick: all.find((tick) => ticks.get(tick) !== twin.get(tick)) ?? null }];
    });
}

/** Digest of what is written of each replicate and tick in system.csv and events.csv. */
async function digestsByRun(results: ResultsFolder, metrics: readonly string[]): Promise<Map<number, Map<number, string>>> {
  const out = new Map<number, Map<number, string>>();
  const add = async (table: string, columns: readonly string[]) => {
    for await (const [replicate, tick, ...cells] of scanTable(results, table, ['replicate', 'tick', ...columns])) {
      const ticks = out.get(Number(replicate)) ?? new Map<number, string>();
      out.set(Number(replicate), ticks.set(Number(tick), sha256(JSON.stringify([ticks.get(Number(tick)) ?? '', ...cells]))));
    }
  };
  await add('system', metrics);
  await add(
    'events',
    columnsOfTable(results, 'events')
      .map(({ name }) => name)
      .filter((name) => !FEW.has(name)),
  );
  return out;
}
