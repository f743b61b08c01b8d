import type { Problem } from '../base/errors.ts';
import { readNumber, readText, type CellFault } from './cells.ts';
import type { DataSet, Row } from './data-set.ts';
import type { Notices } from './notices.ts';
import type { ColumnPlaces } from './recognise.ts';

/** A large number as spreadsheets save it from a column that is too narrow. */
const SHORTENED = /^\s*-?\d(?:\.\d{1,2})?E\+\d\d\s*$/;

/** Reads the rows of a file of a data set one by one and reports problems with file, row and column. */
export class RowReader implements Row {
  line = 1;
  /** Years of the rows. */
  readonly years = new Set<number>();
  private cells: readonly string[] = [];
  private readonly keys = new Map<string, number>();
  private readonly file: string;
  private readonly set: DataSet;
  private readonly names: readonly string[];
  private readonly places: ColumnPlaces;
  private readonly notices: Notices;

  constructor(file: string, set: DataSet, header: readonly string[], places: ColumnPlaces, notices: Notices) {
    this.file = file;
    this.set = set;
    this.names = header;
    this.places = places;
    this.notices = notices;
  }

  at(cells: readonly string[], line: number): this {
    this.cells = cells;
    this.line = line;
    return this;
  }

  has(key: string): boolean {
    return this.places.has(key);
  }

  number(key: string): number | null {
    const place = this.places.get(key);
    const spec = this.set.columns[key];
    if (place === undefined || spec === undefined) return null;
    const text = this.cells[place] ?? '';
    if (text.includes('E+') && SHORTENED.test(text))
      this.notices.note(
        'numbers that a spreadsheet seems to have cut to a few digits (such as 2.95E+08); download the file again if it did',
        this.file,
        true,
      );
    const value = readNumber(text, spec);
    return typeof value === 'object' && value !== null ? this.report(key, value) : value;
  }

  must(key: string): number | null {
    const before = this.notices.found;
    const value = this.number(key);
    if (value === null && this.notices.found === before)
      this.report(key, {
        expected: 'a value in every row',
        found: 'none',
        remedy: "fill it in after the publisher's file, or remove the row",
      });
    return value;
  }

  text(key: string): string | null {
    const place = this.places.get(key);
    if (place === undefined) return null;
    const value = readText(this.cells[place] ?? '');
    return typeof value === 'object' && value !== null ? this.report(key, value) : value;
  }

  noteYear(year: number): void {
    this.years.add(year);
  }

  first(key: string, formatValue: string): boolean {
    const before = this.keys.get(key);
    if (before === undefined) {
      this.keys.set(key, this.line);
      return true;
    }
    this.problem({
      expected: `one row for ${formatValue}`,
      found: `a second, after row ${before}`,
      remedy: "remove the one that is not in the publisher's file",
    });
    return false;
  }

  fault(key: string, expected: string, found: string, remedy: string): void {
    this.report(key, { expected, found, remedy });
  }

  listed(prefix: RegExp): string[] {
    return this.names.flatMap((name, k) => (prefix.test(name.trim()) ? [(this.cells[k] ?? '').trim()] : [])).filter((cell) => cell !== '');
  }

  private report(key: string, fault: CellFault): null {
    const place = this.places.get(key) ?? 0;
    this.problem({ column: place + 1, path: this.names[place] ?? key, ...fault });
    return null;
  }

  private problem(problem: Problem): void {
    this.notices.problem({ file: this.file, line: this.line, ...problem });
  }
}
