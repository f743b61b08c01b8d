import type { ModelEvent, OptionRow } from '../model/events.ts';
import { step } from '../model/tick.ts';
import type { World } from '../model/world.ts';
import type { Row } from '../measure/column.ts';
import { rowOf } from '../measure/table.ts';
import { saveWorld, type SavedWorld } from '../run/checkpoint.ts';
import { specOf, type RunJob } from '../run/run-spec.ts';
import { advance, startRun, tablesOf } from '../run/simulate.ts';

/** A turn of a state, or an event, in the order in which they happened in a tick. */
export type Moment = { readonly decision: readonly OptionRow[] } | { readonly event: ModelEvent };

/** A run as it stands just before a tick. */
export interface StateBefore {
  /** The world as the tick before left it; `step` takes it on. */
  readonly world: World;
  /** The same as plain data, for worlds that go on otherwise. */
  readonly saved: SavedWorld;
  /** The last row of system.csv, by which the files are recognised as those of this run. */
  readonly system: Row;
}

/** Runs a replicate again up to the tick before `tick`. @throws InvariantError where the run stopped before. */
export function stateBefore(job: RunJob, replicate: number, tick: number): StateBefore {
  const silent = { ...job, scenario: { ...job.scenario, record: { states: 0, dyads: 0, decisions: 0 } } };
  const run = startRun(specOf(silent, replicate), { tables: ['system'] });
  const steps = advance(run, tick - 1);
  while (steps.next().done !== true);
  const { system } = tablesOf(run);
  return { world: run.world, saved: structuredClone(saveWorld(run.world)), system: system === undefined ? [] : rowOf(system, -1) };
}

/** Lets one tick pass and writes down every turn and event. `look` is called at every turn, while the world is as it was when the state chose. */
export function watchTick(world: World, look?: (w: World, options: readonly OptionRow[]) => void): Moment[] {
  const moments: Moment[] = [];
  step(world, {
    event: (event) => moments.push({ event }),
    options: (decision) => {
      look?.(world, decision);
      moments.push({ decision });
    },
  });
  return moments;
}
