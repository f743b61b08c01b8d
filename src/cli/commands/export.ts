import { join } from 'node:path';
import { EXIT, InputError } from '../../base/errors.ts';
import { FORMATS, type FormatName } from '../../report/export/index.ts';
import { writeExport } from '../../report/export/write-export.ts';
import { openResults } from '../../results/read-results.ts';
import { oneOf, readAll, someText, wholeNumber } from '../arguments.ts';
import type { AddCommand } from '../command.ts';
import type { Io } from '../io.ts';

interface RawExportOptions {
  to?: string;
  out?: string;
  replicate: string;
  config?: string;
  force?: true;
  json?: true;
  quiet?: true;
}

/** Writes results in another shape. Returns the exit code. @throws InputError, OutputError */
async function exportCommand(dir: string, raw: RawExportOptions, io: Io): Promise<number> {
  const { to, out, replicate, config } = readAll({
    to: () => {
      if (raw.to !== undefined) return oneOf(Object.keys(FORMATS))('--to', raw.to) as FormatName;
      const expected = `one of ${Object.keys(FORMATS).join(', ')}`;
      throw new InputError([{ path: '--to', expected, found: 'nothing', remedy: 'say which, for instance --to parquet' }]);
    },
    out: () => (raw.out === undefined ? undefined : someText('--out', raw.out)),
    replicate: () => wholeNumber(0, 1_000_000)('--replicate', raw.replicate),
    config: () => (raw.config === undefined ? undefined : wholeNumber(0, 1_000_000_000)('--config', raw.config)),
  });
  const results = await openResults(dir);
  const target = out ?? join(dir, to);
  const format = FORMATS[to];
  const files = await writeExport(results, to, { folder: target, force: raw.force === true, config, replicate });
  if (raw.json === true) io.stdout(`${JSON.stringify({ folder: target, to, files }, null, 2)}\n`);
  else for (const file of files) io.stdout(`${join(target, file)}\n`);
  if (raw.quiet !== true && raw.json !== true) io.stderr(`next: ${format.next}\n`);
  return EXIT.done.code;
}

const EXAMPLES = `
Shapes:
${Object.entries(FORMATS)
  .map(([name, { meaning }]) => `  ${name.padEnd(9)} ${meaning}`)
  .join('\n')}

Examples:
  entente export results/base --to parquet
  entente export results/base --to notebook --out analysis
  entente export results/base --to gexf --replicate 3
`;

export const addExport: AddCommand = (command, { io, done }) =>
  void command
    .argument('<DIR>', 'results folder')
    .option('--to <SHAPE>', `shape: ${Object.keys(FORMATS).join(', ')}`)
    .option('--out <DIR>', 'folder to write to (default: a folder of that name in DIR)')
    .option('--replicate <N>', 'replicate whose network is exported', '0')
    .option('--config <N>', 'configuration of a sweep whose network is exported (default: the first)')
    .option('--force', 'replace an older export')
    .option('--json', 'print what was written as JSON')
    .option('--quiet', 'do not say what to do next')
    .addHelpText('after', EXAMPLES)
    .action(async (dir: string, raw: RawExportOptions) => done(await exportCommand(dir, raw, io)));
