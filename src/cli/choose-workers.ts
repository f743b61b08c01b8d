import { availableParallelism } from 'node:os';
import { pilot, type Pilot } from '../experiment/pilot.ts';
import { specOf, type RunJob } from '../run/run-spec.ts';
import type { RunOptions } from './run-options.ts';

/** A first look that decides on the number of workers, and the longer one of a dry run; milliseconds. */
const LOOK = 100;
const LONG_LOOK = 1000;
/** Below this a job is done before workers would be up; milliseconds. */
const WORTH_WORKERS = 1500;
/** A message to a worker takes some 60 microseconds: batches of this length make it nothing. Milliseconds. */
const BATCH = 30;

/** How a job is to be carried out. */
export interface Way {
  workers: number;
  batch: number;
}

/** What was asked for, or else what a first look at the job says will pay. The results are the same for every way. */
export function wayToRun(job: RunJob, options: Pick<RunOptions, 'workers'>): Way {
  const most = Math.min(options.workers ?? availableParallelism(), job.replicates);
  if (most === 1) return { workers: 1, batch: 1 };
  try {
    return wayFor(job, options, most, look(job, LOOK));
  } catch {
    return { workers: most, batch: 1 }; // the run itself will say what is wrong with it
  }
}

/** The same from a longer look, which comes along. */
export function lookAhead(job: RunJob, options: Pick<RunOptions, 'workers'>): Way & { pilot: Pilot } {
  const most = Math.min(options.workers ?? availableParallelism(), job.replicates);
  const found = look(job, LONG_LOOK);
  return { ...wayFor(job, options, most, found), pilot: found };
}

function wayFor(job: RunJob, { workers: asked }: Pick<RunOptions, 'workers'>, most: number, { milliseconds: run }: Pilot): Way {
  const workers = asked === undefined && run * job.replicates < WORTH_WORKERS ? 1 : most;
  return { workers, batch: Math.max(1, Math.min(Math.floor(BATCH / run), Math.ceil(job.replicates / (4 * workers)))) };
}

const look = (job: RunJob, milliseconds: number) => pilot(specOf(job, 0), milliseconds, () => performance.now());
