import { availableParallelism } from 'node:os';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { failedOutput, type RunOutput } from '../run/run-output.ts';
import type { RunSpec } from '../run/run-spec.ts';
import type { Wanted } from '../run/simulate.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { dispatch, type Threads } from './dispatch.ts';
import { WORKER_MEMORY } from './pool.ts';
import { countedOutput, createTickCounter, type TickCounter } from './run-one.ts';

/** How many runs are executed; what is left out has the value that `entente run` takes. */
export interface RunSpecsOptions extends Partial<Threads>, Omit<Wanted, 'probes'> {
  /** Where the ticks done are counted, for the progress bar. */
  ticksDone?: TickCounter;
}

/** What every worker is given once. */
export interface WorkerData {
  /** The scenario of all requests that have none of their own. */
  scenario: Scenario | undefined;
  wanted: Omit<Wanted, 'probes'>;
  ticksDone: TickCounter;
}

/** A run that a worker is asked for. */
export interface Request extends Omit<RunSpec, 'scenario'> {
  /** Absent where it is the one that the worker was given: scenarios are large. */
  scenario?: Scenario;
}

/**
 * Executes runs and yields their outputs in the order of their specs, whatever the number of workers; with one worker and no timeout in this
 * thread, else in threads of their own. A run that fails, takes too long or dies is an output too. What is under way is bounded, so that `specs` may
 * be an endless generator.
 * @throws the signal's reason when aborted
 *
 * @example for await (const { replicate, outcomes } of runSpecs(specsOf({ scenario, seed: 1, replicates: 100, checkEvery: 0 }))) use(outcomes);
 */
export async function* runSpecs(specs: Iterable<RunSpec>, options: RunSpecsOptions = {}): AsyncGenerator<RunOutput, void> {
  const { tables, reductions, ticksDone = createTickCounter() } = options;
  const wanted = { ...(tables === undefined ? {} : { tables }), ...(reductions === undefined ? {} : { reductions }) };
  const most = Array.isArray(specs) ? specs.length : Infinity;
  const threads: Threads = {
    workers: Math.max(1, Math.min(options.workers ?? availableParallelism(), most)),
    workerMemory: options.workerMemory ?? WORKER_MEMORY,
    timeout: options.timeout ?? 0,
    signal: options.signal ?? new AbortController().signal,
    // eslint-disable-next-line no-restricted-globals -- it decides how many runs go into a message, never what comes out
    now: options.now ?? (() => performance.now()),
  };
  if (threads.workers === 1 && threads.timeout === 0) yield* inThisThread(specs, wanted, ticksDone, threads.signal);
  else yield* onThreads(specs, most, { wanted, ticksDone }, threads);
}

async function* inThisThread(
  specs: Iterable<RunSpec>,
  wanted: Wanted,
  ticksDone: TickCounter,
  signal: AbortSignal,
): AsyncGenerator<RunOutput, void> {
  for (const spec of specs) {
    const steps = countedOutput(spec, wanted, ticksDone);
    for (;;) {
      const { done, value } = steps.next();
      if (done === true) {
        yield value;
        break;
      }
      await nextTurn(); // lets Ctrl-C and the progress bar in between two ticks
      signal.throwIfAborted();
    }
  }
}

async function* onThreads(
  specs: Iterable<RunSpec>,
  most: number,
  common: Omit<WorkerData, 'scenario'>,
  threads: Threads,
): AsyncGenerator<RunOutput, void> {
  const iterator = specs[Symbol.iterator]();
  const first = iterator.next();
  if (first.done === true) return;
  const { scenario } = first.value;
  const work = {
    module: new URL('./run-worker', import.meta.url),
    data: { ...common, scenario } satisfies WorkerData,
    requests: requestsOf(first.value, iterator),
    left: most,
    ordered: true,
  };
  for await (const done of dispatch<Request, RunOutput>(work, threads))
    for (const one of done)
      yield 'answer' in one ? one.answer : failedOutput({ ...one.request, scenario: one.request.scenario ?? scenario }, one.lost);
}

function* requestsOf({ scenario: shared, ...first }: RunSpec, others: Iterator<RunSpec>): Generator<Request, void> {
  yield first;
  for (let next = others.next(); next.done !== true; next = others.next()) {
    const { scenario, ...rest } = next.value;
    yield scenario === shared ? rest : { ...rest, scenario };
  }
}
