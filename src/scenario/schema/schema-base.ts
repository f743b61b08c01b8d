import * as z from 'zod';

/** The version of the scenario language. */
export const FORMAT_VERSION = 1;
/** Longest run. */
export const MAX_TICKS = 10_000;
/** Most states of a system. */
export const MAX_STATES = 2000;
/** Most variants of a scenario: each is checked whenever the file is read. */
export const MAX_VARIANTS = 50;
/** Highest slot of random numbers: every tick draws blocks of this many numbers. */
export const MAX_SLOT = 9999;

/** Ids of states. */
const ID_REGEX = /^[A-Za-z][A-Za-z0-9_]{0,15}$/;
/** Names of scenarios. */
export const NAME_REGEX = /^[a-z0-9-]{1,64}$/;
/** Names of columns that a user gives. */
export const COLUMN_REGEX = /^[a-z][a-z0-9_]{0,59}$/;
const TICK_REGEX = /^(0|[1-9][0-9]{0,5})$/;
/** Names of metrics. */
export const WORD_REGEX = /^[a-z][a-z0-9_]{0,63}$/;
/** The regular expressions in words, for messages. */
export const REGEX_WORDS: Record<string, string> = {
  [ID_REGEX.source]: 'an id (a letter, then up to 15 letters, digits or _)',
  [NAME_REGEX.source]: 'a short name of 1 to 64 small letters, digits and -',
  [TICK_REGEX.source]: 'a tick',
  [WORD_REGEX.source]: 'the name of a metric',
  [COLUMN_REGEX.source]: 'a name for a column (a small letter, then up to 59 small letters, digits or _)',
};

/** The words of a table, for an enumeration. */
export const words = <const T extends Record<string, unknown>>(table: T) =>
  Object.keys(table) as [keyof T & string, ...(keyof T & string)[]];
/** What each word of a table means, in one line. */
export const meanings = (table: Record<string, string>) =>
  Object.entries(table)
    .map(([word, meaning]) => `${word}: ${meaning}`)
    .join('; ');

/** The id of a state. */
export const id = z.string().regex(ID_REGEX).meta({ description: 'id of a state: a letter, then up to 15 letters, digits or _' });
/** Free text. */
export const text = z.string().max(10_000);
/** A name or key. */
export const label = z.string().min(1).max(200);
const tick = z.int().min(0).max(MAX_TICKS);
/** Keys of sources. */
export const cited = z.array(label).max(100).meta({ description: 'keys of `sources` that the values here are from' });

const pathValue = z.union([z.number(), z.string().max(40)]);
/** A path in time, whatever it is of: the checks hold its values to the bounds of what follows it. */
export const timePath = z
  .strictObject({
    at: z
      .union([
        z.record(z.string().regex(TICK_REGEX), pathValue).meta({ description: 'value by tick' }),
        z
          .array(z.tuple([tick, pathValue]))
          .min(1)
          .meta({ description: 'pairs of tick and value' }),
      ])
      .meta({ description: 'values by tick, in order of time' }),
    between: z
      .enum(['linear', 'step'])
      .optional()
      .meta({ description: 'what happens between the ticks given; default: linear for numbers, step for whole numbers and words' }),
  })
  .meta({ id: 'path', description: 'a path in time: before its first tick the first value holds, after its last the last' });

/** A number within the bounds of its registry. */
export function bounded({ min, max, integer }: { min?: number | undefined; max?: number | undefined; integer?: boolean | undefined }) {
  let schema = integer === true ? z.int() : z.number();
  if (min !== undefined) schema = schema.min(min);
  if (max !== undefined) schema = schema.max(max);
  return schema;
}
/** A label of a tick, such as a year. */
export const year = z.int().min(-1_000_000).max(1_000_000);
