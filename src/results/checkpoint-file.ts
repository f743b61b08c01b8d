import { appendFileSync, closeSync, lstatSync, openSync, readSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { InputError, OutputError } from '../base/errors.ts';
import { METRICS } from '../measure/metrics/index.ts';
import { loadWorld, saveWorld } from '../run/checkpoint.ts';
import { fromExactJson, toExactJson } from '../run/exact-json.ts';
import { advance, resumeRun, type Run, type RunJob } from '../run/simulate.ts';
import { compileScenario } from '../scenario/compile.ts';
import { writing } from '../files/io-errors.ts';
import { checkpointLines, sealLine } from './checkpoint-lines.ts';
import { collectRows, failedOutput, finishRun, messageOf, type RowCollector, type RunOutput, type TableText } from '../executor/run-output.ts';
import { recordedTables } from './tables.ts';
import { createTextFile } from '../files/text-file.ts';

/** Value of `format` in the first line of a checkpoint. */
export const CHECKPOINT_FORMAT = 'entente-checkpoint';
/** Version of the checkpoint's form. */
export const CHECKPOINT_VERSION = 1;

const count = z.int().min(0);
const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const figures = z.array(z.number()).length(METRICS.length);
const account = z.strictObject({
  last: z.array(z.number().nullable()).length(METRICS.length),
  sum: figures,
  defined: figures,
  first: figures,
  of: figures,
  over: figures,
});

/** The lines of one replicate: its rows so far and its arrays, then the rest, which closes it. */
const LINE = z.union([
  z.strictObject({ replicate: count, table: z.string(), rows: count, text: z.string() }),
  z.strictObject({ replicate: count, array: z.string(), bytes: z.instanceof(Uint8Array) }),
  z.strictObject({ replicate: count, failure: z.string(), ticks: count }),
  z.strictObject({
    replicate: count,
    tick: count,
    parameters: z.unknown(),
    book: z.unknown(),
    account,
    stops: z.array(count).max(100),
    digest: z.string().regex(/^[0-9a-f]{64}$/),
    stop_reason: z.string().max(1000),
    start: z.array(cell),
    end: z.array(cell),
  }),
]);
type Line = z.infer<typeof LINE>;
type Closing = Extract<Line, { digest: string }>;

/** A checkpoint that is being written: one replicate after the other. */
export interface CheckpointWriter {
  add(run: Run, collector: RowCollector): void;
  addFailure(output: RunOutput): void;
  commit(): void;
  /** Removes what was written, unless it was committed. */
  discard(): void;
}

/**
 * Opens a checkpoint for writing; it gets its name when it is whole. With `force` an older checkpoint is replaced.
 * @param header first line, see the command
 * @throws OutputError
 */
export function writeCheckpoint(target: string, header: Record<string, unknown>, force: boolean): CheckpointWriter {
  const final = resolve(target);
  const path = join(dirname(final), `.${basename(final)}.partial-${process.pid}`);
  const write = <T>(work: () => T) => writing(target, work);
  write(() => refuseToReplace(target, force));
  const file = write(() => {
    rmSync(path, { force: true });
    return createTextFile(path);
  });
  let open = true;
  const line = (data: unknown) => write(() => file.write(`${toExactJson(data)}\n`));
  line({ format: CHECKPOINT_FORMAT, version: CHECKPOINT_VERSION, ...header });
  return {
    add(run, collector) {
      const { replicate, recorder, stops, digest, stopReason, world } = run;
      for (const [table, { chunks, rows }] of Object.entries(collector.tables()))
        chunks.forEach((text, k) => line({ replicate, table, rows: k === 0 ? rows : 0, text }));
      const { arrays, ...rest } = saveWorld(world);
      for (const [array, bytes] of Object.entries(arrays)) line({ replicate, array, bytes });
      const { start, end } = collector;
      line({ replicate, ...rest, account: recorder.save(), stops: stops.running(), digest, stop_reason: stopReason, start, end });
    },
    addFailure: ({ replicate, failure, ticks }) => line({ replicate, failure, ticks }),
    commit() {
      write(() => {
        appendFileSync(path, sealLine(file.finish().sha256), { flush: true });
        renameSync(path, final);
      });
      open = false;
    },
    discard() {
      file.abandon();
      if (open) rmSync(path, { force: true });
      open = false;
    },
  };
}

/** @throws OutputError when there is something that force does not replace either. */
function refuseToReplace(target: string, force: boolean): void {
  const stat = lstatSync(target, { throwIfNoEntry: false });
  if (stat === undefined) return;
  if (!force) throw new OutputError(`${target} exists already; give --force to replace it or another name with --checkpoint`);
  if (!stat.isFile() || !startsLikeOurs(target))
    throw new OutputError(`${target} is no checkpoint of ours, so --force does not replace it; give another name with --checkpoint`);
}

function startsLikeOurs(file: string): boolean {
  const expected = `{"format":"${CHECKPOINT_FORMAT}"`;
  const start = Buffer.alloc(expected.length);
  const fd = openSync(file, 'r');
  try {
    readSync(fd, start, 0, start.length, 0);
  } finally {
    closeSync(fd);
  }
  return start.toString('latin1') === expected;
}

/** A checkpoint that is being read. */
export interface CheckpointReader {
  /** The first line as it is; whoever reads on has to check it first. */
  header: unknown;
  /** The runs, taken up where they were saved, in order. To be asked for once. @throws InputError */
  runs(job: RunJob, lastTick: number): Generator<ResumedRun>;
}

/** A replicate of a checkpoint: a run to go on with, or one that had failed. */
export type ResumedRun = { run: Run; collector: RowCollector } | { failed: RunOutput };

/** Opens a checkpoint, which is whole and unaltered if this comes back. @throws InputError */
export function readCheckpoint(file: string): CheckpointReader {
  const lines = checkpointLines(file);
  const first = lines.next();
  return {
    header: parseLine(file, first.done === true ? '' : first.value),
    runs: (job, lastTick) => resumedRuns(file, lines, job, lastTick),
  };
}

function* resumedRuns(file: string, lines: Generator<string>, job: RunJob, lastTick: number): Generator<ResumedRun> {
  let replicate = 0;
  let gathered: Gathered = { arrays: {}, tables: {} };
  for (const text of lines) {
    const { data: line, error } = LINE.safeParse(parseLine(file, text));
    if (error !== undefined || line.replicate !== replicate)
      throw malformed(file, `replicate ${replicate}`, error?.issues[0]?.message ?? `replicate ${line?.replicate}`);
    if ('array' in line) gathered.arrays[line.array] = line.bytes;
    else if ('table' in line) gather(gathered.tables, line, job, file);
    else {
      yield 'failure' in line
        ? { failed: failedOutput(job, replicate, line.failure, line.ticks) }
        : takeUp(file, job, line, gathered, lastTick);
      gathered = { arrays: {}, tables: {} };
      replicate += 1;
    }
  }
  if (replicate !== job.replicates) throw malformed(file, 'replicates', `${replicate} of ${job.replicates}`);
}

interface Gathered {
  arrays: Record<string, Uint8Array>;
  tables: RunOutput['tables'];
}

function gather(tables: RunOutput['tables'], { table, rows, text }: Extract<Line, { table: string }>, job: RunJob, file: string): void {
  const name = recordedTables(job.scenario.record).find((recorded) => recorded === table);
  if (name === undefined) throw malformed(file, table, 'a table that is not recorded');
  const held: TableText = (tables[name] ??= { chunks: [], rows: 0 });
  held.chunks.push(text);
  held.rows += rows;
}

function takeUp(file: string, job: RunJob, line: Closing, { arrays, tables }: Gathered, lastTick: number): ResumedRun {
  const { replicate, tick, parameters, book, account, stops, digest, stop_reason: stopReason, start, end } = line;
  const world = compileScenario(job.scenario, { seed: job.seed, replicate });
  loadWorld(world, { tick, parameters, arrays, book }, lastTick, file);
  const collector = collectRows(job, replicate, { tables, start, end });
  return { run: resumeRun(job, replicate, world, { account, stops, digest, stopReason }, collector.rows), collector };
}

/** Carries the run of a checkpoint to its end; yields the number of ticks done at each step. */
export function* outputResumed(resumed: ResumedRun): Generator<number, RunOutput> {
  if ('failed' in resumed) return resumed.failed;
  const { run, collector } = resumed;
  try {
    yield* advance(run, run.job.scenario.ticks);
    return finishRun(run, collector);
  } catch (error) {
    return failedOutput(run.job, run.replicate, messageOf(error), run.world.tick);
  }
}

function parseLine(file: string, text: string): unknown {
  try {
    return fromExactJson(text);
  } catch (error) {
    throw malformed(file, 'a line', (error as Error).message);
  }
}

function malformed(file: string, path: string, found: string): InputError {
  return new InputError([{ file, path, expected: 'a checkpoint of entente', found, remedy: 'make it anew with --until and --checkpoint' }]);
}
