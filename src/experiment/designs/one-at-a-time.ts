import * as z from 'zod';
import type { Design, FactorShape } from './design.ts';
import { levelCoordinate, levelsOf } from './levels.ts';
import { needFactors } from './options.ts';

const options = z.strictObject({
  base: z.enum(['own', 'low', 'middle', 'high']).default('own').meta({
    description:
      'where all other factors stay: at their own values in the scenario where they are known, else in the middle; or at a level',
  }),
});

/** The base, then each level of each factor that is not its base, all others being kept there [TenBroeke2016]. */
export const oneAtATime: Design<typeof options> = {
  meaning:
    'a base point, then every level of one factor after another while all others stay at the base; shows tipping points, not interactions',
  source: ['TenBroeke2016'],
  options,
  plan(factors, { base: where }) {
    needFactors('one_at_a_time', factors);
    const levels = levelsOf(factors, 'one_at_a_time');
    const base = factors.map((factor, f) => baseOf(factor, levels[f] ?? 1, where));
    const steps = factors.flatMap((factor, f) =>
      Array.from({ length: levels[f] ?? 1 }, (_, level) => ({
        f,
        u: levelCoordinate(factor, level, levels[f] ?? 1),
        role: `F${f + 1}L${level + 1}`,
      })).filter(({ u }) => !isSame(factor, u, base[f] ?? 0, levels[f] ?? 1)),
    );
    return {
      points: steps.length + 1,
      point(k) {
        const step = steps[k - 1];
        const u = [...base];
        if (step !== undefined) u[step.f] = step.u;
        return { u, block: 0, role: step?.role ?? 'base' };
      },
    };
  },
};

function baseOf(factor: FactorShape, n: number, where: z.output<typeof options>['base']): number {
  if (where === 'low') return levelCoordinate(factor, 0, n);
  if (where === 'high') return levelCoordinate(factor, n - 1, n);
  const middle = factor.discrete ? levelCoordinate(factor, Math.floor((n - 1) / 2), n) : 0.5;
  return where === 'own' ? (factor.base ?? middle) : middle;
}

/** Whether two coordinates are one value. */
function isSame({ discrete }: FactorShape, u: number, v: number, n: number): boolean {
  const level = (x: number) => Math.min(n - 1, Math.floor(x * n));
  return discrete ? level(u) === level(v) : Math.abs(u - v) < 1e-12;
}
