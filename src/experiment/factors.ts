import { log, powPositive } from '../base/math.ts';
import type { Column } from '../measure/column.ts';
import type { FactorShape } from './designs/design.ts';

/** A value of a factor. */
export type Value = number | string | boolean;

/** The path of a factor whose values are scenarios. */
export const SCENARIO_PATH = 'scenario';
/** The path of a factor whose values are variants of the scenario; it is applied before all others, as they come on top of it. */
export const VARIANT_PATH = 'variant';

/** What varies in a sweep. */
export interface Factor {
  name: string;
  /** Its label in charts. */
  label: string;
  /** What it sets; none for an inert factor. */
  paths: string[];
  /** The values that it takes; absent for a range, and where the points give them. */
  values?: Value[];
  range?: Range;
}

/** A range of numbers; both bounds belong to it. */
export interface Range {
  low: number;
  high: number;
  scale: 'linear' | 'log';
  integer: boolean;
  levels?: number;
}

/** Significant digits of a value calculated from a range; further digits would only show rounding errors. */
const SIGNIFICANT_DIGITS = 12;

/** What a design needs to know about a factor. @param own the value that it has when nothing sets it, where known */
export function shapeOf(factor: Factor, own?: unknown): FactorShape {
  const { name, values, range } = factor;
  const isValue = typeof own === 'number' || typeof own === 'string' || typeof own === 'boolean';
  const base = isValue && valueMisfit(factor, own) === undefined ? coordinateOf(factor, own) : null;
  const known = base === null ? {} : { base };
  if (values !== undefined) return { name, levels: values.length, discrete: true, ...known };
  if (range === undefined) return { name, levels: undefined, discrete: false };
  const whole = range.integer && range.levels === undefined;
  return { name, levels: whole ? range.high - range.low + 1 : range.levels, discrete: whole, ...known };
}

/** The value at a coordinate in [0,1]. In a list or a range of whole numbers, each value has an equal share of the coordinates. */
export function valueAtCoordinate({ values, range }: Factor, u: number): Value {
  if (values !== undefined) return values[Math.min(values.length - 1, Math.floor(u * values.length))] ?? '';
  if (range === undefined) return u;
  const { low, high, scale, integer } = range;
  if (integer) return Math.min(high, low + Math.floor(u * (high - low + 1)));
  if (u === 0) return low;
  if (u === 1) return high;
  const value = scale === 'linear' ? low + u * (high - low) : low * powPositive(high / low, u);
  return Math.min(high, Math.max(low, Number(value.toPrecision(SIGNIFICANT_DIGITS))));
}

/** The coordinate of a value of a point that the user wrote down; null where the factor has neither range nor list. */
export function coordinateOf({ values, range }: Factor, value: Value): number | null {
  if (values !== undefined) return (values.indexOf(value) + 0.5) / values.length;
  if (range === undefined || typeof value !== 'number') return null;
  const { low, high, scale, integer } = range;
  if (integer) return (value - low + 0.5) / (high - low + 1);
  return scale === 'linear' ? (value - low) / (high - low) : log(value / low) / log(high / low);
}

/** What a value must be, in words; undefined where it is valid. */
export function valueMisfit({ values, range }: Factor, value: Value): string | undefined {
  if (values !== undefined) return values.includes(value) ? undefined : `one of ${values.slice(0, 12).join(', ')}`;
  if (range === undefined) return undefined;
  const fits = typeof value === 'number' && value >= range.low && value <= range.high && (!range.integer || Number.isInteger(value));
  return fits ? undefined : `a ${range.integer ? 'whole ' : ''}number from ${range.low} to ${range.high}, the range of the factor`;
}

/** The settings that give a factor a value, as texts of `--set`; none for an inert factor or a factor of scenarios. */
export function settingsOf({ paths }: Factor, value: Value): string[] {
  return paths.filter((path) => path !== SCENARIO_PATH).map((path) => `${path}=${valueText(value)}`);
}

/** A value as `--set` takes it: a word or number as it is, other texts in quotes. */
export function valueText(value: Value): string {
  if (typeof value !== 'string') return String(value);
  return /^[A-Za-z][A-Za-z0-9_.-]*$/.test(value) && !RESERVED.has(value.toLowerCase()) ? value : JSON.stringify(value);
}

/** Words that YAML reads as something other than text. */
const RESERVED: ReadonlySet<string> = new Set(['true', 'false', 'null']);

/** The columns of the factors, with their paths and bounds. */
export function factorColumns(factors: readonly Factor[], valuesOf: (factor: Factor) => readonly Value[]): Column[] {
  return factors.map((factor) => {
    const { name, label, paths, range } = factor;
    const values = factor.values ?? valuesOf(factor);
    const numbers = range !== undefined || values.every((value) => typeof value === 'number');
    const whole = range === undefined ? values.every((value) => Number.isInteger(value)) : range.integer;
    const flags = range === undefined && values.every((value) => typeof value === 'boolean');
    const sets = paths.length === 0 ? 'a factor that sets nothing' : `the factor that sets ${paths.join(', ')}`;
    return {
      name,
      type: flags ? 'boolean' : !numbers ? 'string' : whole ? 'integer' : 'number',
      unit: '',
      meaning: label === name ? sets : `${label}; ${sets}`,
    };
  });
}
