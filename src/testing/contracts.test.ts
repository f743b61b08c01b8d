import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gumbel } from '../base/math.ts';
import { generatorStream, type Stream } from '../base/random.ts';
import type { OptionRow, Sink } from '../model/events.ts';
import { DECISION_RULES } from '../model/rules/index.ts';
import type { Luck, Menu } from '../model/rules/rule.ts';
import { VALUE_TERMS } from '../model/terms/index.ts';
import { PHASES, step, type Phase } from '../model/tick.ts';
import { STRATEGIES } from '../model/vocabulary.ts';
import type { World } from '../model/world.ts';
import { byCode } from '../scenario/values.ts';
import { plainWorld, randomWorld } from './measure-worlds.ts';

const SILENT: Sink = { event: () => undefined };

/** Fields of a world by what they hold, as texts to compare; `scratch` is what phases hand on, and no part of the state. */
function contents(w: World): Map<string, string> {
  const book = () => JSON.stringify(w.book.active.map(({ id, kind, depth, members, renewedAt }) => [id, kind, depth, members, renewedAt]));
  const text = (value: unknown) => (ArrayBuffer.isView(value) ? (value as Float64Array).join() : JSON.stringify(value));
  const entries = Object.entries(w).filter(([name]) => name !== 'scratch');
  return new Map(entries.map(([name, value]) => [name, name === 'book' ? book() : text(value)]));
}

/** Fields that a phase changed in two lively worlds and does not say that it writes. */
function undeclared(phases: readonly Phase[]): string[] {
  const faults = new Set<string>();
  for (const seed of [7, 8]) {
    const w = randomWorld(8, seed);
    for (let t = 0; t < 25; t++) tickWatched(w, phases, faults);
  }
  return [...faults].sort(byCode);
}

function tickWatched(w: World, phases: readonly Phase[], faults: Set<string>): void {
  w.tick += 1;
  for (const phase of phases) {
    const before = contents(w);
    phase.run(w, SILENT);
    for (const [name, now] of contents(w))
      if (now !== before.get(name) && !(phase.writes as readonly string[]).includes(name)) faults.add(`${phase.name} writes ${name}`);
  }
}

describe('the phases', () => {
  it('write nothing but what they declare', () => {
    expect(undeclared(PHASES)).toEqual([]);
  });

  it('are found out when they write more', () => {
    const reaching = PHASES.map((phase) => (phase.name === 'learning' ? { ...phase, writes: ['book'] as const } : phase));
    expect(undeclared(reaching)).toEqual(['evidence', 'hostility', 'intent', 'reliability'].map((field) => `learning writes ${field}`));
  });

  it('are all that a tick is', () => {
    const [whole, parts] = [randomWorld(8, 5), randomWorld(8, 5)];
    for (let t = 0; t < 10; t++) {
      step(whole, SILENT);
      parts.tick += 1;
      for (const phase of PHASES) phase.run(parts, SILENT);
    }
    expect(contents(parts)).toEqual(contents(whole));
  });
});

/** A menu as the phase makes one: option 0 keeps everything and is worth 0, values of options that were not worked out are NaN. */
const menus: fc.Arbitrary<Menu> = fc
  .array(fc.record({ strategy: fc.nat(3), expected: fc.oneof(fc.constant(NaN), fc.double({ min: -0.02, max: 0.02, noNaN: true })) }), {
    maxLength: 12,
  })
  .chain((others) => fc.nat(3).map((keeps) => [{ strategy: keeps, expected: 0 }, ...others]))
  .map((options) => {
    const expected = options.map((option) => option.expected);
    const best = STRATEGIES.map((_, s) =>
      options.reduce((top, option, o) => {
        if (option.strategy !== s || Number.isNaN(option.expected)) return top;
        return top < 0 || option.expected > expected[top]! ? o : top;
      }, -1),
    );
    // A strategy none of whose options was worked out has none to offer.
    const offered = options.map((option, o) => ({ ...option, o })).filter(({ strategy }) => best[strategy]! >= 0);
    const at = new Map(offered.map(({ o }, place) => [o, place]));
    return {
      count: offered.length,
      strategy: offered.map(({ strategy }) => strategy),
      expected: offered.map((option) => option.expected),
      best: best.map((o) => at.get(o) ?? -1),
    };
  });

