import { InputError } from '../../base/errors.ts';
import type { FactorShape } from './design.ts';

/** The coordinate of a level, 0 <= level < n: the middle of its share of [0,1] for a discrete factor, else equal steps from 0 to 1. */
export function levelCoordinate({ discrete }: FactorShape, level: number, n: number): number {
  if (discrete) return (level + 0.5) / n;
  return n === 1 ? 0.5 : level / (n - 1);
}

/** The numbers of levels. @throws InputError naming all factors that have none */
export function levelsOf(factors: readonly FactorShape[], design: string): number[] {
  const without = factors.filter(({ levels }) => levels === undefined);
  if (without.length > 0)
    throw new InputError(
      without.map(({ name }) => ({
        path: name,
        expected: `a number of levels in the design ${design}`,
        found: 'a range without',
        remedy: 'add "levels" to the factor, or give it "values"',
      })),
    );
  return factors.map(({ levels = 1 }) => levels);
}
