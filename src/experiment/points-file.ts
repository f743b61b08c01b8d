import { parse, CsvError } from 'csv-parse/sync';
import { InputError, type Problem } from '../base/errors.ts';
import { suggest } from '../scenario/names.ts';
import { decodeText } from '../scenario/text.ts';
import { formatValue } from '../scenario/values.ts';
import type { Factor, Value } from './factors.ts';

/** Most points that a file may have. */
const MAX_POINTS = 1_000_000;
/** Most problems of a points file that are reported; the others would repeat them. */
const MAX_REPORTED = 50;

/** Columns of points.csv that say where a point comes from; they are ignored, so that the points of one sweep can be used in another. */
const PASSED_OVER = /^(config|block|role|u_.*)$/;

/** Points that the user wrote down: values in the order of the factors, and where each point stands. */
export interface WrittenPoints {
  rows: Value[][];
  /** Line of each point. */
  lines: number[];
}

/**
 * The points in a CSV file: a header with the names of the factors in any order, then a row for each point. A cell that a spreadsheet would run as
 * a formula is refused, and so is an empty one. @throws InputError with all problems at once, up to a limit
 */
export function readPoints(file: string, data: Uint8Array, factors: readonly Factor[]): WrittenPoints {
  const records = parseCsv(file, decodeText(file, data));
  const header = records[0]?.record ?? [];
  const problems: Problem[] = [];
  const report = (problem: Problem) => problems.push({ file, ...problem });
  const columns = columnsOf(header, factors, report);
  const points: WrittenPoints = { rows: [], lines: [] };
  for (const { record, line } of records.slice(1)) {
    if (problems.length >= MAX_REPORTED) break;
    if (record.length === 1 && record[0] === '') continue; // an empty line
    if (record.length !== header.length) {
      report({
        line,
        expected: `${header.length} cells, as in the header`,
        found: String(record.length),
        remedy: 'put a text with a comma into quotes',
      });
      continue;
    }
    const row = factors.map((factor, f) => {
      const at = columns[f];
      return at === undefined ? '' : cellValue(record[at] ?? '', factor, (problem) => report({ line, path: factor.name, ...problem }));
    });
    points.rows.push(row);
    points.lines.push(line);
  }
  if (problems.length > 0) throw new InputError(problems);
  if (points.rows.length > MAX_POINTS)
    throw new InputError([
      { file, expected: `at most ${MAX_POINTS} points`, found: String(points.rows.length), remedy: 'make sweeps of parts of it' },
    ]);
  return points;
}

interface Line {
  record: string[];
  line: number;
}

function parseCsv(file: string, text: string): Line[] {
  try {
    const parsed = parse(text, {
      info: true,
      relax_column_count: true,
      skip_empty_lines: false,
      max_record_size: 1_000_000,
    }) as unknown as {
      record: string[];
      info: { lines: number };
    }[];
    return parsed.map(({ record, info }) => ({ record, line: info.lines }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new InputError([
      { file, expected: 'a table in CSV', found: error.message, remedy: 'correct the line, or write the table again' },
    ]);
  }
}

/** Where each factor stands in the header. */
function columnsOf(header: readonly string[], factors: readonly Factor[], report: (problem: Problem) => void): (number | undefined)[] {
  const names = factors.map(({ name }) => name);
  const found = header.map((cell) => cell.trim());
  found.forEach((column, c) => {
    if (names.includes(column)) {
      if (found.indexOf(column) < c)
        report({ line: 1, path: column, expected: 'each column once', found: 'it again', remedy: 'remove one of the two' });
    } else if (!PASSED_OVER.test(column)) {
      report({ line: 1, path: column, expected: 'the name of a factor', found: formatValue(column), remedy: suggest(column, names) });
    }
  });
  return names.map((name) => {
    const at = found.indexOf(name);
    if (at >= 0) return at;
    report({ line: 1, path: name, expected: 'a column for each factor', found: 'none of this name', remedy: `add a column ${name}` });
    return undefined;
  });
}

function cellValue(cell: string, factor: Factor, report: (problem: Problem) => void): Value {
  const text = cell.trim();
  if (text === '') {
    report({ expected: 'a value', found: 'an empty cell', remedy: 'every point needs a value for every factor' });
    return '';
  }
  const listed = factor.values?.find((value) => String(value) === text);
  if (listed !== undefined) return listed;
  const number = Number(text);
  if (Number.isFinite(number) && /^[-+.0-9]/.test(text)) return number;
  if (/^[=+\-@]/.test(text))
    report({ expected: 'a value', found: `a formula, ${formatValue(text)}`, remedy: 'write the value that it gives' });
  return text === 'true' ? true : text === 'false' ? false : text;
}
