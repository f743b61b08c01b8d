import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT, InputError, OutputError } from '../../base/errors.ts';
import { checkComparable, EFFECT_COLUMNS, effectRow, effectsOf, partingsOf, type Effect, type Parting } from '../../explain/compare.ts';
import { firstDifference, type FirstDifference } from '../../explain/first-difference.ts';
import { stateBefore } from '../../explain/replay.ts';
import { firstDifferenceText } from '../../explain/texts.ts';
import { formatHeader, formatRows } from '../../results/csv.ts';
import { COMPARISON_FORMAT, MANIFEST_FILE, openFolder } from '../../results/folder.ts';
import { writing } from '../../files/io-errors.ts';
import { readAll, someText, wholeNumber } from '../arguments.ts';
import type { AddCommand } from '../command.ts';
import type { Io } from '../io.ts';
import { checkAgain, openRuns, type Runs } from '../open-runs.ts';
import { LEVELS, TOTALS } from '../../experiment/run-entry.ts';

/** How runs are compared. */
export interface CompareOptions {
  metrics: readonly string[] | undefined;
  /** Of the intervals, in (0,1). */
  level: number;
  /** The replicate whose first difference is explained; undefined = the one that parts first. */
  replicate: number | undefined;
}

/** A comparison of B with A, its control. */
export interface Comparison {
  effects: Effect[];
  partings: Parting[];
  /** The first difference of one replicate, with its tick; null where no replicate parts. */
  first: { replicate: number; tick: number; difference: FirstDifference | null } | null;
}

/** Compares two folders of runs that share their random draws. @throws InputError */
export async function compareRuns(a: Runs, b: Runs, { metrics, level, replicate }: CompareOptions): Promise<Comparison> {
  checkComparable(a.results, b.results);
  const effects = await effectsOf(a.results, b.results, { metrics, level });
  const partings = await partingsOf(a.results, b.results);
  const asked = replicate === undefined ? firstOf(partings) : partings.find((parting) => parting.replicate === replicate);
  if (asked === undefined && replicate !== undefined)
    throw new InputError([
      { path: '--replicate', expected: 'a replicate of both', found: String(replicate), remedy: `choose from 0 to ${partings.length - 1}` },
    ]);
  if (asked?.tick === undefined || asked.tick === null) return { effects, partings, first: null };
  const { tick } = asked;
  if (tick === 0) return { effects, partings, first: { replicate: asked.replicate, tick, difference: null } };
  for (const runs of [a, b]) await checkAgain(runs, asked.replicate, tick - 1, stateBefore(runs.job, asked.replicate, tick).system);
  return {
    effects,
    partings,
    first: { replicate: asked.replicate, tick, difference: firstDifference(a.job, b.job, asked.replicate, tick) },
  };
}

function firstOf(partings: readonly Parting[]): Parting | undefined {
  return [...partings].filter(({ tick }) => tick !== null).sort((x, y) => (x.tick ?? 0) - (y.tick ?? 0) || x.replicate - y.replicate)[0];
}

/** Writes effects.csv, partings.csv and manifest.json into a folder that exists. */
export function writeComparison(folder: string, { effects, partings, first }: Comparison, level: number): void {
  writeFileSync(join(folder, 'effects.csv'), `${formatHeader(EFFECT_COLUMNS)}${formatRows(effects.map(effectRow))}`);
  writeFileSync(
    join(folder, 'partings.csv'),
    `${formatHeader([{ name: 'replicate' }, { name: 'tick' }])}${formatRows(partings.map(({ replicate, tick }) => [replicate, tick]))}`,
  );
  writeFileSync(join(folder, MANIFEST_FILE), `${JSON.stringify({ format: COMPARISON_FORMAT, level, first }, null, 2)}\n`);
}

const signed = (x: number) => `${x < 0 ? '' : '+'}${String(Number(x.toPrecision(3)))}`;

/** The comparison in words: effects at the last tick and over the runs, where they part, and why. */
export function comparisonText({ effects, partings, first }: Comparison, level: number): string {
  const last = Math.max(...effects.map(({ tick }) => tick));
  const named: Record<string, string> = { ...LEVELS };
  const lines = [`effects at tick ${last}, B - A, mean over replicates with ${String(100 * level)}% interval (pointwise)`];
  const shown = effects.filter(({ metric, tick }) => tick === last && Object.hasOwn(named, metric));
  for (const e of shown.length > 0 ? shown : effects.filter(({ tick }) => tick === last))
    lines.push(effectLine(named[e.metric] ?? e.metric, e));
  for (const [total, words] of Object.entries(TOTALS)) {
    const metric = total.replace('total_', '');
    const flows = effects.filter((e) => e.metric === metric && e.tick > 0);
    if (flows.length > 0)
      lines.push(`  ${words.padEnd(22)} ${signed(flows.reduce((sum, { difference }) => sum + (difference ?? 0), 0))} over all ticks`);
  }
  const diverged = partings.filter(({ tick }) => tick !== null).length;
  lines.push(`${diverged} of ${partings.length} replicates diverge`);
  if (first === null) return `${lines.join('\n')}\n`;
  lines.push(`the first difference of replicate ${first.replicate}, at tick ${first.tick}:`);
  lines.push(
    first.difference === null
      ? first.tick === 0
        ? '  the starts differ'
        : '  no choice and no event differs in that tick, only values'
      : firstDifferenceText(first.difference),
  );
  return `${lines.join('\n')}\n`;
}

