import { availableParallelism } from 'node:os';
import { pilot, type Pilot } from '../experiment/pilot.ts';
import { specOf, type RunJob } from '../run/run-spec.ts';

/** The number of workers that was asked for, if any. */
interface Asked {
  workers?: number | undefined;
}

/** A first look that decides on the number of workers, and the longer one of a dry run; milliseconds. */
const LOOK = 100;
const LONG_LOOK = 1000;
/** Below this a job is done before workers would be up; milliseconds. */
const WORTH_WORKERS = 1500;
/** The number of workers asked for, or else what a first look at the job says will pay. The results are the same for every number. */
export function chooseWorkers(job: RunJob, options: Asked): number {
  const most = Math.min(options.workers ?? availableParallelism(), job.replicates);
  if (most === 1) return 1;
  try {
    return workersFor(job, options, most, look(job, LOOK));
  } catch {
    return most; // the run itself will say what is wrong with it
  }
}

/** The same from a longer look, which comes along. */
export function lookAhead(job: RunJob, options: Asked): { workers: number; pilot: Pilot } {
  const most = Math.min(options.workers ?? availableParallelism(), job.replicates);
  const found = look(job, LONG_LOOK);
  return { workers: workersFor(job, options, most, found), pilot: found };
}

function workersFor(job: RunJob, { workers: asked }: Asked, most: number, { milliseconds: run }: Pilot): number {
  return asked === undefined && run * job.replicates < WORTH_WORKERS ? 1 : most;
}

const look = (job: RunJob, milliseconds: number) => pilot(specOf(job, 0), milliseconds, () => performance.now());
