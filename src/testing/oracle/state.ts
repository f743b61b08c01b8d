import type { DatedEvent } from '../../model/fields.ts';
import type { Agreement } from '../../model/treaty/treaty.ts';
import type { ModelParameters } from '../../model/parameters.ts';
import { stream, type StreamName } from '../../base/random.ts';
import type { World } from '../../model/world.ts';

/** A row for each state, a column for each state: `m[i][j]` is row's view of column. */
export type Matrix = number[][];

/** A threat that a state attends to, with its level. */
export interface Threat {
  state: number;
  level: number;
}

/** A dispute of the running tick. */
export interface PlainDispute {
  initiator: number;
  target: number;
  attackers: number[];
  defenders: number[];
  war: boolean;
  initiatorWon: boolean;
  tests: { state: number; toward: number; honoured: boolean }[];
}

/**
 * The simulated system as plain lists: nothing is kept that can be derived from the rest, except what the model remembers from one
 * phase to the next (attention, insecurity, posture, the disputes of the tick). Agreements are values: a changed one replaces the old.
 */
export interface PlainState {
  n: number;
  /** The indices of all states. */
  states: readonly number[];
  ids: readonly string[];
  slots: number[];
  slotCount: number;
  rule: string;
  runKey: string;
  tick: number;
  parameters: ModelParameters;
  dated: readonly DatedEvent[];

  active: number[];
  military: number[];
  economic: number[];
  power: number[];
  burden: number[];
  growth: number[];
  revisionism: number[];
  ideology: number[];
  projection: number[];
  ownEntrapment: number[];
  ownAbandonment: number[];
  entrapment: number[];
  abandonment: number[];
  perceptionError: number[];
  perceptionBias: number[];
  insecurity: number[];
  strategy: number[];
  posture: number[];

  distance: Matrix;
  arrival: Matrix;
  hostility: Matrix;
  trade: Matrix;
  affinity: Matrix;
  intent: Matrix;
  trueIntent: Matrix;
  reliability: Matrix;
  evidence: Matrix;
  lastDispute: Matrix;
  drift: Matrix;
  region: readonly number[];
  tastes: PlainTastes | null;

  /** K_i: the threats of each state, greatest first. */
  attention: Threat[][];
  /** Every agreement that was ever in force, by id. */
  agreements: Agreement[];
  disputes: PlainDispute[];
  /** Nonaggression kept in the tick. */
  restraints: { state: number; toward: number }[];
}

/** Fields with one number per state, and with one number per ordered pair, that are copied and compared. */
export const PER_STATE = [
  'active',
  'military',
  'economic',
  'power',
  'burden',
  'growth',
  'revisionism',
  'ideology',
  'projection',
  'ownEntrapment',
  'ownAbandonment',
  'entrapment',
  'abandonment',
  'perceptionError',
  'perceptionBias',
  'insecurity',
  'strategy',
  'posture',
] as const;
export const PER_PAIR = [
  'distance',
  'arrival',
  'hostility',
  'trade',
  'affinity',
  'intent',
  'trueIntent',
  'reliability',
  'evidence',
  'lastDispute',
  'drift',
] as const;

/** See startTastes: by agreement and state, by pair, and by three states in order. */
export interface PlainTastes {
  agreements: number;
  inside: Matrix;
  outside: Matrix;
  alliance: Matrix;
  partnership: Matrix;
  groups: Map<string, { minilateral: number; alliance: number }>;
}

/** The tastes of a world as plain lists. */
export function tastesOf({ n, tastes }: World): PlainTastes | null {
  if (tastes === null) return null;
  const rows = (a: Float64Array) => Array.from({ length: a.length / n }, (_, x) => Array.from(a.slice(x * n, (x + 1) * n)));
  const named = (key: number) => [Math.floor(key / (n * n)), Math.floor(key / n) % n, key % n].join(' ');
  return {
    agreements: tastes.agreements,
    inside: rows(tastes.inside),
    outside: rows(tastes.outside),
    alliance: rows(tastes.alliance),
    partnership: rows(tastes.partnership),
    groups: new Map([...tastes.groups].map(([key, taste]) => [named(key), { ...taste }])),
  };
}

/** Copies a world into plain lists. */
export function fromWorld(w: World): PlainState {
  const { n } = w;
  const row = (field: (typeof PER_STATE)[number]) => Array.from(w[field]);
  const matrix = (field: (typeof PER_PAIR)[number]) => Array.from({ length: n }, (_, i) => Array.from(w[field].slice(i * n, (i + 1) * n)));
  const perState = Object.fromEntries(PER_STATE.map((f) => [f, row(f)])) as Pick<PlainState, (typeof PER_STATE)[number]>;
  const pairs = Object.fromEntries(PER_PAIR.map((f) => [f, matrix(f)])) as Pick<PlainState, (typeof PER_PAIR)[number]>;
  const { ids, slotCount, rule, runKey, tick, dated } = w;
  return {
    n,
    states: Array.from({ length: n }, (_, i) => i),
    ids,
    slots: Array.from(w.slots),
    slotCount,
    rule,
    runKey,
    tick,
    parameters: { ...(w.parameters as ModelParameters) },
    dated,
    ...perState,
    ...pairs,
    region: Array.from(w.region),
    tastes: tastesOf(w),
    attention: attentionOf(w),
    agreements: w.book.all.map((a) => ({ ...a })),
    disputes: [],
    restraints: [],
  };
}

/** The world's attention rows as lists. */
export function attentionOf(w: World): Threat[][] {
  const width = w.n === 0 ? 0 : w.attention.length / w.n;
  return Array.from({ length: w.n }, (_, i) =>
    Array.from({ length: w.attentionCount[i]! }, (_x, a) => ({ state: w.attention[i * width + a]!, level: w.threat[i * width + a]! })),
  );
}

/** Random numbers of one decision in this tick: `each` of them for each slot, in slot order. `[slot][which]`. */
export function draws(s: PlainState, name: StreamName, each: number, part = 0): number[][] {
  const next = stream(s.runKey, name, s.tick, part);
  return Array.from({ length: s.slotCount }, () => Array.from({ length: each }, () => next()));
}
