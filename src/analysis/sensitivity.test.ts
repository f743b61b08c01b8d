import { describe, expect, it } from 'vitest';
import { designStream } from '../base/random.ts';
import { DESIGNS } from '../experiment/designs/index.ts';
import type { FactorShape } from '../experiment/designs/design.ts';
import { morrisEffects, type Step } from './morris-effects.ts';
import { sobolIndices, type SaltelliOutcomes, type SobolIndices } from './sobol-indices.ts';

type Model = (x: readonly number[]) => number;

const factors = (n: number): FactorShape[] =>
  Array.from({ length: n }, (_, k) => ({ name: `x${k + 1}`, levels: undefined, discrete: false }));
const still = { resamples: 0, level: 0.95, draw: designStream(1, 'still') };

/** [Ishigami and Homma 1990], x in [-pi, pi]. */
const ishigami: Model = (u) => {
  const [a = 0, b = 0, c = 0] = u.map((v) => Math.PI * (2 * v - 1));
  return Math.sin(a) + 7 * Math.sin(b) ** 2 + 0.1 * c ** 4 * Math.sin(a);
};
const sobolG =
  (a: readonly number[]): Model =>
  (u) =>
    a.reduce((product, ai, j) => (product * (Math.abs(4 * (u[j] ?? 0) - 2) + ai)) / (1 + ai), 1);

/** The outcomes of a model at the points of a Saltelli design of its own. */
function saltelli(model: Model, n: number, options: object, seed = 1): SaltelliOutcomes {
  const row = DESIGNS['saltelli'];
  if (row === undefined) throw new Error('no design');
  const { points, point } = row.plan(factors(n), row.options.parse(options), seed);
  const outcomes = new Map<string, number[]>();
  for (let k = 0; k < points; k++) {
    const { u, role } = point(k);
    if (!outcomes.has(role)) outcomes.set(role, []);
    outcomes.get(role)?.push(model(u));
  }
  return byRole(outcomes);
}
function byRole(outcomes: ReadonlyMap<string, number[]>): SaltelliOutcomes {
  const numbered = (letters: string) =>
    Array.from({ length: outcomes.size }, (_, j) => outcomes.get(`${letters}${j + 1}`)).filter((list) => list !== undefined);
  const ba = numbered('BA');
  return { a: outcomes.get('A') ?? [], b: outcomes.get('B') ?? [], ab: numbered('AB'), ba: ba.length === 0 ? undefined : ba };
}
const first = ({ first: list }: SobolIndices) => list.map(({ value }) => value ?? NaN);
const total = ({ total: list }: SobolIndices) => list.map(({ value }) => value ?? NaN);
const bare = { scramble: false, dummy: false };

function expectNear(found: readonly number[], expected: readonly number[], tolerance: number): void {
  expect(found).toHaveLength(expected.length);
  found.forEach((x, j) => expect(Math.abs(x - (expected[j] ?? NaN))).toBeLessThanOrEqual(tolerance));
}

