import { InvariantError } from '../base/errors.ts';

/** A mapping of the file, of which nothing is known but that its keys are texts. */
export type Mapping = Record<string, unknown>;
/** Where a value stands in a file: keys and indices from the top. */
export type Path = readonly (string | number)[];

export function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as a mapping; an empty one where it is something else, so that a check can go on past a part that is broken. */
export function mappingOf(value: unknown): Mapping {
  return isMapping(value) ? value : {};
}

/** The value as a list; an empty one where it is something else. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

/** Own value of a key; undefined for what a mapping only inherits. */
export function own(mapping: Mapping, key: string): unknown {
  return Object.hasOwn(mapping, key) ? mapping[key] : undefined;
}

/** The value at a path, or undefined. */
export function valueAtPath(value: unknown, path: Path): unknown {
  let here = value;
  for (const step of path) {
    if (Array.isArray(here) && typeof step === 'number') here = (here as unknown[])[step];
    else if (isMapping(here)) here = own(here, String(step));
    else return undefined;
  }
  return here;
}

/** Sets a key without ever touching a prototype. */
export function put(mapping: Mapping, key: string, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(mapping, key, { value, writable: true, enumerable: true, configurable: true });
  else mapping[key] = value;
}

/** An element that is known to be there. @throws InvariantError when it is not. */
export function at<T>(list: ArrayLike<T>, i: number): T {
  const value = list[i];
  if (value === undefined) throw new InvariantError(`nothing at index ${i} of a list of ${list.length}`);
  return value;
}

/** The order of ids everywhere: by code unit, never by locale. */
export function byCode(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What was found, in a few words: texts in quotes and cut short, structures by their kind. */
export function formatValue(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}...` : value);
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (isMapping(value)) return 'a mapping';
  return `a ${typeof value}`;
}
