import { existsSync, writeFileSync } from 'node:fs';
import { EXIT, InputError, OutputError } from '../../base/errors.ts';
import { writing } from '../../files/io-errors.ts';
import { openResults } from '../../results/read-results.ts';
import { PATTERNS } from '../../record/score/patterns.ts';
import { readPatterns } from '../../record/score/read-patterns.ts';
import { countGroups, scoreResults } from '../../record/score/score.ts';
import { SCORE_FIELDS, scoreText } from '../../record/score/score-text.ts';
import { csvOf } from '../../record/table-text.ts';
import { MAX_TICKS } from '../../scenario/schema/schema-base.ts';
import { readAll, someText, wholeNumber } from '../arguments.ts';
import type { AddCommand } from '../command.ts';
import type { Io } from '../io.ts';

/** The options of the command as commander gives them. */
export interface RawScoreOptions {
  patterns?: string;
  from?: string;
  to?: string;
  level?: string;
  out?: string;
  force?: boolean;
  json?: boolean;
}

const readTick = wholeNumber(0, MAX_TICKS);
const readPercent = wholeNumber(1, 99);

/** Holds the runs of a results folder against the patterns of the record. Returns the exit code. @throws InputError, OutputError */
export async function scoreCommand(folder: string, raw: RawScoreOptions, io: Io): Promise<number> {
  const options = readAll({
    from: () => (raw.from === undefined ? 1 : readTick('--from', raw.from)),
    to: () => (raw.to === undefined ? MAX_TICKS : readTick('--to', raw.to)),
    level: () => (raw.level === undefined ? 95 : readPercent('--level', raw.level)) / 100,
    out: () => (raw.out === undefined ? undefined : someText('--out', raw.out)),
    patterns: () => (raw.patterns === undefined ? PATTERNS : readPatterns(someText('--patterns', raw.patterns))),
  });
  if (options.from > options.to)
    throw new InputError([
      {
        path: '--from',
        expected: `a tick of at most ${options.to}, that of --to`,
        found: String(options.from),
        remedy: 'exchange the two',
      },
    ]);
  const { out, patterns, level } = options;
  if (out !== undefined && existsSync(out) && raw.force !== true)
    throw new OutputError(`${out} exists already; give --force to replace it or another place with --out`);
  const scores = await scoreResults(await openResults(folder), patterns, { window: options, level });
  if (out !== undefined) writing(out, () => writeFileSync(out, csvOf(SCORE_FIELDS, scores)));
  if (raw.json === true)
    io.stdout(
      `${JSON.stringify({ ...countGroups(scores), scores: scores.map(({ pattern, ...score }) => ({ ...pattern, ...score })) }, null, 2)}\n`,
    );
  else io.stdout(scoreText(scores, level));
  return EXIT.done.code;
}

const EXAMPLES = `
Examples:
  entente run world-1989.yaml --replicates 20 --seed 1 --record dyads=1 --out results/world-1989
  entente score results/world-1989
  entente score results/world-1989 --from 10 --patterns mine.yaml --out scorecard.csv

A pattern is in band when the mean over replicates is. Bands are those of the modern world; a world of another period, size or kind may well miss them. A
file of patterns of your own:

  patterns:
    - name: rivalries
      title: rivalries at the end
      measure: {end: n_rivalries}        # or {mean: COLUMN}, {sum: [COLUMNS], over: [COLUMNS], before: true}, {special: NAME}, {first: ..., less: ...}
      band: {low: 10, high: 40}
      record: 20 (2010)

Exit codes: 0 done, whatever the score; 2 wrong input; 4 output exists or cannot be written; 70 a bug.
`;

export const addScore: AddCommand = (command, { io, done }) =>
  void command
    .argument('<DIR>', 'results folder')
    .option('--patterns <FILE>', 'your own patterns (YAML), instead of the built-in ones')
    .option('--from <TICK>', 'first tick that counts (default: 1)')
    .option('--to <TICK>', 'last tick that counts (default: the last)')
    .option('--level <PERCENT>', 'level of the intervals (default: 95)')
    .option('--out <FILE>', 'write the scorecard as CSV too')
    .option('--force', 'replace an older file')
    .option('--json', 'print the scorecard as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (folder: string, raw: RawScoreOptions) => done(await scoreCommand(folder, raw, io)));
