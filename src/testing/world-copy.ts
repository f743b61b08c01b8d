import type { World } from '../model/world.ts';

/** A world's fields as plain data, unaffected by later changes; without caches. */
export type Copy = Record<Exclude<keyof World, 'outlook' | 'workspace'>, unknown>;

const bits = (a: Float64Array) => Array.from(new BigUint64Array(a.buffer, a.byteOffset, a.length), String);

function plain(value: unknown): unknown {
  if (value instanceof Float64Array) return bits(value);
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<number>);
  return structuredClone(value);
}

/** Copies every field of a world, floats as their bits; of the book, the agreements and what they imply, not the arrays that hold it. */
export function copyOf(w: World): Copy {
  const copy: Partial<Copy> = {};
  for (const key of Object.keys(w) as (keyof World)[]) {
    if (key === 'outlook' || key === 'workspace') continue;
    copy[key] = key === 'book' ? bookOf(w) : key === 'attention' || key === 'threat' ? null : plain(w[key]);
  }
  // beyond the number of threats the rows have old values
  const width = w.attention.length / w.n;
  copy.attention = Array.from({ length: w.n }, (_, i) => Array.from(w.attention.slice(i * width, i * width + w.attentionCount[i]!)));
  copy.threat = Array.from({ length: w.n }, (_, i) => bits(w.threat.slice(i * width, i * width + w.attentionCount[i]!)));
  return copy as Copy;
}

function bookOf(w: World): unknown {
  const { all, active, of, neighbours, tieAt, discretionDiscount } = w.book;
  // a tie without secret agreements is its own open side
  const tieOf = (i: number, k: number) => {
    const { open, ...tie } = w.book.ties[tieAt[i * w.n + k]!]!;
    return structuredClone({ ...tie, open: open === null ? null : { ...open, open: null } });
  };
  const ties = neighbours.map((list, i) => list.map((k) => tieOf(i, k)));
  return {
    all: structuredClone(all),
    active: active.map((a) => a.id),
    of: of.map((list) => list.map((a) => a.id)),
    ties,
    discretionDiscount,
  };
}

/** Names of the fields that differ. */
export function changedFields(before: Copy, after: Copy): (keyof World)[] {
  return (Object.keys(before) as (keyof Copy)[]).filter((key) => !same(before[key], after[key]));
}

/** Deep equality in which NaN equals NaN and 0 does not equal -0. */
export function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((k) => k in b && same((a as Record<string, unknown>)[k], (b as Record<string, unknown>)[k]));
}