describe('sobolIndices of the Ishigami function', () => {
  it.each([
    [64, [0.292793, 0.608943, -0.0241], [0.575938, 0.460527, 0.192801]],
    [256, [0.326024, 0.482007, 0.011232], [0.564602, 0.457007, 0.250649]],
    [1024, [0.332955, 0.441314, 0.018578], [0.558179, 0.443285, 0.242149]],
    [4096, [0.314106, 0.442473, -0.000065], [0.557435, 0.442454, 0.243293]],
    [16384, [0.315338, 0.442418, 0.001422], [0.558334, 0.442423, 0.243653]],
  ])('on %d rows of the bare sequence are those of the estimators, to the sixth decimal', (rows, s1, st) => {
    const indices = sobolIndices(saltelli(ishigami, 3, { ...bare, rows }), still);
    expect(indices.n).toBe(rows);
    expectNear(first(indices), s1, 5.1e-7);
    expectNear(total(indices), st, 5.1e-7);
  });

  it.each([
    [64, [0.292741, 0.608943, -0.024524]],
    [256, [0.326039, 0.482007, 0.011126]],
  ])('move a little on %d rows with second order, over whose runs too the outcome is centred', (rows, s1) => {
    expectNear(first(sobolIndices(saltelli(ishigami, 3, { ...bare, rows, second_order: true }), still)), s1, 5.1e-7);
  });

  it('have the second-order ones of the estimator', () => {
    const { second } = sobolIndices(saltelli(ishigami, 3, { ...bare, rows: 1024, second_order: true }), still);
    expect(second.map(({ j, k }) => [j, k])).toEqual([
      [0, 1],
      [0, 2],
      [1, 2],
    ]);
    expectNear(
      second.map(({ estimate }) => estimate.value ?? NaN),
      [-0.00005, 0.227607, 0.004877],
      5.1e-6,
    );
  });

  it('come near the true ones on a scrambled sequence, and so does the variance', () => {
    const indices = sobolIndices(saltelli(ishigami, 3, { rows: 8192, dummy: false }), still);
    expectNear(first(indices), [0.31390519, 0.44241114, 0], 0.01);
    expectNear(total(indices), [0.55758886, 0.44241114, 0.24368366], 0.01);
    expect(Math.abs((indices.variance ?? 0) - 13.844587940719254)).toBeLessThan(0.15);
  });

  it('have intervals that hold the true values at least as often as they say, over 200 scrambles', () => {
    const truth = { first: [0.31390519, 0.44241114, 0], total: [0.55758886, 0.44241114, 0.24368366] };
    const hits = { first: [0, 0, 0], total: [0, 0, 0] };
    for (let seed = 0; seed < 200; seed++) {
      const resampling = { resamples: 100, level: 0.9, draw: designStream(seed, 'coverage') };
      const indices = sobolIndices(saltelli(ishigami, 3, { rows: 128, dummy: false }, seed), resampling);
      for (const order of ['first', 'total'] as const)
        indices[order].forEach(({ low, high }, j) => {
          const value = truth[order][j] ?? NaN;
          if (low !== null && high !== null && low <= value && value <= high) hits[order][j] = (hits[order][j] ?? 0) + 1;
        });
    }
    // Rows of a Sobol sequence are more even than the independent ones that resampling takes them for, so the intervals are on the safe side:
    // at a level of 90%, no fewer than 180 of 200 less three standard errors.
    for (const count of [...hits.first, ...hits.total]) expect(count).toBeGreaterThanOrEqual(180 - 13);
  });
});

