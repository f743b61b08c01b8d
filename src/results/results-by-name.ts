import { named } from '../run/named-columns.ts';
import type { Columns } from '../run/simulated.ts';
import { checkPath } from '../scenario/given.ts';
import type { Manifest } from './manifest.ts';
import { columnsOfTable, openResults, readTable, type ResultsFolder } from './read-results.ts';

/** A results folder that agrees with its manifest. */
export interface Results {
  readonly folder: string;
  readonly manifest: Manifest;
  /** Names of its tables. */
  readonly tables: readonly string[];
  /**
   * Some or all columns of a table, as in `await results.table('system')`: numbers as Float64Array with NaN for an empty cell (booleans 0 and 1),
   * texts as arrays. @throws InputError where there is no such table or column
   */
  table(name: string, columns?: readonly string[]): Promise<Columns>;
}

/** What `readResults` opened, for those that read the folder themselves. */
const OPEN = new WeakMap<Results, ResultsFolder>();

/** Opens a results folder; every file is checked against its digest in the manifest. @throws InputError with everything that is missing or altered */
export async function readResults(folder: string): Promise<Results> {
  checkPath('folder', folder, 'a results folder');
  const opened = await openResults(folder);
  const results: Results = {
    folder,
    manifest: opened.manifest,
    tables: [...opened.tables.keys()],
    table: async (name, columns) => {
      const table = await readTable(opened, name, columns);
      const read = columnsOfTable(opened, name).filter((column) => table.has(column.name));
      const values = read.map((column) => [
        column.name,
        column.type === 'string' ? [...table.texts(column.name)] : table.numbers(column.name),
      ]);
      return named(`results.${name}`, `a column of ${name}.csv that was read`, Object.fromEntries(values) as Columns);
    },
  };
  OPEN.set(results, opened);
  return results;
}

/** The open folder of results, or of the folder that a path names. @throws InputError as `readResults` */
export async function openedResults(results: Results | string): Promise<ResultsFolder> {
  const folder: unknown = typeof results === 'string' ? results : (results as Results | undefined | null)?.folder;
  checkPath('results', folder, 'a results folder', 'give its path, or what readResults returns');
  return OPEN.get(results as Results) ?? openResults(folder);
}
