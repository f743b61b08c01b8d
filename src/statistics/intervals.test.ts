import { describe, expect, it } from 'vitest';
import { exp } from '../base/math.ts';
import { designStream } from '../base/random.ts';
import { normalQuantile } from './distributions.ts';
import { meanInterval, medianInterval, pairedDifference, quantiles, wilsonInterval } from './intervals.ts';

/** Normal draws from a stream of their own. */
function normals(seed: number, name: string): () => number {
  const uniform = designStream(seed, name);
  return () => normalQuantile(uniform() + 2 ** -33);
}

/** The share of simulated samples whose interval contains the truth. */
function coverage(samples: number, holds: (sample: number) => boolean): number {
  let hits = 0;
  for (let s = 0; s < samples; s++) if (holds(s)) hits++;
  return hits / samples;
}

describe('meanInterval', () => {
  it('is mean and t times sd over the root of n', () => {
    // Three values, mean 2, sd 1, t at .975 with 2 degrees of freedom 4.302652729749462.
    const { n, mean, sd, low, high } = meanInterval([1, 2, 3], 0.95);
    expect([n, mean, sd]).toEqual([3, 2, 1]);
    expect(low).toBeCloseTo(2 - 4.302652729749462 / Math.sqrt(3), 12);
    expect(high).toBeCloseTo(2 + 4.302652729749462 / Math.sqrt(3), 12);
  });

  it('is the interval that scipy gives', () => {
    // scipy 1.17.1: stats.t.interval(.9, 4, loc=mean, scale=stats.sem) of the same values.
    const { mean, low, high } = meanInterval([2.5, 3.1, 2.7, 4, 3.3], 0.9);
    expect(mean).toBeCloseTo(3.12, 14);
    expect(low).toBeCloseTo(2.5624497177, 9);
    expect(high).toBeCloseTo(3.6775502823, 9);
  });

  it('leaves out what is missing and says of how many it speaks', () => {
    expect(meanInterval([1, NaN, 2, 3], 0.95)).toEqual(meanInterval([1, 2, 3], 0.95));
  });

  it('says null where so few say nothing', () => {
    expect(meanInterval([], 0.95)).toEqual({ n: 0, mean: null, sd: null, low: null, high: null });
    expect(meanInterval([NaN], 0.95)).toEqual({ n: 0, mean: null, sd: null, low: null, high: null });
    expect(meanInterval([7], 0.95)).toEqual({ n: 1, mean: 7, sd: null, low: null, high: null });
  });

  it('has no width for constant values, rounding or not', () => {
    expect(meanInterval([0.1, 0.1, 0.1], 0.95)).toEqual({ n: 3, mean: 0.1, sd: 0, low: 0.1, high: 0.1 });
  });

  it.each([
    [5, 0.95],
    [10, 0.95],
    [10, 0.8],
  ])('covers the mean of normal values, %d of them, at the level %d', (n, level) => {
    const draw = normals(1, `mean ${n} ${level}`);
    const share = coverage(10_000, () => {
      const { low, high } = meanInterval(Array.from({ length: n }, draw), level);
      return low !== null && high !== null && low <= 0 && high >= 0;
    });
    // Three standard errors of 10,000 samples.
    expect(Math.abs(share - level)).toBeLessThan(3 * Math.sqrt((level * (1 - level)) / 10_000));
  });

  it('falls short for strongly skewed values, as its description warns', () => {
    const draw = normals(1, 'lognormal');
    const share = coverage(5000, () => {
      const { low, high } = meanInterval(
        Array.from({ length: 5 }, () => exp(draw())),
        0.95,
      );
      return (low ?? 0) <= exp(0.5) && (high ?? 0) >= exp(0.5);
    });
    expect(share).toBeGreaterThan(0.79);
    expect(share).toBeLessThan(0.85);
  });

  it('has no level of 95, which would be per cent', () => expect(() => meanInterval([1, 2], 95)).toThrow('level'));
});

