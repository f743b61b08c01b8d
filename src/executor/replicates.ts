import { availableParallelism } from 'node:os';
import { PLUGINS } from '../base/plugins.ts';
import { InputError, type Problem } from '../base/errors.ts';
import { specsOf } from '../run/run-spec.ts';
import { simulatedOf, specFor, wholeProblems, type Simulated, type SimulateOptions } from '../run/simulated.ts';
import { checkOptions } from '../scenario/given.ts';
import { formatValue } from '../scenario/values.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { runSpecs } from './run-specs.ts';

/** How to run the replicates of a scenario. */
export interface RunAllOptions extends Pick<SimulateOptions, 'seed' | 'record'> {
  /** Number of runs, which differ in their random draws alone; replicates 0 to this less 1. */
  readonly replicates: number;
  /** Threads, 1 = this one alone; the default is as many as the machine has. The runs are the same with any number. */
  readonly workers?: number;
  /** Stops the runs: the loop throws the signal's reason. */
  readonly signal?: AbortSignal;
}

const OPTIONS = ['seed', 'record', 'replicates', 'workers', 'signal'];
/** Most threads of a pool. */
const MOST_WORKERS = 256;

/** As many threads as the machine has; this one alone where something is defined in the program itself, which threads do not see. */
export function defaultWorkers(): number {
  return PLUGINS.every(({ file }) => file !== undefined) ? availableParallelism() : 1;
}

/**
 * Runs the replicates of a scenario on threads and yields them in order.
 *
 * @throws InputError as `simulate`; InvariantError for a run that failed
 */
export async function* runReplicates(scenario: Scenario, options: RunAllOptions): AsyncGenerator<Simulated, void> {
  checkOptions(options ?? {}, OPTIONS, 'the seed and the number of replicates, at least');
  const { seed, record, replicates, workers = defaultWorkers(), signal } = options ?? {};
  const problems: Problem[] = [...wholeProblems('replicates', replicates, 1), ...wholeProblems('workers', workers, 1)];
  if (signal !== undefined && !((signal as unknown) instanceof AbortSignal))
    problems.push({
      path: 'signal',
      expected: 'an AbortSignal',
      found: formatValue(signal),
      remedy: 'give the signal of an AbortController',
    });
  if (problems.length > 0) throw new InputError(problems);
  const { replicate: _first, ...spec } = specFor(scenario, { seed, ...(record === undefined ? {} : { record }) });
  const threads = Math.min(workers, replicates, MOST_WORKERS);
  const how = { workers: threads, ...(signal === undefined ? {} : { signal }) };
  for await (const output of runSpecs([...specsOf({ ...spec, replicates })], how)) yield simulatedOf(output);
}
