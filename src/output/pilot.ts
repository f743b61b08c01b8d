import type { TableName } from '../measure/columns.ts';
import { advance, startRun, type RunJob } from '../run/simulate.ts';
import { collectRows } from './run-output.ts';

/** What a first look at a job promises for all of it; figures are of one run. */
export interface Pilot {
  /** Measured over the ticks below. */
  millisecondsPerTick: number;
  /** Ticks that the look took. */
  ticks: number;
  /** Rows and bytes by table of a run that does all its ticks. */
  tables: { name: string; rows: number; bytes: number }[];
}

/** Tables with one row or block of rows for each time that ticks are recorded, tick 0 among them; the rows of others grow with the ticks. */
const BY_TICK: readonly string[] = ['system', 'states', 'dyads'];

/**
 * Runs replicate 0 for some milliseconds, at least one tick, and throws it away. `now` is the clock, in milliseconds, which decides how long to look and
 * never what comes out. `kept` are the tables that are wanted, of those that are recorded.
 */
export function pilot(job: RunJob, milliseconds: number, now: () => number, kept?: readonly TableName[]): Pilot {
  const collector = collectRows(job, 0, undefined, kept);
  const run = startRun(job, 0, collector.rows);
  const start = now();
  let ticks = 0;
  for (const done of advance(run, job.scenario.ticks)) {
    ticks += done;
    if (now() - start >= milliseconds) break;
  }
  const elapsed = now() - start;
  run.recorder.finish(run.world);
  const { ticks: all, record } = job.scenario;
  const tables = Object.entries(collector.tables()).map(([name, { chunks, rows }]) => {
    const bytes = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    const every = name in record ? Math.max(1, record[name as keyof typeof record]) : 1;
    const growth = BY_TICK.includes(name)
      ? (Math.floor(all / every) + 1) / (Math.floor(ticks / every) + 1)
      : name === 'agreements'
        ? 1
        : all / ticks;
    return { name, rows: Math.round(rows * growth), bytes: Math.round(bytes * growth) };
  });
  return { millisecondsPerTick: elapsed / ticks, ticks, tables };
}
