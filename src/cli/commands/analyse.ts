import { join } from 'node:path';
import { Option } from 'commander';
import { InputError, EXIT, type Problem } from '../../base/errors.ts';
import { ANALYSES } from '../../analysis/analyses/index.ts';
import { analyse, RESAMPLES, type AnalyseOptions } from '../../analysis/analyse.ts';
import { writeAnalysis } from '../../analysis/write-analysis.ts';
import type { At } from '../../analysis/outcomes.ts';
import { collect, type AddCommand } from '../command.ts';
import { count } from '../format-number.ts';
import type { Io } from '../io.ts';
import { withResults, type ResultsSoFar } from '../partial-results.ts';
import { VERSION } from '../version.ts';

/** Options as they stand on the command line. */
export interface RawAnalyseOptions {
  metrics?: string;
  at?: string;
  analyses?: string;
  level?: string;
  resamples?: string;
  against?: string;
  plane?: string;
  hold?: string[];
  out?: string;
  force?: boolean;
  json?: boolean;
  quiet?: boolean;
}

/** Most resamples of a bootstrap. */
const MOST_RESAMPLES = 100_000;

/** Analyses a results folder and writes tables and pictures. Returns the exit code. @throws InputError, OutputError */
export async function analyseCommand(folder: string, raw: RawAnalyseOptions, argv: readonly string[], io: Io): Promise<number> {
  const options = readOptions(raw);
  const out = raw.out ?? join(folder, 'analysis');
  return withResults(folder, out, argv, (found) => analyseThem(found, { options, raw, out, argv }, io));
}

interface Asked {
  options: AnalyseOptions;
  raw: RawAnalyseOptions;
  out: string;
  argv: readonly string[];
}

async function analyseThem({ results, soFar }: ResultsSoFar, { options, raw, out, argv }: Asked, io: Io): Promise<number> {
  const { done, failed } = results.manifest.runs;
  if (soFar !== undefined && raw.quiet !== true)
    io.stderr(
      `the sweep is not finished: this stands on ${soFar.replicates} of ${soFar.of} replicates, ${count(done + failed)} runs; what is done of others is left out\n`,
    );
  const analysed = await analyse(results, options);
  const target = { folder: out, force: raw.force ?? false, version: VERSION, command: argv, soFar };
  const files = writeAnalysis(analysed, target);
  if (raw.quiet !== true) for (const note of analysed.notes) io.stderr(`note: ${note}\n`);
  if (raw.json === true) {
    const summary = {
      folder: target.folder,
      ...(soFar === undefined ? {} : { so_far: soFar }),
      notes: analysed.notes,
      files: files.map(({ name, rows = null, bytes }) => ({ name, rows, bytes })),
    };
    io.stdout(`${JSON.stringify(summary, null, 2)}\n`);
  } else if (raw.quiet !== true) {
    const { study, tables, pictures } = analysed;
    const size = `${study.points.length} configuration(s), ${study.replicates} replicate(s)`;
    const list = tables.map(
      ({ table, rows }) => `  ${`${table.name}.csv`.padEnd(18)} ${String(rows.length).padStart(7)} rows  ${table.meaning}`,
    );
    io.stdout(`${study.name}: ${size}\n${list.join('\n')}\n  ${pictures.length} picture(s)\n${target.folder}\n`);
  }
  return EXIT.done.code;
}

