import { InvariantError } from '../base/errors.ts';
import type { Column, Row } from './column.ts';
import { TABLES } from './columns.ts';

/** How a number is made from a metric's series. */
export const TAKES = {
  end: 'at the last tick that counts',
  mean: 'mean over the ticks at which it is defined',
  min: 'the least',
  max: 'the greatest',
  first: 'the first tick at which it has been above or below a bound for a number of ticks in a row; empty where it never is',
} as const;
export type Take = keyof typeof TAKES;

/** A number of each run, worked out while it runs. */
export interface Reduction {
  name: string;
  metric: string;
  take: Take;
  /** First and last tick that count. */
  from: number;
  to: number | undefined;
  above: number | undefined;
  below: number | undefined;
  for: number;
}

/** Metrics that a reduction may be of. */
export const REDUCIBLE: readonly string[] = TABLES.system.map(({ name }) => name).filter((name) => name !== 'tick');

/** Follows a run and gives its reductions at the end. */
export interface Reducer {
  /** A row of system.csv, without the columns that name the run. */
  see(row: Row): void;
  values(): (number | null)[];
}

export function createReducer(reductions: readonly Reduction[]): Reducer {
  const parts = reductions.map(createPart);
  return {
    see: (row) => parts.forEach((part) => part.see(row)),
    values: () => parts.map((part) => part.value()),
  };
}

function createPart({ metric, take, from, to, above, below, for: ticks }: Reduction) {
  const at = TABLES.system.findIndex(({ name }) => name === metric);
  if (at < 0) throw new InvariantError(`a reduction of ${metric}, which is not measured`);
  let last: number | null = null;
  let least: number | null = null;
  let greatest: number | null = null;
  let first: number | null = null;
  let sum = 0;
  let defined = 0;
  let running = 0;
  return {
    see(row: Row) {
      const tick = row[0] as number;
      if (tick < from || (to !== undefined && tick > to)) return;
      const cell = row[at] ?? null;
      const value = cell as number | null;
      last = value;
      const holds = value !== null && (above === undefined || value > above) && (below === undefined || value < below);
      running = holds ? running + 1 : 0;
      if (first === null && running >= ticks) first = tick - ticks + 1;
      if (value === null) return;
      sum += value;
      defined += 1;
      least = least === null ? value : Math.min(least, value);
      greatest = greatest === null ? value : Math.max(greatest, value);
    },
    value(): number | null {
      switch (take) {
        case 'end':
          return last;
        case 'mean':
          return defined === 0 ? null : sum / defined;
        case 'min':
          return least;
        case 'max':
          return greatest;
        case 'first':
          return first;
      }
    },
  };
}

/** The column of a reduction in runs.csv. */
export function reductionColumn({ name, metric, take, from, to, above, below, for: ticks }: Reduction): Column {
  const source = TABLES.system.find((column) => column.name === metric);
  const bounds = [...(above === undefined ? [] : [`above ${above}`]), ...(below === undefined ? [] : [`below ${below}`])].join(' and ');
  const window = from === 0 && to === undefined ? '' : `, ticks ${from} to ${to ?? 'the last'}`;
  const how =
    take === 'first' ? `first tick at which ${metric} has been ${bounds} for ${ticks} tick(s) running` : `${metric}: ${TAKES[take]}`;
  return {
    name,
    type: take === 'first' ? 'integer' : 'number',
    unit: take === 'first' ? 'ticks' : (source?.unit ?? ''),
    meaning: `${how}${window}`,
  };
}
