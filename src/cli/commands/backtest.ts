import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { EXIT, InputError } from '../../base/errors.ts';
import { drawSvg } from '../../charts/picture.ts';
import { BACKTEST_FORMAT, MANIFEST_FILE, openFolder } from '../../results/folder.ts';
import { writing } from '../../files/io-errors.ts';
import { backtest, readPeriods, type Backtest } from '../../record/backtest/backtest.ts';
import { backtestParagraph, backtestPicture, backtestTables, backtestText } from '../../record/backtest/backtest-text.ts';
import { Notices } from '../../record/notices.ts';
import { readAll, readReplicates, readSeed, readWorkers, someText } from '../arguments.ts';
import { setOption, collect, type AddCommand } from '../command.ts';
import { interruptible } from '../interrupt.ts';
import type { Io } from '../io.ts';
import { VERSION } from '../version.ts';
import { readYear, recordFiles, recordOptions, uncalibratedOption } from './import.ts';

/** The options of the command as commander gives them. */
export interface RawBacktestOptions {
  from?: string;
  to?: string;
  period?: string[];
  replicates?: string;
  seed?: string;
  workers?: string;
  set?: string[];
  out?: string;
  uncalibrated?: boolean;
  force?: boolean;
  json?: boolean;
  quiet?: boolean;
  [role: string]: unknown;
}

const DEFAULT_REPLICATES = 20;
const LEVEL = 0.95;
const RESAMPLES = 500;

/** Tests the model on the record. Returns the exit code. @throws InputError, OutputError */
async function backtestCommand(raw: RawBacktestOptions, argv: readonly string[], io: Io): Promise<number> {
  const { replicates, seed, workers, periods } = readAll({
    replicates: () => (raw.replicates === undefined ? DEFAULT_REPLICATES : readReplicates('--replicates', raw.replicates)),
    seed: () => (raw.seed === undefined ? 1 : readSeed('--seed', raw.seed)),
    workers: () => (raw.workers === undefined ? availableParallelism() : readWorkers('--workers', raw.workers)),
    periods: () => readPeriods(raw.period ?? []),
    out: () => (raw.out === undefined ? '' : someText('--out', raw.out)),
  });
  if (raw.from !== undefined || raw.to !== undefined)
    periods.unshift(...readPeriods([`${readYear('--from', raw.from ?? '')}-${readYear('--to', raw.to ?? '')}`]));
  if (periods.length === 0)
    throw new InputError([
      { path: '--period', expected: 'a period', found: 'none', remedy: 'write --from YEAR --to YEAR, or --period 1980-1990 (repeatable)' },
    ]);
  const notices = new Notices();
  const files = await recordFiles(raw, notices);
  const out = raw.out ?? join('results', `backtest-${periods.map(({ from, to }) => `${from}-${to}`).join('-')}`);
  const folder = openFolder(out, raw.force === true, BACKTEST_FORMAT);
  try {
    const talk = (text: string) => (raw.quiet === true ? undefined : io.stderr(text));
    const made = await interruptible((signal) =>
      backtest(files, periods, {
        simulation: {
          seed,
          replicates,
          workers: Math.min(workers, replicates),
          signal,
          done: (replicate) => talk(`replicate ${replicate + 1} of ${replicates}\n`),
        },
        sets: raw.set ?? [],
        calibrated: raw.uncalibrated !== true,
        level: LEVEL,
        resamples: RESAMPLES,
      }),
    );
    const picture = await drawSvg(backtestPicture(made));
    const paragraph = backtestParagraph(made, replicates);
    writing(out, () =>
      write(folder.path, made, {
        picture,
        paragraph,
        about: { version: VERSION, command: argv, seed, replicates, level: LEVEL, resamples: RESAMPLES, periods },
      }),
    );
    folder.commit();
    if (raw.json === true) io.stdout(`${JSON.stringify({ folder: out, paragraph, notes: made.notes, scores: made.scores }, null, 2)}\n`);
    else if (raw.quiet !== true) io.stdout(`${backtestText(made)}\n${paragraph}\n\nresults: ${out}\n`);
    if (raw.json !== true && made.notes.length > 0) talk(`\nnotes:\n${made.notes.map((note) => `  ${note}\n`).join('')}`);
  } finally {
    folder.discard();
  }
  return EXIT.done.code;
}

interface Written {
  picture: string;
  paragraph: string;
  about: object;
}

function write(folder: string, made: Backtest, { picture, paragraph, about }: Written): void {
  for (const [name, csv] of Object.entries(backtestTables(made))) writeFileSync(join(folder, `${name}.csv`), csv);
  writeFileSync(join(folder, 'backtest.svg'), picture);
  writeFileSync(join(folder, 'backtest.txt'), `${backtestText(made)}\n${paragraph}\n`);
  writeFileSync(
    join(folder, MANIFEST_FILE),
    `${JSON.stringify({ format: BACKTEST_FORMAT, ...about, paragraph, notes: made.notes }, null, 2)}\n`,
  );
}

const EXAMPLES = `
Examples:
  entente backtest --data downloads --from 1980 --to 1990 --replicates 100 --seed 1
  entente backtest --data downloads --period 1925-1935 --period 1950-1960 --out results/backtest

The simulation starts from the historical record of the first year, and every pair is scored against the record of the last. The same is done for null
models (persistence, random, distance, power, common enemy) and for a regression fitted to the decade before. Files as for entente import.
Exit codes: 0 done, whatever the scores; 2 wrong input; 4 output exists or cannot be written; 70 a bug; 130 interrupted.
`;

export const addBacktest: AddCommand = (command, { io, argv, done }) => {
  command
    .option('--from <YEAR>', 'year at which the simulation starts')
    .option('--to <YEAR>', 'year by which it is scored')
    .option('--period <FROM-TO>', 'both in one, for several periods (repeatable)', collect)
    .option('--replicates <N>', `number of simulated worlds for each period (default: ${DEFAULT_REPLICATES})`)
    .option('--seed <N>', 'seed of the random numbers (default: 1)')
    .option('--workers <N>', 'threads (default: as many as there are processors)')
    .addOption(setOption())
    .addOption(uncalibratedOption())
    .option('--out <DIR>', 'results folder (default: results/backtest and the years)')
    .option('--force', 'replace an older folder of a backtest')
    .option('--json', 'print scores, notes and paragraph as JSON')
    .option('--quiet', 'print only errors')
    .addHelpText('after', EXAMPLES);
  for (const option of recordOptions()) command.addOption(option);
  command.action(async (raw: RawBacktestOptions) => done(await backtestCommand(raw, argv, io)));
};
