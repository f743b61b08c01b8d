import type { Pilot } from '../output/pilot.ts';
import { inWords } from './duration.ts';
import { headline, type Plan } from './plan.ts';

/** What would be run, and what a first look says of how much comes out and how long it takes. */
export function dryRunText(plan: Plan, workers: number, { millisecondsPerTick, ticks, tables }: Pilot): string {
  const { scenario, replicates } = plan.job;
  const lines = tables.map(
    ({ name, rows, bytes }) => `  ${`${name}.csv`.padEnd(16)}about ${count(rows * replicates)} rows, ${size(bytes * replicates)}`,
  );
  const total = tables.reduce((sum, { bytes }) => sum + bytes * replicates, 0);
  const time = (millisecondsPerTick * scenario.ticks * replicates) / workers;
  return [
    headline(plan),
    ...lines,
    `  in all          about ${size(total)}`,
    `time: ${inWords(time)} on ${workers === 1 ? 'one worker' : `${workers} workers`}, judging by ${ticks === 1 ? 'one tick' : `${ticks} ticks`}`,
    'nothing was written',
    '',
  ].join('\n');
}

/** A number with its thousands told apart. */
function count(n: number): string {
  return String(Math.round(n)).replace(/\B(?=(\d{3})+$)/g, ',');
}

function size(bytes: number): string {
  if (bytes < 1e6) return `${Math.ceil(bytes / 1e3)} kB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
