import { appendFileSync, closeSync, lstatSync, openSync, readSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { InputError, OutputError } from '../base/errors.ts';
import type { Column } from '../measure/column.ts';
import { TABLES } from '../measure/columns.ts';
import { METRICS } from '../measure/metrics/index.ts';
import { recordedTables } from '../measure/recorder.ts';
import type { Table, Values } from '../measure/table.ts';
import { loadWorld, saveWorld } from '../run/checkpoint.ts';
import { fromExactJson, toExactJson } from './exact-json.ts';
import { failedOutput, messageOf, type RunOutput } from '../run/run-output.ts';
import { specOf, type RunJob } from '../run/run-spec.ts';
import { advance, finishRun, resumeRun, tablesOf, type Run } from '../run/simulate.ts';
import { compileScenario } from '../scenario/compile.ts';
import { writing } from '../files/io-errors.ts';
import { checkpointLines, sealLine } from './checkpoint-lines.ts';
import { createTextFile } from '../files/text-file.ts';

/** Value of `format` in the first line of a checkpoint. */
export const CHECKPOINT_FORMAT = 'entente-checkpoint';
/** Version of the checkpoint's form. */
export const CHECKPOINT_VERSION = 2;

const count = z.int().min(0);
const forEachMetric = <T extends z.ZodType>(value: T) => z.array(value).refine((list) => list.length === METRICS.length);
const perMetric = forEachMetric(z.number());
const account = z.strictObject({
  last: forEachMetric(z.number().nullable()),
  sum: perMetric,
  defined: perMetric,
  first: perMetric,
  of: perMetric,
  over: perMetric,
});

/** Values of a column: numbers as their bytes, texts and booleans as a list. */
const values = z.union([z.instanceof(Uint8Array), z.array(z.string()), z.array(z.boolean().nullable())]);

/** The lines of one replicate: the columns of its tables so far and its arrays, then the rest, which closes it. */
const LINE = z.union([
  z.strictObject({ replicate: count, table: z.string(), column: z.string(), rows: count, values }),
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
  }),
]);
type Line = z.infer<typeof LINE>;
type Closing = Extract<Line, { digest: string }>;

/** A checkpoint that is being written: one replicate after the other. */
export interface CheckpointWriter {
  add(run: Run): void;
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
    add(run) {
      const { recorder, stops, digest, stopReason, world } = run;
      const { replicate } = run.spec;
      for (const [table, { rows, columns }] of Object.entries(tablesOf(run)))
        for (const [column, held] of Object.entries(columns)) line({ replicate, table, column, rows, values: savedValues(held) });
      const { arrays, ...rest } = saveWorld(world);
      for (const [array, bytes] of Object.entries(arrays)) line({ replicate, array, bytes });
      line({ replicate, ...rest, account: recorder.save(), stops: stops.running(), digest, stop_reason: stopReason });
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
  /** The first line as it is; check it before reading on. */
  header: unknown;
  /** The runs, taken up where they were saved, in order. To be asked for once. @throws InputError */
  runs(job: RunJob, lastTick: number): Generator<ResumedRun>;
}

/** A replicate of a checkpoint: a run to resume, or one that had failed. */
export type ResumedRun = { run: Run } | { failed: RunOutput };

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
        ? { failed: failedOutput(specOf(job, replicate), line.failure, line.ticks) }
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

function gather(tables: RunOutput['tables'], line: Extract<Line, { table: string }>, job: RunJob, file: string): void {
  const { table, column, rows } = line;
  const name = recordedTables(job.scenario.record).find((recorded) => recorded === table);
  const known = name === undefined ? undefined : TABLES[name].find((one) => one.name === column);
  if (name === undefined || known === undefined) throw malformed(file, `${table}.${column}`, 'a column that is not recorded');
  const held = valuesOf(known, line.values);
  if (held?.length !== rows) throw malformed(file, `${table}.${column}`, `other values than ${rows} of type ${known.type}`);
  const into: Table = (tables[name] ??= { rows, columns: {} });
  if (into.rows !== rows) throw malformed(file, `${table}.${column}`, `${rows} rows in a table of ${into.rows}`);
  into.columns[column] = held;
}

/** As they are written: numbers as the bytes of the machine. */
function savedValues(held: Values): Uint8Array | string[] | (boolean | null)[] {
  return held instanceof Float64Array ? new Uint8Array(held.buffer, held.byteOffset, held.byteLength) : held;
}

/** Values that were written for a column; undefined where they are of another type. */
function valuesOf({ type, values: allowed }: Column, saved: z.infer<typeof values>): Values | undefined {
  if (type === 'number' || type === 'integer') {
    if (!(saved instanceof Uint8Array) || saved.length % Float64Array.BYTES_PER_ELEMENT !== 0) return undefined;
    const numbers = new Float64Array(saved.slice().buffer);
    return numbers.some((x) => x === Infinity || x === -Infinity) ? undefined : numbers;
  }
  if (saved instanceof Uint8Array) return undefined;
  const fits = (value: string | boolean | null) =>
    type === 'string' ? typeof value === 'string' && (value === '' || allowed?.includes(value) !== false) : typeof value !== 'string';
  return (saved as (string | boolean | null)[]).every(fits) ? saved : undefined;
}

/** @throws InputError where a table lacks a column or has other rows than a run of this many ticks */
function checkTables(tables: RunOutput['tables'], job: RunJob, tick: number, file: string): void {
  for (const name of recordedTables(job.scenario.record)) {
    const table = tables[name];
    const missing = TABLES[name].find((column: Column) => table === undefined || !Object.hasOwn(table.columns, column.name));
    if (missing !== undefined) throw malformed(file, `${name}.${missing.name}`, 'no such column');
  }
  if (tables.system?.rows !== tick + 1) throw malformed(file, 'system', `${tables.system?.rows ?? 0} rows of a run of ${tick} ticks`);
}

function takeUp(file: string, job: RunJob, line: Closing, { arrays, tables }: Gathered, lastTick: number): ResumedRun {
  const { replicate, tick, parameters, book, account, stops, digest, stop_reason: stopReason } = line;
  const world = compileScenario(job.scenario, { seed: job.seed, replicate });
  loadWorld(world, { tick, parameters, arrays, book }, lastTick, file);
  checkTables(tables, job, tick, file);
  return { run: resumeRun(specOf(job, replicate), {}, world, { account, stops, digest, stopReason, tables }) };
}

/** Carries the run of a checkpoint to its end; yields the number of ticks done at each step. */
export function* outputResumed(resumed: ResumedRun): Generator<number, RunOutput> {
  if ('failed' in resumed) return resumed.failed;
  const { run } = resumed;
  try {
    yield* advance(run, run.spec.scenario.ticks);
    return finishRun(run);
  } catch (error) {
    return failedOutput(run.spec, messageOf(error), run.world.tick);
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
  return new InputError([
    { file, path, expected: 'a checkpoint of entente', found, remedy: 'write it again with --until and --checkpoint' },
  ]);
}
