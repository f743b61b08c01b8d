import { tQuantile } from '../statistics/distributions.ts';

/** Sources of the variance of an outcome over the runs of a sweep. */
export const SOURCES = {
  points: 'what is varied: the means of the points',
  seed: 'the seed alone: what the random draws of a replicate do at all points alike',
  'points by seed': 'the two together: what the random draws do at one point and not at another',
} as const;
export type Source = keyof typeof SOURCES;

/** A share of the variance with its interval. */
export interface VarianceShare {
  readonly source: Source;
  /** Estimated variance, never below 0. */
  readonly variance: number | null;
  /** In [0,1]; null where the outcome does not vary. */
  readonly share: number | null;
  /** Bounds; null with fewer than three replicates. */
  readonly low: number | null;
  readonly high: number | null;
}

/** The shares, and the numbers of runs behind them. */
export interface VarianceShares {
  /** Complete replicates, in which every point has a value. */
  readonly n: number;
  readonly dropped: number;
  readonly points: number;
  readonly shares: readonly VarianceShare[];
}

/**
 * Components of variance of points by replicates, by the method of moments of a two-way table with one run a cell [SearleCasellaMcCulloch1992]; negative
 * estimates are set to 0. Intervals by the jackknife over replicates, with Student's t [EfronTibshirani1993], cut to [0,1].
 * @param outcomes by point, then replicate; NaN = missing
 */
export function varianceShares(outcomes: readonly ArrayLike<number>[], level: number): VarianceShares {
  const points = outcomes.length;
  const replicates = outcomes[0]?.length ?? 0;
  const whole = Array.from({ length: replicates }, (_, r) => r).filter((r) => outcomes.every((list) => !Number.isNaN(list[r] ?? NaN)));
  const n = whole.length;
  const names = Object.keys(SOURCES) as Source[];
  const size = { n, dropped: replicates - n, points };
  if (n < 2 || points < 2)
    return { ...size, shares: names.map((source) => ({ source, variance: null, share: null, low: null, high: null })) };
  const products = productsOf(outcomes, whole);
  const all = components(
    products,
    points,
    whole.map((_, r) => r),
  );
  const without =
    n < 3
      ? []
      : whole.map((_, gone) =>
          components(
            products,
            points,
            whole.map((_r, r) => r).filter((r) => r !== gone),
          ),
        );
  const shares = names.map((source, s) => {
    const share = shareOf(all, s);
    return {
      source,
      variance: all[s] ?? 0,
      share,
      ...jackknife(
        share,
        without.map((some) => shareOf(some, s)),
        level,
      ),
    };
  });
  return { ...size, shares };
}

/** Sums over points of products of two replicates, and of each replicate; outcomes are centred on their mean, which keeps the sums exact. */
interface Products {
  of(r: number, s: number): number;
  sum(r: number): number;
}

function productsOf(outcomes: readonly ArrayLike<number>[], whole: readonly number[]): Products {
  const n = whole.length;
  let total = 0;
  for (const list of outcomes) for (const r of whole) total += list[r] ?? 0;
  const centre = total / (n * outcomes.length);
  const products = new Float64Array(n * n);
  const sums = new Float64Array(n);
  const row = new Float64Array(n);
  for (const list of outcomes) {
    for (let r = 0; r < n; r++) row[r] = (list[whole[r] ?? 0] ?? 0) - centre;
    row.forEach((x, r) => {
      sums[r] = (sums[r] ?? 0) + x;
      for (let s = 0; s <= r; s++) products[r * n + s] = (products[r * n + s] ?? 0) + x * (row[s] ?? 0);
    });
  }
  return { of: (r, s) => products[Math.max(r, s) * n + Math.min(r, s)] ?? 0, sum: (r) => sums[r] ?? 0 };
}

/** Components of variance of some replicates, in the order of SOURCES. */
function components({ of, sum }: Products, points: number, chosen: readonly number[]): number[] {
  const n = chosen.length;
  let [all, squares, between, bySeed] = [0, 0, 0, 0];
  for (const r of chosen) {
    all += sum(r);
    squares += of(r, r);
    bySeed += (sum(r) * sum(r)) / points;
    for (const s of chosen) between += of(r, s);
  }
  const grand = (all * all) / (points * n);
  const ofPoints = between / n - grand;
  const ofSeed = bySeed - grand;
  const together = Math.max(0, squares - grand - ofPoints - ofSeed) / ((points - 1) * (n - 1));
  // a remainder of the size of rounding errors is zero
  const least = 1e-12 * (squares / (points * n));
  const positive = (x: number) => (x > least ? x : 0);
  return [positive((ofPoints / (points - 1) - together) / n), positive((ofSeed / (n - 1) - together) / points), positive(together)];
}

function shareOf(found: readonly number[], s: number): number | null {
  const total = found.reduce((sum, x) => sum + x, 0);
  return total > 0 ? (found[s] ?? 0) / total : null;
}

function jackknife(share: number | null, without: readonly (number | null)[], level: number): { low: number | null; high: number | null } {
  const n = without.length;
  if (share === null || n < 3 || without.includes(null)) return { low: null, high: null };
  const left = without.map((x) => x ?? 0);
  const mean = left.reduce((sum, x) => sum + x, 0) / n;
  const spread = left.reduce((sum, x) => sum + (x - mean) * (x - mean), 0);
  const half = tQuantile(0.5 + level / 2, n - 1) * Math.sqrt(((n - 1) / n) * spread);
  return { low: Math.max(0, share - half), high: Math.min(1, share + half) };
}
