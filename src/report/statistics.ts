import { quantile } from 'simple-statistics';

/** Lowest and highest share of the runs that a band leaves out on either side. */
const TAIL = 0.1;

/** What a band is, in words. */
export const BAND_WORDS = 'from the tenth to the ninetieth percentile of the runs, at each tick by itself';

/** Mean and pointwise quantile band of some values. Null where no value is defined. */
export interface Spread {
  readonly n: number;
  readonly mean: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** Summarises values; those that are NaN are left out. */
export function spread(values: readonly number[]): Spread {
  const defined = values.filter((value) => !Number.isNaN(value));
  if (defined.length === 0) return { n: 0, mean: null, low: null, high: null };
  const sorted = Float64Array.from(defined).sort();
  return {
    n: defined.length,
    mean: defined.reduce((sum, value) => sum + value, 0) / defined.length,
    low: quantile([...sorted], TAIL),
    high: quantile([...sorted], 1 - TAIL),
  };
}

/** A number for readers: three significant digits, whole numbers as they are. */
export function formatNumber(value: number | null): string {
  if (value === null || Number.isNaN(value)) return 'not defined';
  return String(Number.isInteger(value) ? value : Number(value.toPrecision(3)));
}

/** To four significant values. */
export function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

/** A share in per cent. */
export function percent(share: number): string {
  const hundredfold = 100 * share;
  return `${hundredfold > 0 && hundredfold < 10 ? Number(hundredfold.toPrecision(2)) : Math.round(hundredfold)} %`;
}