/** @throws InputError with everything that is wrong */
function readOptions(raw: RawAnalyseOptions): AnalyseOptions {
  const problems: Problem[] = [];
  const list = (text: string | undefined) =>
    text
      ?.split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '');
  const number = (path: string, text: string | undefined, otherwise: number, expected: string, holds: (x: number) => boolean): number => {
    if (text === undefined) return otherwise;
    const x = text.trim() === '' ? NaN : Number(text);
    if (!holds(x)) problems.push({ path, expected, found: JSON.stringify(text) });
    return x;
  };
  const whole = (most: number) => (x: number) => Number.isInteger(x) && x >= 0 && x <= most;
  const nonEmpty = (path: string, text: string | undefined) => {
    const parts = list(text);
    if (parts?.length === 0) problems.push({ path, expected: 'comma-separated names', found: 'none' });
    return parts;
  };
  const level = number('--level', raw.level, 0.95, 'a level between 0 and 1, such as 0.95', (x) => x > 0 && x < 1);
  const resamples = number('--resamples', raw.resamples, RESAMPLES, `a whole number from 0 to ${MOST_RESAMPLES}`, whole(MOST_RESAMPLES));
  const against = number('--against', raw.against, NaN, 'the number of a configuration, from 0', whole(Number.MAX_SAFE_INTEGER));
  const ticks = list(raw.at);
  let at: At | undefined;
  if (raw.at === 'end' || raw.at === 'all') at = raw.at;
  else if (ticks !== undefined) {
    at = ticks.map(Number);
    if (at.length === 0 || !at.every(whole(1_000_000)))
      problems.push({ path: '--at', expected: '`end`, `all`, or comma-separated ticks', found: JSON.stringify(raw.at) });
  }
  const metrics = nonEmpty('--metrics', raw.metrics);
  const analyses = nonEmpty('--analyses', raw.analyses);
  const plane = nonEmpty('--plane', raw.plane);
  const hold = (raw.hold ?? []).flatMap((text) => {
    const [, factor = '', value = ''] = /^([^=]+)=(.+)$/.exec(text) ?? [];
    if (factor === '') problems.push({ path: '--hold', expected: 'FACTOR=VALUE', found: JSON.stringify(text) });
    return factor === '' ? [] : [{ factor: factor.trim(), value: value.trim() }];
  });
  if (problems.length > 0) throw new InputError(problems);
  return { metrics, at, plane, hold, analyses, level, resamples, against: raw.against === undefined ? undefined : against };
}

const EXAMPLES = `
Analyses, all that the results allow unless some are named:
${ANALYSES.map(({ name, meaning }) => `  ${name.padEnd(12)} ${meaning}`).join('\n')}

Examples:
  entente analyse results/base
  entente analyse results/base --metrics n_partnership_ties,new_wars --at all --level 0.9
  entente analyse results/plane --force          while the sweep runs, as often as you like
  entente analyse results/cube --analyses regions --plane entrapment_cost,abandonment_cost --hold rule=inertia
  entente analyse results/sensitivity --analyses sobol --metrics final_n_alliances --resamples 500

Writes tables as CSV and charts as SVG; each number comes with the number of runs behind it. The replicate is the unit of analysis: the ticks of a run are
not independent observations. An unfinished sweep is analysed by its complete replicates, and only read. The same results and options give the same bytes.
Exit codes: 0 done; 2 wrong input; 4 output exists or cannot be written; 70 a bug.
`;

export const addAnalyse: AddCommand = (command, { io, argv, done }) =>
  void command
    .argument('<DIR>', 'results folder, of runs or of a sweep')
    .option('--metrics <NAMES>', 'comma-separated metrics, columns of runs.csv or system.csv; `all` = all (default: the usual ones)')
    .option(
      '--at <TICKS>',
      'ticks at which metrics of system.csv are taken: `end`, `all` or numbers (default: all of up to 12 configurations)',
    )
    .option('--analyses <NAMES>', 'comma-separated analyses (default: all that the results allow)')
    .option('--level <SHARE>', 'level of all intervals (default: 0.95)')
    .option('--resamples <N>', 'resamples of every bootstrap (default: 1000)')
    .option('--against <CONFIG>', 'configuration to compare the others with (default: the base, else 0)')
    .option(
      '--plane <A,B>',
      'two factors that span the plane of the regions; other factors are averaged over (default: the two that vary, if just two do)',
    )
    .addOption(
      new Option('--hold <FACTOR=VALUE>', 'fix a factor at one of its values for the regions, instead of averaging (repeatable)').argParser(
        collect,
      ),
    )
    .option('--out <DIR>', 'where to write (default: analysis in the results folder)')
    .option('--force', 'replace an older analysis')
    .option('--json', 'print the summary as JSON on standard output')
    .option('--quiet', 'print only errors')
    .addHelpText('after', EXAMPLES)
    .action(async (folder: string, raw: RawAnalyseOptions) => done(await analyseCommand(folder, raw, argv, io)));
