import type { Problem } from '../base/errors.ts';

/** A column of a data set. */
export interface ColumnSpec {
  /** Its names in the publisher's files, newest first; case does not matter. */
  readonly names: readonly string[];
  readonly kind: 'whole' | 'number' | 'text';
  /** Codes of missing values, in addition to the blank and NA that every data set may have. */
  readonly missing?: readonly number[];
  readonly min?: number;
  readonly max?: number;
  /** Whether a file may lack it. */
  readonly optional?: true;
  readonly meaning: string;
}

/** What is wrong with a cell. */
export type CellFault = Pick<Problem, 'expected' | 'found' | 'remedy'>;

const PLAIN = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const NOTHING: ReadonlySet<string> = new Set(['', 'NA', 'N/A', 'NaN', '.', 'NULL']);
const CORRECT_THE_CELL = "correct the cell after the publisher's file, or leave it blank if the value is missing";
const AGAIN = 'download the file again and do not save it from a spreadsheet';

/** The number in a cell; null where it is missing. */
export function readNumber(text: string, spec: ColumnSpec): number | null | CellFault {
  const clean = text.trim();
  if (NOTHING.has(clean)) return null;
  const expected = formatValue(spec);
  if (!PLAIN.test(clean)) return { expected, found: quoted(clean), remedy: remedyFor(clean) };
  const value = Number(clean);
  if (spec.missing?.includes(value) === true) return null;
  const whole = spec.kind !== 'whole' || Number.isInteger(value);
  if (!whole || value < (spec.min ?? -Infinity) || value > (spec.max ?? Infinity) || !Number.isFinite(value))
    return { expected, found: quoted(clean), remedy: CORRECT_THE_CELL };
  return value;
}

/** The text in a cell; null where it is missing. */
export function readText(text: string): string | null | CellFault {
  const clean = text.trim();
  if (clean === '') return null;
  if (clean.includes('\ufffd')) return { expected: 'text in UTF-8', found: quoted(clean), remedy: 'save the file as CSV UTF-8' };
  return clean;
}

function formatValue({ kind, min, max }: ColumnSpec): string {
  const noun = kind === 'whole' ? 'a whole number' : 'a number';
  if (min !== undefined && max !== undefined) return `${noun} from ${min} to ${max}`;
  if (min !== undefined) return `${noun} of at least ${min}`;
  return max === undefined ? noun : `${noun} of at most ${max}`;
}

/** A piece of a file for a message. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 37)}...` : text);
}

/** What a spreadsheet did to a number, and how to fix it. */
function remedyFor(text: string): string {
  if (/^[+-]?\d{1,3}(?:[,.'\u00a0\u202f ]\d{3})+(?:[.,]\d+)?$/.test(text)) return `the number has thousands separators: ${AGAIN}`;
  if (/^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}$|^\d{1,2}[- ][A-Za-z]{3}(?:[- ]\d+)?$|^[A-Za-z]{3}[- ]\d+$/.test(text))
    return `a spreadsheet has made a date of it: ${AGAIN}`;
  if (/^[+-]?\d+,\d+$/.test(text)) return `the decimal sign is a comma: ${AGAIN}`;
  if (text.startsWith('#')) return `a spreadsheet could not work it out or show it: ${AGAIN}`;
  return CORRECT_THE_CELL;
}
