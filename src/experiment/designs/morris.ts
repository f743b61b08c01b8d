import * as z from 'zod';
import { InputError } from '../../base/errors.ts';
import { designStream } from '../../base/random.ts';
import type { Design } from './design.ts';
import { shuffled } from './latin-hypercube.ts';
import { mostSpread } from './morris-spread.ts';
import { dummyOption, needFactors, withDummy } from './options.ts';

const options = z.strictObject({
  trajectories: z.int().min(2).max(100_000).meta({ description: 'number of trajectories r; points are r(D+1)' }),
  levels: z
    .int()
    .min(2)
    .max(100)
    .multipleOf(2)
    .default(4)
    .meta({ description: 'levels p of the grid, even; a step goes over p/(2(p-1)) of the range' }),
  most_spread_of: z
    .int()
    .min(2)
    .max(500)
    .optional()
    .meta({ description: 'this many trajectories are drawn, and those furthest from each other are taken' }),
  dummy: dummyOption,
});

/**
 * Morris's trajectories: from a random point of a grid, one factor after another is moved once, in random order and direction, by half the levels
 * [Morris1991]; perhaps the most spread of many [Campolongo2007].
 */
export const morris: Design<typeof options> = {
  meaning: 'trajectories that move one factor at a time, for elementary effects: cheap, to find the factors that do nothing',
  source: ['Morris1991', 'Campolongo2007'],
  options,
  plan(factors, { trajectories, levels, most_spread_of: candidates, dummy }, seed) {
    needFactors('morris', factors, dummy);
    if (candidates !== undefined && candidates < trajectories)
      throw new InputError([
        {
          path: 'design.most_spread_of',
          expected: `at least as many as trajectories, ${trajectories}`,
          found: String(candidates),
          remedy: 'draw more, or leave it out',
        },
      ]);
    const d = factors.length + (dummy ? 1 : 0);
    const made = (t: number) => trajectory(d, levels, seed, t);
    let chosen: readonly number[] | undefined;
    return {
      points: trajectories * (d + 1),
      dummy,
      point(k) {
        const block = Math.floor(k / (d + 1));
        if (candidates !== undefined)
          chosen ??= mostSpread(
            Array.from({ length: candidates }, (_, t) => made(t)),
            trajectories,
          );
        return { ...withDummy(made(chosen?.[block] ?? block)[k % (d + 1)] ?? [], dummy), block, role: String(k % (d + 1)) };
      },
    };
  },
};

/** The points of one trajectory, from a stream of its own. Steps are counted in levels, so that coordinates are exact fractions. */
function trajectory(d: number, levels: number, seed: number, t: number): number[][] {
  const draw = designStream(seed, `morris.${t}`);
  const jump = levels / 2;
  const legs = Array.from({ length: d }, () => {
    const low = Math.floor(draw() * jump);
    return draw() < 0.5 ? { from: low, to: low + jump } : { from: low + jump, to: low };
  });
  const order = shuffled(d, draw);
  const moved = new Uint8Array(d);
  const point = () => legs.map(({ from, to }, j) => (moved[j] === 1 ? to : from) / (levels - 1));
  const points = [point()];
  for (const j of order) {
    moved[j] = 1;
    points.push(point());
  }
  return points;
}
