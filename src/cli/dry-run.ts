import type { Pilot } from '../experiment/pilot.ts';
import { formatDuration } from './format-number.ts';
import { count, size } from './format-number.ts';
import { headline, type Plan } from './plan.ts';

/** What would be run, and what a first look says of how much comes out and how long it takes. */
export function dryRunText(plan: Plan, workers: number, { milliseconds, ticks, tables }: Pilot): string {
  const { replicates } = plan.job;
  const lines = tables.map(
    ({ name, rows, bytes }) => `  ${`${name}.csv`.padEnd(16)}about ${count(rows * replicates)} rows, ${size(bytes * replicates)}`,
  );
  const total = tables.reduce((sum, { bytes }) => sum + bytes * replicates, 0);
  const time = (milliseconds * replicates) / workers;
  return [
    headline(plan),
    ...lines,
    `  in all          about ${size(total)}`,
    `time: ${formatDuration(time)} on ${workers === 1 ? 'one worker' : `${workers} workers`}, judging by ${ticks === 1 ? 'one tick' : `${ticks} ticks`}`,
    'nothing was written',
    '',
  ].join('\n');
}
