import type { Agreement } from '../../model/treaty/treaty.ts';
import type { World } from '../../model/world.ts';
import { attentionOf, PER_PAIR, PER_STATE, tastesOf, type PlainState, type PlainTastes } from './state.ts';

/** The first difference between the oracle's state and the engine's world, to the last bit; null = none. */
export function compare(s: PlainState, w: World): string | null {
  if (s.tick !== w.tick) return different('tick', s.tick, w.tick);
  for (const key of Object.keys(w.parameters) as (keyof World['parameters'])[])
    if (!Object.is(s.parameters[key], w.parameters[key])) return different(`parameters.${key}`, s.parameters[key], w.parameters[key]);
  for (const field of PER_PAIR)
    for (let i = 0; i < s.n; i++)
      for (let j = 0; j < s.n; j++)
        if (!Object.is(s[field][i]![j], w[field][i * s.n + j]))
          return different(`${field}[${i}][${j}]`, s[field][i]![j], w[field][i * s.n + j]);
  for (const field of PER_STATE)
    for (let i = 0; i < s.n; i++) if (!Object.is(s[field][i], w[field][i])) return different(`${field}[${i}]`, s[field][i], w[field][i]);
  return (
    firstDifference('tastes', plainTastes(s.tastes), plainTastes(tastesOf(w))) ??
    firstDifference('attention', s.attention, attentionOf(w)) ??
    firstDifference('agreements', s.agreements, w.book.all.map(plainAgreement))
  );
}

function plainTastes(tastes: PlainTastes | null): unknown {
  return tastes === null ? null : { ...tastes, groups: Object.fromEntries([...tastes.groups].sort(([x], [y]) => (x < y ? -1 : 1))) };
}

/** An agreement's fields in the oracle's order of names. */
function plainAgreement(a: Agreement): Agreement {
  return { ...a };
}

/** The first place where two plain values differ, to the last bit, with both values; null = none. */
export function firstDifference(path: string, oracle: unknown, engine: unknown): string | null {
  if (Object.is(oracle, engine)) return null;
  if (typeof oracle !== 'object' || typeof engine !== 'object' || oracle === null || engine === null)
    return different(path, oracle, engine);
  const keys = [...new Set([...Object.keys(oracle), ...Object.keys(engine)])];
  for (const key of keys) {
    const found = firstDifference(`${path}.${key}`, (oracle as Record<string, unknown>)[key], (engine as Record<string, unknown>)[key]);
    if (found !== null) return found;
  }
  return null;
}

function different(path: string, oracle: unknown, engine: unknown): string {
  const text = (x: unknown) => (typeof x === 'number' ? (Object.is(x, -0) ? '-0' : String(x)) : JSON.stringify(x));
  return `${path}: the oracle has ${text(oracle)}, the engine ${text(engine)}`;
}
