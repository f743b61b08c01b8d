/**
 * Numbers of the `r` trajectories that are furthest from each other, in ascending order: beginning with the pair that is furthest apart, one after
 * another the one with the greatest sum of squared distances to those taken. A step-by-step form of the criterion of [Campolongo2007], which goes
 * through all subsets, as [Ruano2012] have it; ties go to the lower number.
 */
export function mostSpread(trajectories: readonly (readonly (readonly number[])[])[], r: number): number[] {
  const m = trajectories.length;
  const squares = trajectories.map((a) => Float64Array.from(trajectories, (b) => squaredDistance(a, b)));
  let pair: readonly [number, number] = [0, Math.min(1, m - 1)];
  const between = (a: number, b: number) => squares[a]?.[b] ?? 0;
  for (let a = 0; a < m; a++) for (let b = a + 1; b < m; b++) if (between(a, b) > between(...pair)) pair = [a, b];
  const taken = new Set<number>(pair);
  while (taken.size < r) {
    let best = -1;
    let most = -1;
    for (let t = 0; t < m; t++) {
      if (taken.has(t)) continue;
      let sum = 0;
      for (const other of taken) sum += between(t, other);
      if (sum > most) [best, most] = [t, sum];
    }
    taken.add(best);
  }
  return [...taken].sort((a, b) => a - b);
}

/** The square of the sum of distances between every point of one trajectory and every point of the other. */
function squaredDistance(a: readonly (readonly number[])[], b: readonly (readonly number[])[]): number {
  if (a === b) return 0;
  let sum = 0;
  for (const p of a)
    for (const q of b) {
      let square = 0;
      for (let j = 0; j < p.length; j++) {
        const step = (p[j] ?? 0) - (q[j] ?? 0);
        square += step * step;
      }
      sum += Math.sqrt(square);
    }
  return sum * sum;
}
