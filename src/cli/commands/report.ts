import { join } from 'node:path';
import { analyse } from '../../analysis/analyse.ts';
import { EXIT, InputError } from '../../base/errors.ts';
import { checkPlace, writeWhole, type WholeFile } from '../../files/whole-file.ts';
import { GENERATOR } from '../../report/page.ts';
import { makeReport } from '../../report/report.ts';
import type { AddCommand } from '../command.ts';
import type { Io } from '../io.ts';

/** The options of `entente report` as commander hands them over. */
export interface RawReportOptions {
  out?: string;
  title?: string;
  config?: string;
  force?: true;
  json?: true;
  quiet?: true;
}

/** Longest title that is taken. */
const LONGEST_TITLE = 1000;
/** Name of the report in the results folder. */
const REPORT_FILE = 'report.html';

/** Makes the report of a results folder. Returns the exit code. @throws InputError, OutputError */
async function reportCommand(folder: string, options: RawReportOptions, io: Io): Promise<number> {
  const { title } = options;
  if (title !== undefined && (title.trim() === '' || title.length > LONGEST_TITLE))
    throw new InputError([
      { path: '--title', expected: `a text of 1 to ${LONGEST_TITLE} characters`, found: `${title.length} characters` },
    ]);
  const config = readConfig(options.config);
  // Known too little of the folder yet to write into it: a folder that is not there is the reader's matter.
  const file: WholeFile = { path: options.out ?? join(folder, REPORT_FILE), force: options.force === true, mark: `content="${GENERATOR}"` };
  checkPlace(file);
  const report = await makeReport(folder, analyse, { title, config });
  writeWhole(file, report.html);
  const { runs, replays, charts, ticksChecked } = report;
  const bytes = Buffer.byteLength(report.html);
  if (options.json === true)
    io.stdout(`${JSON.stringify({ report: file.path, bytes, runs, replays, figures: charts, ticks_checked: ticksChecked }, null, 2)}\n`);
  else if (options.quiet !== true) {
    io.stdout(`${file.path}\n`);
    io.stderr(
      `${runs === 1 ? 'one run' : `${runs} runs`}, ${replays} to play back, ${charts.length} charts, ${(bytes / 1e6).toFixed(1)} MB; open it in a browser\n`,
    );
  }
  return EXIT.done.code;
}

function readConfig(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InputError([
    {
      path: '--config',
      expected: 'the number of a configuration, from 0',
      found: JSON.stringify(text),
      remedy: 'see the column config of runs.csv',
    },
  ]);
}

const REPORT_EXAMPLES = `
Examples:
  entente report results/base
  entente report results/base --out base.html --title 'The world as it was'

The page holds everything that it shows: it can be sent as an attachment and opened without a network.
`;

export const addReport: AddCommand = (command, { io, done }) =>
  void command
    .argument('<DIR>', 'results folder of run or sweep')
    .option('--out <FILE>', `where to write it (default: ${REPORT_FILE} in the folder)`)
    .option('--title <TEXT>', "title, in place of the scenario's")
    .option('--config <N>', 'which configuration to report on (default: the first)')
    .option('--force', 'replace an older report')
    .option('--json', 'print a summary as JSON on standard output')
    .option('--quiet', 'print only errors')
    .addHelpText('after', REPORT_EXAMPLES)
    .action(async (folder: string, options: RawReportOptions) => done(await reportCommand(folder, options, io)));
