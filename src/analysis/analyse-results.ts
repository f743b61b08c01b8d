import type { Cell } from '../measure/column.ts';
import type { Manifest } from '../results/manifest.ts';
import { openedResults, type Results } from '../results/results-by-name.ts';
import { checkOptions } from '../scenario/given.ts';
import { analyse, RESAMPLES, type AnalyseOptions } from './analyse.ts';

/** An analysis of a results folder. */
export interface Analysis {
  /** Where the results come from. */
  readonly manifest: Manifest;
  /** Rows by table, a property per column as in the files of `entente analyse`; null = missing. */
  readonly tables: Readonly<Record<string, readonly Readonly<Record<string, Cell>>[]>>;
  /** Charts as SVG, by file name. */
  readonly pictures: Readonly<Record<string, string>>;
  /** What the reader should know. */
  readonly notes: readonly string[];
}

/** The defaults; `plane` and `hold` choose the two factors of the plane of regions. */
const DEFAULTS: AnalyseOptions = {
  metrics: undefined,
  at: undefined,
  analyses: undefined,
  level: 0.95,
  resamples: RESAMPLES,
  against: undefined,
  plane: undefined,
  hold: [],
};

/**
 * Analyses results as `entente analyse` does: replicate statistics, effects, sensitivity indices and regions, where the design allows them.
 * @throws InputError for options that the results do not allow, with the reason
 */
export async function analyseResults(results: Results | string, options: Partial<AnalyseOptions> = {}): Promise<Analysis> {
  checkOptions(options, Object.keys(DEFAULTS), 'what to analyse');
  const opened = await openedResults(results);
  const { tables, pictures, notes } = await analyse(opened, { ...DEFAULTS, ...options });
  const rowsOf = ({ table, rows }: (typeof tables)[number]) =>
    rows.map((row) => Object.fromEntries(table.columns.map(({ name }, c) => [name, row[c] ?? null])));
  return {
    manifest: opened.manifest,
    tables: Object.fromEntries(tables.map((made) => [made.table.name, rowsOf(made)])),
    pictures: Object.fromEntries(pictures.map(({ file, svg }) => [file, svg])),
    notes,
  };
}
