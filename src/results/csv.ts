import { stringify } from 'csv-stringify/sync';
import { InvariantError } from '../base/errors.ts';

/** What a cell can hold; null is a missing value, an empty cell. */
export type Cell = string | number | boolean | null;

/** Rows formatted at once: more cost memory, fewer cost time. */
export const CHUNK_ROWS = 1000;

/** Text that a spreadsheet would run as a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * Shortest text that reads back as the same number; -0 is written 0.
 * @throws InvariantError for NaN and infinities, which no table of ours may hold.
 */
export function numberCell(x: number): string {
  if (!Number.isFinite(x)) throw new InvariantError(`a table holds ${x}, which is not a number that can be written`);
  return String(x === 0 ? 0 : x);
}

/**
 * A text as it is, unless a spreadsheet would run it as a formula: names of states, regions and agreements are free text, and scenarios may be untrusted.
 * Such a text is led by an apostrophe, which spreadsheets take as "text follows"; the data dictionary says so.
 */
function textCell(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

const CAST = {
  boolean: (value: boolean) => (value ? 'true' : 'false'),
  number: numberCell,
  string: textCell,
};

/** Lines of CSV, each ended by a line feed; missing is an empty cell, quotes only where they are needed. */
export function formatRows(rows: readonly (readonly Cell[])[]): string {
  return rows.length === 0 ? '' : stringify(rows as Cell[][], { cast: CAST, record_delimiter: '\n', quoted_match: /\r/ });
}

/** Cells as they stand in a line, without its end. */
export function formatCells(cells: readonly Cell[]): string {
  return formatRows([cells]).slice(0, -1);
}

/** The header line. */
export function formatHeader(columns: readonly { name: string }[]): string {
  return formatRows([columns.map((c) => c.name)]);
}
