import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clamp01, contestShare, exp, fatTailed, gumbel, logistic, pairUniform, powPositive } from './math.ts';

/** The middles of equal parts of [0,1): what a function of a uniform number does on the whole. */
function overUniform<T>(parts: number, of: (u: number) => T): T[] {
  return Array.from({ length: parts }, (_, k) => of((k + 0.5) / parts));
}
const mean = (list: readonly number[]) => list.reduce((sum, x) => sum + x, 0) / list.length;

const strength = fc.double({ min: 0, max: 1e6, noNaN: true });
const exponent = fc.double({ min: 0.1, max: 5, noNaN: true });

describe('powPositive', () => {
  it.each([
    [4, 0.5, 2],
    [4, 1, 4],
    [4, 1.5, 8],
    [4, 2, 16],
    [4, 2.5, 32],
    [4, 3, 64],
    [4, 0, 1],
    [0, 0, 1],
    [0, 1.5, 0],
    [0, 1.3, 0],
    [16, 0.25, 2],
    [2, 4, 16],
  ])('%d to the power %d is %d', (x, g, y) => {
    expect(powPositive(x, g)).toBeCloseTo(y, 12);
  });

  it('goes on smoothly between the exponents that have a form of their own', () => {
    for (const g of [0.5, 1, 1.5, 2, 2.5, 3])
      for (const x of [0.01, 0.7, 3, 250]) expect(powPositive(x, g) / powPositive(x, g + 1e-9)).toBeCloseTo(1, 6);
  });
});

describe('contestShare', () => {
  it('is x^g / (x^g + y^g)', () => {
    expect(contestShare(2, 1, 1)).toBe(2 / 3);
    expect(contestShare(2, 1, 2)).toBe(0.8);
    expect(contestShare(4, 1, 1.5)).toBeCloseTo(8 / 9, 15);
    expect(contestShare(3, 1, 0.5)).toBeCloseTo(Math.sqrt(3) / (Math.sqrt(3) + 1), 15);
  });

  it('is even between equals and between two that have nothing, and certain against one that has nothing', () => {
    expect([contestShare(7, 7, 1.5), contestShare(0, 0, 1.5), contestShare(1, 0, 1.5), contestShare(0, 1, 1.5)]).toEqual([0.5, 0.5, 1, 0]);
  });

  it('is a probability that rises with own strength, and the two sides sum to one', () => {
    fc.assert(
      fc.property(strength, strength, strength, exponent, (x, y, more, g) => {
        const b = contestShare(x, y, g);
        expect(b >= 0 && b <= 1).toBe(true);
        expect(contestShare(x + more, y, g)).toBeGreaterThanOrEqual(b - 1e-12);
        expect(b + contestShare(y, x, g)).toBeCloseTo(1, 9);
      }),
    );
  });

  it('does not change a bit when both strengths are scaled by a power of two', () => {
    fc.assert(
      fc.property(strength, strength, exponent, (x, y, g) => {
        expect(contestShare(x * 4096, y * 4096, g)).toBe(contestShare(x, y, g));
      }),
    );
  });
});

describe('logistic', () => {
  it('is even at zero, symmetric, and ends at 0 and 1', () => {
    expect(logistic(0)).toBe(0.5);
    expect(logistic(Math.log(3))).toBeCloseTo(0.75, 15);
    expect(logistic(2) + logistic(-2)).toBeCloseTo(1, 15);
    expect([logistic(-1e4), logistic(1e4)]).toEqual([0, 1]);
  });
});

describe('exp and clamp01', () => {
  it('are what they are called', () => {
    expect(exp(1)).toBe(Math.E);
    expect([clamp01(-0.1), clamp01(0), clamp01(0.3), clamp01(1), clamp01(1.1)]).toEqual([0, 0, 0.3, 1, 1]);
  });
});

describe('a Gumbel draw', () => {
  const draws = overUniform(200_000, gumbel);

  it("has Euler's constant for its mean and pi squared over six for its variance", () => {
    const m = mean(draws);
    expect(m).toBeCloseTo(0.5772, 3);
    expect(mean(draws.map((x) => (x - m) * (x - m)))).toBeCloseTo((Math.PI * Math.PI) / 6, 2);
  });

  it('is finite at both ends of 32 bits', () => {
    expect([gumbel(0), gumbel(1 - 1 / 4_294_967_296)].every(Number.isFinite)).toBe(true);
  });
});

describe('a fat-tailed draw', () => {
  const draws = overUniform(1_000_000, fatTailed);
  const moment = (k: number) => mean(draws.map((x) => powPositive(Math.abs(x), k)));

  it('is symmetric, with unit standard deviation', () => {
    expect(mean(draws)).toBeCloseTo(0, 9);
    expect(Math.sqrt(moment(2))).toBeCloseTo(1, 3);
  });

  it('has a standard deviation 4.2 times its median size and a kurtosis of 20, as it says', () => {
    const sizes = draws.map(Math.abs).sort((a, b) => a - b);
    const median = sizes[sizes.length / 2]!;
    // (log 2)^1.5 / sqrt(6)
    expect(median).toBeCloseTo(0.2356, 3);
    expect(1 / median).toBeCloseTo(4.24, 1);
    expect(moment(4) / (moment(2) * moment(2))).toBeGreaterThan(19);
    expect(moment(4) / (moment(2) * moment(2))).toBeLessThan(21);
  });

  it('rises with its uniform number and is finite at both ends', () => {
    expect(overUniform(1000, fatTailed).every((x, k, all) => k === 0 || x > all[k - 1]!)).toBe(true);
    expect([fatTailed(0), fatTailed(1 - 1 / 4_294_967_296)].every(Number.isFinite)).toBe(true);
  });
});

describe('the uniform number of a pair', () => {
  it('is the fractional part of the sum', () => {
    expect([pairUniform(0.25, 0.5), pairUniform(0.75, 0.5), pairUniform(0.5, 0.5), pairUniform(0, 0)]).toEqual([0.75, 0.25, 0, 0]);
  });

  // u of three states and v of three states over all of the multiples of 1/m: exact in binary
  const m = 4;
  const grid = overUniform(m, (u) => u - 0.5 / m);

  function joint(first: [number, number], second: [number, number]): Map<string, number> {
    const counts = new Map<string, number>();
    const all = (depth: number, chosen: number[]): void => {
      if (depth === 6) {
        const of = ([i, j]: [number, number]) => pairUniform(chosen[i]!, chosen[3 + j]!);
        const key = `${of(first)} ${of(second)}`;
        counts.set(key, (counts.get(key) ?? 0) + 1);
        return;
      }
      for (const x of grid) all(depth + 1, [...chosen, x]);
    };
    all(0, []);
    return counts;
  }

  it.each([
    ['share their first state', [0, 1], [0, 2]],
    ['share their second state', [0, 1], [2, 1]],
    ['are the two directions of one', [0, 1], [1, 0]],
    ['have no state in common', [0, 1], [2, 0]],
  ] as [string, [number, number], [number, number]][])('is independent of that of another pair where the two %s', (_, first, second) => {
    const counts = joint(first, second);
    expect(counts.size).toBe(m * m);
    expect(new Set(counts.values()).size).toBe(1);
  });
});
