import { max, mean, min, quantileSorted, sampleStandardDeviation } from 'simple-statistics';
import { InvariantError } from '../base/errors.ts';
import { exp, log } from '../base/math.ts';
import { normalQuantile, tQuantile } from './distributions.ts';

/** A mean over replicates with its interval. What cannot be said of so few is null, never a number that is none. */
export interface MeanInterval {
  /** Values that are there; missing ones (NaN) are left out. */
  readonly n: number;
  /** Null with n = 0. */
  readonly mean: number | null;
  /** Of the sample (divided by n - 1); null with n < 2. */
  readonly sd: number | null;
  /** The interval for the mean; null with n < 2, and of no width where all values are the same. */
  readonly low: number | null;
  readonly high: number | null;
}

/** The mean and its interval by Student's t, exact for normal values; too short for strongly skewed ones. `level` in (0,1), such as 0.95. */
export function meanInterval(values: ArrayLike<number>, level: number): MeanInterval {
  const there = present(values);
  const n = there.length;
  const [first] = there;
  if (first === undefined) return { n, mean: null, sd: null, low: null, high: null };
  if (n === 1) return { n, mean: first, sd: null, low: null, high: null };
  // Exactly equal values have no spread; rounding in the formula would give them one.
  if (min(there) === max(there)) return { n, mean: first, sd: 0, low: first, high: first };
  const centre = mean(there);
  const sd = sampleStandardDeviation(there);
  const half = (tQuantile(0.5 + checked(level) / 2, n - 1) * sd) / Math.sqrt(n);
  return { n, mean: centre, sd, low: centre - half, high: centre + half };
}

/** The difference of two configurations over replicates that share their random draws; as `MeanInterval`. */
export interface PairedDifference {
  /** Pairs of which both are there. */
  readonly n: number;
  /** The mean of a - b. */
  readonly difference: number | null;
  readonly sd: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** The mean of a - b, replicate by replicate, and its interval by Student's t: what the two share by chance cancels. */
export function pairedDifference(a: ArrayLike<number>, b: ArrayLike<number>, level: number): PairedDifference {
  if (a.length !== b.length) throw new InvariantError(`${a.length} and ${b.length} values are no pairs`);
  const { mean: difference, ...rest } = meanInterval(
    Array.from(a, (x, r) => x - (b[r] ?? NaN)),
    level,
  );
  return { difference, ...rest };
}

/** A share of runs with its interval. */
export interface ShareInterval {
  readonly n: number;
  /** Null with n = 0, and so are the bounds. */
  readonly share: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** The share k of n and its score interval [Wilson1927], which holds its level for shares near 0 and 1 and few runs, and stays in [0,1]. */
export function wilsonInterval(k: number, n: number, level: number): ShareInterval {
  if (!(Number.isInteger(n) && Number.isInteger(k) && k >= 0 && k <= n)) throw new InvariantError(`${k} of ${n} is no share`);
  if (n === 0) return { n, share: null, low: null, high: null };
  const z = normalQuantile(0.5 + checked(level) / 2);
  const share = k / n;
  const shrink = 1 + (z * z) / n;
  const centre = (share + (z * z) / (2 * n)) / shrink;
  const half = (z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))) / shrink;
  // The bounds at 0 and n are exact; rounding would miss them by a bit.
  return { n, share, low: k === 0 ? 0 : centre - half, high: k === n ? 1 : centre + half };
}

/** Quantiles of the values that are there, linear between them (type 7 of [HyndmanFan1996]); null where there is none. */
export function quantiles(values: ArrayLike<number>, shares: readonly number[]): (number | null)[] {
  const sorted = present(values).sort((x, y) => x - y);
  return shares.map((share) => (sorted.length === 0 ? null : quantileSorted(sorted, share)));
}

/** A median over replicates with its interval. */
export interface MedianInterval {
  readonly n: number;
  /** Null with n = 0. */
  readonly median: number | null;
  /** Null where even the least and the greatest value do not enclose the median with the level asked for: below n = 6 at 95%. */
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * The median and the narrowest interval between two order statistics, as many from below as from above, that holds the level whatever the
 * distribution [HahnMeeker1991].
 */
export function medianInterval(values: ArrayLike<number>, level: number): MedianInterval {
  const sorted = present(values).sort((x, y) => x - y);
  const n = sorted.length;
  if (n === 0) return { n, median: null, low: null, high: null };
  const median = quantileSorted(sorted, 0.5);
  const depth = medianDepth(n, (1 - checked(level)) / 2);
  return { n, median, low: sorted[depth - 1] ?? null, high: depth === 0 ? null : (sorted[n - depth] ?? null) };
}

/** The greatest d with a probability of at most `tail` of fewer than d heads among n fair coins; 0 where there is none. */
function medianDepth(n: number, tail: number): number {
  let logTerm = -n * log(2);
  let sum = 0;
  for (let k = 0; k < n; k++) {
    sum += exp(logTerm);
    if (sum > tail) return k;
    logTerm += log((n - k) / (k + 1));
  }
  return n;
}

/** The values that are there. */
function present(values: ArrayLike<number>): number[] {
  return Array.from(values).filter((x) => !Number.isNaN(x));
}

function checked(level: number): number {
  if (!(level > 0 && level < 1)) throw new InvariantError(`${level} is no level of confidence: it lies between 0 and 1`);
  return level;
}
