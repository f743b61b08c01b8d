import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { InputError, InvariantError } from '../../base/errors.ts';
import type { RunText, TableText } from '../../results/run-text.ts';
import { RUN_COLUMNS, type TableName } from '../../measure/columns.ts';
import type { ExportContext } from '../../results/exporters.ts';
import { MANIFEST_FILE } from '../../results/folder.ts';
import { type Manifest, readManifest } from '../../results/manifest.ts';
import { sweepTables } from '../../results/tables.ts';
import { writeResults, type Written } from '../../results/write-results.ts';
import { isOnePoint, withBases } from '../experiment.ts';
import type { RunEntry } from '../run-entry.ts';
import { columnsOfFactors, planSweep, pointsTable, type SweepPlan } from '../plan.ts';
import { reductionColumn } from '../../measure/reductions.ts';
import { createIndex, indexEntries, openReader, type EntryPlace } from './entries.ts';
import { runsIn, type Shard, WHOLE } from '../plan.ts';
import { type SweepFile, sweepUnderWay } from './folder.ts';

/** Where the results of the runs are. */
export interface Sources {
  /** undefined: in the finished results. */
  placeOf(k: number): (EntryPlace & { file: string }) | undefined;
  /** Folder of finished results, if there are any. */
  finished: string | undefined;
  /** The entry of the only run, where it is in no file. */
  held?: RunEntry | undefined;
}

/**
 * Writes a results folder of the runs of a shard, in the order of the plan, wherever they are: the bytes do not depend on workers, interruptions or the
 * order in which the runs were done. Memory is that of one run. @throws OutputError
 */
export async function assemble(
  plan: SweepPlan,
  shard: Shard,
  sources: Sources,
  target: { folder: string; force: boolean },
  manifest: (written: Written) => Manifest,
  seen: (entry: RunEntry) => void = () => undefined,
): Promise<Manifest> {
  const finished = sources.finished === undefined ? undefined : await openFinished(sources.finished, shapeOf(plan));
  const reader = openReader();
  try {
    return await writeResults(target, contextOf(plan), results(plan, shard, sources, reader, finished, seen), () => undefined, manifest);
  } finally {
    reader.close();
    await finished?.close();
  }
}

const shapeOf = ({ experiment: { factors, kept } }: SweepPlan) => ({ factors: factors.length, kept });

async function* results(
  plan: SweepPlan,
  shard: Shard,
  sources: Sources,
  reader: ReturnType<typeof openReader>,
  finished: FinishedRuns | undefined,
  seen: (entry: RunEntry) => void,
): AsyncGenerator<RunEntry> {
  let ahead = await finished?.next();
  for (const k of runsIn(shard, plan.runs)) {
    const place = sources.placeOf(k);
    const config = k % plan.points;
    const replicate = Math.floor(k / plan.points);
    const isNext = ahead?.config === config && ahead.replicate === replicate;
    const result = sources.held ?? (place === undefined ? ahead : reader.read(place.file, place));
    if (result === undefined || result.config !== config || result.replicate !== replicate)
      throw new InvariantError(`run ${k} of the sweep is not where it was noted`);
    seen(result);
    yield result;
    if (isNext) ahead = await finished?.next();
  }
}

/** What the exporters need to know of a sweep. */
function contextOf(plan: SweepPlan): ExportContext {
  const { experiment } = plan;
  const columns = columnsOfFactors(plan);
  const title = experiment.title === '' ? experiment.name : experiment.title;
  return {
    scenario: { name: experiment.name, title },
    tables: sweepTables(experiment.kept, columns, experiment.reductions.map(reductionColumn)),
    pointOf: (config) => plan.point(config).values,
    settingOf(config) {
      const { scenario, settings } = plan.run(config);
      return { scenario: experiment.scenarios[scenario]?.name ?? '', settings };
    },
    given: isOnePoint(experiment) ? [] : [pointsTable(plan)],
  };
}

/** Which columns of runs.csv a sweep has. */
export interface Shape {
  factors: number;
  kept: readonly TableName[];
}

/** Reads the runs of finished results back, in their order, so that a sweep that grows need not do them again. */
export interface FinishedRuns {
  /** The next run; undefined at the end. */
  next(): Promise<RunText | undefined>;
  close(): Promise<void>;
}

async function openFinished(folder: string, { factors, kept }: Shape): Promise<FinishedRuns> {
  const open = new Map<string, RawTable>();
  const table = (name: string) => {
    const raw = open.get(name);
    if (raw === undefined) throw new InvariantError(`${name}.csv was not opened`);
    return raw;
  };
  for (const name of ['runs', ...kept, 'errors']) open.set(name, await openRaw(join(folder, `${name}.csv`)));
  return {
    async next() {
      if ((await table('runs').next()) === undefined) return undefined;
      const { id, text } = await table('runs').take();
      const [row = []] = parse(text) as string[][];
      const failed = row[RUN_COLUMNS.length + factors] === 'failed';
      const tables: Partial<Record<TableName, TableText>> = {};
      for (const name of kept) {
        const own = (await table(name).next()) === id ? await table(name).take() : { text: '', rows: 0 };
        if (!failed) tables[name] = { chunks: own.text === '' ? [] : [own.text], rows: own.rows };
      }
      const failure = failed ? ((parse((await table('errors').take()).text) as string[][])[0]?.at(-1) ?? '') : '';
      return resultOf(row, failure, factors, tables);
    },
    async close() {
      for (const raw of open.values()) await raw.close();
    },
  };
}

