import type { ParameterSpec } from '../model/parameters.ts';
import { isMapping, listOf, mappingOf, own } from './values.ts';

/** Values by tick: what a parameter is at each tick. */
export interface TimePath<V = number | string> {
  at: [tick: number, value: V][];
  between: 'linear' | 'step';
}

/** A value or a path of it in time. */
export type OverTime<V = number | string> = V | TimePath<V>;

export function isTimePath<V>(value: OverTime<V>): value is TimePath<V> {
  return isMapping(value);
}

/** The points of a path as it is written: a mapping of ticks or a list of pairs, in the order of the file where `order` gives it. */
export function pointsOf(path: unknown, order?: readonly string[]): [tick: unknown, value: unknown][] {
  const points = own(mappingOf(path), 'at');
  if (Array.isArray(points)) return points.map((point) => [listOf(point)[0], listOf(point)[1]]);
  const table = mappingOf(points);
  return (order ?? Object.keys(table))
    .filter((key) => Object.hasOwn(table, key))
    .map((key) => [/^[0-9]+$/.test(key) ? Number(key) : key, table[key]]);
}

/** How a path goes between its points when it does not say: numbers in a line, whole numbers and words in steps. */
function standardBetween(spec: { integer?: boolean | undefined; choices?: readonly string[] | undefined }): TimePath['between'] {
  return spec.integer === true || spec.choices !== undefined ? 'step' : 'linear';
}

/** A path with its points as a list and its way between them written out. */
export function normalPath<V extends number | string>(written: unknown, spec: Pick<ParameterSpec, 'integer' | 'choices'>): TimePath<V> {
  const points = pointsOf(written) as [number, V][];
  return {
    at: points.map(([tick, value]) => [tick, value]),
    between: (own(mappingOf(written), 'between') as TimePath['between'] | undefined) ?? standardBetween(spec),
  };
}

/** The value at a tick: before the first point the first value, after the last the last. */
export function valueAt<V extends number | string>(value: OverTime<V>, tick: number): V {
  if (!isTimePath(value)) return value;
  let [beforeTick, before] = value.at[0] as [number, V];
  for (const [nextTick, next] of value.at) {
    if (nextTick > tick) {
      if (value.between === 'step' || tick <= beforeTick || typeof before !== 'number' || typeof next !== 'number') return before;
      const share = (tick - beforeTick) / (nextTick - beforeTick);
      return (before + share * (next - before)) as V;
    }
    beforeTick = nextTick;
    before = next;
  }
  return before;
}

/** The ticks from 1 to `ticks` at which a path takes another value than in the tick before, with that value. */
export function changes<V extends number | string>(value: OverTime<V>, ticks: number): [tick: number, value: V][] {
  if (!isTimePath(value)) return [];
  const out: [number, V][] = [];
  let before = valueAt(value, 0);
  for (let tick = 1; tick <= ticks; tick++) {
    const now = valueAt(value, tick);
    if (now !== before) out.push([tick, now]);
    before = now;
  }
  return out;
}
