import type { RunJob } from '../run/run-spec.ts';
import type { TickCounter } from './tick-counter.ts';

/** What every worker is given once. */
export interface WorkerData {
  job: RunJob;
  ticksDone: TickCounter;
}

/** What a worker is asked for: the replicates from..to-1. Indices, not objects. */
export interface Task {
  from: number;
  to: number;
}