describe('sobolIndices', () => {
  it('of the G-function of eight factors are the known ones', () => {
    const a = [0, 1, 4.5, 9, 99, 99, 99, 99];
    const indices = sobolIndices(saltelli(sobolG(a), 8, { rows: 8192, dummy: false }), still);
    const [s1, st] = gIndices(a);
    expectNear(s1, [0.7161921689, 0.1790480422, 0.0236757742, 0.0071619217, ...Array<number>(4).fill(0.0000716192)], 1e-9);
    expectNear(st, [0.7871441267, 0.2421981928, 0.0343169102, 0.0104603871, ...Array<number>(4).fill(0.0001049491)], 1e-9);
    expectNear(first(indices), s1, 0.01);
    expectNear(total(indices), st, 0.01);
    expect(Math.abs((indices.variance ?? 0) - 0.4654244)).toBeLessThan(0.01);
  });

  it('of the G-function of six factors are the known ones', () => {
    const indices = sobolIndices(saltelli(sobolG([78, 12, 0.5, 2, 97, 33]), 6, { rows: 4096, dummy: false }), still);
    expectNear(first(indices), [0.000276, 0.010195, 0.765743, 0.191436, 0.000179, 0.00149], 0.01);
    expectNear(total(indices), [0.000329, 0.012143, 0.79597, 0.220313, 0.000214, 0.001778], 0.01);
  });

  it('of a linear function are the shares of the squared slopes, first and total alike', () => {
    const slopes = [1, 2, 3];
    const indices = sobolIndices(
      saltelli((u) => u.reduce((sum, x, j) => sum + (slopes[j] ?? 0) * x, 5), 3, { rows: 4096, dummy: false }),
      still,
    );
    expectNear(first(indices), [1 / 14, 4 / 14, 9 / 14], 0.005);
    expectNear(total(indices), [1 / 14, 4 / 14, 9 / 14], 0.005);
  });

  it('of an outcome that is one of the factors are 1 and 0, exactly 0 in total', () => {
    const indices = sobolIndices(
      saltelli(([x = 0]) => x, 2, { rows: 1024, dummy: false }),
      still,
    );
    expectNear(first(indices), [1, 0], 0.005);
    expectNear(total(indices), [1, 0], 0.005);
    expect(total(indices)[1]).toBe(0);
  });

  it('of the dummy are exactly 0, the interval too, and so they are to first order', () => {
    const resampling = { resamples: 50, level: 0.95, draw: designStream(1, 'dummy') };
    const { first: s1, total: st } = sobolIndices(saltelli(ishigami, 3, { rows: 64 }), resampling);
    expect([s1[3], st[3]]).toEqual([
      { value: 0, low: 0, high: 0 },
      { value: 0, low: 0, high: 0 },
    ]);
  });

  it('of an inert factor are exactly 0 in a model with noise, where a row-block shares its seed, and not where it does not', () => {
    const noise = (seed: string) => designStream(1, seed)();
    let run = 0;
    const shared = saltelli(ishigami, 3, { rows: 256 });
    const ofRow = Array.from({ length: 256 }, (_, i) => 6 * noise(`block ${i}`));
    const own = () => 6 * noise(`run ${run++}`);
    const add = (to: (i: number) => number): SaltelliOutcomes => {
      const plus = (list: ArrayLike<number>) => Array.from(list, (y, i) => y + to(i));
      return { a: plus(shared.a), b: plus(shared.b), ab: shared.ab.map(plus) };
    };
    expect(
      total(
        sobolIndices(
          add((i) => ofRow[i] ?? 0),
          still,
        ),
      )[3],
    ).toBe(0);
    expect(total(sobolIndices(add(own), still))[3]).toBeGreaterThan(0.1);
  });

  it('of an outcome that does not vary are not defined, whatever rounding makes of its mean', () => {
    for (const constant of [0, 0.1, 1e9 / 3]) {
      const {
        n,
        variance,
        first: s1,
        total: st,
      } = sobolIndices(
        saltelli(() => constant, 2, { rows: 64 }),
        { ...still, resamples: 20 },
      );
      expect([n, variance]).toEqual([64, 0]);
      for (const estimate of [...s1, ...st]) expect(estimate).toEqual({ value: null, low: null, high: null });
    }
  });

  it('leave out the whole row-block of a failed run and say how many', () => {
    const outcomes = saltelli(ishigami, 3, { rows: 64, dummy: false });
    const holed = {
      ...outcomes,
      ab: outcomes.ab.map((list, j) => Array.from(list, (y, i) => (j === 1 && (i === 3 || i === 7) ? NaN : y))),
    };
    const without = (list: ArrayLike<number>) => Array.from(list).filter((_, i) => i !== 3 && i !== 7);
    const clean = { a: without(outcomes.a), b: without(outcomes.b), ab: outcomes.ab.map(without) };
    const indices = sobolIndices(holed, still);
    expect([indices.n, indices.dropped]).toEqual([62, 2]);
    expect(indices.total).toEqual(sobolIndices(clean, still).total);
    const nothing = sobolIndices({ a: [NaN], b: [1], ab: [[2]] }, still);
    expect([nothing.n, nothing.dropped, nothing.variance, nothing.total[0]?.value]).toEqual([0, 1, null, null]);
  });

  it('are not made of a wrong number of runs', () => {
    expect(() => sobolIndices({ a: [1, 2], b: [1, 2], ab: [[1, 2], [1]] }, still)).toThrow('as many outcomes at each of its points');
  });
});

/** The indices of the G-function from its coefficients. */
function gIndices(a: readonly number[]): [number[], number[]] {
  const parts = a.map((ai) => 1 / (3 * (1 + ai) * (1 + ai)));
  const product = parts.reduce((all, part) => all * (1 + part), 1);
  return [parts.map((part) => part / (product - 1)), parts.map((part) => ((part / (1 + part)) * product) / (product - 1))];
}

/** Trajectories of a model from a Morris design. */
function morris(model: Model, n: number, options: object, seed = 1): Step[][] {
  const row = DESIGNS['morris'];
  if (row === undefined) throw new Error('no design');
  const { points, point } = row.plan(factors(n), row.options.parse(options), seed);
  const trajectories: Step[][] = [];
  for (let k = 0; k < points; k++) {
    const { u, dummy, block } = point(k);
    (trajectories[block] ??= []).push({ u: dummy === undefined ? u : [...u, dummy], y: model(u) });
  }
  return trajectories;
}

