import { setImmediate as nextTurn } from 'node:timers/promises';
import { deathMessage, isDeath, startPool } from './pool.ts';
import { failedOutput, type RunOutput } from '../run/run-output.ts';
import { specOf, type RunJob } from '../run/run-spec.ts';
import { outputOf } from '../run/simulate.ts';
import { countTicks, type TickCounter } from './tick-counter.ts';
import type { Task, WorkerData } from './worker-task.ts';

/** Tasks handed to the pool ahead of the run that is to be written next, for each worker: bounds what waits in memory. */
const AHEAD = 2;

/** How to carry out the replicates of a job. */
export interface Execution {
  /** 1 = in this thread. */
  workers: number;
  /** Replicates in one message to a worker; more pay where runs are short. */
  batch: number;
  /** Old-generation heap of a worker in MB; 0 = Node's own limit. */
  workerMemory: number;
  signal: AbortSignal;
  ticksDone: TickCounter;
}

/** Carries out the replicates from..to-1 and yields them in order, whatever the number of workers. Stops with the signal's reason when aborted. */
export function execute(job: RunJob, how: Execution): AsyncGenerator<RunOutput> {
  return how.workers === 1 ? inThisThread(job, how) : inWorkers(job, how);
}

async function* inThisThread(job: RunJob, { signal, ticksDone }: Execution): AsyncGenerator<RunOutput> {
  for (let replicate = 0; replicate < job.replicates; replicate++) {
    const steps = outputOf(specOf(job, replicate));
    for (;;) {
      const { done, value } = steps.next();
      if (done === true) {
        yield value;
        break;
      }
      countTicks(ticksDone, value);
      await nextTurn(); // lets Ctrl-C and the progress bar in between two ticks
      signal.throwIfAborted();
    }
  }
}

async function* inWorkers(job: RunJob, { workers, batch, workerMemory, signal, ticksDone }: Execution): AsyncGenerator<RunOutput> {
  const data: WorkerData = { job, ticksDone };
  const pool = startPool<Task, RunOutput[]>({ module: new URL('./worker', import.meta.url), threads: workers, data, memory: workerMemory });
  try {
    const run = (task: Task) => pool.run(task, signal);
    yield* inOrder(job, batch, workers * AHEAD, (task) => withoutTheDead(job, task, run, signal));
  } finally {
    await pool.close();
  }
}

/** Starts tasks at most `ahead` before the one whose runs are wanted next, and yields the runs in order. */
async function* inOrder(job: RunJob, batch: number, ahead: number, start: (task: Task) => Promise<RunOutput[]>): AsyncGenerator<RunOutput> {
  const waiting: Promise<RunOutput[]>[] = [];
  let next = 0;
  for (;;) {
    while (waiting.length < ahead && next < job.replicates) {
      const task = { from: next, to: Math.min(next + batch, job.replicates) };
      const outputs = start(task);
      // Awaited later, in order; a rejection before its turn must not end the program.
      outputs.catch(() => undefined);
      waiting.push(outputs);
      next = task.to;
    }
    const first = waiting.shift();
    if (first === undefined) return;
    yield* await first;
  }
}

/** The task's runs; when its worker died, each run alone in a new worker, so that one run's death is that run's failure and no other's. */
async function withoutTheDead(
  job: RunJob,
  task: Task,
  run: (task: Task) => Promise<RunOutput[]>,
  signal: AbortSignal,
): Promise<RunOutput[]> {
  try {
    return await run(task);
  } catch (error) {
    if (signal.aborted || !isDeath(error)) throw error;
    if (task.to - task.from === 1) return [failedOutput(specOf(job, task.from), deathMessage(error))];
    const outputs: RunOutput[] = [];
    for (let r = task.from; r < task.to; r++) outputs.push(...(await withoutTheDead(job, { from: r, to: r + 1 }, run, signal)));
    return outputs;
  }
}
