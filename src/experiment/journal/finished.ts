import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { InvariantError } from '../../base/errors.ts';
import { RUN_COLUMNS, type TableName } from '../../measure/columns.ts';
import type { RunText, TableText } from '../../results/run-text.ts';
import { openRaw, type RawTable } from './raw-rows.ts';

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

export async function openFinished(folder: string, { factors, kept }: Shape): Promise<FinishedRuns> {
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
    figures: failed ? '' : rest.slice(3, -1).join(','), // numbers all of them, which are never quoted
    tables,
  };
}

/** Without the apostrophe that leads a text that a spreadsheet would run. */
const unguarded = (text: string) => (/^'[=+\-@\t\r]/.test(text) ? text.slice(1) : text);
