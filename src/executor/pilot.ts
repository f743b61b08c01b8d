import type { TableName } from '../measure/columns.ts';
import { advance, startRun, type RunJob } from '../run/simulate.ts';
import { collectRows, type RowCollector } from './run-output.ts';

/** What a first look at a job promises for all of it; figures are of one run. */
export interface Pilot {
  /** Of a run that does all its ticks, in a thread that has done some before. */
  milliseconds: number;
  /** Ticks that the look took. */
  ticks: number;
  /** Rows and bytes by table of a run that does all its ticks. */
  tables: { name: string; rows: number; bytes: number }[];
}

/** Tables with one row or block of rows for each time that ticks are recorded, tick 0 among them; the rows of others grow with the ticks. */
const BY_TICK: readonly string[] = ['system', 'states', 'dyads'];

/**
 * Runs replicate 0 for some milliseconds, at least one tick, and throws it away. A run that is over sooner is done again until the time is up, and the
 * later half of the passes counts: the first runs of a program take many times as long as those that follow. `now` is the clock, in milliseconds, which
 * decides how long to look and never what comes out. `kept` are the tables that are wanted, of those that are recorded.
 */
export function pilot(job: RunJob, milliseconds: number, now: () => number, kept?: readonly TableName[]): Pilot {
  const end = now() + milliseconds;
  const first = pass(job, end, now, kept);
  const times = [first.milliseconds];
  let ticks = first.ticks;
  while (first.whole && now() < end) {
    const next = pass(job, end, now, kept);
    ticks += next.ticks;
    if (next.whole) times.push(next.milliseconds);
  }
  const later = times.slice(Math.floor(times.length / 2));
  return { milliseconds: later.reduce((sum, time) => sum + time, 0) / later.length, ticks, tables: tablesOf(job, first) };
}

/** A run as far as the time reaches. */
interface Pass {
  ticks: number;
  /** Whether it came to its end. */
  whole: boolean;
  /** Of the whole run, where it is not whole as its ticks promise. */
  milliseconds: number;
  collector: RowCollector;
}

function pass(job: RunJob, end: number, now: () => number, kept: readonly TableName[] | undefined): Pass {
  const start = now();
  const collector = collectRows(job, 0, undefined, kept);
  const run = startRun(job, 0, collector.rows);
  const begun = now();
  let ticks = 0;
  for (const done of advance(run, job.scenario.ticks)) {
    ticks += done;
    if (now() >= end) break;
  }
  const ticked = now() - begun;
  run.recorder.finish(run.world);
  collector.tables();
  const whole = run.stopReason !== '';
  const { ticks: all } = job.scenario;
  return { ticks, whole, milliseconds: whole ? now() - start : begun - start + (ticked / ticks) * all, collector };
}

function tablesOf({ scenario: { ticks: all, record } }: RunJob, { ticks, collector }: Pass): Pilot['tables'] {
  return Object.entries(collector.tables()).map(([name, { chunks, rows }]) => {
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
