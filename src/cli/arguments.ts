import { InputError } from '../base/errors.ts';

/** The greatest seed: every smaller one is exact in all languages that read our tables. */
export const MAX_SEED = Number.MAX_SAFE_INTEGER;

function refuse(option: string, expected: string, found: string, remedy?: string): never {
  throw new InputError([
    { path: option, expected, found: found === '' ? 'nothing' : `"${found}"`, ...(remedy === undefined ? {} : { remedy }) },
  ]);
}

/**
 * A whole number written in plain digits: no sign, point, exponent, blank or other base.
 * @throws InputError
 */
export function wholeNumber(option: string, text: string, min: number, max: number): number {
  const value = /^(0|[1-9][0-9]*)$/.test(text) ? Number(text) : NaN;
  if (!Number.isSafeInteger(value) || value < min || value > max)
    refuse(option, `a whole number from ${min} to ${max}, in plain digits`, text);
  return value;
}

/** Every option's value is handed in as text; these turn it into what the command works with. */
export const parseSeed = (text: string) => wholeNumber('--seed', text, 0, MAX_SEED);
export const parseReplicates = (text: string) => wholeNumber('--replicates', text, 1, 1_000_000);
export const parseTicks = (text: string) => wholeNumber('--ticks', text, 1, 10_000);
export const parseWorkers = (text: string) => wholeNumber('--workers', text, 1, 256);
export const parseCheckEvery = (text: string) => wholeNumber('--check', text, 0, 10_000);
export const parseUntil = (text: string) => wholeNumber('--until', text, 1, 10_000);

/** One `--set path=value`, kept in the order given. @throws InputError */
export function collectSet(text: string, previous: readonly Assignment[] = []): Assignment[] {
  return [...previous, assignment('--set', text, 'a path, "=" and a value, as parameters.entrapment_cost=2')];
}

/** One `--record table=every`. @throws InputError */
export function collectRecord(text: string, previous: readonly Assignment[] = []): Assignment[] {
  const one = assignment('--record', text, 'a table, "=" and every how many ticks, as decisions=1');
  return [...previous, { path: `record.${one.path}`, value: one.value }];
}

/** A place in the scenario and the text of its new value. */
export interface Assignment {
  path: string;
  value: string;
}

function assignment(option: string, text: string, expected: string): Assignment {
  const at = text.indexOf('=');
  const path = text.slice(0, Math.max(at, 0)).trim();
  const value = text.slice(at + 1).trim();
  if (at < 0 || path === '' || value === '') refuse(option, expected, text);
  return { path, value };
}
