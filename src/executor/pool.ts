import { Piscina } from 'piscina';

/** Threads that carry out tasks. */
export interface Pool<Task, Answer> {
  /** @throws the signal's reason when it is aborted, which ends the thread of the task, and what the task throws */
  run(task: Task, signal: AbortSignal): Promise<Answer>;
  close(): Promise<void>;
}

/** How a pool is made up. */
export interface PoolSettings {
  /** The worker's module, without its ending, beside the module that asks for it: `new URL('./worker', import.meta.url)`. */
  module: URL;
  threads: number;
  /** What every worker is given once. */
  data: unknown;
  /** Old-generation heap of a worker in MB; 0 = Node's own limit. */
  memory: number;
}

/** Starts the threads. A thread that dies is replaced; its task is rejected with an error that `isDeath` knows. */
export function startPool<Task, Answer>({ module, threads, data, memory }: PoolSettings): Pool<Task, Answer> {
  const pool = new Piscina({
    filename: `${module.href}.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`,
    minThreads: threads,
    maxThreads: threads,
    workerData: data,
    ...(memory > 0 ? { resourceLimits: { maxOldGenerationSizeMb: memory } } : {}),
  });
  // The death of a worker is reported by the task that it was at; without a listener it would end the program.
  pool.on('error', () => undefined);
  return {
    run: (task, signal) => pool.run(task, { signal }) as Promise<Answer>,
    close: () => pool.destroy(),
  };
}

/** Whether a worker ran out of memory or left, rather than the program having a fault of its own. */
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
