import { InvariantError } from '../../base/errors.ts';
import { booleansOf, numbersOf, textsOf, type Table } from '../../measure/table.ts';
import { runSpecs } from '../../executor/run-specs.ts';
import { specsOf } from '../../run/run-spec.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { Members } from '../members.ts';
import { pairKey } from '../record-data.ts';
import type { Ties } from './ties.ts';

/** How the runs of a backtest are executed. */
export interface Simulation {
  seed: number;
  replicates: number;
  workers: number;
  signal: AbortSignal;
  /** Called after each replicate. */
  done(replicate: number): void;
}

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
  for await (const run of runSpecs([...specsOf(job)], { workers, signal, tables: ['dyads'] })) {
    const { dyads } = run.tables;
    if (dyads === undefined) throw new InvariantError(`replicate ${run.replicate} failed: ${run.failure}`);
    out.push(tiesAt(dyads, scenario.ticks, codes));
    done(run.replicate);
  }
  return out;
}

/** The ties at a tick, between states of the record. */
function tiesAt(dyads: Table, tick: number, codes: ReadonlyMap<string, number>): Ties {
  const ties = { defence: new Set<number>(), partnership: new Set<number>() };
  const ticks = numbersOf(dyads, 'tick');
  const [first, second] = [textsOf(dyads, 'state_a'), textsOf(dyads, 'state_b')];
  const [defence, partnership] = [
    ['defence_ab', 'defence_ba'],
    ['partnership', 'minilateral'],
  ].map((names) => names.map((name) => booleansOf(dyads, name)));
  for (let r = 0; r < dyads.rows; r++) {
    if (ticks[r] !== tick) continue;
    const [one, two] = [codes.get(first[r] ?? ''), codes.get(second[r] ?? '')];
    if (one === undefined || two === undefined) continue;
    const key = pairKey(one, two);
    if (defence?.some((column) => column[r] === true) === true) ties.defence.add(key);
    if (partnership?.some((column) => column[r] === true) === true) ties.partnership.add(key);
  }
  return ties;
}
