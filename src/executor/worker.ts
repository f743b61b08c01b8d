import { workerData } from 'piscina';
import { outputRuns, type RunOutput } from './run-output.ts';
import { countTicks } from './tick-counter.ts';
import type { Task, WorkerData } from './worker-task.ts';

/** The entry of a worker thread. */
export default function work(task: Task): RunOutput[] {
  const { job, ticksDone } = workerData as WorkerData;
  return outputRuns(job, task.from, task.to, (ticks) => countTicks(ticksDone, ticks));
}
