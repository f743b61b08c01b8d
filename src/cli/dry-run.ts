import type { Pilot, SweepPilot } from '../experiment/pilot.ts';
import { runsOf, type Shard, type SweepPlan } from '../experiment/plan.ts';
import { count, formatDuration, size } from './format-number.ts';
import { headline, type Plan } from './plan.ts';
import { sweepHeadline } from './sweep-job.ts';

/** What would be run, and what a pilot says of how much would come out and how long it would take. */
export function dryRunText(plan: Plan, workers: number, { milliseconds, ticks, tables }: Pilot): string {
  const { replicates } = plan.job;
  const all = tables.map(({ name, rows, bytes }) => ({ name, rows: rows * replicates, bytes: bytes * replicates }));
  return textOf([headline(plan)], all, '', milliseconds * replicates, workers, ticks === 1 ? 'one tick' : `${ticks} ticks`);
}

/** The same for a sweep, with its first points. */
export function sweepDryRunText(plan: SweepPlan, shard: Shard, drawn: boolean, workers: number, pilot: SweepPilot): string {
  const { experiment, points, notes, runs } = plan;
  const shown = Array.from({ length: Math.min(points, 5) }, (_, config) => {
    const { values } = plan.point(config);
    return `  point ${config}: ${experiment.factors.map(({ name }, f) => `${name}=${String(values[f])}`).join(' ') || 'as the scenario is'}`;
  });
  if (points > 5) shown.push(`  ... to point ${points - 1}: points.csv will have them all`);
  const head = [sweepHeadline(plan, shard, drawn), ...notes.map((note) => `note: ${note}`), ...shown];
  const basis = pilot.points === 1 ? 'one point' : `${pilot.points} points`;
  return textOf(
    head,
    pilot.tables,
    ', and as much again while they are assembled',
    pilot.milliseconds * runsOf(shard, runs),
    workers,
    basis,
  );
}

/** `milliseconds` are those of one worker, `basis` is what they were estimated from. */
function textOf(head: string[], tables: Pilot['tables'], more: string, milliseconds: number, workers: number, basis: string): string {
  const lines = tables.map(({ name, rows, bytes }) => `  ${`${name}.csv`.padEnd(16)}about ${count(rows)} rows, ${size(bytes)}`);
  const total = tables.reduce((sum, { bytes }) => sum + bytes, 0);
  const time = `${formatDuration(milliseconds / workers)} on ${workers === 1 ? 'one worker' : `${workers} workers`}`;
  return [
    ...head,
    ...lines,
    `  in all          about ${size(total)}${more}`,
    `time: ${time}, judging by ${basis}`,
    'nothing was written',
    '',
  ].join('\n');
}
