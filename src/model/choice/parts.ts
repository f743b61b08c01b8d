import { MAX_ATTENTION } from '../constants.ts';

/** Parts of a term by what they are about: an adversary, by index. Those about one are linked in order of size, the greatest first. */
export interface Parts {
  count: number;
  /** Number of adversaries, and these in order of index. */
  abouts: number;
  readonly about: Int32Array;
  /** Place of the first part about each state; 0 = none. Of each part, from place 1, its size and the place of the next. */
  readonly first: Int32Array;
  sizes: Float64Array;
  next: Int32Array;
}

/** Room for parts about any of n states. */
export function createParts(n: number): Parts {
  return {
    count: 0,
    abouts: 0,
    about: new Int32Array(n),
    first: new Int32Array(n),
    sizes: new Float64Array(ROOM_AT_FIRST),
    next: new Int32Array(ROOM_AT_FIRST),
  };
}

const ROOM_AT_FIRST = MAX_ATTENTION * MAX_ATTENTION;

export function clearParts(parts: Parts): void {
  for (let x = 0; x < parts.abouts; x++) parts.first[parts.about[x]!] = 0;
  parts.count = parts.abouts = 0;
}

export function addPart(parts: Parts, about: number, size: number): void {
  const place = (parts.count += 1);
  if (place >= parts.sizes.length) grow(parts);
  const { first, next, sizes } = parts;
  sizes[place] = size;
  const at = first[about]!;
  if (at === 0) addAbout(parts, about);
  const own = size < 0 ? -size : size;
  if (at === 0 || sizeAt(sizes, at) < own) {
    first[about] = place;
    next[place] = at;
    return;
  }
  let before = at;
  while (next[before] !== 0 && sizeAt(sizes, next[before]!) >= own) before = next[before]!;
  next[place] = next[before]!;
  next[before] = place;
}

function sizeAt(sizes: Float64Array, place: number): number {
  const size = sizes[place]!;
  return size < 0 ? -size : size;
}

function addAbout(parts: Parts, about: number): void {
  const list = parts.about;
  let at = parts.abouts;
  parts.abouts += 1;
  for (; at > 0 && list[at - 1]! > about; at--) list[at] = list[at - 1]!;
  list[at] = about;
}

function grow(parts: Parts): void {
  const sizes = new Float64Array(2 * parts.sizes.length);
  sizes.set(parts.sizes);
  parts.sizes = sizes;
  const next = new Int32Array(sizes.length);
  next.set(parts.next);
  parts.next = next;
}

export function sumOfParts({ count, sizes }: Parts): number {
  let sum = 0;
  for (let place = 1; place <= count; place++) sum += sizes[place]!;
  return sum;
}

/** The sum of the parts, those about one adversary in order of size, each further one weighted `overlap` times the one before. */
export function sumShared({ abouts, about, first, next, sizes }: Parts, overlap: number): number {
  let sum = 0;
  for (let x = 0; x < abouts; x++) {
    let weight = 1;
    for (let place = first[about[x]!]!; place !== 0; place = next[place]!) {
      sum += weight * sizes[place]!;
      weight *= overlap;
    }
  }
  return sum;
}
