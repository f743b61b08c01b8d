import type { ColumnSpec } from './cells.ts';
import type { RecordData } from './record-data.ts';

/** The roles of data sets; each is an option of the command. */
export const ROLES = {
  states: 'states and the years of their membership in the system',
  majors: 'major powers',
  nmc: 'national capabilities by state and year',
  atop_members: 'alliance treaties: obligations and conditions of each member',
  atop: 'alliance treaties, one row each: used if there are no member rows',
  atop_dyads: 'alliance obligations by pair and year: used to check the treaties, or in their place',
  dcad: 'defence cooperation agreements',
  distance: 'distances between states, or places of their capitals',
  minimum_distance: 'shortest distances between territories',
  contiguity: 'direct contiguity',
  trade: 'trade by pair and year',
  democracy: 'regimes by state and year',
  ideal_points: 'ideal points in the General Assembly of the United Nations',
  rivalries: 'strategic rivalries',
  disputes: 'militarised disputes, by pair or by participant',
} as const;
export type Role = keyof typeof ROLES;
export const ROLE_NAMES = Object.keys(ROLES) as Role[];

/** The years to read of a record. */
export interface Span {
  /** Years of states and pairs. */
  readonly years: ReadonlySet<number>;
  /** Years of disputes, from the first to the last. */
  readonly disputesFrom: number;
  readonly to: number;
}

/** A row of a file, read by the names of its data set's columns. */
export interface Row {
  readonly line: number;
  /** The number in a column; null where it is missing, where the file has no such column or where the cell is wrong, which is reported. */
  number(key: string): number | null;
  /** A number that must be there: null only where its absence or fault has been reported. */
  must(key: string): number | null;
  text(key: string): string | null;
  /** Whether the file has the column. */
  has(key: string): boolean;
  /** Notes the year of the row as one that the file covers. */
  noteYear(year: number): void;
  /** Whether the row is the first of its key; a second is reported as a problem. */
  first(key: string, formatValue: string): boolean;
  /** Reports what is wrong with a column of the row. */
  fault(key: string, expected: string, found: string, remedy: string): void;
  /** The cells of columns whose names match, for lists written as columns. */
  listed(prefix: RegExp): string[];
}

/** A data set in one of the formats that its publisher offers; a row of the registry. */
export interface DataSet {
  readonly id: string;
  readonly role: Role;
  readonly title: string;
  /** Versions with these columns. */
  readonly versions: string;
  /** Works to cite: key of docs/references.bib, and text. */
  readonly cite: readonly { key: string; text: string }[];
  readonly columns: Readonly<Record<string, ColumnSpec>>;
  /** Columns of which a file needs at least one. */
  readonly oneOf?: readonly string[];
  /** Every year between its first and its last has rows. */
  readonly everyYear?: true;
  /** Adds the data of a row to the record. */
  take(row: Row, into: RecordData, span: Span): void;
  /** Adds what needs all rows, after the last. */
  finish?(into: RecordData, span: Span): void;
}

/** The code of a state in the list of the Correlates of War project. */
export const CCODE: ColumnSpec = {
  names: ['ccode'],
  kind: 'whole',
  min: 1,
  max: 9999,
  meaning: 'code of the state in the Correlates of War list',
};
export const YEAR: ColumnSpec = { names: ['year'], kind: 'whole', min: 1400, max: 2200, meaning: 'year' };
/** The same column under other names. */
export const called = (spec: ColumnSpec, ...names: string[]): ColumnSpec => ({ ...spec, names });
/** The same column, which a file may lack. */
export const optional = (spec: ColumnSpec): ColumnSpec => ({ ...spec, optional: true });
export const FLAG: ColumnSpec = { names: [], kind: 'whole', meaning: '1 = yes' };
