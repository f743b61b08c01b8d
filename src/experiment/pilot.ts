import { pilot } from '../executor/pilot.ts';
import { scenarioWith } from './experiment.ts';
import type { SweepPlan } from './plan.ts';

/** Bytes of a cell of runs.csv, roughly. */
const CELL = 8;
/** Points that are looked at. */
const LOOKS = 3;

/** What a look at some points promises for the whole sweep; figures are of one run, on average. */
export interface SweepPilot {
  /** Of a run in one thread. */
  milliseconds: number;
  /** Points that were looked at. */
  points: number;
  /** Rows and bytes by table, of all runs. */
  tables: { name: string; rows: number; bytes: number }[];
}

/**
 * Runs the first replicate of the first, the middle and the last point for some milliseconds and throws it away. `now` is the clock, in milliseconds.
 * @throws whatever a run throws
 */
export function pilotSweep(plan: SweepPlan, runs: number, columns: number, milliseconds: number, now: () => number): SweepPilot {
  const { experiment, points } = plan;
  const looks = [...new Set([0, Math.floor(points / 2), points - 1])].slice(0, LOOKS);
  const sums = new Map<string, { rows: number; bytes: number }>();
  let time = 0;
  let resolving = 0;
  for (const config of looks) {
    const { scenario: s, settings, seed, key } = plan.run(config);
    const source = experiment.scenarios[s];
    if (source === undefined) continue;
    const start = now();
    const scenario = scenarioWith(experiment, source, settings);
    resolving += now() - start;
    const job = { scenario, seed, replicates: 1, checkEvery: 10, point: { config, key } };
    const { milliseconds: one, tables } = pilot(job, milliseconds / looks.length, now, experiment.kept);
    time += one;
    for (const { name, rows, bytes } of tables) {
      const sum = sums.get(name) ?? { rows: 0, bytes: 0 };
      sums.set(name, { rows: sum.rows + rows, bytes: sum.bytes + bytes });
    }
  }
  const of = (sum: number) => Math.round((sum / looks.length) * runs);
  return {
    milliseconds: (time + resolving / plan.replicates) / looks.length, // a point's scenario is made once for its replicates
    points: looks.length,
    tables: [
      { name: 'runs', rows: runs, bytes: runs * columns * CELL },
      ...[...sums].map(([name, { rows, bytes }]) => ({ name, rows: of(rows), bytes: of(bytes) })),
    ],
  };
}
