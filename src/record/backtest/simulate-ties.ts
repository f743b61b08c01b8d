import { InvariantError } from '../../base/errors.ts';
import { DYAD_COLUMNS } from '../../measure/dyads-row.ts';
import { RUN_COLUMNS } from '../../measure/columns.ts';
import { execute } from '../../executor/executors.ts';
import type { RunOutput } from '../../executor/run-output.ts';
import { createTickCounter } from '../../executor/tick-counter.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { Members } from '../members.ts';
import { pairKey } from '../record-data.ts';
import type { Ties } from './ties.ts';

/** How the runs of a backtest are carried out. */
export interface Simulation {
  seed: number;
  replicates: number;
  workers: number;
  signal: AbortSignal;
  /** Told after each replicate. */
  done(replicate: number): void;
}

const WORKER_MEMORY = 4096;

/** The ties at the last tick of each replicate. @throws InvariantError where a run fails */
export async function simulateTies(
  scenario: Scenario,
  members: Members,
  { seed, replicates, workers, signal, done }: Simulation,
): Promise<Ties[]> {
  const job = {
    scenario: { ...scenario, record: { states: 0, dyads: scenario.ticks, decisions: 0 } },
    seed,
    replicates,
    checkEvery: scenario.ticks,
  };
  const codes = new Map([...members.values()].map(({ id, ccode }) => [id, ccode]));
  const out: Ties[] = [];
  for await (const run of execute(job, { workers, batch: 1, workerMemory: WORKER_MEMORY, signal, ticksDone: createTickCounter() })) {
    if (run.failure !== '') throw new InvariantError(`replicate ${run.replicate} failed: ${run.failure}`);
    out.push(lastTies(run, scenario.ticks, codes));
    done(run.replicate);
  }
  return out;
}

const COLUMNS = [...RUN_COLUMNS, ...DYAD_COLUMNS].map(({ name }) => name);

/** Rows of pairs hold ids, figures and words alone: nothing in them is quoted. */
function lastTies({ tables }: RunOutput, tick: number, codes: ReadonlyMap<string, number>): Ties {
  const [atTick, a, b, partnership, minilateral, ab, ba] = [
    'tick',
    'state_a',
    'state_b',
    'partnership',
    'minilateral',
    'defence_ab',
    'defence_ba',
  ].map((name) => COLUMNS.indexOf(name));
  const ties = { defence: new Set<number>(), partnership: new Set<number>() };
  for (const chunk of tables.dyads?.chunks ?? [])
    for (const line of chunk.split('\n')) {
      const cells = line.split(',');
      const cell = (at: number | undefined) => cells[at ?? -1] ?? '';
      if (cell(atTick) !== String(tick)) continue;
      const [one, two] = [codes.get(cell(a)), codes.get(cell(b))];
      if (one === undefined || two === undefined) continue;
      const key = pairKey(one, two);
      if (cell(ab) === 'true' || cell(ba) === 'true') ties.defence.add(key);
      if (cell(partnership) === 'true' || cell(minilateral) === 'true') ties.partnership.add(key);
    }
  return ties;
}