/** Saltelli et al. 2008, Global Sensitivity Analysis: The Primer, exercise 4 of chapter 3: six trajectories, inputs in thirds. */
const BOOK: readonly Step[][] = (() => {
  const x1 = [0, 0, 2, 0, 2, 2, 2, 2, 0, 1, 3, 3, 1, 1, 3, 1, 1, 3];
  const x2 = [1, 3, 3, 1, 1, 3, 0, 2, 2, 3, 3, 1, 3, 1, 1, 2, 0, 0];
  const y = [0.97, 0.71, 2.39, 0.97, 2.3, 2.39, 1.87, 2.4, 0.87, 2.15, 1.71, 1.54, 2.15, 2.17, 1.54, 2.2, 1.87, 1.0];
  return Array.from({ length: 6 }, (_, t) =>
    [0, 1, 2].map((s) => ({ u: [(x1[3 * t + s] ?? 0) / 3, (x2[3 * t + s] ?? 0) / 3], y: y[3 * t + s] ?? 0 })),
  );
})();

describe('morrisEffects', () => {
  it('of the book are those of the book and of SALib', () => {
    const { n, factors: found } = morrisEffects(BOOK, still);
    expect(n).toBe(6);
    // The book prints 0.66 for the first mean; it is the sum 3.9 over six.
    expectNear(
      found.flatMap(({ mu, muStar, sigma }) => [mu.value ?? NaN, muStar.value ?? NaN, sigma.value ?? NaN]),
      [0.65, 1.62, 1.794107, 0.21, 0.35, 0.411995],
      5.1e-7,
    );
  });

  it('scaled are those of SALib', () => {
    const { factors: found } = morrisEffects(BOOK, still, true);
    expectNear(
      found.flatMap(({ mu, muStar, sigma }) => [mu.value ?? NaN, muStar.value ?? NaN, sigma.value ?? NaN]),
      [0.0903892161, 0.9680415229, 1.0645368417, 0.146679039, 0.212760712, 0.2238569428],
      1e-7,
    );
  });

  it('of the Ishigami function come near the known ones', () => {
    const { factors: found } = morrisEffects(morris(ishigami, 3, { trajectories: 10_000, dummy: false }), still);
    expectNear(
      found.map(({ muStar }) => muStar.value ?? NaN),
      [7.68, 7.875, 6.26],
      0.1,
    );
  });

  it('of a linear function are its slopes, without spread', () => {
    const { factors: found } = morrisEffects(
      morris(([a = 0, b = 0]) => 3 * a - 2 * b, 2, { trajectories: 20, dummy: false }),
      { ...still, resamples: 50 },
    );
    found.forEach(({ mu, muStar, sigma }, j) => {
      expect(mu.value).toBeCloseTo([3, -2][j] ?? NaN, 12);
      expect([muStar.value, muStar.low, muStar.high].map((x) => x?.toFixed(9))).toEqual(Array(3).fill([3, 2][j]?.toFixed(9)));
      expect(sigma.value).toBeCloseTo(0, 12);
    });
  });

  it('of the dummy are exactly 0 where a trajectory shares its random draws', () => {
    let t = -1;
    const paths = morris(ishigami, 3, { trajectories: 30 }).map((steps) => {
      t += 1;
      return steps.map(({ u, y }) => ({ u, y: y + designStream(t, 'noise')() }));
    });
    const { factors: found } = morrisEffects(paths, { ...still, resamples: 50 });
    const zero = { value: 0, low: 0, high: 0 };
    expect(found[3]).toEqual({ mu: zero, muStar: zero, sigma: zero });
    expect(found[0]?.muStar.value).toBeGreaterThan(1);
  });

  it('of an outcome that does not vary are 0, scaled or not', () => {
    for (const scaled of [false, true]) {
      const { factors: found } = morrisEffects(
        morris(() => 0.1, 2, { trajectories: 5 }),
        still,
        scaled,
      );
      for (const { muStar, sigma } of found) expect([muStar.value, sigma.value]).toEqual([0, 0]);
    }
  });

  it('leave out a trajectory with a failed run and say how many', () => {
    const holed = BOOK.map((steps, t) => steps.map(({ u, y }, s) => ({ u, y: t === 2 && s === 1 ? NaN : y })));
    const found = morrisEffects(holed, still);
    expect([found.n, found.dropped]).toEqual([5, 1]);
    // Without the third trajectory: (2.52 + 1.995 + .66 + .945 + 1.305) / 5.
    expect(found.factors[0]?.muStar.value).toBeCloseTo(1.485, 12);
  });

  it('are not made of what is no trajectory', () => {
    const [a = [], b = []] = BOOK;
    expect(() => morrisEffects([[...a, ...b]], still)).toThrow('has 3 points, not 6');
    expect(() => morrisEffects([[0, 1, 2].map((k) => ({ u: [k / 3, 0], y: k }))], still)).toThrow('does not move one factor');
  });
});
