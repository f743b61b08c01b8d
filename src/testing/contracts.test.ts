import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gumbel } from '../base/math.ts';
import { generatorStream } from '../base/random.ts';
import { PARAMETER_KEYS, PARAMETERS, type ModelParameters, type ParameterKey, type ParameterSpec } from '../model/parameters.ts';
import { DECISION_RULES } from '../model/rules/index.ts';
import type { DecisionRule, Draws, Menu } from '../model/rules/rule.ts';
import { VALUE_TERMS } from '../model/terms/index.ts';
import { initialise, PHASES, step } from '../model/tick.ts';
import type { World } from '../model/world.ts';
import { listen, type Heard } from './oracle.ts';
import { rawWorld } from './random-worlds.ts';
import { changedFields, copyOf, same } from './world-copy.ts';

/** A lively world of eight states after initialisation. */
function lively(seed: number, parameters: Partial<ModelParameters> = {}, rule = 'expected-utility'): World {
  const w = rawWorld({ n: 8, seed, ticks: 10, agreements: 8, events: 0, rule, parameters });
  initialise(w);
  return w;
}

function play(w: World, ticks: number): Heard {
  const heard = listen();
  for (let t = 0; t < ticks; t++) step(w, heard);
  return heard;
}

const rules = Object.entries(DECISION_RULES);

/** A menu as alignment makes it: position 0 keeps everything, the best of each strategy has an expected value. */
const menus: fc.Arbitrary<Menu> = fc
  .array(
    fc.record({
      strategy: fc.integer({ min: 0, max: 3 }),
      value: fc.option(fc.double({ min: -0.02, max: 0.02, noNaN: true }), { nil: NaN, freq: 3 }),
    }),
    { minLength: 0, maxLength: 25 },
  )
  .chain((options) => fc.integer({ min: 0, max: 3 }).map((keep) => menuOf([{ strategy: keep, value: 0 }, ...options])));

function menuOf(options: readonly { strategy: number; value: number }[]): Menu {
  const best = [0, 1, 2, 3].map((s) =>
    options.reduce((top, o, x) => (o.strategy === s && !Number.isNaN(o.value) && (top < 0 || o.value > options[top]!.value) ? x : top), -1),
  );
  return {
    state: 0,
    count: options.length,
    options: options.map(({ strategy }) => optionOf(strategy)),
    strategy: options.map((o) => o.strategy),
    expected: options.map((o) => o.value),
    best,
  };
}

const optionOf = (strategy: number): Menu['options'][number] => ({
  action: 'keep',
  strategy,
  partner: -1,
  third: -1,
  template: '',
  agreement: null,
  adversaries: null,
});

function drawsOf(seed: number, count: number): Draws[] {
  const draw = generatorStream(seed, 'draws');
  return Array.from({ length: count }, () => ({
    gumbel: Float64Array.from({ length: 4 }, () => gumbel(draw())),
    first: draw(),
    second: draw(),
  }));
}

/** The draws given to a rule that declares itself not stochastic. */
const NOT_TO_BE_READ = new Proxy({} as Draws, {
  get: (_, name) => {
    throw new Error(`a rule that is not stochastic reads ${String(name)}`);
  },
});

/** How often each strategy is chosen where all four are worth the same. */
function timesChosen(rule: DecisionRule, w: World, times: number): number[] {
  const menu = menuOf([0, 1, 2, 3].map((strategy) => ({ strategy, value: 0 })));
  const counts = [0, 0, 0, 0];
  for (const draws of drawsOf(5, times)) {
    const s = menu.strategy[rule.choose(menu, w, draws)]!;
    counts[s] = counts[s]! + 1;
  }
  return counts;
}

