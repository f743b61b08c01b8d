import { scanTable, type ResultsFolder } from '../../results/read-results.ts';
import { entryOf } from '../record-data.ts';
import type { Measure, SimpleMeasure } from './pattern.ts';

/** Which ticks count, from the first to the last. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** A run of a results folder, with the columns of its system rows by tick. */
export interface SystemRun {
  readonly run: string;
  readonly config: string;
  readonly replicate: number;
  /** Ticks in the order of the rows, with the tick before the window. */
  readonly ticks: number[];
  readonly columns: Map<string, number[]>;
}

/** Columns that identify a run and a tick. */
export const RUN = ['run', 'config', 'replicate', 'tick'] as const;
/** The key of a run. */
export const keyOf = (run: string, config: string, replicate: string) => `${config}|${replicate}|${run}`;

/** The parts of a measure that are measures of their own. */
export const partsOf = (measure: Measure): SimpleMeasure[] => ('first' in measure ? [measure.first, measure.less] : [measure]);

/** Columns of system.csv that a measure needs. */
export function columnsOfMeasure(measure: Measure): string[] {
  return partsOf(measure).flatMap((part) => {
    if ('mean' in part) return [part.mean];
    if ('end' in part) return [part.end];
    return 'sum' in part ? [...part.sum, ...part.over] : [];
  });
}

/** Reads the wanted columns of every run, in the order of the file. @throws InputError */
export async function readSystem(results: ResultsFolder, names: readonly string[], { from, to }: Window): Promise<SystemRun[]> {
  const runs = new Map<string, SystemRun>();
  for await (const [run = '', config = '', replicate = '', tick, ...cells] of scanTable(results, 'system', [...RUN, ...names])) {
    const t = Number(tick);
    const entry = entryOf(runs, keyOf(run, config, replicate), () => ({
      run,
      config,
      replicate: Number(replicate),
      ticks: [],
      columns: new Map(names.map((name) => [name, []])),
    }));
    if (t < from - 1 || t > to) continue;
    entry.ticks.push(t);
    names.forEach((name, c) => entry.columns.get(name)?.push(cells[c] === '' || cells[c] === undefined ? NaN : Number(cells[c])));
  }
  return [...runs.values()];
}

/** The value of a measure of system.csv in one run; NaN where it is not defined. */
export function systemValue({ ticks, columns }: SystemRun, measure: SimpleMeasure, { from }: Window): number {
  const at = (name: string, k: number) => columns.get(name)?.[k] ?? NaN;
  if ('mean' in measure || 'end' in measure) {
    const name = 'mean' in measure ? measure.mean : measure.end;
    const values = ticks.flatMap((tick, k) => (tick >= from && !Number.isNaN(at(name, k)) ? [at(name, k)] : []));
    if (values.length === 0) return NaN;
    if ('mean' in measure) return values.reduce((a, b) => a + b, 0) / values.length;
    return ticks.length === 0 ? NaN : at(name, ticks.length - 1);
  }
  if (!('sum' in measure)) return NaN;
  let above = 0;
  let below = 0;
  ticks.forEach((tick, k) => {
    if (tick < from) return;
    const back = measure.before === true ? k - 1 : k;
    if (back < 0) return;
    for (const name of measure.sum) above += at(name, k);
    for (const name of measure.over) below += at(name, back);
  });
  return below === 0 ? NaN : above / below;
}