function luckFrom(draw: Stream): Luck {
  return { gumbel: Float64Array.from(STRATEGIES, () => gumbel(draw())), first: draw(), second: draw() };
}

describe.each(Object.entries(DECISION_RULES))('the rule %s', (name, rule) => {
  const w = plainWorld(3);
  const chancesOf = (menu: Menu) => {
    const chances = new Float64Array(STRATEGIES.length);
    rule.chances(menu, w, chances);
    return [...chances];
  };

  it('gives chances that sum to one, and none to a strategy without an option', () => {
    fc.assert(
      fc.property(menus, (menu) => {
        const chances = chancesOf(menu);
        expect(chances.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
        chances.forEach((chance, s) => {
          expect(chance).toBeGreaterThanOrEqual(0);
          if (menu.best[s] === -1) expect(chance).toBe(0);
        });
      }),
      { seed: 1 },
    );
  });

  it('chooses from the menu, changes nothing in it, and chooses the same for the same luck', () => {
    fc.assert(
      fc.property(menus, fc.nat(1000), (menu, seed) => {
        const before = JSON.stringify(menu);
        const choices = [0, 1].map(() => rule.choose(menu, w, luckFrom(generatorStream(seed, name))));
        expect(choices[0]).toBe(choices[1]);
        expect(Number.isInteger(choices[0]) && choices[0]! >= 0 && choices[0]! < menu.count).toBe(true);
        expect(JSON.stringify(menu)).toBe(before);
      }),
      { seed: 1 },
    );
  });

  it('chooses each strategy as often as its chances say, within four standard errors', () => {
    const draws = 4000;
    fc.assert(
      fc.property(menus, (menu) => {
        const draw = generatorStream(7, name);
        const counts = STRATEGIES.map(() => 0);
        for (let d = 0; d < draws; d++) counts[menu.strategy[rule.choose(menu, w, luckFrom(draw))]!]! += 1;
        chancesOf(menu).forEach((chance, s) => {
          expect(Math.abs(counts[s]! / draws - chance)).toBeLessThanOrEqual(4 * Math.sqrt((chance * (1 - chance)) / draws) + 1 / draws);
        });
      }),
      { seed: 1, numRuns: 30 },
    );
  });
});

/** Every option weighed in a lively world with parameters of one's own, over the ticks before a shock there changes parameters. */
function optionsWeighed(parameters: Partial<World['parameters']> = {}): OptionRow[] {
  const rows: OptionRow[] = [];
  const w = randomWorld(8, 2);
  Object.assign(w.parameters, parameters);
  const sink = { ...SILENT, options: (weighed: readonly OptionRow[]) => void rows.push(...weighed) };
  for (let t = 0; t < 7; t++) step(w, sink);
  return rows;
}

describe('the value terms', () => {
  const usual = optionsWeighed();

  it('have names of their own', () => {
    expect(new Set(VALUE_TERMS.map((term) => term.name)).size).toBe(VALUE_TERMS.length);
  });

  it('sum to the worth of an option', () => {
    for (const { terms, total } of usual) expect(terms.reduce((a, b) => a + b, 0)).toBeCloseTo(total, 12);
  });

  it.each(VALUE_TERMS.map((term, t) => [term.name, term.weights, t] as const))('%s matters, and not at %s 0', (_, weights, t) => {
    expect(usual.some(({ terms }) => terms[t] !== 0)).toBe(true);
    expect(optionsWeighed(Object.fromEntries(weights.map((weight) => [weight, 0]))).every(({ terms }) => terms[t] === 0)).toBe(true);
  });
});
