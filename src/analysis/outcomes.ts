import { InputError } from '../base/errors.ts';
import { RUN_COLUMNS } from '../measure/columns.ts';
import { columnsOfTable, scanTable } from '../results/read-results.ts';
import { suggest } from '../scenario/names.ts';
import type { Study } from './study.ts';

/** A metric's values over all runs, at one tick or of the runs as a whole. */
export interface Outcome {
  readonly metric: string;
  /** Null = an outcome of the whole run, or the run's last tick. */
  readonly tick: number | null;
  /** The unit, for the axis of a chart; empty where there is none. */
  readonly unit: string;
  /** By configuration, then replicate; NaN where the run failed, is not done yet, or the metric is not defined. */
  readonly values: readonly Float64Array[];
}

/** At which ticks a metric of system.csv is taken. */
export type At = 'end' | 'all' | readonly number[];

interface Wanted {
  readonly metric: string;
  readonly unit: string;
  readonly table: 'runs' | 'system';
  readonly column: string;
}

const NOT_METRICS = new Set(['tick', 'ticks', ...RUN_COLUMNS.map(({ name }) => name)]);

/** The metrics that a results folder has: outcomes of whole runs, and metrics of the system by tick. */
export function metricsOf(study: Study): { runs: string[]; system: string[] } {
  const namesOf = (table: string) =>
    study.results.tables.has(table)
      ? columnsOfTable(study.results, table).flatMap(({ name, type }) => (type === 'string' || NOT_METRICS.has(name) ? [] : [name]))
      : [];
  const factors = new Set(study.factors.map(({ name }) => name));
  return { runs: namesOf('runs').filter((name) => !factors.has(name)), system: namesOf('system') };
}

/**
 * The values of some metrics, in the order of the names, then of ticks. A metric of the system at the end of the run is read from its final value
 * in runs.csv, which exists even if no series were kept. @throws InputError for names that are no metrics of the results, all at once
 */
export async function readOutcomes(study: Study, names: readonly string[], at: At): Promise<Outcome[]> {
  const wanted = resolve(study, names, at);
  const byTick = new Map<string, Map<number | null, Float64Array[]>>(wanted.map(({ metric }) => [metric, new Map()]));
  for (const table of ['runs', 'system'] as const) {
    const parts = wanted.filter((want) => want.table === table);
    if (parts.length === 0) continue;
    const keys = ['config', 'replicate', ...(table === 'system' ? ['tick'] : [])];
    for await (const row of scanTable(study.results, table, [...keys, ...parts.map(({ column }) => column)])) {
      const tick = table === 'system' ? Number(row[2]) : null;
      if (tick !== null && typeof at !== 'string' && !at.includes(tick)) continue;
      parts.forEach(({ metric }, p) => {
        const ticks = byTick.get(metric);
        // Rows of a run are in the order of ticks, so the last tick overwrites the others.
        const kept = table === 'system' && at === 'end' ? null : tick;
        const values = ticks?.get(kept) ?? emptyFor(study);
        ticks?.set(kept, values);
        const list = values[Number(row[0])];
        if (list !== undefined) list[Number(row[1])] = numberIn(row[keys.length + p] ?? '');
      });
    }
  }
  return wanted.flatMap(({ metric, unit }) =>
    [...(byTick.get(metric) ?? [])].sort(([a], [b]) => (a ?? -1) - (b ?? -1)).map(([tick, values]) => ({ metric, tick, unit, values })),
  );
}

function emptyFor({ points, replicates }: Study): Float64Array[] {
  return points.map(() => new Float64Array(replicates).fill(NaN));
}

function numberIn(cell: string): number {
  if (cell === '') return NaN;
  return cell === 'true' ? 1 : cell === 'false' ? 0 : Number(cell);
}

function resolve(study: Study, names: readonly string[], at: At): Wanted[] {
  const { runs, system } = metricsOf(study);
  const unitOf = (table: string, column: string) => columnsOfTable(study.results, table).find(({ name }) => name === column)?.unit ?? '';
  const want = (metric: string, table: 'runs' | 'system', column: string): Wanted => ({
    metric,
    unit: unitOf(table, column),
    table,
    column,
  });
  const problems: InputError['problems'][number][] = [];
  const wanted = [...new Set(names)].flatMap((metric) => {
    const final = `final_${metric}`;
    if (runs.includes(metric)) return [want(metric, 'runs', metric)];
    if (at === 'end' && runs.includes(final)) return [want(metric, 'runs', final)];
    if (system.includes(metric)) return [want(metric, 'system', metric)];
    problems.push({
      file: study.results.folder,
      path: '--metrics',
      expected:
        system.length === 0 ? 'a column of numbers in runs.csv (no system.csv was kept)' : 'a column of numbers in runs.csv or system.csv',
      found: JSON.stringify(metric),
      remedy: suggest(metric, [...system, ...runs], 'see datapackage.json of the results'),
    });
    return [];
  });
  if (problems.length > 0) throw new InputError(problems);
  return wanted;
}
