import { InvariantError } from '../base/errors.ts';
import { meanInterval, type MeanInterval } from '../statistics/intervals.ts';

/** A point of a factorial design: the level of each factor, counted from 0, and the outcome of each replicate, NaN where there is none. */
export interface FactorialPoint {
  readonly levels: readonly number[];
  readonly outcomes: ArrayLike<number>;
}

/** The effect of a level of a factor, or of a pair of levels, on the outcome, relative to the mean of all points. */
export interface LevelEffect {
  readonly factors: readonly number[];
  readonly levels: readonly number[];
  /** Mean of the outcome at the level or levels. */
  readonly mean: number | null;
  /** Main effect: that mean less the mean of all; interaction: what the pair adds to its two main effects. Over replicates, `n` of them. */
  readonly effect: MeanInterval;
}

export interface FactorialEffects {
  /** Replicates used, those left out because a point has no outcome in them. */
  readonly n: number;
  readonly dropped: number;
  readonly main: readonly LevelEffect[];
  readonly interactions: readonly LevelEffect[];
}

/**
 * Main effects of each level and interactions of each pair of levels of a full factorial design. They are computed in each replicate, across all
 * points, which share its random draws; the interval is that of Student's t over replicates, so that ticks and points do not count as observations.
 * @throws InvariantError where a combination is missing or repeated
 */
export function factorialEffects(points: readonly FactorialPoint[], level: number): FactorialEffects {
  const factors = points[0]?.levels.length ?? 0;
  const counts = Array.from({ length: factors }, (_, f) => 1 + Math.max(...points.map(({ levels }) => levels[f] ?? 0)));
  const wanted = counts.reduce((product, n) => product * n, 1);
  if (points.length !== wanted || new Set(points.map(({ levels }) => levels.join())).size !== wanted)
    throw new InvariantError(
      `a full factorial design of ${counts.join(' x ')} levels has ${wanted} points once each, not ${points.length}`,
    );
  const replicates = points[0]?.outcomes.length ?? 0;
  const whole = Array.from({ length: replicates }, (_, r) => r).filter((r) => points.every(({ outcomes }) => !Number.isNaN(outcomes[r])));
  const means = (of: readonly FactorialPoint[]) =>
    Float64Array.from(whole, (r) => of.reduce((sum, { outcomes }) => sum + (outcomes[r] ?? NaN), 0) / of.length);
  const grand = means(points);
  const at = (f: number, l: number) => points.filter(({ levels }) => levels[f] === l);
  const rows = counts.map((n, f) => Array.from({ length: n }, (_, l) => means(at(f, l))));
  const row = (f: number, l: number) => rows[f]?.[l] ?? new Float64Array(0);
  const average = (values: Float64Array) => meanInterval(values, level).mean;
  const main = counts.flatMap((n, f) =>
    Array.from({ length: n }, (_, l) => ({
      factors: [f],
      levels: [l],
      mean: average(row(f, l)),
      effect: meanInterval(
        row(f, l).map((y, r) => y - (grand[r] ?? NaN)),
        level,
      ),
    })),
  );
  const interactions: LevelEffect[] = [];
  for (let f = 0; f < factors; f++)
    for (let g = f + 1; g < factors; g++)
      for (let l = 0; l < (counts[f] ?? 0); l++)
        for (let m = 0; m < (counts[g] ?? 0); m++) {
          const cell = means(at(f, l).filter(({ levels }) => levels[g] === m));
          const added = cell.map((y, r) => y - (row(f, l)[r] ?? NaN) - (row(g, m)[r] ?? NaN) + (grand[r] ?? NaN));
          interactions.push({ factors: [f, g], levels: [l, m], mean: average(cell), effect: meanInterval(added, level) });
        }
  return { n: whole.length, dropped: replicates - whole.length, main, interactions };
}
