import type { Cell, Column, Field } from '../measure/column.ts';
import { formatHeader, formatRows } from '../results/csv.ts';

/** A column without a unit, and its cell in a row. */
export const field = <Row>(name: string, type: Column['type'], meaning: string, read: (row: Row) => Cell): Field<[Row]> => ({
  name,
  type,
  unit: '',
  meaning,
  read,
});

/** A table as CSV with its header. */
export const csvOf = <Row>(fields: readonly Field<[Row]>[], rows: readonly Row[]): string =>
  `${formatHeader(fields)}${formatRows(rows.map((row) => fields.map(({ read }) => read(row))))}`;

/** A table as lines of text with aligned columns. */
export function alignedText(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, c) => Math.max(title.length, ...rows.map((row) => (row[c] ?? '').length)));
  const line = (cells: readonly string[]) => cells.map((cell, c) => cell.padEnd(widths[c] ?? 0)).join('  ');
  return [head, ...rows].map((cells) => `${line(cells).trimEnd()}\n`).join('');
}
