import { max, min } from 'simple-statistics';
import { InvariantError } from '../base/errors.ts';
import { bootstrap, type Estimate, type Resampling } from '../statistics/bootstrap.ts';

/** The outcomes of a Saltelli design; each list has a value for each row-block, NaN where the run failed or the outcome is not defined. */
export interface SaltelliOutcomes {
  readonly a: ArrayLike<number>;
  readonly b: ArrayLike<number>;
  /** For each factor the outcomes at AB_j, and, with second order, at BA_j. */
  readonly ab: readonly ArrayLike<number>[];
  readonly ba?: readonly ArrayLike<number>[] | undefined;
}

/** Sensitivity indices of an outcome, each factor's in the order of the factors. */
export interface SobolIndices {
  /** Row-blocks used. */
  readonly n: number;
  /** Row-blocks left out because one of their runs has no outcome. */
  readonly dropped: number;
  /** Variance of the outcome over A and B; null without rows. */
  readonly variance: number | null;
  readonly first: readonly Estimate[];
  readonly total: readonly Estimate[];
  /** For each pair of factors, j < k; empty without the BA points. */
  readonly second: readonly { readonly j: number; readonly k: number; readonly estimate: Estimate }[];
}

/**
 * First-order indices by the estimator of [Saltelli2010], total ones by that of [Jansen1999], second-order ones by that of [Saltelli2002], with
 * percentile intervals over row-blocks. The outcome is first centred over all its runs. Indices of an outcome that does not vary are not defined.
 */
export function sobolIndices(outcomes: SaltelliOutcomes, resampling: Resampling): SobolIndices {
  const lists = [outcomes.a, outcomes.b, ...outcomes.ab, ...(outcomes.ba ?? [])];
  const blocks = outcomes.a.length;
  const d = outcomes.ab.length;
  if (lists.some(({ length }) => length !== blocks) || (outcomes.ba !== undefined && outcomes.ba.length !== d))
    throw new InvariantError(
      `a Saltelli design of ${d} factors needs as many outcomes at each of its points as there are row-blocks, ${blocks}`,
    );
  const kept = Array.from({ length: blocks }, (_, i) => i).filter((i) => lists.every((list) => !Number.isNaN(list[i])));
  const centred = centre(lists.map((list) => Float64Array.from(kept, (i) => list[i] ?? NaN)));
  const [a = none, b = none, ...rest] = centred;
  const ab = rest.slice(0, d);
  const ba = rest.slice(d);
  const pairs =
    ba.length === 0 ? [] : Array.from({ length: d }, (_, j) => Array.from({ length: d - j - 1 }, (_, s) => [j, j + 1 + s] as const)).flat();
  const estimates = bootstrap(kept.length, (rows) => indicesOf(rows, a, b, ab, ba, pairs), resampling);
  const nothing: Estimate = { value: null, low: null, high: null };
  const at = (k: number) => estimates[k] ?? nothing;
  return {
    n: kept.length,
    dropped: blocks - kept.length,
    variance: at(0).value,
    first: ab.map((_, j) => at(1 + j)),
    total: ab.map((_, j) => at(1 + d + j)),
    second: pairs.map(([j, k], p) => ({ j, k, estimate: at(1 + 2 * d + p) })),
  };
}

const none = new Float64Array(0);

/** Subtracts the mean over all lists from every value; lists of one constant become exact zeros. */
function centre(lists: readonly Float64Array[]): Float64Array[] {
  const all = lists.flatMap((list) => [...list]);
  if (all.length === 0) return [...lists];
  const mean = min(all) === max(all) ? (all[0] ?? 0) : all.reduce((sum, y) => sum + y, 0) / all.length;
  return lists.map((list) => list.map((y) => y - mean));
}

/** The variance, the first- and total-order indices and the second-order ones, over some rows. */
function indicesOf(
  rows: Int32Array,
  a: Float64Array,
  b: Float64Array,
  ab: readonly Float64Array[],
  ba: readonly Float64Array[],
  pairs: readonly (readonly [number, number])[],
): (number | null)[] {
  const n = rows.length;
  const variance = varianceOf(rows, a, b);
  const over = (term: (i: number) => number) => {
    if (n === 0 || !(variance > 0)) return null;
    let sum = 0;
    for (const i of rows) sum += term(i);
    return sum / n / variance;
  };
  const at = (list: Float64Array | undefined, i: number) => list?.[i] ?? NaN;
  const first = ab.map((abj) => over((i) => at(b, i) * (at(abj, i) - at(a, i))));
  const total = ab.map((abj) => over((i) => 0.5 * (at(a, i) - at(abj, i)) * (at(a, i) - at(abj, i))));
  const second = pairs.map(([j, k]) => {
    const closed = over((i) => at(ba[j], i) * at(ab[k], i) - at(a, i) * at(b, i));
    return closed === null ? null : closed - (first[j] ?? 0) - (first[k] ?? 0);
  });
  return [n === 0 ? null : variance, ...first, ...total, ...second];
}

/** Population variance of the outcomes at A and B together. */
function varianceOf(rows: Int32Array, a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (const i of rows) sum += (a[i] ?? NaN) + (b[i] ?? NaN);
  const mean = sum / (2 * rows.length);
  let squares = 0;
  for (const i of rows) {
    const [x, y] = [(a[i] ?? NaN) - mean, (b[i] ?? NaN) - mean];
    squares += x * x + y * y;
  }
  return squares / (2 * rows.length);
}
