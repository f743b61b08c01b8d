import { exp } from '../../base/math.ts';
import type { Stream } from '../../base/random.ts';

/** Lower limit of the squared distance of two points, so that no sum is infinite. */
const LEAST_SQUARE = 1e-12;
/** Relative increase of the sum that the search accepts at its start, the factor by which this falls at each stage, and the number of stages. */
const WARMTH = 0.05;
const COOLING = 0.9;
const STAGES = 100;

/**
 * Spreads out the points of a Latin hypercube by simulated annealing: exchanges two entries of a column and keeps the exchange if it lowers the sum of
 * d^-16 over all pairs of points [MorrisMitchell1995], or with a falling probability if it does not. Returns the best design found: the lowest sum among
 * the designs whose smallest distance is not below that of the start. Only the distances of the two changed points are recalculated [Jin2005].
 */
export function spreadOut(columns: readonly Float64Array[], exchanges: number, draw: Stream): Float64Array[] {
  const start = columns.map((column) => Float64Array.from(column));
  const n = start[0]?.length ?? 0;
  if (n < 3 || start.length < 2) return start;
  const now = start.map((column) => Float64Array.from(column));
  let sum = crowding(now);
  let best = { columns: start, sum, distance: smallestDistance(start) };
  let warmth = WARMTH;
  for (let k = 0; k < exchanges; k++) {
    if (k % Math.ceil(exchanges / STAGES) === 0) warmth *= COOLING;
    const column = now[Math.floor(draw() * now.length)];
    const i = Math.floor(draw() * n);
    const j = Math.floor(draw() * (n - 1));
    const other = j < i ? j : j + 1;
    const acceptDraw = draw();
    if (column === undefined) continue;
    const before = crowdingOf(now, i, other);
    exchange(column, i, other);
    const change = crowdingOf(now, i, other) - before;
    // phi is the sixteenth root of the sum: its relative change is a sixteenth of the sum's.
    if (change > 0 && acceptDraw > exp(-change / sum / 16 / warmth)) {
      exchange(column, i, other);
      continue;
    }
    sum += change;
    if (sum < best.sum) {
      const distance = smallestDistance(now);
      if (distance >= best.distance) best = { columns: now.map((kept) => Float64Array.from(kept)), sum, distance };
    }
  }
  return best.columns;
}

function exchange(column: Float64Array, i: number, j: number): void {
  const kept = column[i] ?? 0;
  column[i] = column[j] ?? 0;
  column[j] = kept;
}

function squaredDistance(columns: readonly Float64Array[], i: number, j: number): number {
  let sum = 0;
  for (const column of columns) {
    const step = (column[i] ?? 0) - (column[j] ?? 0);
    sum += step * step;
  }
  return sum;
}

/** d^-16 of two points. */
function nearness(columns: readonly Float64Array[], i: number, j: number): number {
  const inverse = 1 / Math.max(squaredDistance(columns, i, j), LEAST_SQUARE);
  const fourth = inverse * inverse;
  const eighth = fourth * fourth;
  return eighth * eighth;
}

/** The nearness of two points to all others. */
function crowdingOf(columns: readonly Float64Array[], i: number, j: number): number {
  let sum = 0;
  const n = columns[0]?.length ?? 0;
  for (let k = 0; k < n; k++) if (k !== i && k !== j) sum += nearness(columns, i, k) + nearness(columns, j, k);
  return sum;
}

function crowding(columns: readonly Float64Array[]): number {
  let sum = 0;
  const n = columns[0]?.length ?? 0;
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) sum += nearness(columns, i, j);
  return sum;
}

/** The smallest distance between two points; Infinity where there is one point. */
export function smallestDistance(columns: readonly Float64Array[]): number {
  let least = Infinity;
  const n = columns[0]?.length ?? 0;
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) least = Math.min(least, squaredDistance(columns, i, j));
  return Math.sqrt(least);
}
