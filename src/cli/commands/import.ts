import { existsSync } from 'node:fs';
import { Option } from 'commander';
import { EXIT, OutputError } from '../../base/errors.ts';
import { writing } from '../../files/io-errors.ts';
import { replaceFile } from '../../files/whole-file.ts';
import { ROLES, ROLE_NAMES, type Role } from '../../record/data-set.ts';
import { Notices } from '../../record/notices.ts';
import { importRecord, type Imported } from '../../record/import.ts';
import { filesIn, type RecordFiles } from '../../record/read-record.ts';
import { optionOf } from '../../record/recognise.ts';
import { readAll, readTicks, someText, wholeNumber } from '../arguments.ts';
import type { AddCommand } from '../command.ts';
import type { Io } from '../io.ts';

/** The options of the command as commander gives them. */
export interface RawImportOptions {
  year?: string;
  data?: string;
  out?: string;
  ticks?: string;
  uncalibrated?: boolean;
  force?: boolean;
  json?: boolean;
  quiet?: boolean;
  [role: string]: string | boolean | undefined;
}

/** The years that a record can be of: from the first states of the Correlates of War list. */
export const readYear = wholeNumber(1400, 2200);
const DEFAULT_TICKS = 30;

/** The key under which commander keeps the option of a role, such as `atopMembers`. */
const keyOf = (role: Role) => role.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** The files named on the command line; those of a folder serve the uses for which none is named. */
export async function recordFiles(raw: Record<string, unknown>, notices: Notices): Promise<RecordFiles> {
  const files: RecordFiles = typeof raw['data'] === 'string' ? await filesIn(someText('--data', raw['data']), notices) : {};
  for (const role of ROLE_NAMES) {
    const given = raw[keyOf(role)];
    if (typeof given === 'string') files[role] = someText(optionOf(role), given);
  }
  return files;
}

/** An option for each use of a file. */
export const recordOptions = () => [
  new Option('--data <DIR>', 'folder with the files; each is recognised by its header'),
  ...ROLE_NAMES.map((role) => new Option(`${optionOf(role)} <FILE>`, ROLES[role])),
];

/** Whether imported worlds keep the parameters of the program. */
export const uncalibratedOption = () =>
  new Option('--uncalibrated', 'use the built-in default parameters instead of the values calibrated on 1925-1980');

/** Makes a scenario from the record. Returns the exit code. @throws InputError, OutputError */
async function importCommand(raw: RawImportOptions, io: Io): Promise<number> {
  const { year, ticks } = readAll({
    year: () => readYear('--year', raw.year ?? ''),
    ticks: () => (raw.ticks === undefined ? DEFAULT_TICKS : readTicks('--ticks', raw.ticks)),
    out: () => (raw.out === undefined ? '' : someText('--out', raw.out)),
  });
  const name = `record-${year}`;
  const out = raw.out ?? `${name}.yaml`;
  if (existsSync(out) && raw.force !== true)
    throw new OutputError(`${out} exists already; give --force to replace it or another place with --out`);
  const notices = new Notices();
  const imported = await importRecord(
    await recordFiles(raw, notices),
    { year, ticks, name, calibrated: raw.uncalibrated !== true },
    notices,
  );
  writing(out, () => replaceFile(out, imported.text));
  tell(out, imported, raw, io);
  return EXIT.done.code;
}

function tell(out: string, { counts, notes, citations }: Imported, { json, quiet }: RawImportOptions, io: Io): void {
  if (json === true) {
    io.stdout(`${JSON.stringify({ file: out, ...counts, notes, citations }, null, 2)}\n`);
    return;
  }
  if (quiet === true) return;
  const { states, pairs, alliances, partnerships } = counts;
  io.stdout(`${out}: ${states} states, ${pairs} pairs, ${alliances} alliances, ${partnerships} partnerships\n`);
  io.stdout(`\nPlease cite what you use:\n${citations.map(({ text }) => `  ${text}\n`).join('')}`);
  if (notes.length > 0) io.stderr(`\nMissing, and what stands in for it:\n${notes.map((note) => `  ${note}\n`).join('')}`);
  io.stderr(`\nnext: entente describe ${out}; entente run ${out} --seed 1\n`);
}

const EXAMPLES = `
Examples:
  entente import --data downloads --year 1989 --out world-1989.yaml
  entente import --year 1914 --states states2016.csv --nmc NMC-70-abridged.csv --atop-members atop5_1m.csv --distance capitals.csv

The files are those that their publishers ship, gzipped or not; columns are found by name. A state, treaty or tie that exists for
part of a year counts for the year. Every number of the scenario names its source; the header of the file states the method. The data stay under their publishers' terms.
Exit codes: 0 done; 2 wrong input, every problem with file, row and column; 4 output exists or cannot be written; 70 a bug.
`;

export const addImport: AddCommand = (command, { io, done }) => {
  command
    .requiredOption('--year <YEAR>', 'the year at which the scenario starts')
    .option('--out <FILE>', 'scenario file to write (default: record-YEAR.yaml)')
    .option('--ticks <N>', `number of ticks of the scenario (default: ${DEFAULT_TICKS})`)
    .addOption(uncalibratedOption())
    .option('--force', 'replace an older file')
    .option('--json', 'print counts, notes and citations as JSON')
    .option('--quiet', 'print only errors')
    .addHelpText('after', EXAMPLES);
  for (const option of recordOptions()) command.addOption(option);
  command.action(async (raw: RawImportOptions) => done(await importCommand(raw, io)));
};
