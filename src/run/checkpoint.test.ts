import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { step } from '../model/tick.ts';
import type { World } from '../model/world.ts';
import { compileScenario } from '../scenario/compile.ts';
import { resolveScenario } from '../scenario/load.ts';
import { loadWorld, saveWorld } from './checkpoint.ts';
import { fromExactJson, toExactJson } from '../results/exact-json.ts';

const nothing = { event: () => undefined };
/** Parameters that change in time, an agreement that some see and some do not, one with conditions. */
const scenario = resolveScenario({
  entente: 1,
  name: 's',
  ticks: 30,
  parameters: { abandonment_cost: { at: { 0: 1, 10: 3 } } },
  generate: { states: 10, rivalries: 3 },
  shocks: [
    { at: 1, sign: { name: 'open', kind: 'partnership', members: ['S001', 'S002', 'S003'] } },
    { at: 1, sign: { name: 'secret', kind: 'alliance', secret: true, members: ['S001', 'S002'] } },
    {
      at: 1,
      sign: {
        name: 'conditional',
        kind: 'alliance',
        members: ['S004', 'S005'],
        obligations: [
          {
            type: 'defence',
            when: { location: ['S004', 'S005'], adversaries: ['S006'], min_adversaries: 2, max_adversaries: 4, discretion: true },
          },
        ],
      },
    },
    { at: 3, set: { 'parameters.entrapment_cost': 3 } },
  ],
});
const worldAt = (tick: number): World => {
  const w = compileScenario(scenario, { seed: 1, replicate: 0 });
  while (w.tick < tick) step(w, nothing);
  return w;
};
const throughText = (w: World): World => {
  const copy = compileScenario(scenario, { seed: 1, replicate: 0 });
  loadWorld(copy, fromExactJson(toExactJson(saveWorld(w))), w.tick, 'f');
  return copy;
};
/** A world without what is never read across ticks. */
const lasting = ({ outlook: _outlook, workspace: _workspace, ...rest }: World) => rest;

describe('a saved world', () => {
  it.each([0, 1, 7, 20])('comes back at tick %i to the bit, with every tie in its place', (tick) => {
    const w = worldAt(tick);
    expect(lasting(throughText(w))).toStrictEqual(lasting(w));
  });

  it('continues as if it had never been saved', () => {
    const [whole, halves] = [worldAt(6), throughText(worldAt(6))];
    for (let t = 0; t < 10; t++) {
      step(whole, nothing);
      step(halves, nothing);
    }
    expect(lasting(halves)).toStrictEqual(lasting(whole));
  });

  it('keeps NaN, infinities and -0 in its arrays', () => {
    const w = worldAt(1);
    const odd = [NaN, Infinity, -Infinity, -0, 5e-324];
    odd.forEach((x, i) => (w.ownEntrapment[i] = x));
    const copy = throughText(w);
    odd.forEach((x, i) => expect(Object.is(copy.ownEntrapment[i], x)).toBe(true));
  });

  it('is refused where a field of the world is of a kind that it does not know', () => {
    expect(() => saveWorld(Object.assign(worldAt(0), { memory: new Map() }))).toThrow(/does not know the world's field memory/);
    const w = worldAt(0);
    Object.assign(w.book, { index: new Map() });
    expect(() => saveWorld(w)).toThrow(/does not know the book's field index/);
  });

  it.each<[string, (w: World) => unknown]>([
    ['a list of threats without end', (w) => w.attentionCount.fill(2_000_000_000)],
    ['a threat that is no state', (w) => w.attention.fill(10)],
    ['a state that is neither in nor out', (w) => w.active.fill(2)],
    ['a region that is none', (w) => w.region.fill(99)],
    ['a belief that is no number', (w) => w.intent.fill(NaN)],
  ])('is refused with %s', (_what, spoilWorld) => {
    const w = worldAt(2);
    spoilWorld(w);
    expect(() => throughText(w)).toThrow(/^f: world: expected a sound checkpoint of this scenario, found/);
  });

  it('is never believed: any one value spoiled is refused or gives a sound world, and never hangs or breaks', () => {
    const saved = fromExactJson(toExactJson(saveWorld(worldAt(8)))) as Record<string, unknown>;
    const odd = fc.constantFrom<unknown>(null, -1, 1e12, 0.5, NaN, '', 'x', [], {}, true, [[[]]], new Uint8Array(3));
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { minLength: 1, maxLength: 6 }), odd, (way, value) => {
        const spoiled = spoil(saved, way, value);
        try {
          loadWorld(compileScenario(scenario, { seed: 1, replicate: 0 }), spoiled, 8, 'f');
        } catch (error) {
          expect((error as Error).name).toBe('InputError');
        }
      }),
      { seed: 1, numRuns: 400 },
    );
  });
});

/** A copy with one value replaced, found by taking one turn at every level. */
function spoil(data: unknown, [turn = 0, ...rest]: number[], value: unknown): unknown {
  if (typeof data !== 'object' || data === null || data instanceof Uint8Array) return value;
  const keys = Object.keys(data);
  const key = keys[turn % Math.max(1, keys.length)];
  if (key === undefined) return value;
  const inner: unknown = (data as Record<string, unknown>)[key];
  const changed = rest.length === 0 ? value : spoil(inner, rest, value);
  if (Array.isArray(data)) return data.map((one: unknown, i) => (String(i) === key ? changed : one));
  return { ...data, [key]: changed };
}

describe('exact JSON', () => {
  it('gives back any plain data to the bit', () => {
    const leaf = fc.oneof(fc.double(), fc.string(), fc.boolean(), fc.constant(null), fc.uint8Array());
    const data = fc.oneof(
      leaf,
      fc.array(leaf),
      fc.dictionary(
        fc.string({ minLength: 1 }).filter((key) => !key.startsWith('$') && key !== '__proto__'),
        leaf,
        { noNullPrototype: true },
      ),
    );
    fc.assert(
      fc.property(data, (value) => {
        expect(fromExactJson(toExactJson(value))).toStrictEqual(value);
      }),
      { seed: 1, numRuns: 1000 },
    );
  });
});
