import { join } from 'node:path';
import { InputError } from '../base/errors.ts';
import { METRICS } from '../measure/metrics/index.ts';
import { MANIFEST_FILE } from '../results/folder.ts';
import { checkPlugins } from '../results/manifest.ts';
import { openResults, readTable, scanTable, type ResultsFolder } from '../results/read-results.ts';
import { resolveScenario } from '../scenario/load.ts';
import type { Scenario } from '../scenario/scenario.ts';

/** A run that came to its end. */
export interface RunRow {
  readonly run: string;
  readonly config: number;
  readonly replicate: number;
  readonly ticks: number;
  readonly stopReason: string;
}

/** System metrics of some runs: a value for each run, tick and column. */
export interface SystemSeries {
  /** Ticks from 0 to the last of the longest run. */
  readonly ticks: readonly number[];
  readonly columns: readonly string[];
  /** Values of all runs at a tick, in the order of runs; NaN where empty or past the end of the run. */
  at(column: string, tick: number): readonly number[];
}

/** What a report is made of. */
export interface ReportSource {
  readonly results: ResultsFolder;
  readonly scenario: Scenario;
  /** The runs that the report shows: those of one configuration. */
  readonly runs: readonly RunRow[];
  readonly config: number;
  /** Runs and configurations in the whole folder. */
  readonly total: { readonly done: number; readonly failed: number; readonly configs: number };
  readonly system: SystemSeries;
}

/** System columns that the report shows; those that a folder lacks are left out of it. */
const SHOWN: readonly string[] = [
  'n_states',
  'n_agreements',
  'n_alliance_ties',
  'n_partnership_ties',
  'n_minilateral_ties',
  'n_ties',
  'partnership_share',
  'share_balancing',
  'share_bandwagoning',
  'share_partnering',
  'share_unaligned',
  'share_hedging',
  'share_threatened',
  'share_underbalancing',
  'mean_insecurity',
  'mean_intent',
  'mean_hostility',
  'concentration',
  'share_strongest',
  'new_disputes',
  'new_wars',
  'new_entrapments',
  'new_abandonments',
  'new_agreements',
  'ended_agreements',
  'new_matured',
  'new_hollowed',
  'transitivity_alliances',
  'transitivity_partnerships',
  'polarization',
];

/** Columns without which there is nothing to report. */
const NEEDED = ['n_alliance_ties', 'n_partnership_ties', 'n_minilateral_ties'];

/**
 * Opens a results folder and reads what is common to the whole report, of the runs of one configuration.
 * @throws InputError where the folder is not whole, was altered, is of another version, has no run that came to its end or no such configuration
 */
export async function readSource(folder: string, config: number | undefined): Promise<ReportSource> {
  const results = await openResults(folder);
  checkPlugins(results.manifest.program, join(folder, MANIFEST_FILE));
  const scenario = resolveScenario(results.manifest.scenario, {
    file: join(folder, MANIFEST_FILE),
    metrics: METRICS.map(({ name }) => name),
  });
  const all = await readRuns(results);
  const done = all.filter(({ status }) => status === 'done');
  if (done.length === 0) throw noRuns(folder, all.length);
  const configs = [...new Set(done.map((row) => row.config))];
  const chosen = config ?? Math.min(...configs);
  const runs = done.filter((row) => row.config === chosen);
  if (runs.length === 0)
    throw new InputError([
      {
        path: '--config',
        expected: 'a configuration with a run that came to its end',
        found: String(chosen),
        remedy: `there are ${configs.length}, the first is ${Math.min(...configs)}; see runs.csv`,
      },
    ]);
  return {
    results,
    scenario,
    runs,
    config: chosen,
    total: { done: done.length, failed: all.length - done.length, configs: configs.length },
    system: await readSystem(results, runs),
  };
}

function noRuns(folder: string, failed: number): InputError {
  return new InputError([
    {
      file: join(folder, 'runs.csv'),
      expected: 'a run that came to its end',
      found: failed === 0 ? 'no runs' : `${failed} that failed`,
      remedy: failed === 0 ? 'run the scenario again' : 'errors.csv says why they failed',
    },
  ]);
}

async function readRuns(results: ResultsFolder): Promise<(RunRow & { status: string })[]> {
  const table = await readTable(results, 'runs', ['run', 'config', 'replicate', 'status', 'ticks', 'stop_reason']);
  const [config, replicate, ticks] = ['config', 'replicate', 'ticks'].map((name) => table.numbers(name));
  const [run, status, stopReason] = ['run', 'status', 'stop_reason'].map((name) => table.texts(name));
  return Array.from({ length: table.rows }, (_, k) => ({
    run: run?.[k] ?? '',
    config: config?.[k] ?? 0,
    replicate: replicate?.[k] ?? 0,
    status: status?.[k] ?? '',
    ticks: ticks?.[k] ?? 0,
    stopReason: stopReason?.[k] ?? '',
  }));
}

async function readSystem(results: ResultsFolder, runs: readonly RunRow[]): Promise<SystemSeries> {
  // A sweep may keep only the outcomes of runs. For plain runs, reading a table that is missing is an error.
  if (results.manifest.experiment !== undefined && !hasTable(results, 'system')) return { ticks: [], columns: [], at: () => [] };
  const there = new Set(results.tables.get('system')?.map(({ name }) => name));
  const columns = SHOWN.filter((name) => there.has(name) || NEEDED.includes(name));
  const last = Math.max(...runs.map(({ ticks }) => ticks));
  const indexOf = new Map(runs.map(({ run }, index) => [run, index]));
  const cells = new Map(columns.map((column) => [column, Array.from({ length: last + 1 }, () => runs.map(() => NaN))]));
  for await (const [run, tick, ...values] of rowsOfRuns(results, 'system', ['run', 'tick', ...columns], indexOf)) {
    const at = indexOf.get(run ?? '');
    if (at === undefined) continue;
    columns.forEach((column, c) => {
      const row = cells.get(column)?.[Number(tick)];
      if (row !== undefined) row[at] = numberOf(values[c] ?? '');
    });
  }
  return {
    ticks: Array.from({ length: last + 1 }, (_, tick) => tick),
    columns,
    at: (column, tick) => cells.get(column)?.[tick] ?? [],
  };
}

/** A cell as a number: NaN where it is empty, 1 and 0 for true and false. */
export function numberOf(cell: string): number {
  if (cell === '') return NaN;
  return cell === 'true' ? 1 : cell === 'false' ? 0 : Number(cell);
}

/**
 * Rows of some runs, of a table whose first column asked for is `run`. Rows come in the order of runs, so reading ends early where the runs are
 * the first of many.
 */
export async function* rowsOfRuns(
  results: ResultsFolder,
  table: string,
  columns: readonly string[],
  runs: ReadonlyMap<string, number>,
): AsyncGenerator<readonly string[]> {
  const seen = new Set<string>();
  for await (const row of scanTable(results, table, columns)) {
    const run = row[0] ?? '';
    if (runs.has(run)) {
      seen.add(run);
      yield row;
    } else if (seen.size === runs.size) return;
  }
}

/** Whether a folder has a table with rows. */
export function hasTable({ manifest, tables }: ResultsFolder, name: string): boolean {
  return tables.has(name) && (manifest.files[`${name}.csv`]?.rows ?? 0) > 0;
}
