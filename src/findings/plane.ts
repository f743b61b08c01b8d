import type { Arm } from './finding.ts';
import type { WorldName } from './worlds.ts';

/** Entrapment and abandonment costs at which the plane is run in the fast set: none, the default, high. */
export const CORNERS = { e: [0, 1, 4], a: [0, 1, 6] } as const;
/** The costs of the pictures of the plane. */
export const GRID = { e: [0, 0.5, 1, 2, 4], a: [0, 0.5, 1, 2, 6] } as const;

/** Worlds on which the plane is drawn, with the length of a run and the replicates of a picture. */
export const PLANES: readonly {
  readonly world: WorldName;
  readonly ticks: number;
  readonly replicates: number;
  readonly sets: readonly string[];
}[] = [
  // each replicate another system, so that nothing hangs on one draw
  { world: 'synthetic-30', ticks: 25, replicates: 16, sets: ['generate.per_replicate=true'] },
  { world: 'indo-pacific-2022', ticks: 25, replicates: 6, sets: [] },
];

/** The name of a point of the plane. */
export const point = (e: number, a: number): string => `e=${e} a=${a}`;

/** One point of a plane as an arm. */
export function planeArm(plane: (typeof PLANES)[number], e: number, a: number, name = point(e, a)): Arm {
  const sets = [...plane.sets, `parameters.entrapment_cost=${e}`, `parameters.abandonment_cost=${a}`];
  return { name, world: plane.world, sets, ticks: plane.ticks };
}

/** All points of some costs. */
export function planeArms(plane: (typeof PLANES)[number], { e, a }: { e: readonly number[]; a: readonly number[] }, prefix = ''): Arm[] {
  return e.flatMap((x) => a.map((y) => planeArm(plane, x, y, prefix + point(x, y))));
}

/** Titles of the pictures, by world. */
export const PLANE_TITLES: Readonly<Partial<Record<WorldName, string>>> = {
  'synthetic-30': 'Thirty synthetic states, 25 ticks, mean of 16 systems',
  'indo-pacific-2022': 'Indo-Pacific of 2022, 25 ticks, mean of 6 runs',
};
