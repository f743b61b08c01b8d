/**
 * Gini coefficient of non-negative values, in [0, 1 - 1/N]: half their mean absolute difference over their mean. Null for no values, or none above 0.
 */
export function gini(values: readonly number[]): number | null {
  const sorted = Float64Array.from(values).sort();
  let sum = 0;
  let weighted = 0;
  sorted.forEach((value, rank) => {
    sum += value;
    weighted += (2 * rank + 1 - sorted.length) * value;
  });
  return sum > 0 ? weighted / (sorted.length * sum) : null;
}

/** Sum of squared shares, in [1/N, 1]; null for no values, or none above 0. */
export function herfindahl(values: readonly number[]): number | null {
  const sum = total(values);
  if (!(sum > 0)) return null;
  let squares = 0;
  for (const value of values) squares += (value / sum) * (value / sum);
  return squares;
}

/**
 * Concentration of capabilities, in [0,1]: sqrt((sum of squared shares - 1/N) / (1 - 1/N)) [RaySinger1973]. Null for fewer than two values, or none
 * above 0.
 */
export function concentration(values: readonly number[]): number | null {
  const squares = herfindahl(values);
  const n = values.length;
  if (squares === null || n < 2) return null;
  // Even shares can fall short of 1/N by a rounding error.
  return Math.sqrt(Math.max(0, squares - 1 / n) / (1 - 1 / n));
}

/** Mean; null for no values. */
export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : total(values) / values.length;
}

export function total(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

/** a over b; null where b is 0. */
export function quotient(a: number, b: number): number | null {
  return b === 0 ? null : a / b;
}
