import { InvariantError } from '../base/errors.ts';
import { bootstrap, type Estimate, type Resampling } from '../statistics/bootstrap.ts';

/** A point of a trajectory: its coordinates and the outcome there, NaN where there is none. */
export interface Step {
  readonly u: readonly number[];
  readonly y: number;
}

/** Measures of a factor's elementary effects over trajectories. */
export interface MorrisMeasures {
  /** Mean effect. */
  readonly mu: Estimate;
  /** Mean size of the effect. */
  readonly muStar: Estimate;
  /** Standard deviation of the effects (divided by r - 1), from interaction or non-linearity. */
  readonly sigma: Estimate;
}

export interface MorrisEffects {
  /** Trajectories used, and those left out because one of their runs has no outcome. */
  readonly n: number;
  readonly dropped: number;
  /** In the order of the coordinates. */
  readonly factors: readonly MorrisMeasures[];
}

/**
 * Elementary effects [Morris1991] and mu* [Campolongo2007], with percentile intervals over trajectories. `scaled` effects are
 * multiplied by the standard deviation of the factor over that of the outcome [SinGernaey2009], both along the trajectory, as SALib does it, so
 * that outcomes of different units can be compared.
 */
export function morrisEffects(trajectories: readonly (readonly Step[])[], resampling: Resampling, scaled = false): MorrisEffects {
  const kept = trajectories.filter((steps) => steps.every(({ y }) => !Number.isNaN(y)));
  const d = trajectories[0]?.[0]?.u.length ?? 0;
  const effects = kept.map((steps) => {
    const scale = scaled ? scales(steps, d) : Array<number>(d).fill(1);
    return effectsOf(steps, d).map((effect, j) => effect * (scale[j] ?? 0));
  });
  const estimates = bootstrap(
    kept.length,
    (rows) => Array.from({ length: d }, (_, j) => measures(Float64Array.from(rows, (t) => effects[t]?.[j] ?? NaN))).flat(),
    resampling,
  );
  const nothing: Estimate = { value: null, low: null, high: null };
  const factors = Array.from({ length: d }, (_, j) => ({
    mu: estimates[3 * j] ?? nothing,
    muStar: estimates[3 * j + 1] ?? nothing,
    sigma: estimates[3 * j + 2] ?? nothing,
  }));
  return { n: kept.length, dropped: trajectories.length - kept.length, factors };
}

/** The elementary effect of each factor along one trajectory. @throws InvariantError where it does not move each factor once, alone */
function effectsOf(steps: readonly Step[], d: number): number[] {
  const effects = Array<number>(d).fill(NaN);
  if (steps.length !== d + 1) throw new InvariantError(`a trajectory of ${d} factors has ${d + 1} points, not ${steps.length}`);
  for (let s = 1; s < steps.length; s++) {
    const [before, after] = [steps[s - 1], steps[s]];
    if (before === undefined || after === undefined) continue;
    const moved = after.u.flatMap((x, j) => (x === before.u[j] ? [] : [j]));
    const [j = 0] = moved;
    if (moved.length !== 1 || !Number.isNaN(effects[j]))
      throw new InvariantError(`step ${s} of a trajectory does not move one factor for the first time`);
    effects[j] = (after.y - before.y) / ((after.u[j] ?? NaN) - (before.u[j] ?? NaN));
  }
  return effects;
}

/** Mean, mean size and standard deviation. */
function measures(effects: Float64Array): (number | null)[] {
  const n = effects.length;
  if (n === 0) return [null, null, null];
  let [sum, sizes] = [0, 0];
  for (const effect of effects) [sum, sizes] = [sum + effect, sizes + Math.abs(effect)];
  return [sum / n, sizes / n, n < 2 ? null : Math.sqrt(squares(effects, sum / n) / (n - 1))];
}

function squares(values: ArrayLike<number>, mean: number): number {
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += ((values[k] ?? NaN) - mean) * ((values[k] ?? NaN) - mean);
  return sum;
}

/** Standard deviation of each coordinate over that of the outcome, over some points; 0 where the outcome does not vary. */
function scales(points: readonly Step[], d: number): number[] {
  const spread = (values: readonly number[]) => Math.sqrt(squares(values, values.reduce((sum, x) => sum + x, 0) / values.length));
  const outcome = spread(points.map(({ y }) => y));
  return Array.from({ length: d }, (_, j) => (outcome > 0 ? spread(points.map(({ u }) => u[j] ?? NaN)) / outcome : 0));
}
