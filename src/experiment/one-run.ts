import type { TableName } from '../measure/columns.ts';
import { collectRows, finishRun, messageOf, type RunResult } from '../executor/run-output.ts';
import { advance, pointRunId, startRun, type Run, type RunJob } from '../run/simulate.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { RunSpec } from './plan.ts';
import { createReducer, type Reduction } from './reductions.ts';

/** What is made of each run. */
export interface Making {
  kept: readonly TableName[];
  reductions: readonly Reduction[];
  /** Every how many ticks the invariants are checked. */
  checkEvery: number;
}

/** Carries out one run of a sweep. `scenario` gives its scenario; `ticked` is told of each tick. A run that fails is a result too. */
export function runOne(
  spec: RunSpec,
  { kept, reductions, checkEvery }: Making,
  scenario: () => Scenario,
  ticked: (ticks: number) => void,
): RunResult {
  const { config, replicate, seed, key } = spec;
  let run: Run | undefined;
  try {
    const job: RunJob = { scenario: scenario(), seed, replicates: 1, checkEvery, point: { config, key } };
    const reducer = createReducer(reductions);
    const collector = collectRows(job, replicate, undefined, kept);
    run = startRun(job, replicate, (table, row) => {
      if (table === 'system') reducer.see(row);
      collector.rows(table, row);
    });
    for (const ticks of advance(run, job.scenario.ticks)) ticked(ticks);
    const { outcomes: _outcomes, start: _start, end: _end, fates: _fates, ...result } = finishRun(run, collector, reducer.figures());
    return result;
  } catch (error) {
    return failedResult(spec, messageOf(error), run?.world.tick);
  }
}

/** The result of a run that failed, after so many ticks. */
export function failedResult({ config, replicate, seed, key }: RunSpec, failure: string, ticks = 0): RunResult {
  const id = pointRunId(key, seed, replicate);
  return { id, config, replicate, seed, failure, ticks, stopReason: '', digest: '', figures: '', tables: {} };
}
