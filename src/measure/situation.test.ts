import { expect, test } from 'vitest';
import type { Obligation } from '../model/treaty/treaty.ts';
import { sign } from '../model/treaty/book.ts';
import { MAX_ATTENTION } from '../model/constants.ts';
import { step } from '../model/tick.ts';
import { createWorld, type World } from '../model/world.ts';
import { agree, plainWorld, randomWorld } from '../testing/measure-worlds.ts';
import { METRICS } from './metrics/index.ts';
import { situationOf, type Situation } from './situation.ts';
import { createTally } from './tally.ts';

/** Milliseconds, for tests that run the model. */
const PATIENCE = 60_000;

const valuesOf = (world: World, before: Situation | null = null) => {
  const c = { world, now: situationOf(world, before), before: null, tally: createTally() };
  return Object.fromEntries(METRICS.map((m) => [m.name, m.compute(c)]));
};

const STATE_ARRAYS = [
  'active',
  'military',
  'economic',
  'power',
  'revisionism',
  'insecurity',
  'strategy',
  'posture',
  'attentionCount',
] as const;
const PAIR_ARRAYS = ['hostility', 'intent', 'trueIntent', 'reliability', 'arrival', 'lastDispute'] as const;

/** The same world with its states laid out in another order: state i of the old is state `place[i]` of the new. */
function relabelled(w: World, place: readonly number[]): World {
  const { n } = w;
  const at = (i: number) => place[i] ?? -1;
  const copy = createWorld({ ...w, ids: w.ids.map((_, x) => w.ids[place.indexOf(x)] ?? ''), dated: [] });
  copy.tick = w.tick;
  for (let i = 0; i < n; i++) {
    for (const field of STATE_ARRAYS) copy[field][at(i)] = w[field][i] ?? NaN;
    for (let j = 0; j < n; j++) for (const field of PAIR_ARRAYS) copy[field][at(i) * n + at(j)] = w[field][i * n + j] ?? NaN;
    for (let a = 0; a < MAX_ATTENTION; a++) {
      copy.attention[at(i) * MAX_ATTENTION + a] = at(w.attention[i * MAX_ATTENTION + a] ?? 0);
      copy.threat[at(i) * MAX_ATTENTION + a] = w.threat[i * MAX_ATTENTION + a] ?? NaN;
    }
  }
  const obligations = (owed: readonly Obligation[]) =>
    owed.map(({ type, when }) => ({
      type,
      when: {
        ...when,
        adversaries: when.adversaries && when.adversaries.map(at),
        location: when.location && when.location.map((_, x) => when.location?.[place.indexOf(x)] ?? 0),
      },
    }));
  for (const a of w.book.active) {
    const members = a.members.map((m) => ({ ...m, state: at(m.state), obligations: obligations(m.obligations) }));
    sign(copy.book, { ...a, members, purpose: a.purpose && a.purpose.map(at) }, a.renewedAt, a.start);
  }
  return copy;
}

test(
  'no metric but the heuristic one of blocs cares in what order states are laid out',
  () => {
    for (const seed of [1, 2, 3]) {
      const w = randomWorld(10, seed);
      for (let t = 0; t < 6; t++) step(w, { event: () => undefined });
      const values = valuesOf(w);
      const moved = valuesOf(relabelled(w, [3, 9, 0, 6, 1, 8, 2, 7, 5, 4]));
      for (const [name, value] of Object.entries(values)) {
        if (name === 'n_blocs' || name === 'polarization') continue;
        if (value === null) expect(moved[name], name).toBeNull();
        else expect(moved[name], name).toBeCloseTo(value, 12);
      }
    }
  },
  PATIENCE,
);

test('blocs that stand clearly apart are found in whatever order states are laid out', () => {
  const w = plainWorld(8);
  agree(w, 'alliance', [0, 1, 2, 3]);
  agree(w, 'alliance', [4, 5, 6, 7]);
  agree(w, 'alliance', [3, 4]);
  const { n_blocs, polarization } = valuesOf(w);
  expect(n_blocs).toBe(2);
  const moved = valuesOf(relabelled(w, [7, 2, 4, 0, 1, 6, 3, 5]));
  expect(moved['n_blocs']).toBe(2);
  expect(moved['polarization']).toBeCloseTo(Number(polarization), 12);
});

test('a state that is no member of the system changes no metric, whatever it has and is tied to', () => {
  const w = randomWorld(9, 6); // the last is no member
  const before = valuesOf(w);
  const last = 8;
  for (let i = 0; i < 8; i++)
    for (const field of ['intent', 'trueIntent', 'hostility', 'reliability'] as const)
      w[field][i * 9 + last] = w[field][last * 9 + i] = field === 'hostility' ? 1 : NaN;
  for (const field of ['military', 'economic', 'power', 'insecurity', 'revisionism'] as const) w[field][last] = NaN;
  w.posture[last] = w.strategy[last] = 0;
  agree(w, 'alliance', [0, last]);
  agree(w, 'minilateral', [1, last]);
  expect(valuesOf(w)).toEqual(before);
});

test(
  'values kept from the tick before are those worked out again',
  () => {
    const w = randomWorld(10, 9);
    let before: Situation | null = null;
    for (let t = 0; t < 18; t++) {
      step(w, { event: () => undefined });
      expect(valuesOf(w, before)).toEqual(valuesOf(w, null));
      before = situationOf(w, before);
    }
  },
  PATIENCE,
);

test('a network that did not change is the very one of before', () => {
  const w = plainWorld(4);
  agree(w, 'alliance', [0, 1]);
  const before = situationOf(w, null);
  agree(w, 'partnership', [1, 2]);
  const now = situationOf(w, before);
  expect(now.layers.alliances).toBe(before.layers.alliances);
  expect(now.blocs).toBe(before.blocs);
  expect(now.layers.ties).not.toBe(before.layers.ties);
});

test('a change in who is a member of the system is seen even where no tie changed', () => {
  const w = plainWorld(4);
  agree(w, 'alliance', [0, 1]);
  const before = situationOf(w, null);
  w.active[3] = 0;
  expect(situationOf(w, before).layers.alliances.degreeGini).toBeCloseTo(1 / 3, 15);
  expect(before.layers.alliances.degreeGini).toBe(0.5);
});
