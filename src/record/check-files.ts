import { basename } from 'node:path';
import { ROLES, ROLE_NAMES, type DataSet, type Role } from './data-set.ts';
import { DATA_SETS } from './data-sets.ts';
import type { Notices } from './notices.ts';
import { membersOf } from './members.ts';
import { LEFT_OUT, type RecordFiles } from './read-record.ts';
import { optionOf } from './recognise.ts';
import type { Coverage, RecordData } from './record-data.ts';

/** Data that every scenario needs. */
const NEEDED: readonly Role[] = ['states', 'nmc'];

export function requireFiles(files: RecordFiles, notices: Notices): void {
  const leftOut = Object.values(LEFT_OUT).flatMap((subject) => notices.noted(subject));
  for (const role of NEEDED) {
    if (files[role] !== undefined) continue;
    const option = optionOf(role);
    notices.problem({
      path: option,
      expected: `a file: ${ROLES[role]}`,
      found: leftOut.length === 0 ? 'none' : `none in the folder; not known by their headers: ${leftOut.join(', ')}`,
      remedy:
        leftOut.length === 0
          ? `give ${option} FILE, or --data DIR with it`
          : `if it is one of these, give it as ${option} FILE to see what is wrong with it`,
    });
  }
}

/** The data set that serves a role in a record. */
export function setFor(record: RecordData, role: Role): [DataSet, Coverage] | undefined {
  for (const set of DATA_SETS) {
    const coverage = record.coverage.get(set.id);
    if (set.role === role && coverage !== undefined) return [set, coverage];
  }
  return undefined;
}

/** Checks the year against the years that the files cover: outside them is a problem in a needed file and a note in another; a gap is always a problem. */
export function checkYears(record: RecordData, year: number, notices: Notices): void {
  for (const role of ROLE_NAMES) {
    const entry = setFor(record, role);
    if (entry === undefined) continue;
    const [set, { file, first, last, years }] = entry;
    if (first === undefined || last === undefined) continue;
    const inside = year >= first && year <= last;
    const outside = {
      file,
      expected: `a year from ${first} to ${last}, which the file covers`,
      found: String(year),
      remedy: 'choose another --year, or a newer version of the file',
    };
    if (set.everyYear === true && inside && !years.has(year))
      notices.problem({
        file,
        expected: `rows of ${year}`,
        found: `none, though the file goes from ${first} to ${last}`,
        remedy: 'years are missing: download the file again',
      });
    else if (!inside && role === 'nmc') notices.problem(outside);
    else if (!inside && role === 'states' && year < first) notices.problem(outside);
    else if (year < first && role !== 'states') notices.note(`files that begin after ${year}`, `${basename(file)} (${first})`);
    else if (year > last && role !== 'states')
      notices.note(`files with no entry of ${year} or later, which may not reach it`, `${basename(file)} (to ${last})`);
  }
  checkStates(record, year, notices);
  if (membersOf(record, year).size < 2 && notices.found === 0)
    notices.problem({
      file: setFor(record, 'states')?.[1].file ?? '',
      expected: 'two or more states',
      found: `${membersOf(record, year).size} in ${year}`,
      remedy: 'choose another --year',
    });
}

/** Most states without capabilities, as a share: in the published files there are none. */
const MOST_LACKING = 0.1;

/** Checks the file of capabilities against the list of states: a file cut off between two rows lacks states. */
function checkStates(record: RecordData, year: number, notices: Notices): void {
  const members = membersOf(record, year);
  const have = record.capabilities.get(year);
  const file = setFor(record, 'nmc')?.[1].file;
  if (have === undefined || file === undefined) return;
  const lacking = [...members.values()].filter(({ ccode }) => !have.has(ccode));
  if (lacking.length <= MOST_LACKING * members.size) return;
  notices.problem({
    file,
    expected: `rows of the ${members.size} states of ${year}`,
    found: `none of ${lacking.length} of them (${lacking
      .slice(0, 5)
      .map(({ id }) => id)
      .join(', ')}${lacking.length > 5 ? ', ...' : ''})`,
    remedy: 'the download may have been cut short: download the file again',
  });
}
