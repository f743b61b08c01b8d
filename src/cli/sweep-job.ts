import { join } from 'node:path';
import { InputError } from '../base/errors.ts';
import { sweepTables } from '../results/tables.ts';
import type { Experiment } from '../experiment/experiment.ts';
import { pilotSweep, type SweepPilot } from '../experiment/pilot.ts';
import { reductionColumn } from '../measure/reductions.ts';
import { columnsOfFactors, runsOf, WHOLE, type Shard, type SweepPlan } from '../experiment/plan.ts';
import { count } from './format-number.ts';
import { drawSeed, seedText, shardText } from './plan.ts';
import type { SweepOptions } from './sweep-options.ts';

/** How long a dry run looks; milliseconds. */
export const LONG_LOOK = 1500;

/** Where the results go: a shard has a folder of its own. */
export function sweepFolderOf({ name }: Experiment, { out, shard }: Pick<SweepOptions, 'out' | 'shard'>): string {
  return out ?? join('results', `${name}${shardSuffix(shard)}`);
}

/** What the default folder of a shard ends with. */
export const shardSuffix = ({ index, of }: Shard = WHOLE) => (of === 1 ? '' : `-shard-${index}-of-${of}`);

/** The seed: given, or that of what is there, or drawn. @throws InputError for a shard, which must have that of the others */
export function seedFor(experiment: Experiment, shard: Shard, held: number | undefined): { seed: number; drawn: boolean } {
  if (experiment.seed !== undefined) return { seed: experiment.seed, drawn: false };
  if (held !== undefined) return { seed: held, drawn: true };
  if (shard.of > 1)
    throw new InputError([
      {
        path: '--seed',
        expected: 'a seed, the same for all shards',
        found: 'none',
        remedy: 'give --seed N; an experiment file may also have it, as "seed: N"',
      },
    ]);
  return { seed: drawSeed(), drawn: true };
}

/** What a look at some points promises. */
export function lookAt(plan: SweepPlan, shard: Shard, milliseconds: number): SweepPilot {
  const { experiment } = plan;
  const [runs] = sweepTables(experiment.kept, columnsOfFactors(plan), experiment.reductions.map(reductionColumn));
  return pilotSweep(plan, runsOf(shard, plan.runs), runs?.columns.length ?? 0, milliseconds, () => performance.now());
}

/** Ticks of a run that goes to its end. */
export function ticksAt({ experiment, point }: SweepPlan, config: number): number {
  const at = experiment.factors.findIndex(({ paths }) => paths.includes('ticks'));
  const { values } = point(config);
  const varied = at < 0 ? undefined : values[at];
  if (typeof varied === 'number') return varied;
  const scenarios = experiment.factors.findIndex(({ paths }) => paths.includes('scenario'));
  const scenario = scenarios < 0 ? experiment.scenarios[0] : experiment.scenarios.find(({ name }) => name === values[scenarios]);
  return scenario?.base.ticks ?? 0;
}

/** One line that says what is swept. */
export function sweepHeadline(plan: SweepPlan, shard: Shard, drawn: boolean): string {
  const { experiment, points, replicates, runs, seed } = plan;
  const varied =
    experiment.factors.length === 0
      ? 'nothing varies'
      : `${experiment.factors.map(({ name }) => name).join(', ')} by the design ${experiment.design.name}`;
  const size = `${count(points)} ${points === 1 ? 'point' : 'points'} x ${count(replicates)} replicates = ${count(runs)} runs`;
  return `${experiment.name}: ${size}${shardText(shard, runs)}; ${varied}; ${seedText(seed, drawn)}`;
}
