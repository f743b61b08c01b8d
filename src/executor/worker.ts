import { workerData } from 'piscina';
import type { RunOutput } from '../run/run-output.ts';
import { specOf } from '../run/run-spec.ts';
import { outputOf } from '../run/simulate.ts';
import { countTicks } from './tick-counter.ts';
import type { Task, WorkerData } from './worker-task.ts';

/** The entry of a worker thread. */
export default function work(task: Task): RunOutput[] {
  const { job, ticksDone } = workerData as WorkerData;
  return Array.from({ length: task.to - task.from }, (_, k) => {
    const steps = outputOf(specOf(job, task.from + k));
    for (;;) {
      const { done, value } = steps.next();
      if (done === true) return value;
      countTicks(ticksDone, value);
    }
  });
}
