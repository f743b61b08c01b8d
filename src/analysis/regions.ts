import type { Stream } from '../base/random.ts';

/** The competitor that prevails at a point. */
export interface Prevailing {
  /** Replicates in which all competitors have a value. */
  readonly n: number;
  /** Index of the competitor with the greatest mean over replicates, the first in a tie; null without replicates. */
  readonly winner: number | null;
  /** Its mean, and by how much it is ahead of the next. */
  readonly mean: number | null;
  readonly lead: number | null;
  /** Share of the resamples of replicates in which the same prevails, in [0,1]; null with fewer than two replicates. */
  readonly certainty: number | null;
}

/** The competitor with the greatest mean and, by resampling replicates, its certainty. `values`: a list for each competitor. */
export function prevailing(values: readonly ArrayLike<number>[], resamples: number, draw: Stream): Prevailing {
  const replicates = values[0]?.length ?? 0;
  const whole = Array.from({ length: replicates }, (_, r) => r).filter((r) => values.every((list) => !Number.isNaN(list[r])));
  const n = whole.length;
  if (n === 0) return { n, winner: null, mean: null, lead: null, certainty: null };
  const means = meansOver(values, whole);
  const winner = greatest(means);
  const mean = means[winner] ?? null;
  const others = means.filter((_, c) => c !== winner);
  const lead = mean === null || others.length === 0 ? null : mean - others.reduce((most, x) => Math.max(most, x), -Infinity);
  if (n < 2 || resamples === 0) return { n, winner, mean, lead, certainty: null };
  let same = 0;
  for (let b = 0; b < resamples; b++) {
    const drawn = whole.map(() => whole[Math.floor(draw() * n)] ?? 0);
    if (greatest(meansOver(values, drawn)) === winner) same++;
  }
  return { n, winner, mean, lead, certainty: same / resamples };
}

function meansOver(values: readonly ArrayLike<number>[], replicates: readonly number[]): number[] {
  return values.map((list) => replicates.reduce((sum, r) => sum + (list[r] ?? NaN), 0) / replicates.length);
}

/** The index of the greatest value, the first in a tie. */
function greatest(values: readonly number[]): number {
  let best = 0;
  for (let c = 1; c < values.length; c++) if ((values[c] ?? -Infinity) > (values[best] ?? -Infinity)) best = c;
  return best;
}
