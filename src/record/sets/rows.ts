import type { DataSet, Row, Span } from '../data-set.ts';
import type { RecordData } from '../record-data.ts';

/** Takes what a row says about a year. */
export type TakeYear = (row: Row, into: RecordData, year: number) => void;

const isWanted = (year: number, { years }: Span) => years.has(year);

/** Takes the rows of the wanted years, each of which is about one year. */
export const byYear =
  (take: TakeYear, wanted = isWanted, yearOf: (row: Row) => number | null = (row) => row.must('year')): DataSet['take'] =>
  (row, into, span) => {
    const year = yearOf(row);
    if (year === null) return;
    row.noteYear(year);
    if (wanted(year, span)) take(row, into, year);
  };

/** Takes a row once for each wanted year between its columns `from` and `to`. */
export const bySpell =
  (take: TakeYear, unit = 1): DataSet['take'] =>
  (row, into, span) => {
    const spell = spellOf(row, unit);
    if (spell !== null) for (const year of yearsIn(spell, span)) take(row, into, year);
  };

/** First and last year of a row; null where one is reported as wrong. @param unit parts of a year in its columns: 100 for months as YYYYMM */
export function spellOf(row: Row, unit = 1): readonly [number, number] | null {
  const from = row.must('from');
  const to = row.must('to');
  if (from === null || to === null) return null;
  const spell = [Math.floor(from / unit), Math.floor(to / unit)] as const;
  spell.forEach((year) => row.noteYear(year));
  return spell;
}

/** The wanted years of a spell. */
export const yearsIn = ([from, to]: readonly [number, number], { years }: Span) => [...years].filter((year) => from <= year && year <= to);

/** The two states of a row as written; null where one is reported as wrong. */
export function codesOf(row: Row): readonly [number, number] | null {
  const a = row.must('first');
  const b = row.must('second');
  return a === null || b === null ? null : [a, b];
}

/** The pair of a row, lower code first; null where it is reported as wrong. */
export function pairOf(row: Row): readonly [number, number] | null {
  const codes = codesOf(row);
  return codes === null || codes[0] < codes[1] ? codes : [codes[1], codes[0]];
}

/** Whether a row is the first of its pair in a year; a second is reported. */
export const isFirstOfPair = (row: Row, pair: readonly [number, number], year: number) =>
  row.first(`${pair.join('|')}|${year}`, `pair ${pair.join(', ')} in ${year}`);

/** Whether a row is the first of its state in a year; a second is reported. */
export const isFirstOfState = (row: Row, ccode: number, year: number) => row.first(`${ccode}|${year}`, `state ${ccode} in ${year}`);
