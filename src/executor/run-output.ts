import { InvariantError } from '../base/errors.ts';
import type { Row } from '../measure/column.ts';
import type { TableName } from '../measure/columns.ts';
import type { RowSink } from '../measure/recorder.ts';
import { advance, runId, startRun, type Run, type RunJob } from '../run/simulate.ts';
import { CHUNK_ROWS, formatCells, formatRows, type Cell } from '../results/csv.ts';
import { fatesOf, type Fate } from '../results/fates.ts';
import { recordedTables } from '../results/tables.ts';

/** Rows of a run in one table, as text. */
export interface TableText {
  chunks: string[];
  rows: number;
}

/** What a finished run leaves for the files. */
export interface RunResult {
  id: string;
  /** Number of the point in a sweep; 0 where there is one alone. */
  config: number;
  replicate: number;
  seed: number;
  /** Ticks done, by a failed run too. */
  ticks: number;
  /** Why it failed; empty when it did not. The figures below are empty when it did. */
  failure: string;
  stopReason: string;
  digest: string;
  /** Its outcomes, and the figures that a sweep asks for beside these, as the cells of runs.csv that they become: text is made where the run is. */
  figures: string;
  tables: Partial<Record<TableName, TableText>>;
}

/** A finished run on its way to the files, with what is told of it on the way. */
export interface RunOutput extends RunResult {
  /** In the order of OUTCOMES; empty when it failed. */
  outcomes: (number | null)[];
  /** The rows of system.csv of tick 0 and of the last tick. */
  start: Row;
  end: Row;
  /** What became of the scenario's agreements that did not stay as they were. */
  fates: Fate[];
}

/** Collects a run's rows as text. */
export interface RowCollector {
  rows: RowSink;
  /** The text so far. No more rows may follow a failed run, but they may follow this. */
  tables(): Partial<Record<TableName, TableText>>;
  /** The first and the last row of system.csv. */
  start: Row;
  end: Row;
}

/**
 * @param before what an earlier half of the run had collected
 * @param kept the tables whose rows are wanted, of those that are recorded
 */
export function collectRows(
  job: RunJob,
  replicate: number,
  before?: Pick<RunOutput, 'tables' | 'start' | 'end'>,
  kept?: readonly TableName[],
): RowCollector {
  const name: Cell[] = [runId(job, replicate), job.point?.config ?? 0, replicate, job.seed];
  const waiting = new Map<TableName, Cell[][]>();
  const texts: Partial<Record<TableName, TableText>> = {};
  const recorded = recordedTables(job.scenario.record);
  for (const table of kept ?? recorded) {
    waiting.set(table, []);
    texts[table] = before?.tables[table] ?? { chunks: [], rows: 0 };
  }
  const flush = (table: TableName, rows: Cell[][]) => {
    const text = texts[table];
    if (text === undefined || rows.length === 0) return;
    text.chunks.push(formatRows(rows));
    text.rows += rows.length;
    rows.length = 0;
  };
  const collector: RowCollector = {
    start: before?.start ?? [],
    end: before?.end ?? [],
    rows(table, values) {
      const rows = waiting.get(table);
      if (rows !== undefined) {
        rows.push([...name, ...values]);
        if (rows.length >= CHUNK_ROWS) flush(table, rows);
      } else if (!recorded.includes(table)) throw new InvariantError(`a row of ${table}, which is not recorded`);
      if (table !== 'system') return;
      if (collector.start.length === 0) collector.start = values;
      collector.end = values;
    },
    tables() {
      for (const [table, rows] of waiting) flush(table, rows);
      return texts;
    },
  };
  return collector;
}

/** Carries out one run; yields the number of ticks done at each step. A run that fails is an output too; its half-made rows are dropped. */
export function* outputRun(job: RunJob, replicate: number): Generator<number, RunOutput> {
  let run: Run | undefined;
  try {
    const collector = collectRows(job, replicate);
    run = startRun(job, replicate, collector.rows);
    yield* advance(run, job.scenario.ticks);
    return finishRun(run, collector);
  } catch (error) {
    return failedOutput(job, replicate, messageOf(error), run?.world.tick);
  }
}

/**
 * Closes a run: its agreements are written and the number of its rows is held to what it must be. `figures` are those that a sweep asks for.
 * @throws InvariantError
 */
export function finishRun(run: Run, collector: RowCollector, figures: readonly Cell[] = []): RunOutput {
  const { job, replicate, world, recorder } = run;
  recorder.finish(world);
  const tables = collector.tables();
  if (tables.system !== undefined && tables.system.rows !== world.tick + 1)
    throw new InvariantError(`system.csv has ${tables.system.rows} rows of a run of ${world.tick} ticks`);
  const outcomes = recorder.outcomes();
  return {
    ...nameOf(job, replicate),
    failure: '',
    ticks: world.tick,
    stopReason: run.stopReason,
    digest: run.digest,
    outcomes,
    figures: formatCells([...outcomes, ...figures]),
    tables,
    start: collector.start,
    end: collector.end,
    fates: fatesOf(world),
  };
}

/** The output of a run that failed, after so many ticks. */
export function failedOutput(job: RunJob, replicate: number, failure: string, ticks = 0): RunOutput {
  return {
    ...nameOf(job, replicate),
    failure,
    ticks,
    stopReason: '',
    digest: '',
    outcomes: [],
    figures: '',
    tables: {},
    start: [],
    end: [],
    fates: [],
  };
}

function nameOf(job: RunJob, replicate: number): Pick<RunResult, 'id' | 'config' | 'replicate' | 'seed'> {
  return { id: runId(job, replicate), config: job.point?.config ?? 0, replicate, seed: job.seed };
}

/** An error in one line, its kind first. */
export function messageOf(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : `Error: ${String(error)}`;
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** Carries out the replicates from..to-1, without a pause. */
export function outputRuns(job: RunJob, from: number, to: number, ticked: (ticks: number) => void): RunOutput[] {
  return Array.from({ length: to - from }, (_, k) => {
    const steps = outputRun(job, from + k);
    for (;;) {
      const { done, value } = steps.next();
      if (done === true) return value;
      ticked(value);
    }
  });
}
