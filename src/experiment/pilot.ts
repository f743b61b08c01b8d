import type { TableName } from '../measure/columns.ts';
import { textOfRun, type RunText } from '../results/run-text.ts';
import type { RunSpec } from '../run/run-spec.ts';
import { advance, finishRun, startRun } from '../run/simulate.ts';
import { isOnePoint, scenarioWith } from './experiment.ts';
import type { SweepPlan } from './plan.ts';

/** Approximate bytes of a cell of runs.csv. */
const CELL = 8;
/** Most points with a trial run. */
const LOOKS = 3;

/** What trial runs at some points predict for the whole sweep; values are averages per run. */
export interface SweepPilot {
  /** Of a run in one thread. */
  milliseconds: number;
  /** Points with a trial run. */
  points: number;
  /** Rows and bytes by table, of all runs. */
  tables: { name: string; rows: number; bytes: number }[];
}

/**
 * Runs the first replicate of the first, the middle and the last point for some milliseconds and discards it. `now` is the clock, in milliseconds.
 * @throws whatever a run throws
 */
export function pilotSweep(plan: SweepPlan, runs: number, columns: number, milliseconds: number, now: () => number): SweepPilot {
  const { experiment, points } = plan;
  const looks = [...new Set([0, Math.floor(points / 2), points - 1])].slice(0, LOOKS);
  const sums = new Map<string, { rows: number; bytes: number }>();
  let time = 0;
  let resolving = 0;
  for (const config of looks) {
    const { scenario: s, settings, seed, key } = plan.run(config);
    const source = experiment.scenarios[s];
    if (source === undefined) continue;
    const start = now();
    const scenario = isOnePoint(experiment) ? source.base : scenarioWith(experiment, source, settings);
    resolving += now() - start;
    const spec = { scenario, seed, replicate: 0, checkEvery: 10, point: { config, key } };
    const { milliseconds: one, tables } = pilot(spec, milliseconds / looks.length, now, experiment.kept);
    time += one;
    for (const { name, rows, bytes } of tables) {
      const sum = sums.get(name) ?? { rows: 0, bytes: 0 };
      sums.set(name, { rows: sum.rows + rows, bytes: sum.bytes + bytes });
    }
  }
  const of = (sum: number) => Math.round((sum / looks.length) * runs);
  return {
    milliseconds: (time + resolving / plan.replicates) / looks.length, // a point's scenario is made once for its replicates
    points: looks.length,
    tables: [
      { name: 'runs', rows: runs, bytes: runs * columns * CELL },
      ...[...sums].map(([name, { rows, bytes }]) => ({ name, rows: of(rows), bytes: of(bytes) })),
    ],
  };
}

/** What a trial run predicts; values are per run. */
export interface Pilot {
  /** Of a run of all its ticks, in a thread that is warmed up. */
  milliseconds: number;
  /** Ticks of the trial run. */
  ticks: number;
  /** Rows and bytes by table of a run that does all its ticks. */
  tables: { name: string; rows: number; bytes: number }[];
}

/** Tables with one row or block of rows for each time that ticks are recorded, tick 0 among them; the rows of others grow with the ticks. */
const BY_TICK: readonly string[] = ['system', 'states', 'dyads'];

/**
 * Executes a run for some milliseconds, at least one tick, and discards it. A run that ends sooner is repeated until the time is up, and the later half
 * of the passes counts, because the first runs of a program take many times as long as those that follow. `now` is the clock in milliseconds: it decides
 * how long the trial lasts, never its results. `kept` are the tables that will be kept, of those that are recorded.
 */
export function pilot(spec: RunSpec, milliseconds: number, now: () => number, kept?: readonly TableName[]): Pilot {
  const end = now() + milliseconds;
  const first = pass(spec, end, now, kept);
  const times = [first.milliseconds];
  let ticks = first.ticks;
  while (first.whole && now() < end) {
    const next = pass(spec, end, now, kept);
    ticks += next.ticks;
    if (next.whole) times.push(next.milliseconds);
  }
  const later = times.slice(Math.floor(times.length / 2));
  return { milliseconds: later.reduce((sum, time) => sum + time, 0) / later.length, ticks, tables: tablesOf(spec, first) };
}

/** A run, as far as the time allowed. */
interface Pass {
  ticks: number;
  /** Whether it was completed. */
  whole: boolean;
  /** Of the whole run; extrapolated from its ticks where it was not completed. */
  milliseconds: number;
  tables: RunText['tables'];
}

function pass(spec: RunSpec, end: number, now: () => number, kept: readonly TableName[] | undefined): Pass {
  const start = now();
  const run = startRun(spec, kept === undefined ? {} : { tables: kept });
  const begun = now();
  let ticks = 0;
  for (const done of advance(run, spec.scenario.ticks)) {
    ticks += done;
    if (now() >= end) break;
  }
  const ticked = now() - begun;
  const { tables } = textOfRun(finishRun(run));
  const whole = run.stopReason !== '';
  const { ticks: all } = spec.scenario;
  return { ticks, whole, milliseconds: whole ? now() - start : begun - start + (ticked / ticks) * all, tables };
}

function tablesOf({ scenario: { ticks: all, record } }: RunSpec, { ticks, tables }: Pass): Pilot['tables'] {
  return Object.entries(tables).map(([name, { chunks, rows }]) => {
    const bytes = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    const every = name in record ? Math.max(1, record[name as keyof typeof record]) : 1;
    const growth = BY_TICK.includes(name)
      ? (Math.floor(all / every) + 1) / (Math.floor(ticks / every) + 1)
      : name === 'agreements'
        ? 1
        : all / ticks;
    return { name, rows: Math.round(rows * growth), bytes: Math.round(bytes * growth) };
  });
}
