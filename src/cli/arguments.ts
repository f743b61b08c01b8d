import { InputError, type Problem } from '../base/errors.ts';
import { suggest } from '../scenario/names.ts';
import { MAX_TICKS } from '../scenario/schema/schema-base.ts';

/** Reads one option's text. @throws InputError */
export type Read<T> = (option: string, text: string) => T;

/** A whole number written in plain digits: no sign, point, exponent, blank or other base. */
export function wholeNumber(min: number, max: number): Read<number> {
  return (option, text) => {
    const value = /^(0|[1-9][0-9]*)$/.test(text) ? Number(text) : NaN;
    if (Number.isSafeInteger(value) && value >= min && value <= max) return value;
    throw new InputError([
      { path: option, expected: `a whole number from ${min} to ${max}`, found: JSON.stringify(text), remedy: 'write it in plain digits' },
    ]);
  };
}

/** A seed; every one is exact in all languages that read our tables. */
export const readSeed = wholeNumber(0, Number.MAX_SAFE_INTEGER);
export const readReplicates = wholeNumber(1, 1_000_000);
export const readTicks = wholeNumber(1, MAX_TICKS);
export const readWorkers = wholeNumber(1, 256);
/** MB; Node itself needs some to start a thread at all. */
export const readMemory = wholeNumber(16, 1_000_000);

/** One of a list of words. */
export function oneOf(words: readonly string[]): Read<string> {
  return (option, text) => {
    if (words.includes(text)) return text;
    throw new InputError([
      { path: option, expected: `one of ${words.join(', ')}`, found: JSON.stringify(text), remedy: suggest(text, words) },
    ]);
  };
}

/** A text that is not empty. */
const some =
  (what: string): Read<string> =>
  (option, text) => {
    if (text !== '') return text;
    throw new InputError([{ path: option, expected: what, found: 'nothing', remedy: `give one, or leave out ${option}` }]);
  };
export const someText = some('a path');
export const someName = some('a name');

/** `table=every` as the `path=value` that sets it in a scenario. */
export function recordSetting(tables: readonly string[]): Read<string> {
  const every = wholeNumber(0, MAX_TICKS);
  return (option, text) => {
    const [table = '', value = '', ...rest] = text.split('=');
    if (rest.length > 0 || !text.includes('='))
      throw new InputError([
        {
          path: option,
          expected: 'a table, "=" and every how many ticks',
          found: JSON.stringify(text),
          remedy: 'write for instance --record decisions=1',
        },
      ]);
    return `record.${oneOf(tables)(option, table)}=${every(`${option} ${table}`, value)}`;
  };
}

/** Does all the readings and reports the problems of all of them at once. @throws InputError */
export function readAll<T extends Record<string, () => unknown>>(readings: T): { [K in keyof T]: ReturnType<T[K]> } {
  const problems: Problem[] = [];
  const entries = Object.entries(readings).map(([name, read]) => {
    try {
      return [name, read()];
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push(...error.problems);
      return [name, undefined];
    }
  });
  if (problems.length > 0) throw new InputError(problems);
  return Object.fromEntries(entries) as { [K in keyof T]: ReturnType<T[K]> };
}
