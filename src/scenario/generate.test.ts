import { describe, expect, it } from 'vitest';
import type { World } from '../model/world.ts';
import { compileScenario } from './compile.ts';
import { GENERATE, GENERATE_KEYS } from './generate-parameters.ts';
import { loadScenario, resolveScenario } from './load.ts';

const system = (generate: Record<string, unknown>, replicate = 0, more: Record<string, unknown> = {}): World =>
  compileScenario(resolveScenario({ entente: 1, name: 'a', generate, ...more }), { seed: 1, replicate });

function gini(values: Iterable<number>): number {
  const sorted = [...values].sort((a, b) => a - b);
  const total = sorted.reduce((sum, x) => sum + x, 0);
  return sorted.reduce((sum, x, i) => sum + (2 * (i + 1) - sorted.length - 1) * x, 0) / (sorted.length * total);
}

/** Concentration of Ray and Singer. */
function concentration(shares: Iterable<number>): number {
  const all = [...shares];
  return Math.sqrt((all.reduce((sum, x) => sum + x * x, 0) - 1 / all.length) / (1 - 1 / all.length));
}

const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;
const SEEDS = [1, 2, 3, 4, 5];

describe('a synthetic system', () => {
  it('is the same for the same seed, and another for another', () => {
    const text = (w: World) => JSON.stringify([[...w.military], [...w.trade], [...w.hostility], [...w.distance], w.regions]);
    expect(text(system({ seed: 3 }))).toBe(text(system({ seed: 3 }, 4)));
    expect(text(system({ seed: 3 }))).not.toBe(text(system({ seed: 4 })));
    expect(text(system({ seed: 3, per_replicate: true }, 1))).not.toBe(text(system({ seed: 3, per_replicate: true }, 2)));
    expect(text(system({ seed: 3, per_replicate: true }, 1))).toBe(text(system({ seed: 3, per_replicate: true }, 1)));
  });

  it('of world size has the inequality of the record: Gini near .8, concentration near .3', () => {
    const worlds = SEEDS.map((seed) => system({ states: 190, seed }));
    expect(mean(worlds.map((w) => gini(w.power)))).toBeGreaterThan(0.75);
    expect(mean(worlds.map((w) => gini(w.power)))).toBeLessThan(0.85);
    expect(mean(worlds.map((w) => concentration(w.power)))).toBeGreaterThan(0.25);
    expect(mean(worlds.map((w) => concentration(w.power)))).toBeLessThan(0.38);
  });

  it.each([
    [10, [0.35, 0.65], [0.2, 0.55]],
    [30, [0.55, 0.75], [0.25, 0.42]],
    [200, [0.75, 0.85], [0.25, 0.38]],
  ] as const)('of %i states has power, trade and rivals within their bands', (n, [lowGini, highGini], [lowCon, highCon]) => {
    const worlds = SEEDS.map((seed) => system({ states: n, seed }));
    for (const w of worlds) bands(w, n);
    const [g, c] = [mean(worlds.map((w) => gini(w.power))), mean(worlds.map((w) => concentration(w.power)))];
    expect([g > lowGini, g < highGini, c > lowCon, c < highCon], `Gini ${g}, concentration ${c}`).toEqual([true, true, true, true]);
  });

  it('of 2,000 states has them too, and takes seconds at most', () => {
    const start = process.cpuUsage();
    const w = system({ states: 2000 });
    expect(process.cpuUsage(start).user / 1e6).toBeLessThan(8); // of the processor; 1.5 s without a test runner
    bands(w, 2000);
    expect(w.ids[1999]).toBe('S2000');
  }, 120_000);

  function bands(w: World, n: number): void {
    const rivals = [...w.hostility].filter((x) => x >= 0.4).length;
    expect(rivals).toBe(2 * Math.round((GENERATE.rivalries.default * n) / 2));
    let openness = 0;
    for (let q = 0; q < n * n; q++) {
      if ((w.hostility[q] ?? 0) < 0.4) openness += w.trade[q] ?? 0;
      else expect(w.trade[q]).toBe(GENERATE.adversary_trade.default);
    }
    expect(openness / n).toBeCloseTo(GENERATE.trade.default, 1);
    expect([...w.revisionism].filter((x) => x >= 0.7)).toHaveLength(Math.round(0.2 * n));
    expect([...w.projection].filter((x) => x === 3)).toHaveLength(3);
    expect(Math.max(...[...w.distance].slice(0, n))).toBeLessThan(10_000 * 1.4143);
    expect(w.active.every((x) => x === 1)).toBe(true);
  }

  it('has what its parameters ask for, each alone', () => {
    const base = system({ states: 60 });
    const power = (w: World) => concentration(w.power);
    expect(power(system({ states: 60, concentration: 0.5 }))).toBeLessThan(power(base));
    expect(gini(system({ states: 60, concentration: 0, dispersion: 0 }).power)).toBeCloseTo(0, 9);
    expect([...system({ states: 60, adversary_trade: 0.15 }).trade].filter((x) => x === 0.15)).toHaveLength(120);
    expect([...system({ states: 60, rivalries: 0 }).hostility].filter((x) => x >= 0.4)).toHaveLength(0);
    expect(mean([...system({ states: 60, extent_km: 2000 }).distance])).toBeLessThan(mean([...base.distance]) / 4);
    expect(new Set(system({ states: 60, regions: 1 }).regions).size).toBe(1);
    expect([...system({ states: 60, challengers: 0 }).revisionism].every((x) => x <= 0.2)).toBe(true);
    expect(new Set(system({ states: 60, ideology_spread: 0 }).ideology)).toEqual(new Set([0.5]));
    expect([...system({ states: 60, great_powers: 0 }).projection].every((x) => x === 1)).toBe(true);
    const spread = (w: World) => mean([...w.distance].filter((_, q) => w.region[Math.floor(q / w.n)] === w.region[q % w.n]));
    expect(spread(system({ states: 60, clustering: 0.9 }))).toBeLessThan(spread(system({ states: 60, clustering: 0 })));
  });

  it('has rivals that are nearer than others and more often challengers', () => {
    const worlds = SEEDS.map((seed) => system({ states: 100, seed }));
    const pairs = worlds.flatMap((w) =>
      Array.from({ length: w.n * w.n }, (_, q) => ({
        km: w.distance[q] ?? 0,
        rival: (w.hostility[q] ?? 0) >= 0.4,
        challenger: (w.revisionism[q % w.n] ?? 0) > 0.5,
      })),
    );
    const [rivals, others] = [pairs.filter(({ rival }) => rival), pairs.filter(({ rival }) => !rival)];
    expect(mean(rivals.map(({ km }) => km))).toBeLessThan(0.7 * mean(others.map(({ km }) => km)));
    expect(mean(rivals.map(({ challenger }) => Number(challenger)))).toBeGreaterThan(0.3);
  });

  it('has challengers that are stronger than the others on the whole', () => {
    const worlds = Array.from({ length: 20 }, (_, seed) => system({ states: 100, seed }));
    const power = (challenger: boolean) =>
      mean(worlds.flatMap((w) => [...w.power].filter((_, i) => (w.revisionism[i] ?? 0) > 0.5 === challenger)));
    expect(power(true)).toBeGreaterThan(1.5 * power(false));
  });

  it('takes defaults for every state and pair in place of what it generates', () => {
    const w = compileScenario(
      loadScenario('f', 'entente: 1\nname: a\ngenerate: {states: 10}\ndefaults: {states: {entrapment_cost: 3}}', {
        sets: ['states.*.revisionism=0.4', 'relations.*-*.trade=0.01'],
      }),
      { seed: 1, replicate: 0 },
    );
    expect(new Set(w.revisionism)).toEqual(new Set([0.4]));
    expect(new Set(w.entrapment)).toEqual(new Set([3]));
    expect(new Set(w.trade)).toEqual(new Set([0, 0.01]));
  });

  it('of two states is one, with parameters at either end of their ranges', () => {
    for (const key of GENERATE_KEYS) {
      const { min, max, default: standard } = GENERATE[key];
      if (key === 'states' || typeof standard === 'boolean') continue;
      for (const value of [min, max])
        for (const states of [2, 12]) expect([...system({ states, [key]: value }).power].reduce((sum, x) => sum + x, 0)).toBeCloseTo(1, 9);
    }
  });
});
