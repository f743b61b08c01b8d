import type { TableName } from '../measure/columns.ts';
import type { Reduction } from '../measure/reductions.ts';
import { textOfRun, type RunText } from '../results/run-text.ts';
import { messageOf } from '../run/run-output.ts';
import { pointRunId } from '../run/run-spec.ts';
import { outputOf } from '../run/simulate.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { RunSpec } from './plan.ts';

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
): RunText {
  const { config, replicate, seed, key } = spec;
  let resolved: Scenario;
  try {
    resolved = scenario();
  } catch (error) {
    return failedResult(spec, messageOf(error));
  }
  const steps = outputOf({ scenario: resolved, seed, replicate, checkEvery, point: { config, key } }, { tables: kept, reductions });
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return textOfRun(value);
    ticked(value);
  }
}

/** The result of a run that failed, after so many ticks. */
export function failedResult({ config, replicate, seed, key }: RunSpec, failure: string, ticks = 0): RunText {
  const id = pointRunId(key, seed, replicate);
  return { id, config, replicate, seed, failure, ticks, stopReason: '', digest: '', figures: '', tables: {} };
}
