import * as z from 'zod';
import { InputError } from '../../base/errors.ts';

/** Most points of a design, or rows of it. */
export const MAX_POINTS = 10_000_000;

/** How many points a design has. */
export const pointCount = (description: string) => z.int().min(1).max(MAX_POINTS).meta({ description });

/** Whether a design has a dummy factor. */
export const dummyOption = z
  .boolean()
  .default(true)
  .meta({ description: 'an additional factor that sets nothing, whose effect must be exactly 0' });

/** Whether a Sobol sequence is scrambled. */
export const scrambleOption = z.boolean().default(true).meta({
  description: 'random linear scramble and shift from the seed of the design; false: the bare sequence, whose first point is all zeros',
});

/** Name of the dummy factor in tables. */
const DUMMY = 'dummy';

/** @throws InputError where there are no factors, or one has the name of the dummy */
export function needFactors(design: string, factors: readonly { readonly name: string }[], dummy = false): void {
  if (factors.length === 0)
    throw new InputError([
      {
        path: 'factors',
        expected: `at least one factor in the design ${design}`,
        found: 'none',
        remedy: 'add factors, or use the design replicates',
      },
    ]);
  if (dummy && factors.some(({ name }) => name === DUMMY))
    throw new InputError([
      {
        path: 'factors',
        expected: 'no factor of the name of the automatic dummy',
        found: DUMMY,
        remedy: 'rename it, or set dummy: false in the design',
      },
    ]);
}

/** The least power of two that is not less, and a note where it is greater. */
export function roundedUp(count: number, what: string): { count: number; notes: readonly string[] } {
  let power = 1;
  while (power < count) power *= 2;
  return {
    count: power,
    notes: power === count ? [] : [`${what}: ${count} rounded up to ${power}, for a Sobol sequence is balanced at powers of two alone`],
  };
}

/** A point whose last coordinate is that of the dummy, where there is one. */
export function withDummy(coordinates: readonly number[], dummy: boolean): { u: readonly number[]; dummy?: number } {
  const last = coordinates.at(-1);
  return dummy && last !== undefined ? { u: coordinates.slice(0, -1), dummy: last } : { u: coordinates };
}
