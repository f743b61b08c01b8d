import { byCode } from '../scenario/values.ts';
import type { Notices } from './notices.ts';
import type { RecordData, Tenure } from './record-data.ts';

/** The states of a year, by code, in order of their ids. */
export type Members = ReadonlyMap<number, { readonly ccode: number; readonly id: string; readonly name: string }>;

const ID = /^[A-Za-z][A-Za-z0-9_]{0,15}$/;

/** Whether a spell includes a day of a year, as in yearly files. A spell up to the last year of the list is open-ended. */
function holds({ from, to }: Tenure, year: number, closes: number): boolean {
  return from <= year && (to >= year || to === closes);
}

/** The states that were members of the system on some day of a year. */
export function membersOf(record: RecordData, year: number): Members {
  const closes = record.tenures.reduce((last, { to }) => Math.max(last, to), -Infinity);
  const held = record.tenures.filter((tenure) => holds(tenure, year, closes));
  const ids = new Set<string>();
  const states = held
    .filter(({ ccode }, k) => held.findIndex((other) => other.ccode === ccode) === k)
    .map(({ ccode, abbreviation, name }) => {
      const free = ID.test(abbreviation) && !ids.has(abbreviation) && !(abbreviation in {});
      const id = free ? abbreviation : `S${ccode}`;
      ids.add(id);
      return { ccode, id, name };
    });
  return new Map(states.sort((a, b) => byCode(a.id, b.id)).map((state) => [state.ccode, state]));
}

/** Notes which states were members for only a part of the year, and that the list is extended past its end. */
export function noteMembership(record: RecordData, year: number, notices: Notices): void {
  const closes = record.tenures.reduce((last, { to }) => Math.max(last, to), -Infinity);
  if (year > closes) notices.note(`the list of states closes in ${closes}: those who were members then are taken to be members still`);
  for (const { abbreviation, to, lastDay } of record.tenures)
    if (to === year && to !== closes && lastDay % 10_000 !== 1231)
      notices.note(
        'states that left the system during the year and are kept, as files by year have it',
        `${abbreviation} (${dated(lastDay)})`,
      );
}

const dated = (day: number) => String(day).replace(/(\d{4})(\d{2})(\d{2})/, '$1-$2-$3');
