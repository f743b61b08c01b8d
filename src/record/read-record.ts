import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../base/errors.ts';
import { byCode } from '../scenario/values.ts';
import { DATA_SETS } from './data-sets.ts';
import { ROLE_NAMES, type DataSet, type Role, type Span } from './data-set.ts';
import { Notices } from './notices.ts';
import { readFile } from './read-file.ts';
import { headerProblems, optionOf, placesOf, recognise } from './recognise.ts';
import { emptyRecord, type RecordData } from './record-data.ts';
import { RowReader } from './row-reader.ts';

/** A file for each role. */
export type RecordFiles = Partial<Record<Role, string>>;

const MOST_FILES = 1000;
/** Subjects of notes on files of a folder that are not used. */
export const LEFT_OUT = {
  unknown: 'files in the folder that are of no data set that is used here',
  unread: 'files in the folder that could not be read',
} as const;

/**
 * The files of a folder by role, recognised by their headers. If several serve one role, the first in the order of the registry is used and the others
 * are noted. @throws InputError where the path is not a folder
 */
export async function filesIn(folder: string, notices: Notices): Promise<RecordFiles> {
  const stat = statSync(folder, { throwIfNoEntry: false });
  if (stat?.isDirectory() !== true)
    throw new InputError([
      {
        path: '--data',
        expected: 'a folder with data files',
        found: stat === undefined ? `no such folder: ${folder}` : `a file: ${folder}`,
        remedy: 'name the folder that the files are in',
      },
    ]);
  const names = readdirSync(folder)
    .filter((name) => /\.(csv|csv\.gz|txt|tsv)$/i.test(name))
    .sort(byCode)
    .slice(0, MOST_FILES);
  const found: { set: DataSet; file: string }[] = [];
  for (const name of names) {
    const file = join(folder, name);
    const quiet = new Notices();
    await readFile(
      file,
      {
        header(cells) {
          const set = recognise(cells);
          if (set === undefined) notices.note(LEFT_OUT.unknown, name);
          else found.push({ set, file });
          return false;
        },
        row: () => undefined,
      },
      quiet,
    );
    if (quiet.found > 0) notices.note(LEFT_OUT.unread, name);
  }
  const files: RecordFiles = {};
  for (const { set, file } of found.sort((x, y) => DATA_SETS.indexOf(x.set) - DATA_SETS.indexOf(y.set))) {
    if (files[set.role] === undefined) files[set.role] = file;
    else notices.note(`files in the folder that were left aside, as another serves the same use`, `${file} (${optionOf(set.role)})`);
  }
  return files;
}

/** Reads the wanted rows of every file into one record; the problems of all files are collected in `notices`, not thrown. */
export async function readRecord(files: RecordFiles, span: Span, notices: Notices): Promise<RecordData> {
  const record = emptyRecord();
  // in the order of the registry, in which members come before treaties
  for (const role of ROLE_NAMES) {
    const file = files[role];
    if (role === 'atop' && files.atop_members !== undefined) continue; // adds nothing to its member rows
    if (file !== undefined) await readInto(record, role, file, span, notices);
  }
  return record;
}

async function readInto(record: RecordData, role: Role, file: string, span: Span, notices: Notices): Promise<void> {
  let set: DataSet | undefined;
  let reader: RowReader | undefined;
  let version = '';
  let versionAt = -1;
  const read = await readFile(
    file,
    {
      header(cells) {
        const problems = headerProblems(file, role, cells);
        for (const problem of problems) notices.problem(problem);
        set = recognise(cells);
        if (problems.length > 0 || set === undefined) return false;
        reader = new RowReader(file, set, cells, placesOf(set, cells), notices);
        versionAt = cells.findIndex((name) => name.trim().toLowerCase() === 'version');
        return true;
      },
      row(cells, line) {
        if (version === '' && versionAt >= 0) version = (cells[versionAt] ?? '').trim().slice(0, 20);
        if (reader !== undefined) set?.take(reader.at(cells, line), record, span);
      },
    },
    notices,
  );
  if (set === undefined || reader === undefined) return;
  set.finish?.(record, span);
  const years = [...reader.years];
  const [first, last] =
    years.length === 0 ? [undefined, undefined] : [years.reduce((a, b) => Math.min(a, b)), years.reduce((a, b) => Math.max(a, b))];
  record.coverage.set(set.id, { file, rows: read.rows, first, last, years: reader.years, sha256: read.sha256, version });
  if (read.rows === 0) notices.problem({ file, expected: 'rows below the header', found: 'none', remedy: 'download the file again' });
}