/** A row of runs.csv as the result that it was written from. */
function resultOf(row: readonly string[], failure: string, factors: number, tables: RunText['tables']): RunText {
  const [id = '', config, replicate, seed] = row;
  const rest = row.slice(RUN_COLUMNS.length + factors);
  const [, ticks, stopReason = ''] = rest;
  const failed = failure !== '';
  return {
    id,
    config: Number(config),
    replicate: Number(replicate),
    seed: Number(seed),
    ticks: Number(ticks),
    failure: unguarded(failure),
    stopReason: unguarded(stopReason),
    digest: failed ? '' : (rest.at(-1) ?? ''),
    cells: failed ? '' : rest.slice(3, -1).join(','), // numbers all of them, which are never quoted
    tables,
  };
}

/** Without the apostrophe that leads a text that a spreadsheet would run. */
const unguarded = (text: string) => (/^'[=+\-@\t\r]/.test(text) ? text.slice(1) : text);

/** Goes through the rows of one of our tables as they are written, run by run. */
export interface RawTable {
  readonly header: string;
  /** Identity of the run of the next row; undefined at the end. */
  next(): Promise<string | undefined>;
  /** The rows of the next run, as they are written, and their number. */
  take(): Promise<{ id: string; text: string; rows: number }>;
  close(): Promise<void>;
}

/** Opens a table whose first column is the run. The caller closes it. @throws InputError for a table without a header */
export async function openRaw(file: string): Promise<RawTable> {
  const lines = rowsOf(file);
  const first = await lines.next();
  if (first.done === true)
    throw new InputError([{ file, expected: 'a table with a header', found: 'an empty file', remedy: 'restore the file as it was' }]);
  let ahead = await lines.next();
  return {
    header: first.value,
    next: () => Promise.resolve(ahead.done === true ? undefined : runOf(ahead.value)),
    async take() {
      const id = ahead.done === true ? '' : runOf(ahead.value);
      const taken: string[] = [];
      while (ahead.done !== true && runOf(ahead.value) === id) {
        taken.push(ahead.value);
        ahead = await lines.next();
      }
      return { id, text: taken.join(''), rows: taken.length };
    },
    close: async () => void (await lines.return(undefined)),
  };
}

const runOf = (row: string) => row.slice(0, row.indexOf(','));

/** Rows with their line feeds; a line feed in quotes ends no row. */
async function* rowsOf(file: string): AsyncGenerator<string, void> {
  let rest = '';
  for await (const chunk of createReadStream(file, { encoding: 'utf8' })) {
    const text = rest + String(chunk);
    let from = 0;
    let quotes = 0;
    let seen = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) {
      quotes += quotesIn(text, seen, end);
      seen = end;
      if (quotes % 2 !== 0) continue;
      yield text.slice(from, end + 1);
      from = end + 1;
    }
    rest = text.slice(from);
  }
  if (rest !== '') yield rest;
}

function quotesIn(text: string, from: number, to: number): number {
  let quotes = 0;
  for (let at = text.indexOf('"', from); at >= 0 && at < to; at = text.indexOf('"', at + 1)) quotes += 1;
  return quotes;
}

/** What of a sweep is done, as a smaller sweep: its complete replicates. */
export interface PartialSweep {
  plan: SweepPlan;
  sweep: SweepFile;
  /** Replicates that the sweep is to have. */
  of: number;
}

/**
 * Writes the complete replicates of an unfinished sweep as a results folder of a smaller sweep: the files are byte for byte those of a sweep with that
 * number of replicates. The sweep itself is not changed and may continue meanwhile. `describe` makes the manifest.
 * @throws InputError where nothing is under way, no replicate is complete, or it is a shard; OutputError
 */
export async function layOutPartial(
  folder: string,
  target: { folder: string; force: boolean },
  describe: (partial: PartialSweep, written: Written) => Manifest,
): Promise<{ manifest: Manifest; partial: PartialSweep }> {
  const found = sweepUnderWay(folder);
  if (found === undefined) throw refuse(folder, 'a folder with a sweep under way', 'none', 'give the folder of `entente sweep --out`');
  const { sweep, parts } = found;
  if (sweep.experiment.shard !== undefined)
    throw refuse(folder, 'a sweep as a whole', 'a shard of one', 'finish the shards, then merge them');
  const experiment = withBases(sweep.plan);
  const program = String(sweep.experiment.identity['program']);
  const whole = planSweep(experiment, sweep.seed, program);
  const index = createIndex(whole.runs);
  indexEntries(parts, whole, index, false);
  const finished = existsSync(join(folder, MANIFEST_FILE)) ? readManifest(join(folder, MANIFEST_FILE)) : undefined;
  const held = finished?.experiment;
  const complete = completeReplicates(whole, (k) => {
    const inFinished = held !== undefined && k % whole.points < held.points && Math.floor(k / whole.points) < held.replicates;
    return index.has(k) || inFinished;
  });
  if (complete === 0)
    throw refuse(
      folder,
      'at least one replicate of all points',
      `${index.done + index.failed} of ${whole.points} runs of the first`,
      'let the sweep go on',
    );
  const partial = { plan: planSweep({ ...experiment, replicates: complete }, sweep.seed, program), sweep, of: whole.replicates };
  const sources = { placeOf: index.placeOf, finished: held === undefined ? undefined : folder };
  for (const k of runsIn(WHOLE, partial.plan.runs)) if (!index.has(k)) index.noteFinished(k, false);
  const manifest = await assemble(partial.plan, WHOLE, sources, target, (written) => describe(partial, written));
  return { manifest, partial };
}

function completeReplicates({ points, replicates }: SweepPlan, has: (k: number) => boolean): number {
  for (let r = 0; r < replicates; r++) for (let config = 0; config < points; config++) if (!has(r * points + config)) return r;
  return replicates;
}

const refuse = (file: string, expected: string, found: string, remedy: string) => new InputError([{ file, expected, found, remedy }]);
