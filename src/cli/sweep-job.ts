import { join } from 'node:path';
import { randomInt } from 'node:crypto';
import { InputError } from '../base/errors.ts';
import { sweepTables } from '../results/tables.ts';
import type { Experiment } from '../experiment/experiment.ts';
import { pilotSweep, type SweepPilot } from '../experiment/pilot.ts';
import { columnsOfFactors, type SweepPlan } from '../experiment/plan.ts';
import { reductionColumn } from '../measure/reductions.ts';
import { runsOf, WHOLE, type Shard } from '../experiment/plan.ts';
import { formatDuration } from './format-number.ts';
import { count, size } from './format-number.ts';
import type { SweepOptions } from './sweep-options.ts';

/** Greatest seed that is drawn; short enough to be typed again. */
const SEED_LIMIT = 1_000_000_000;
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
  return { seed: randomInt(SEED_LIMIT), drawn: true };
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
  const part = shard.of === 1 ? '' : `, shard ${shard.index} of ${shard.of} with ${runsOf(shard, runs)} of them`;
  const note = drawn ? ` (random; --seed ${seed} gives the same again)` : '';
  return `${experiment.name}: ${count(points)} ${points === 1 ? 'point' : 'points'} x ${count(replicates)} replicates = ${count(runs)} runs${part}; ${varied}; seed ${seed}${note}`;
}

/** What would be run, how much would come out and how long it would take. */
export function sweepDryRunText(plan: SweepPlan, shard: Shard, drawn: boolean, workers: number, pilot: SweepPilot): string {
  const runs = runsOf(shard, plan.runs);
  const { experiment, points } = plan;
  const shown = Array.from({ length: Math.min(points, 5) }, (_, config) => {
    const { values } = plan.point(config);
    return `  point ${config}: ${experiment.factors.map(({ name }, f) => `${name}=${String(values[f])}`).join(' ') || 'as the scenario is'}`;
  });
  if (points > 5) shown.push(`  ... to point ${points - 1}: points.csv will have them all`);
  const lines = pilot.tables.map(({ name, rows, bytes }) => `  ${`${name}.csv`.padEnd(16)}about ${count(rows)} rows, ${size(bytes)}`);
  const total = pilot.tables.reduce((sum, { bytes }) => sum + bytes, 0);
  return [
    sweepHeadline(plan, shard, drawn),
    ...plan.notes.map((note) => `note: ${note}`),
    ...shown,
    ...lines,
    `  in all          about ${size(total)}, and as much again while they are put together`,
    `time: ${formatDuration((pilot.milliseconds * runs) / workers)} on ${workers === 1 ? 'one worker' : `${workers} workers`}, judging by ${pilot.points === 1 ? 'one point' : `${pilot.points} points`}`,
    'nothing was written',
    '',
  ].join('\n');
}
