import type { TickCounter } from '../executor/tick-counter.ts';
import type { Experiment, ScenarioOfSweep } from './experiment.ts';
import type { Making } from './one-run.ts';
import type { RunSpec } from './plan.ts';
import type { RecordPlace } from './journal/records.ts';

/** What every worker of a sweep is given once. */
export interface WorkerData {
  scenarios: Omit<ScenarioOfSweep, 'base'>[];
  record: Experiment['record'];
  making: Making;
  /** Folder for the files of records, and what their names begin with. */
  parts: string;
  session: string;
  ticksDone: TickCounter;
}

/** Runs that a worker is asked for. */
export interface Task {
  specs: RunSpec[];
}

/** Where the records of a task are, in its order; or that the disk would not take them. */
export interface Answer {
  file: string;
  records: (RecordPlace & { failure: string })[];
  refused?: { code: string; message: string };
}
