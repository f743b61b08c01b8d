import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { designStream } from '../base/random.ts';
import { SOURCES, varianceShares } from './variance-shares.ts';

const shares = (outcomes: readonly number[][]) => varianceShares(outcomes, 0.95).shares.map(({ share }) => share);
const variances = (outcomes: readonly number[][]) => varianceShares(outcomes, 0.95).shares.map(({ variance }) => variance);

/** Sums of squares as they stand in every textbook, by loops over the table. */
function byTheBook(y: readonly number[][]) {
  const [p, n] = [y.length, y[0]?.length ?? 0];
  const mean = (list: readonly number[]) => list.reduce((sum, x) => sum + x, 0) / list.length;
  const rows = y.map(mean);
  const columns = Array.from({ length: n }, (_, r) => mean(y.map((row) => row[r] ?? 0)));
  const grand = mean(rows);
  const square = (x: number) => x * x;
  const ofRows = (n * rows.reduce((sum, m) => sum + square(m - grand), 0)) / (p - 1);
  const ofColumns = (p * columns.reduce((sum, m) => sum + square(m - grand), 0)) / (n - 1);
  let rest = 0;
  y.forEach((row, i) => row.forEach((x, r) => (rest += square(x - (rows[i] ?? 0) - (columns[r] ?? 0) + grand))));
  const error = rest / ((p - 1) * (n - 1));
  return [Math.max(0, (ofRows - error) / n), Math.max(0, (ofColumns - error) / p), error];
}

describe('where variance comes from', () => {
  it('is the points alone where the seed does nothing, and the seed alone where the factors do nothing', () => {
    expect(shares([[1, 1, 1], [2, 2, 2], [5, 5, 5]])).toEqual([1, 0, 0]); // oxfmt-ignore
    expect(shares([[1, 2, 5], [1, 2, 5], [1, 2, 5]])).toEqual([0, 1, 0]); // oxfmt-ignore
  });

  it('is not made of what rounding leaves', () => {
    const points = [0.1, 0.7, 0.3, 1.9, 0.6];
    const noise = [0.05, 0.31, 0.77, 0.11];
    const together = variances(points.map((x) => noise.map((y) => x + y)))[2];
    expect(together).toBe(0);
    expect(shares(points.map((x) => noise.map(() => x)))).toEqual([1, 0, 0]);
  });

  it('is nothing where nothing varies, or where there is too little to tell', () => {
    expect(shares([[3, 3], [3, 3]])).toEqual([null, null, null]); // oxfmt-ignore
    expect(shares([[3, 4, 5]])).toEqual([null, null, null]);
    expect(varianceShares([[1, NaN], [2, 3]], 0.95)).toMatchObject({ n: 1, dropped: 1, points: 2 }); // oxfmt-ignore
  });

  it('gives the components of the two-way table, wherever its origin is', () => {
    const value = fc.double({ min: -100, max: 100, noNaN: true });
    const table = fc
      .tuple(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 2, max: 6 }))
      .chain(([p, n]) => fc.array(fc.array(value, { minLength: n, maxLength: n }), { minLength: p, maxLength: p }));
    fc.assert(
      fc.property(table, fc.integer({ min: -1000, max: 1000 }), (y, shift) => {
        const expected = byTheBook(y);
        const scale = Math.max(1e-9, ...y.flat().map((x) => x * x));
        for (const found of [variances(y), variances(y.map((row) => row.map((x) => x + shift)))])
          found.forEach((x, s) => expect(Math.abs((x ?? 0) - (expected[s] ?? 0)) / scale).toBeLessThan(1e-6));
      }),
    );
  });

  it('comes near the components that the data were made with, and its intervals hold them about as often as they say', () => {
    const rng = designStream(7, 'variance');
    // the sum of twelve uniform numbers less six has the variance 1
    const normal = () => Array.from({ length: 12 }, rng).reduce((sum, x) => sum + x, -6);
    let held = 0;
    const tries = 200;
    const sums = [0, 0, 0];
    for (let t = 0; t < tries; t++) {
      const noise = Array.from({ length: 20 }, normal);
      const y = Array.from({ length: 40 }, () => {
        const own = 2 * normal();
        return noise.map((x) => own + x + normal());
      });
      const found = varianceShares(y, 0.95).shares;
      found.forEach(({ variance }, s) => (sums[s] = (sums[s] ?? 0) + (variance ?? 0) / tries));
      const [, seed] = found;
      if ((seed?.low ?? 1) <= 1 / 6 && (seed?.high ?? 0) >= 1 / 6) held += 1;
    }
    [4, 1, 1].forEach((truth, s) => expect(Math.abs((sums[s] ?? 0) - truth)).toBeLessThan(0.15));
    expect(held / tries).toBeGreaterThan(0.85);
  });

  it('has intervals within [0,1] that hold the share, and none with two replicates', () => {
    const y = [[1, 2, 4, 3], [2, 2, 5, 3], [9, 8, 9, 7]]; // oxfmt-ignore
    for (const { share, low, high } of varianceShares(y, 0.9).shares) {
      expect(low).toBeGreaterThanOrEqual(0);
      expect(low).toBeLessThanOrEqual(share ?? -1);
      expect(high).toBeGreaterThanOrEqual(share ?? 2);
      expect(high).toBeLessThanOrEqual(1);
    }
    expect(varianceShares(y.map((row) => row.slice(0, 2)), 0.9).shares[0]).toMatchObject({ low: null, high: null }); // oxfmt-ignore
    expect(Object.keys(SOURCES)).toHaveLength(3);
  });
});