describe('pairedDifference', () => {
  it('lets cancel what both share', () => {
    expect(pairedDifference([10, 20, 30], [9, 19, 29], 0.95)).toEqual({ n: 3, difference: 1, sd: 0, low: 1, high: 1 });
  });

  it('is the interval of the differences', () => {
    const { difference, n, sd, low, high } = pairedDifference([3, 5, 4], [2, 1, 1], 0.95);
    const { mean, ...rest } = meanInterval([1, 4, 3], 0.95);
    expect({ difference, n, sd, low, high }).toEqual({ difference: mean, ...rest });
  });

  it('leaves out a pair of which one is missing, and takes no lists of different length', () => {
    expect(pairedDifference([1, NaN, 3, 4], [0, 0, NaN, 2], 0.95).n).toBe(2);
    expect(() => pairedDifference([1], [1, 2], 0.95)).toThrow('no pairs');
  });
});

describe('wilsonInterval', () => {
  it.each([
    // scipy 1.17.1: stats.binomtest(k, n).proportion_ci(level, 'wilson').
    [2, 20, 0.95, 0.02786648, 0.30103364],
    [8, 10, 0.95, 0.49016247, 0.94331785],
    [0, 10, 0.95, 0, 0.2775328],
    [30, 30, 0.99, 0.81889135, 1],
  ])('of %d in %d at %d is from %d to %d', (k, n, level, low, high) => {
    const found = wilsonInterval(k, n, level);
    expect(found.share).toBe(k / n);
    expect(found.low).toBeCloseTo(low, 6);
    expect(found.high).toBeCloseTo(high, 6);
  });

  it('is null of none, and no share is more than the whole', () => {
    expect(wilsonInterval(0, 0, 0.95)).toEqual({ n: 0, share: null, low: null, high: null });
    expect(() => wilsonInterval(3, 2, 0.95)).toThrow('no share');
  });

  it('covers a rare share among few runs, to the last digit of the binomial sum', () => {
    // The exact coverage at n = 20, p = 0.1: the binomial probabilities of those k whose interval holds p.
    let choose = 1;
    let probability = 0;
    for (let k = 0; k <= 20; k++) {
      const { low, high } = wilsonInterval(k, 20, 0.95);
      if ((low ?? 1) <= 0.1 && (high ?? 0) >= 0.1) probability += choose * 0.1 ** k * 0.9 ** (20 - k);
      choose = (choose * (20 - k)) / (k + 1);
    }
    expect(probability).toBeCloseTo(0.9568, 4);
  });
});

describe('quantiles', () => {
  it('are linear between the values that are there', () => {
    // R: quantile(c(3, 1, 2, 10), c(0, .25, .5, .75, 1)), type 7.
    expect(quantiles([3, NaN, 1, 2, 10], [0, 0.25, 0.5, 0.75, 1])).toEqual([1, 1.75, 2.5, 4.75, 10]);
  });

  it('of nothing are null, of one value that value', () => {
    expect(quantiles([], [0.05, 0.5])).toEqual([null, null]);
    expect(quantiles([4], [0.05, 0.5])).toEqual([4, 4]);
  });
});

describe('medianInterval', () => {
  it.each([
    // Tables of the sign test: the ranks at 95% are 1 at n = 6, 2 at n = 10, 6 at n = 20, 10 at n = 30, 40 at n = 100.
    [6, 1],
    [10, 2],
    [20, 6],
    [30, 10],
    [100, 40],
  ])('of %d values lies between the %d-th from below and from above', (n, rank) => {
    const { median, low, high } = medianInterval(
      Array.from({ length: n }, (_, k) => n - k),
      0.95,
    );
    expect([median, low, high]).toEqual([(n + 1) / 2, rank, n + 1 - rank]);
  });

  it('is null with fewer than six values, and the median still there', () => {
    expect(medianInterval([5, 1, 3, 2, 4], 0.95)).toEqual({ n: 5, median: 3, low: null, high: null });
    expect(medianInterval([], 0.95)).toEqual({ n: 0, median: null, low: null, high: null });
  });

  it('stands many values', () => {
    const { low, high } = medianInterval(
      Array.from({ length: 5000 }, (_, k) => k + 1),
      0.95,
    );
    // 2500.5 less and more than 1.96 standard deviations of the count, 35.4.
    expect([low, high]).toEqual([2431, 2570]);
  });
});
