import { z } from 'zod';
import { InputError, InvariantError } from '../base/errors.ts';
import { createScratch } from '../model/scratch.ts';
import type { World } from '../model/world.ts';
import { bookSchema, loadBook, saveBook } from './checkpoint-book.ts';

type Bytes = Float64Array | Int32Array | Uint8Array;

/** Fields that the scenario, seed and replicate determine: a checkpoint is loaded into a freshly compiled world, which has them. */
const GIVEN = new Set<string>(['n', 'ids', 'names', 'regions', 'slots', 'slotCount', 'rule', 'runKey', 'dated', 'scratch'] satisfies (keyof World)[]);
/** Fields that are saved by name; all others are arrays. */
const NAMED = new Set<string>(['tick', 'parameters', 'book'] satisfies (keyof World)[]);

const isArray = (value: unknown): value is Bytes =>
  value instanceof Float64Array || value instanceof Int32Array || value instanceof Uint8Array;
const bytesOf = (array: Bytes) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

/** The names of the world's arrays. @throws InvariantError for a field of a kind that the checkpoint does not know, so that none is lost. */
function arrayNames(w: World): string[] {
  const names: string[] = [];
  for (const [name, value] of Object.entries(w)) {
    if (GIVEN.has(name) || NAMED.has(name)) continue;
    if (!isArray(value)) throw new InvariantError(`the checkpoint does not know the world's field ${name}`);
    names.push(name);
  }
  return names;
}

const arrayOf = (w: World, name: string) => (w as unknown as Record<string, Bytes>)[name] as Bytes;

function worldSchema(w: World) {
  const array = (name: string) =>
    z
      .instanceof(Uint8Array)
      .refine((a) => a.length === arrayOf(w, name).byteLength, { error: `an array of ${arrayOf(w, name).byteLength} bytes` });
  const parameter = (value: unknown) => (typeof value === 'number' ? z.number() : z.string().max(100));
  return z.strictObject({
    tick: z.int().min(0).max(1_000_000),
    parameters: z.strictObject(Object.fromEntries(Object.entries(w.parameters).map(([key, value]) => [key, parameter(value)]))),
    arrays: z.strictObject(Object.fromEntries(arrayNames(w).map((name) => [name, array(name)]))),
    book: bookSchema(w.n),
  });
}

/** All that a tick may change, as plain data for `toExactJson`; arrays as the bytes of the machine. */
export function saveWorld(w: World): unknown {
  return {
    tick: w.tick,
    parameters: w.parameters,
    arrays: Object.fromEntries(arrayNames(w).map((name) => [name, bytesOf(arrayOf(w, name))])),
    book: saveBook(w.book),
  };
}

/**
 * Brings a freshly compiled world of the same scenario, seed and replicate to where the saved one was, to the bit.
 * @throws InputError when the data are not a world of this size and shape; `w` is then to be thrown away.
 */
export function loadWorld(w: World, data: unknown, file: string): void {
  const { data: saved, error } = worldSchema(w).safeParse(data);
  if (error !== undefined) {
    throw new InputError(
      error.issues
        .slice(0, 5)
        .map((issue) => ({
          file,
          path: issue.path.join('.'),
          expected: `a checkpoint of this scenario (${issue.message})`,
          remedy: 'make the checkpoint anew',
        })),
    );
  }
  w.tick = saved.tick;
  Object.assign(w.parameters, saved.parameters);
  for (const [name, bytes] of Object.entries(saved.arrays)) bytesOf(arrayOf(w, name)).set(bytes);
  w.book = loadBook(saved.book, w.n);
  // What was worked out for tick 0 carries version numbers that the loaded book may have again.
  Object.assign(w.scratch, createScratch(w.n, w.slotCount));
}
