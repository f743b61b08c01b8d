import { normalQuantile, tQuantile } from '../statistics/distributions.ts';
import { meanInterval, type MeanInterval } from '../statistics/intervals.ts';

/** Most replicates that are advised; where more are needed, the advice is null. */
const MOST = 1_000_000;

/** How many replicates an outcome needs. */
export interface ReplicateAdvice extends MeanInterval {
  /** Coefficient of variation, sd / |mean|; null where the mean is 0. */
  readonly cv: number | null;
  readonly halfWidth: number | null;
  /** Number of replicates from which the coefficient of variation stays within the tolerance; null where the last two do not. */
  readonly settledAt: number | null;
}

/** The spread of an outcome. `tolerance` is the E of [Lee2015], by which the coefficient of variation may still change. */
export function replicateAdvice(values: ArrayLike<number>, level: number, tolerance: number): ReplicateAdvice {
  const interval = meanInterval(values, level);
  const { mean, sd, low, high } = interval;
  return {
    ...interval,
    cv: mean === null || sd === null || mean === 0 ? null : sd / Math.abs(mean),
    halfWidth: low === null || high === null ? null : (high - low) / 2,
    settledAt: settledAt(cvCurve(values), tolerance),
  };
}

/** The coefficient of variation of the first 2, 3, ... defined values; null where their mean is 0. */
export function cvCurve(values: ArrayLike<number>): { n: number; cv: number | null }[] {
  const there = Array.from(values).filter((x) => !Number.isNaN(x));
  let [mean, squares] = [0, 0];
  return there.flatMap((x, k) => {
    // Welford's update, which is accurate for large values.
    const step = x - mean;
    mean += step / (k + 1);
    squares += step * (x - mean);
    return k === 0 ? [] : [{ n: k + 1, cv: mean === 0 ? null : Math.sqrt(squares / k) / Math.abs(mean) }];
  });
}

/**
 * The least n whose coefficient of variation differs by less than the tolerance from that of every greater number of replicates available [Lee2015].
 * Null where only the last does, which cannot be compared. It grows with the replicates available, so it is reported but not used as a rule.
 */
function settledAt(curve: readonly { n: number; cv: number | null }[], tolerance: number): number | null {
  let [least, most] = [Infinity, -Infinity];
  let settled: number | null = null;
  for (const { n, cv } of [...curve].reverse()) {
    if (cv === null) break;
    if (most > -Infinity && !(most - cv < tolerance && cv - least < tolerance)) {
      // A smaller n may also satisfy the rule, which tests each n separately.
      [least, most] = [Math.min(least, cv), Math.max(most, cv)];
      continue;
    }
    if (most > -Infinity) settled = n;
    [least, most] = [Math.min(least, cv), Math.max(most, cv)];
  }
  return settled;
}

/**
 * Replicates for an interval of the given half-width, by the sample's sd: the least i >= 2 with t(i-1) sd / sqrt(i) <= halfWidth [Law2015].
 * Null where there is no sd or no width, or beyond a million.
 */
export function replicatesFor(sd: number | null, halfWidth: number, level: number): number | null {
  if (sd === null || !(halfWidth > 0)) return null;
  if (sd === 0) return 2;
  const p = 0.5 + level / 2;
  const z = (normalQuantile(p) * sd) / halfWidth;
  for (let i = Math.max(2, Math.floor(z * z)); i <= MOST; i++) if ((tQuantile(p, i - 1) * sd) / Math.sqrt(i) <= halfWidth) return i;
  return null;
}

/** The half-width for a relative error of at most `gamma`: gamma / (1 + gamma) of the estimated mean [Law2015]. */
export function relativeHalfWidth(mean: number | null, gamma: number): number {
  return mean === null ? 0 : (gamma / (1 + gamma)) * Math.abs(mean);
}
