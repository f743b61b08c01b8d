import { quantiles } from './intervals.ts';
import type { Stream } from '../base/random.ts';

/** How an interval is made by resampling. */
export interface Resampling {
  /** Number of resamples; 0 = no interval. */
  readonly resamples: number;
  /** Level of the interval, in (0,1). */
  readonly level: number;
  readonly draw: Stream;
}

/** An estimate with its percentile interval; null where it is not defined. */
export interface Estimate {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * Estimates of some figures and their percentile intervals [EfronTibshirani1993]: `of` is computed on the rows as they are and on as many drawn
 * with replacement, again and again; what belongs to one row stays together. Resamples in which a figure is not defined are left out of its interval.
 */
export function bootstrap(
  rows: number,
  of: (rows: Int32Array) => readonly (number | null)[],
  { resamples, level, draw }: Resampling,
): Estimate[] {
  const drawn = Int32Array.from({ length: rows }, (_, k) => k);
  const values = of(drawn);
  const again: number[][] = values.map(() => []);
  for (let b = 0; b < (rows < 2 ? 0 : resamples); b++) {
    for (let k = 0; k < rows; k++) drawn[k] = Math.floor(draw() * rows);
    of(drawn).forEach((value, f) => {
      if (value !== null) again[f]?.push(value);
    });
  }
  const tail = (1 - level) / 2;
  return values.map((value, f) => {
    const [low = null, high = null] = value === null ? [] : quantiles(again[f] ?? [], [tail, 1 - tail]);
    return { value, low, high };
  });
}
