/* oxlint-disable typescript/no-non-null-assertion -- columns are read by indices below their number */
import { InvariantError } from '../base/errors.ts';
import type { Cell, Column, Row } from './column.ts';

/**
 * The values of one column, row by row. A missing value is NaN among numbers, '' among texts and null among booleans; no table holds NaN or an
 * empty text that means anything else.
 */
export type Values = Float64Array | string[] | (boolean | null)[];

/** A table by columns: plain data, which can be sent to another thread. */
export interface Table {
  rows: number;
  /** By name, in the order of the table; `rows` values each. */
  columns: Record<string, Values>;
}

/** Turns rows into columns, one row after the other. */
export class TableBuilder {
  rows = 0;
  private readonly columns: readonly Column[];
  /** By column. Plain arrays, as typed ones that grow are outside of the memory that a worker is limited to. */
  private readonly numbers: number[][] = [];
  private readonly others: (string | boolean | null)[][] = [];

  /** @param before rows to start with, of a table with these columns */
  constructor(columns: readonly Column[], before?: Table) {
    this.columns = columns;
    this.rows = before?.rows ?? 0;
    for (const { name } of columns) {
      const held = before === undefined ? [] : valuesOf(before, name);
      this.numbers.push(held instanceof Float64Array ? Array.from(held) : []);
      this.others.push(held instanceof Float64Array ? [] : [...held]);
    }
  }

  add(row: Row): void {
    for (let c = 0; c < this.columns.length; c++) {
      const cell = row[c] ?? null;
      if (isNumeric(this.columns[c]!)) this.numbers[c]!.push(cell === null ? NaN : (cell as number));
      else this.others[c]!.push(cell === null && this.columns[c]!.type === 'string' ? '' : (cell as string | boolean | null));
    }
    this.rows += 1;
  }

  /** The table so far, in memory of its own. */
  table(): Table {
    const columns: Table['columns'] = {};
    this.columns.forEach((column, c) => {
      columns[column.name] = isNumeric(column) ? new Float64Array(this.numbers[c]!) : ([...this.others[c]!] as string[]);
    });
    return { rows: this.rows, columns };
  }
}

const isNumeric = ({ type }: Column) => type === 'number' || type === 'integer';

function valuesOf(table: Table, name: string): Values {
  const values = Object.hasOwn(table.columns, name) ? table.columns[name] : undefined;
  if (values === undefined) throw new InvariantError(`there is no column ${name}; there are ${Object.keys(table.columns).join(', ')}`);
  return values;
}

/** A column of numbers; NaN = missing. Undefined where there is no table. @throws InvariantError where the table has no such column of numbers */
export function numbersOf(table: Table, name: string): Float64Array;
export function numbersOf(table: Table | undefined, name: string): Float64Array | undefined;
export function numbersOf(table: Table | undefined, name: string): Float64Array | undefined {
  if (table === undefined) return undefined;
  const values = valuesOf(table, name);
  if (!(values instanceof Float64Array)) throw new InvariantError(`the column ${name} does not hold numbers`);
  return values;
}

/** A column of texts; '' = missing. @throws InvariantError where the table has no such column of texts */
export function textsOf(table: Table, name: string): readonly string[] {
  const values = valuesOf(table, name);
  if (values instanceof Float64Array || values.some((value) => typeof value !== 'string'))
    throw new InvariantError(`the column ${name} does not hold texts`);
  return values as string[];
}

/** A column of booleans; null = missing. @throws InvariantError where the table has no such column of booleans */
export function booleansOf(table: Table, name: string): readonly (boolean | null)[] {
  const values = valuesOf(table, name);
  if (values instanceof Float64Array || values.some((value) => typeof value === 'string'))
    throw new InvariantError(`the column ${name} does not hold booleans`);
  return values as (boolean | null)[];
}

/** A row of a table, in the order of its columns; null = missing. @param row from 0; negative counts from the end, -1 = the last row */
export function rowOf(table: Table, row: number): Cell[] {
  const at = row < 0 ? table.rows + row : row;
  return Object.values(table.columns).map((values) => {
    const value = values[at];
    return value === undefined || value === '' || Number.isNaN(value) ? null : value;
  });
}
