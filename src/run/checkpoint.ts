import * as z from 'zod';
import { InputError, InvariantError } from '../base/errors.ts';
import { checkWorld } from '../model/invariants.ts';
import { PARAMETERS, type ParameterKey } from '../model/parameters.ts';
import { createOutlook } from '../model/caches.ts';
import { MAX_ATTENTION } from '../model/constants.ts';
import type { World } from '../model/world.ts';
import { parameterMisfit } from '../scenario/paths.ts';
import { bookSchema, loadBook, saveBook, type SavedBook } from './checkpoint-book.ts';

type Bytes = Float64Array | Int32Array | Uint8Array;

/** Fields that the scenario, seed and replicate determine: a checkpoint is loaded into a freshly compiled world, which has them. */
const GIVEN = new Set<string>([
  'n',
  'ids',
  'names',
  'regions',
  'slots',
  'slotCount',
  'rule',
  'runKey',
  'dated',
  'tickLog',
  'observed',
  'tastes',
  'outlook',
  'workspace',
] satisfies (keyof World)[]);
/** Fields that are saved by name; all others are arrays. */
const NAMED = new Set<string>(['tick', 'parameters', 'book'] satisfies (keyof World)[]);

const isArray = (value: unknown): value is Bytes =>
  value instanceof Float64Array || value instanceof Int32Array || value instanceof Uint8Array;
const bytesOf = (array: Bytes) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

/** The world's arrays by name. @throws InvariantError for a field of a kind that the checkpoint does not know, so that none is lost. */
function arraysOf(w: World): Map<string, Bytes> {
  const arrays = new Map<string, Bytes>();
  for (const [name, value] of Object.entries(w) as [string, unknown][]) {
    if (GIVEN.has(name) || NAMED.has(name)) continue;
    if (!isArray(value)) throw new InvariantError(`the checkpoint does not know the world's field ${name}`);
    arrays.set(name, value);
  }
  return arrays;
}

/** All that a tick may change, as plain data for `toExactJson`; arrays as the bytes of the machine. */
export interface SavedWorld {
  tick: number;
  parameters: Record<string, number | string>;
  arrays: Record<string, Uint8Array>;
  book: SavedBook;
}

/** Saves a world between two ticks. The data share the world's memory: they are to be written out before it goes on. */
export function saveWorld(w: World): SavedWorld {
  return {
    tick: w.tick,
    parameters: w.parameters,
    arrays: Object.fromEntries([...arraysOf(w)].map(([name, array]) => [name, bytesOf(array)])),
    book: saveBook(w.book),
  };
}

function worldSchema(w: World, lastTick: number) {
  const array = (expected: Bytes) =>
    z.instanceof(Uint8Array).refine((a) => a.length === expected.byteLength, { error: `expected ${expected.byteLength} bytes` });
  const parameter = (key: string) =>
    z
      .union([z.number(), z.string()])
      .refine((value) => parameterMisfit(PARAMETERS[key as ParameterKey], value) === undefined, { error: 'out of range' });
  const arrays = Object.fromEntries([...arraysOf(w)].map(([name, expected]) => [name, array(expected)]));
  return z.strictObject({
    tick: z.int().min(0).max(lastTick),
    parameters: z.strictObject(Object.fromEntries(Object.keys(w.parameters).map((key) => [key, parameter(key)]))),
    arrays: z.strictObject(arrays),
    book: bookSchema(w.n),
  });
}

/**
 * Brings a freshly compiled world of the same scenario, seed and replicate to where the saved one was, to the bit.
 * @param data of a file that may be untrusted: all of it is checked
 * @throws InputError when the data are not a sound world of this size and shape; `w` is then to be thrown away
 */
export function loadWorld(w: World, data: unknown, lastTick: number, file: string): void {
  const { data: saved, error } = worldSchema(w, lastTick).safeParse(data);
  if (error !== undefined)
    throw unsound(
      file,
      error.issues.slice(0, 5).map((issue) => ({ path: issue.path.join('.'), found: issue.message })),
    );
  w.tick = saved.tick;
  Object.assign(w.parameters, saved.parameters);
  for (const [name, array] of arraysOf(w)) bytesOf(array).set(saved.arrays[name] ?? []);
  w.book = loadBook(saved.book, w.n);
  // What was worked out for tick 0 carries version numbers that the loaded book may have again.
  Object.assign(w.outlook, createOutlook(w.n));
  try {
    checkIndices(w);
    checkWorld(w);
  } catch (fault) {
    if (!(fault instanceof InvariantError)) throw fault;
    throw unsound(file, [{ path: 'world', found: fault.message }]);
  }
}

/** Numbers that the model uses as indices or lengths of loops without a check. */
function checkIndices(w: World): void {
  if (w.attentionCount.some((count) => count < 0 || count > Math.min(MAX_ATTENTION, w.n)))
    throw new InvariantError('attentionCount is out of range');
  if (w.attention.some((j) => j < 0 || j >= w.n)) throw new InvariantError('attention names a state that does not exist');
  if (w.active.some((flag) => flag > 1)) throw new InvariantError('active is neither 0 nor 1');
  if (w.region.some((r) => r < 0 || r >= w.regions.length)) throw new InvariantError('region is out of range');
}

function unsound(file: string, faults: { path: string; found: string }[]): InputError {
  return new InputError(
    faults.map((fault) => ({ file, ...fault, expected: 'a sound checkpoint of this scenario', remedy: 'make the checkpoint again' })),
  );
}
