import { InputError, type Problem } from '../../base/errors.ts';
import { meanInterval } from '../../statistics/intervals.ts';
import { columnsOfTable, type ResultsFolder } from '../../results/read-results.ts';
import { suggest } from '../../scenario/names.ts';
import type { Measure, Pattern, SpecialMeasure } from './pattern.ts';
import { entryOf } from '../record-data.ts';
import { lacking, specialValues, type RunValues } from './special-measures.ts';
import { columnsOfMeasure, partsOf, readSystem, systemValue, type SystemRun, type Window } from './system-measures.ts';

/** The score of a pattern in one configuration. */
export interface PatternScore {
  readonly config: string;
  readonly pattern: Pattern;
  /** Replicates in which it is defined. */
  readonly n: number;
  /** Mean over replicates; null where it is defined in none. */
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Whether the value is in the band; unknown where there is no value. */
  readonly result: 'hit' | 'miss' | 'unknown';
  /** By how much the value is above (positive) or below (negative) the band; 0 within. */
  readonly distance: number | null;
  /** Whether the interval crosses a bound of the band. */
  readonly across: boolean;
  /** Why there is no value; empty where there is one. */
  readonly note: string;
}

/** Which runs and ticks are scored, and how. */
export interface ScoreOptions {
  window: Window;
  /** Of the intervals, in (0,1). */
  level: number;
}

/** Compares the runs of a folder with patterns, separately for each configuration. @throws InputError for columns that do not exist */
export async function scoreResults(
  results: ResultsFolder,
  patterns: readonly Pattern[],
  { window, level }: ScoreOptions,
): Promise<PatternScore[]> {
  checkColumns(results, patterns);
  const runs = await readSystem(results, [...new Set(patterns.flatMap(({ measure }) => columnsOfMeasure(measure)))], window);
  const special = await readSpecial(results, patterns, window);
  const configs = [...new Set(runs.map(({ config }) => config))];
  return configs.flatMap((config) => {
    const own = runs.filter((run) => run.config === config);
    return patterns.map((pattern) => scoreOf(pattern, config, own, special, window, level));
  });
}

function checkColumns(results: ResultsFolder, patterns: readonly Pattern[]): void {
  const known = columnsOfTable(results, 'system').map(({ name }) => name);
  const problems = patterns.flatMap(({ name, measure }) =>
    columnsOfMeasure(measure)
      .filter((column) => !known.includes(column))
      .map((column): Problem => ({
        path: `patterns.${name}`,
        expected: 'a column of system.csv',
        found: JSON.stringify(column),
        remedy: suggest(column, known),
      })),
  );
  if (problems.length > 0) throw new InputError(problems);
}

type Special = Map<SpecialMeasure, RunValues | string>;

async function readSpecial(results: ResultsFolder, patterns: readonly Pattern[], window: Window): Promise<Special> {
  const wanted = new Set(patterns.flatMap(({ measure }) => partsOf(measure).flatMap((part) => ('special' in part ? [part.special] : []))));
  const out: Special = new Map();
  for (const measure of wanted) out.set(measure, lacking(results, measure) ?? (await specialValues(results, measure, window)));
  return out;
}

function valueIn(run: SystemRun, measure: Measure, special: Special, window: Window): number {
  const [one = NaN, two] = partsOf(measure).map((part) => {
    if (!('special' in part)) return systemValue(run, part, window);
    const values = special.get(part.special);
    return typeof values === 'object' ? (values.get(`${run.config}|${run.replicate}|${run.run}`) ?? NaN) : NaN;
  });
  return two === undefined ? one : one - two;
}

function scoreOf(
  pattern: Pattern,
  config: string,
  runs: readonly SystemRun[],
  special: Special,
  window: Window,
  level: number,
): PatternScore {
  const notes = partsOf(pattern.measure).flatMap((part) => {
    const values = 'special' in part ? special.get(part.special) : undefined;
    return typeof values === 'string' ? [values] : [];
  });
  const values = runs.map((run) => valueIn(run, pattern.measure, special, window));
  const { n, mean, low, high } = meanInterval(values, level);
  const value = mean;
  const distance = value === null ? null : outside(value, pattern.band);
  return {
    config,
    pattern,
    n,
    value,
    low,
    high,
    result: distance === null ? 'unknown' : distance === 0 ? 'hit' : 'miss',
    distance,
    across: low !== null && high !== null && reachesOver(low, high, pattern.band),
    note: value !== null ? '' : (notes[0] ?? 'did not happen in any run: more runs or ticks'),
  };
}

/** Whether an interval has values on both sides of a bound. */
function reachesOver(low: number, high: number, band: Pattern['band']): boolean {
  const below = band.low !== undefined && low < band.low && high >= band.low;
  return below || (band.high !== undefined && high > band.high && low <= band.high);
}

/** By how much a value is above (positive) or below (negative) a band. */
export function outside(value: number, { low, high }: Pattern['band']): number {
  if (low !== undefined && value < low) return value - low;
  return high !== undefined && value > high ? value - high : 0;
}

/** Groups in band, outside and unknown: a group is in band when all of its patterns are, and unknown when one is and none is outside. */
export function countGroups(scores: readonly PatternScore[]): Record<PatternScore['result'], number> {
  const groups = new Map<string, PatternScore['result'][]>();
  for (const { pattern, result } of scores) {
    const group = pattern.group ?? pattern.name;
    entryOf(groups, group, () => []).push(result);
  }
  const counts = { hit: 0, miss: 0, unknown: 0 };
  for (const all of groups.values()) counts[all.includes('miss') ? 'miss' : all.includes('unknown') ? 'unknown' : 'hit'] += 1;
  return counts;
}
