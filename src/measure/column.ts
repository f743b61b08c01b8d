/** A cell of a table: null is an empty cell, what is not defined. */
export type Cell = number | string | boolean | null;

/** A row, in the order of its table's columns. */
export type Row = readonly Cell[];

/** One column of a results table: its header, its check and its entry in the data dictionary. */
export interface Column {
  /** Header, in snake_case. */
  readonly name: string;
  readonly type: 'integer' | 'number' | 'string' | 'boolean';
  /** Empty where the column has none. */
  readonly unit: string;
  readonly meaning: string;
  /** Bounds of a number, both included; absent = unbounded. */
  readonly min?: number;
  readonly max?: number;
  /** The closed set of a string. */
  readonly values?: readonly string[];
}

/** A column and how its cell is read from what a row is about. */
export interface Field<About extends readonly unknown[]> extends Column {
  readonly read: (...about: About) => Cell;
}

/** The columns of some fields. */
export function columnsOf(fields: readonly (Column & { readonly read: unknown })[]): Column[] {
  return fields.map(({ read: _read, ...column }) => column);
}
