import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse';
import { z } from 'zod';
import { InputError } from '../base/errors.ts';
import type { Manifest } from './manifest.ts';
import type { Column } from '../measure/column.ts';
import { MANIFEST_FILE, WORK_FOLDER } from './folder.ts';
import { verifyResults } from './verify.ts';

/** The data dictionary's file. */
const DATA_PACKAGE_FILE = 'datapackage.json';
/** The greatest data dictionary that is read, in bytes. */
const MAX_DATA_PACKAGE_BYTES = 16_000_000;
/** The greatest record (a line of a table) that is read, in bytes: texts in scenarios are bounded well below it. */
const MAX_RECORD_BYTES = 1_000_000;

/** A results folder that agrees with its manifest. */
export interface ResultsFolder {
  readonly folder: string;
  readonly manifest: Manifest;
  /** Its tables, by name, with their columns as the data dictionary has them. */
  readonly tables: ReadonlyMap<string, readonly Column[]>;
}

/** Some columns of a table, in memory. */
export interface Table {
  readonly name: string;
  readonly rows: number;
  /** A column of numbers (booleans are 0 and 1), NaN where the cell is empty. @throws InputError for a column that was not read or is text */
  numbers(column: string): Float64Array;
  /** A column of text, empty where the cell is empty. @throws InputError for a column that was not read or holds numbers */
  texts(column: string): readonly string[];
  has(column: string): boolean;
}

const FIELD = z.object({
  name: z.string().max(200),
  type: z.enum(['integer', 'number', 'string', 'boolean']),
  description: z.string().max(10_000).default(''),
  unit: z.string().max(200).default(''),
  constraints: z
    .object({ minimum: z.number().optional(), maximum: z.number().optional(), enum: z.array(z.string()).optional() })
    .default({}),
});

const DATA_PACKAGE = z.object({
  resources: z
    .array(
      z.object({
        name: z.string().regex(/^[a-z][a-z0-9_-]{0,60}$/),
        schema: z.object({ fields: z.array(FIELD).max(10_000) }),
      }),
    )
    .max(100),
});

/**
 * Opens a results folder, of runs or of a sweep: every file is held to its digest in the manifest, so that what is read is what was written.
 * @throws InputError with everything that is missing or altered
 */
export async function openResults(folder: string): Promise<ResultsFolder> {
  const stat = statSync(folder, { throwIfNoEntry: false });
  if (stat?.isDirectory() !== true)
    throw new InputError([
      {
        file: folder,
        expected: 'a results folder',
        found: stat === undefined ? 'no such folder' : 'a file',
        remedy: `name the folder that ${MANIFEST_FILE} is in`,
      },
    ]);
  if (!existsSync(join(folder, MANIFEST_FILE)) && existsSync(join(folder, WORK_FOLDER)))
    throw new InputError([
      {
        file: folder,
        expected: 'finished results',
        found: 'a sweep that is not finished',
        remedy:
          'give its command again to finish it; entente analyse takes it as it is, and entente merge --partial DIR --out OTHER lays out the replicates that are complete',
      },
    ]);
  const manifest = await verifyResults(folder);
  return { folder, manifest, tables: readDataPackage(join(folder, DATA_PACKAGE_FILE)) };
}

function readDataPackage(file: string): Map<string, readonly Column[]> {
  const refuse = (found: string): never => {
    throw new InputError([
      { file, expected: 'the data dictionary of a results folder', found, remedy: 'make the results again with `entente run --from`' },
    ]);
  };
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat?.isFile() !== true) return refuse('no such file');
  if (stat.size > MAX_DATA_PACKAGE_BYTES) return refuse(`a file of ${stat.size} bytes`);
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return refuse(`a file that is not JSON (${(error as Error).message})`);
  }
  const { data, error } = DATA_PACKAGE.safeParse(json);
  if (data === undefined) return refuse(error.issues[0]?.message ?? 'another form');
  return new Map(data.resources.map(({ name, schema }) => [name, schema.fields.map(columnOf)]));
}

function columnOf({ name, type, description, unit, constraints }: z.output<typeof FIELD>): Column {
  return {
    name,
    type,
    unit,
    meaning: description,
    ...(constraints.minimum === undefined ? {} : { min: constraints.minimum }),
    ...(constraints.maximum === undefined ? {} : { max: constraints.maximum }),
    ...(constraints.enum === undefined ? {} : { values: constraints.enum }),
  };
}

