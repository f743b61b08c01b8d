import type { Cell, Column } from '../../measure/column.ts';
import type { Estimate } from '../../statistics/bootstrap.ts';

const text = (name: string, meaning: string): Column => ({ name, type: 'string', unit: '', meaning });
const whole = (name: string, meaning: string, unit = ''): Column => ({ name, type: 'integer', unit, meaning, min: 0 });
const number = (name: string, meaning: string): Column => ({ name, type: 'number', unit: '', meaning });
const share = (name: string, meaning: string): Column => ({ name, type: 'number', unit: 'share', meaning, min: 0, max: 1 });

/** Columns that several tables have. */
export const CONFIG = whole('config', 'number of the configuration, as in runs.csv and points.csv');
export const POINT = text('point', 'the values of the factors; empty without factors');
export const METRIC = text('metric', 'the metric, a column of runs.csv or system.csv of the results; those say its unit');
export const TICK = whole('tick', 'tick of the metric; empty = of the run as a whole, or at its end', 'ticks');
export const N_REPLICATES = whole('n', 'replicates with a value, on which the row is based', 'runs');
export const FACTOR = text('factor', 'name of the factor; `dummy` sets nothing and so must have no effect at all');
export const LEVEL = share('ci_level', 'level of all intervals of the row');

export const column = { text, whole, number, share };

/** Bounds of an interval. */
export function bounds(name: string, of: string): [Column, Column] {
  const prefix = name === '' ? 'ci' : name;
  return [
    number(`${prefix}_low`, `lower bound of the interval for ${of}`),
    number(`${prefix}_high`, `upper bound of the interval for ${of}`),
  ];
}

/** An estimate with its interval as three cells. */
export function cells({ value, low, high }: Estimate): [Cell, Cell, Cell] {
  return [value, low, high];
}