describe.each(['expected-utility', 'random'] as const)('the rule %s', (name) => {
  it('chooses strategies of equal value equally often', () => {
    const DRAWS = 8000;
    const deviation = Math.sqrt((DRAWS * 3) / 16);
    for (const n of timesChosen(DECISION_RULES[name], lively(1, { temperature: 0.005 }), DRAWS))
      expect(Math.abs(n - DRAWS / 4)).toBeLessThan(4 * deviation);
  });
});

describe.each(rules)('the decision rule %s', (name, rule) => {
  const w = lively(1, { temperature: 0.005, inertia_choice: 0.6 }, name);

  it('has a meaning', () => {
    expect(rule.meaning).not.toBe('');
  });

  it('chooses an option of the menu, of a strategy that can be chosen, and the same one for the same draws', () => {
    fc.assert(
      fc.property(menus, fc.nat(), (menu, seed) => {
        const [draws] = drawsOf(seed, 1) as [Draws];
        const before = structuredClone(menu);
        const at = rule.choose(menu, w, draws);
        expect(Number.isInteger(at) && at >= 0 && at < menu.count).toBe(true);
        expect(menu.best[menu.strategy[at]!]).toBeGreaterThanOrEqual(0);
        expect(rule.choose(structuredClone(menu), w, structuredClone(draws))).toBe(at);
        expect(menu).toEqual(before);
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  it('has probabilities in [0,1] that sum to one, none for a strategy without an option', () => {
    fc.assert(
      fc.property(menus, (menu) => {
        const probabilities = new Float64Array(4);
        rule.probabilities(menu, w, probabilities);
        expect(probabilities.every((p) => p >= 0 && p <= 1)).toBe(true);
        expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
        for (let s = 0; s < 4; s++) if (menu.best[s]! < 0) expect(probabilities[s]).toBe(0);
      }),
      { numRuns: 500, seed: 2 },
    );
  });

  it('chooses strategies as often as its probabilities say', () => {
    const DRAWS = 4000;
    for (const menu of fc.sample(menus, { numRuns: 12, seed: 3 })) {
      const probabilities = new Float64Array(4);
      rule.probabilities(menu, w, probabilities);
      const counts = [0, 0, 0, 0];
      for (const draws of drawsOf(4, DRAWS)) {
        const s = menu.strategy[rule.choose(menu, w, draws)]!;
        counts[s] = counts[s]! + 1;
      }
      // five standard deviations and one draw: a false alarm in about 10,000 such tests
      for (let s = 0; s < 4; s++)
        expect(Math.abs(counts[s]! - DRAWS * probabilities[s]!)).toBeLessThan(
          5 * Math.sqrt(DRAWS * probabilities[s]! * (1 - probabilities[s]!)) + 1,
        );
    }
  });

  it('depends on the random draws exactly if it declares so', () => {
    const varies = fc.sample(menus, { numRuns: 50, seed: 5 }).map((menu) => {
      const choices = drawsOf(5, 200).map((draws) => rule.choose(menu, w, draws));
      if (!rule.stochastic) expect(choices).toEqual(choices.map(() => rule.choose(menu, w, NOT_TO_BE_READ)));
      return new Set(choices).size > 1;
    });
    expect(varies.includes(true)).toBe(rule.stochastic);
  });

  it('chooses only options of its menu in a run, one per turn', () => {
    const heard = play(lively(2, { turns: 2 }, name), 5);
    const turns = new Map<string, number>();
    let at = 0;
    for (const row of heard.rows) {
      if (row.action === 'keep') at += 1; // a menu begins with keeping everything
      turns.set(`${at}`, (turns.get(`${at}`) ?? 0) + (row.chosen ? 1 : 0));
    }
    expect(new Set(turns.values())).toEqual(new Set([1]));
  });
});

describe('the rule random', () => {
  it('gives the options of a strategy equal shares', () => {
    const menu = menuOf([0, 0, 0, 0, 0].map((strategy, x) => ({ strategy, value: x === 0 ? 0 : NaN })));
    const counts = [0, 0, 0, 0, 0];
    const w = lively(1);
    for (const draws of drawsOf(6, 5000)) {
      const at = DECISION_RULES.random.choose(menu, w, draws);
      counts[at] = counts[at]! + 1;
    }
    for (const n of counts) expect(Math.abs(n - 1000)).toBeLessThan(4 * Math.sqrt(5000 * 0.2 * 0.8));
  });
});

describe('the rule expected-utility', () => {
  it('takes the best strategy, the first of equals, at temperature zero', () => {
    const w = lively(1, { temperature: 0 });
    const menu = menuOf([
      { strategy: 3, value: 0 },
      { strategy: 0, value: 0.01 },
      { strategy: 2, value: 0.01 },
    ]);
    const probabilities = new Float64Array(4);
    DECISION_RULES['expected-utility'].probabilities(menu, w, probabilities);
    expect([...probabilities]).toEqual([0.5, 0, 0.5, 0]);
    for (const draws of drawsOf(7, 50)) expect(DECISION_RULES['expected-utility'].choose(menu, w, draws)).toBe(1);
  });
});

describe('the rule inertia', () => {
  it('keeps everything as often as its parameter says', () => {
    const w = lively(1, { inertia_choice: 0.7, temperature: 0.0001 });
    const menu = menuOf([
      { strategy: 3, value: 0 },
      { strategy: 0, value: 0.01 },
    ]);
    const kept = drawsOf(8, 5000).filter((draws) => DECISION_RULES.inertia.choose(menu, w, draws) === 0).length;
    expect(Math.abs(kept - 3500)).toBeLessThan(4 * Math.sqrt(5000 * 0.7 * 0.3));
  });
});

describe.each(VALUE_TERMS.map((term, x) => [term.name, term, x] as const))('the value term %s', (_name, term, at) => {
  const rowsOf = (parameters: Partial<ModelParameters>) => [11, 12, 13].flatMap((seed) => play(lively(seed, parameters), 4).rows);
  const weights = Object.fromEntries(term.weights.map((key) => [key, 0])) as Partial<ModelParameters>;

  it('is exactly zero in every decision where its weight is zero', () => {
    const rows = rowsOf(weights);
    expect(rows.length).toBeGreaterThan(500);
    expect(rows.filter((row) => row.terms[at] !== 0)).toEqual([]);
  });

  it('is not zero in every decision at its default, or at the end of its sweep where the default is zero', () => {
    const own = term.weights.map((key) => [key, PARAMETERS[key as ParameterKey] as ParameterSpec] as const);
    const off = own.every(([, spec]) => spec.default === 0);
    const rows = rowsOf(Object.fromEntries(own.map(([key, spec]) => [key, off ? spec.swept?.[1] : spec.default])));
    expect(rows.some((row) => row.terms[at] !== 0)).toBe(true);
  });
});

describe('the value terms', () => {
  it('sum to the total of every decision', () => {
    for (const row of play(lively(14), 5).rows) expect(row.terms.reduce((sum, x) => sum + x, 0)).toBe(row.total);
  });

  it('have names of their own, meanings, and weights that are parameters', () => {
    expect(new Set(VALUE_TERMS.map((t) => t.name)).size).toBe(VALUE_TERMS.length);
    for (const t of VALUE_TERMS) {
      expect(t.meaning).not.toBe('');
      expect(t.weights.length).toBeGreaterThan(0);
      for (const key of t.weights) expect(PARAMETER_KEYS).toContain(key);
    }
  });
});

describe('the phases', () => {
  it('follow the order of the tick', () => {
    expect(PHASES.map((p) => p.name)).toEqual([
      'shocks',
      'capabilities',
      'perception',
      'drift',
      'alignment',
      'disputes',
      'learning',
      'assessment',
    ]);
  });

  it('say what they do and how they update', () => {
    for (const p of PHASES) expect([p.meaning, p.update].every((text) => text !== '')).toBe(true);
  });

  it('leave the tick to step', () => {
    const w = lively(1);
    for (const p of PHASES) p.run(w, listen());
    expect(w.tick).toBe(0);
    step(w, listen());
    expect(w.tick).toBe(1);
  });
});

describe('the parameters', () => {
  /** Enough for every parameter; most show an effect in the first. */
  const SEEDS = Array.from({ length: 24 }, (_, x) => 21 + x);
  const TICKS = 8;
  const base = (): Partial<ModelParameters> =>
    Object.fromEntries(PARAMETER_KEYS.map((k) => [k, PARAMETERS[k].default])) as Partial<ModelParameters>;
  /** Values at which everything happens: disputes, attacks, wars, renewals, payments. */
  const eventful: Partial<ModelParameters> = {
    ...base(),
    dispute_onset: 0.9,
    attack_share: 0.8,
    escalation: 0.8,
    alliance_term: 5,
    partnership_term: 4,
    consent_temperature: 0.01,
    honour_depth: 3,
  };

  function outcome(seed: number, parameters: Partial<ModelParameters>, rule: string): [unknown, unknown] {
    const w = lively(seed, { ...eventful, ...parameters }, rule);
    const heard = play(w, TICKS);
    return [{ ...copyOf(w), parameters: null }, [heard.events, heard.rows]];
  }

  const outcomes = new Map<string, unknown>();
  function plain(seed: number, rule: string): unknown {
    const key = `${seed} ${rule}`;
    if (!outcomes.has(key)) outcomes.set(key, outcome(seed, {}, rule));
    return outcomes.get(key);
  }

  /** The rules under which it may act: all rules if none owns it, the default rule first since most parameters show an effect there. */
  function rulesReading(key: ParameterKey): string[] {
    const reading = rules.filter(([, { parameters }]) => key in parameters);
    return (reading.length > 0 ? reading : rules).map(([name]) => name);
  }

  function hasEffect(key: ParameterKey): boolean {
    const spec: ParameterSpec = PARAMETERS[key];
    const value = eventful[key]!;
    const others =
      spec.choices !== undefined
        ? spec.choices.filter((c) => c !== value)
        : [
            spec.min!,
            Number(value) === 0 ? spec.swept![1] : Math.min(spec.max!, spec.integer === true ? Number(value) + 3 : Number(value) * 2),
          ];
    return SEEDS.some((seed) =>
      rulesReading(key).some((rule) => others.some((x) => !same(plain(seed, rule), outcome(seed, { [key]: x }, rule)))),
    );
  }

  it.each(PARAMETER_KEYS)('%s changes something in a lively world', (key) => {
    expect(hasEffect(key)).toBe(true);
  });

  it('that have nothing to act on change no bit', () => {
    const idle: [ParameterKey, number, Partial<ModelParameters>][] = [
      ['inertia_choice', 0.1, {}],
      ['payment_rate', 5, { payment_limit: 0 }],
      ['honour_depth', 9, { attack_share: 0 }],
      ['war_loss', 0.5, { escalation: 0 }],
      ['attack_share', 1, { dispute_onset: 0 }],
      ['entrapment_stake', 0.3, { entrapment_weight: 0 }],
      ['abandonment_partnership', 0.1, { abandonment_weight: 0 }],
      ['cooperation_closure', 3, { cooperation_weight: 0 }],
    ];
    for (const [key, value, given] of idle) {
      const [a, b] = [given, { ...given, [key]: value }].map((p) => {
        const w = lively(24, { ...eventful, ...p });
        const heard = play(w, TICKS);
        return { copy: { ...copyOf(w), parameters: null }, heard: [heard.events, heard.rows] };
      }) as [{ copy: never; heard: unknown }, { copy: never; heard: unknown }];
      expect(changedFields(a.copy, b.copy), key).toEqual([]);
      expect(same(a.heard, b.heard), key).toBe(true);
    }
  });
});
