import type { RunJob } from '../run/simulate.ts';

/** What every worker is given once. */
export interface WorkerData {
  job: RunJob;
  ticksDone: Int32Array;
}

/** What a worker is asked for: the replicates from..to-1. Indices, not objects. */
export interface Task {
  from: number;
  to: number;
}