function effectLine(words: string, { n, meanA, meanB, difference, low, high }: Effect): string {
  if (difference === null) return `  ${words.padEnd(22)} not defined in any replicate`;
  const interval = low === null || high === null ? 'no interval from one replicate' : `${signed(low)} to ${signed(high)}`;
  return `  ${words.padEnd(22)} ${signed(difference)} (${interval}; n ${n}): ${Number((meanA ?? 0).toPrecision(4))} -> ${Number((meanB ?? 0).toPrecision(4))}`;
}

/** Options of the command line that say how runs are compared. */
export interface RawCompareOptions {
  metrics?: string;
  level: string;
  replicate?: string;
  out?: string;
  force?: true;
  json?: true;
  quiet?: true;
}

/** Reads the options. @throws InputError */
export function readCompareOptions(raw: RawCompareOptions): CompareOptions & { out: string | undefined } {
  return readAll({
    metrics: () => raw.metrics?.split(',').map((name) => name.trim()),
    level: () => readLevel('--level', raw.level),
    replicate: () => (raw.replicate === undefined ? undefined : wholeNumber(0, 1_000_000)('--replicate', raw.replicate)),
    out: () => (raw.out === undefined ? undefined : someText('--out', raw.out)),
  });
}

/** A level of confidence as a share. @throws InputError */
function readLevel(option: string, text: string): number {
  const level = Number(text);
  if (/^0?\.[0-9]+$/.test(text) && level > 0 && level < 1) return level;
  throw new InputError([
    { path: option, expected: 'a share between 0 and 1', found: JSON.stringify(text), remedy: 'write for instance 0.95' },
  ]);
}

/** Compares two results folders. Returns the exit code. @throws InputError, OutputError */
async function compareCommand(folders: readonly [string, string], raw: RawCompareOptions, io: Io): Promise<number> {
  const options = readCompareOptions(raw);
  const [a, b] = await Promise.all([openRuns(folders[0]), openRuns(folders[1])]);
  const comparison = await compareRuns(a, b, options);
  if (options.out !== undefined) {
    const pending = openFolder(options.out, raw.force === true, COMPARISON_FORMAT);
    try {
      writing(options.out, () => writeComparison(pending.path, comparison, options.level));
      pending.commit();
    } finally {
      pending.discard();
    }
  }
  if (raw.json === true) io.stdout(`${JSON.stringify({ a: folders[0], b: folders[1], level: options.level, ...comparison }, null, 2)}\n`);
  else io.stdout(comparisonText(comparison, options.level));
  if (options.out !== undefined && raw.quiet !== true) io.stderr(`written: ${options.out}\n`);
  return EXIT.done.code;
}

/** Makes the subfolder of a results folder that a comparison goes to. @throws OutputError */
export function comparisonFolder(folder: string): string {
  const path = join(folder, 'compare');
  try {
    mkdirSync(path);
  } catch (error) {
    throw new OutputError(
      `${path} cannot be made (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}); choose another place with --out`,
    );
  }
  return path;
}

const EXAMPLES = `
Examples:
  entente compare results/as-it-is results/wary
  entente compare results/as-it-is results/wary --metrics n_alliance_ties,mean_insecurity --out results/difference

B is compared with A, its control, replicate by replicate: both need the same seed. The runs of one replicate are repeated up to the tick at
which they diverge, to find the first choice or event that differs and the value terms that caused it.
`;

export const addCompare: AddCommand = (command, { io, done }) =>
  void command
    .argument('<A>', 'results folder, the control')
    .argument('<B>', 'results folder to compare with it')
    .option('--metrics <NAMES>', 'comma-separated metrics (default: all)')
    .option('--level <SHARE>', 'level of the intervals', '0.95')
    .option('--replicate <N>', 'replicate whose first difference is explained (default: the one that diverges first)')
    .option('--out <DIR>', 'folder for effects.csv, partings.csv and manifest.json')
    .option('--force', 'replace an older folder')
    .option('--json', 'print the comparison as JSON')
    .option('--quiet', 'do not say what was written')
    .addHelpText('after', EXAMPLES)
    .action(async (a: string, b: string, raw: RawCompareOptions) => done(await compareCommand([a, b], raw, io)));
