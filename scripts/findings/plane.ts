import type { Arm } from './finding.ts';

/** Entrapment and abandonment costs at which the plane is run in the fast set: none, the default, high. */
const CORNERS = { e: [0, 1, 4], a: [0, 1, 6] } as const;
/** The costs of the picture of the plane of synthetic systems; that of the shipped scenario has the corners' alone. */
const GRID = { e: [0, 0.5, 1, 2, 4], a: [0, 0.5, 1, 2, 6] } as const;

/** A world on which the plane is drawn, with the length of a run, the replicates and the points of its picture. */
export interface Plane {
  readonly world: string;
  readonly ticks: number;
  readonly replicates: number;
  readonly sets: readonly string[];
  readonly grid: { readonly e: readonly number[]; readonly a: readonly number[] };
}

/** Every plane. */
export const PLANES: readonly [Plane, Plane] = [
  // each replicate another system, so that nothing hangs on one draw
  { world: 'synthetic-30', ticks: 25, replicates: 12, sets: ['generate.per_replicate=true'], grid: GRID },
  { world: 'indo-pacific-2022', ticks: 25, replicates: 8, sets: [], grid: CORNERS },
];

/** The name of a point of the plane. */
const point = (e: number, a: number): string => `e=${e} a=${a}`;

/** One point of a plane as an arm. */
export function planeArm(plane: Plane, e: number, a: number, name = point(e, a)): Arm {
  const sets = [...plane.sets, `parameters.entrapment_cost=${e}`, `parameters.abandonment_cost=${a}`];
  return { name, world: plane.world, sets, ticks: plane.ticks };
}

/** Titles of the pictures, by world. */
export const PLANE_TITLES: Readonly<Partial<Record<string, string>>> = {
  'synthetic-30': 'Thirty synthetic states, 25 ticks, mean of 12 systems',
  'indo-pacific-2022': 'Indo-Pacific of 2022, 25 ticks, mean of 8 runs',
};