/** The columns of a table. @throws InputError where the folder has no such table, or it was not recorded */
export function columnsOfTable({ folder, tables }: ResultsFolder, name: string): readonly Column[] {
  const columns = tables.get(name);
  if (columns !== undefined) return columns;
  throw new InputError([
    {
      file: folder,
      path: `${name}.csv`,
      expected: `a table of ${[...tables.keys()].join(', ')}`,
      found: JSON.stringify(name),
      remedy: 'record it when the runs are made: entente run --record TABLE=1',
    },
  ]);
}

/**
 * Reads a table row by row, memory being that of one row. Cells come as text, in the order of `columns`; empty = missing. Text that was led by an
 * apostrophe against spreadsheets comes as it was.
 * @throws InputError where the table is none, has no such column, or is not CSV
 */
export async function* scanTable(results: ResultsFolder, name: string, columns?: readonly string[]): AsyncGenerator<readonly string[]> {
  const all = columnsOfTable(results, name);
  const wanted = (columns ?? all.map((column) => column.name)).map((column) => indexOf(results, name, all, column));
  const text = all.map(({ type }) => type === 'string');
  const file = join(results.folder, `${name}.csv`);
  const parser = createReadStream(file).pipe(parse({ max_record_size: MAX_RECORD_BYTES }));
  let first = true;
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      if (first) {
        first = false;
        const header = all.map((column) => column.name);
        if (record.length !== header.length || header.some((column, k) => record[k] !== column))
          throw new InputError([
            { file, line: 1, expected: `the columns ${header.join(',')}`, found: record.join(','), remedy: 'restore the file as it was' },
          ]);
        continue;
      }
      yield wanted.map((k) => (text[k] === true ? unguarded(record[k] ?? '') : (record[k] ?? '')));
    }
  } catch (error) {
    if (error instanceof InputError || !String((error as { code?: unknown }).code).startsWith('CSV_')) throw error;
    throw new InputError([{ file, expected: 'a table in CSV', found: (error as Error).message, remedy: 'restore the file as it was' }]);
  }
}

/** Takes away the apostrophe that the writer led a formula with. */
function unguarded(text: string): string {
  return /^'[=+\-@\t\r]/.test(text) ? text.slice(1) : text;
}

function indexOf({ folder }: ResultsFolder, table: string, all: readonly Column[], column: string): number {
  const at = all.findIndex(({ name }) => name === column);
  if (at >= 0) return at;
  throw new InputError([
    {
      file: join(folder, `${table}.csv`),
      path: column,
      expected: 'a column of the table',
      found: 'none of that name',
      remedy: 'see datapackage.json',
    },
  ]);
}

/** Reads some columns of a table into memory, numbers as typed arrays. @throws InputError as `scanTable` */
export async function readTable(results: ResultsFolder, name: string, columns?: readonly string[]): Promise<Table> {
  const all = columnsOfTable(results, name);
  const names = columns ?? all.map((column) => column.name);
  const types = names.map((column) => all[indexOf(results, name, all, column)]?.type ?? 'string');
  const cells: string[][] = names.map(() => []);
  let rows = 0;
  for await (const record of scanTable(results, name, names)) {
    for (let c = 0; c < names.length; c++) cells[c]?.push(record[c] ?? '');
    rows++;
  }
  const numbers = new Map<string, Float64Array>();
  const texts = new Map<string, string[]>();
  names.forEach((column, c) => {
    const values = cells[c] ?? [];
    if (types[c] === 'string') texts.set(column, values);
    else numbers.set(column, Float64Array.from(values, numberOf));
  });
  const missing = (column: string, kind: string): never => {
    throw new InputError([
      {
        file: join(results.folder, `${name}.csv`),
        path: column,
        expected: `a column of ${kind}`,
        found: 'none of that name and kind',
        remedy: 'see datapackage.json',
      },
    ]);
  };
  return {
    name,
    rows,
    numbers: (column) => numbers.get(column) ?? missing(column, 'numbers'),
    texts: (column) => texts.get(column) ?? missing(column, 'text'),
    has: (column) => numbers.has(column) || texts.has(column),
  };
}

/** A cell of a column of numbers or booleans. */
function numberOf(cell: string): number {
  if (cell === '') return NaN;
  if (cell === 'true') return 1;
  if (cell === 'false') return 0;
  return Number(cell);
}
