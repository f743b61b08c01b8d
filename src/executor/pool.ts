import { Piscina } from 'piscina';
import { answerOf, givenPlugins } from './answering.ts';

/** Old-generation heap of a worker in MB, unless something else is asked for. */
export const WORKER_MEMORY = 4096;

/** Threads that execute tasks. */
export interface Pool<Task, Answer> {
  /** @throws the signal's reason when it is aborted, which ends the thread of the task, and what the task throws */
  run(task: Task, signal: AbortSignal): Promise<Answer>;
  close(): Promise<void>;
}

/** How a pool is made up. */
export interface PoolSettings {
  /** The worker's module without its extension: `new URL('./run-worker', import.meta.url)`. */
  module: URL;
  workers: number;
  /** What every worker is given once. */
  data: unknown;
  /** Old-generation heap of a worker in MB; 0 = Node's own limit. */
  workerMemory: number;
}

/** Starts the threads. A thread that dies is replaced; its task is rejected with an error that `isDeath` knows. */
export function startPool<Task, Answer>({ module, workers, data, workerMemory }: PoolSettings): Pool<Task, Answer> {
  const pool = new Piscina({
    filename: `${module.href}.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`,
    minThreads: workers,
    maxThreads: workers,
    workerData: { ...(data as object | undefined), ...givenPlugins() },
    ...(workerMemory > 0 ? { resourceLimits: { maxOldGenerationSizeMb: workerMemory } } : {}),
  });
  // The death of a worker is reported by its task; without a listener it would end the program.
  pool.on('error', () => undefined);
  return {
    run: async (task, signal) => answerOf((await pool.run(task, { signal })) as Answer),
    close: () => pool.destroy(),
  };
}

/** Whether a worker ran out of memory or left, rather than the program having a bug. */
export function isDeath(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  return (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY' || /worker.*exited/i.test(error.message);
}

/** What to write of a run whose worker died. */
export function deathMessage(error: Error): string {
  return (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? 'the run needs more memory than its worker may have; record less, use fewer --workers or raise --worker-memory'
    : `the worker of the run left: ${error.message}`;
}
