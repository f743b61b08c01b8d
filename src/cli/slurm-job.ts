import { lstatSync, readlinkSync } from 'node:fs';
import { basename, dirname, join, normalize, resolve } from 'node:path';
import { PLUGINS } from '../base/plugins.ts';
import { InputError } from '../base/errors.ts';
import type { SweepPlan } from '../experiment/plan.ts';
import { WHOLE } from '../experiment/plan.ts';
import { greatestArray } from '../experiment/slurm/slurm.ts';
import type { SlurmJob } from '../experiment/slurm/slurm-script.ts';
import { formatDuration } from './format-number.ts';
import type { SlurmOptions } from './slurm-options.ts';
import { LONG_LOOK, lookAt } from './sweep-job.ts';
import { WORKER_MEMORY } from '../executor/pool.ts';

/** Where the merged results go, and the job's folder next to it. */
export function placesOf(asked: string): { out: string; folder: string } {
  const out = join(dirname(normalize(asked)), basename(asked));
  return { out, folder: `${out}-slurm` };
}

/** How many shards, and what speaks for it. @throws InputError where they would be too many or too few */
export function shardsFor(plan: SweepPlan, options: SlurmOptions, held: number | undefined): { shards: number; why: string } {
  const asked = options.shards ?? held;
  const most = greatestArray();
  if (plan.runs < 2)
    throw new InputError([
      { path: 'EXPERIMENT', expected: 'some runs', found: 'one', remedy: `run it: entente sweep ${options.experiment}` },
    ]);
  if (asked !== undefined) {
    const limit = Math.min(most, plan.runs);
    if (asked <= limit) return { shards: asked, why: '' };
    const reason = most < plan.runs ? 'tasks that an array of this Slurm can have (MaxArraySize)' : 'runs that there are';
    throw new InputError([
      {
        path: '--shards',
        expected: `at most the ${limit} ${reason}`,
        found: String(asked),
        remedy: `give --shards ${limit} or fewer: each has more runs`,
      },
    ]);
  }
  const inAll = (pilot(plan) * plan.runs) / options.cpus;
  const shards = Math.max(2, Math.min(most, plan.runs, Math.ceil(inAll / (options.minutes * 60_000))));
  return { shards, why: `, ${formatDuration(inAll / shards)} each, judging by a few runs here` };
}

/** Milliseconds of a run, by a look at some. @throws InputError where it fails */
function pilot(plan: SweepPlan): number {
  try {
    return lookAt(plan, WHOLE, LONG_LOOK).milliseconds;
  } catch (error) {
    if (error instanceof InputError) throw error;
    const found = `a run that fails: ${error instanceof Error ? error.message : String(error)}`;
    throw new InputError([{ path: '--shards', expected: 'a number, or runs to judge by', found, remedy: 'give --shards N' }]);
  }
}

/** The job of a plan. */
export function jobOf(plan: SweepPlan, options: SlurmOptions, shards: number, folder: string, out: string): SlurmJob {
  const { cpus, time, mem, partition, account, modules, setup, ticks, sets, experiment } = options;
  const [main = ''] = process.argv.slice(1);
  return {
    name: plan.experiment.name,
    shards,
    ...{ cpus, time, mem, partition, account, modules, setup, experiment, folder, out },
    program: [process.execPath, ...process.execArgv, scriptOf(resolve(main))],
    cwd: process.cwd(),
    plugins: PLUGINS.flatMap(({ file }) => (file === undefined ? [] : [file])),
    options: [
      ...['--seed', String(plan.seed), '--replicates', String(plan.replicates)],
      ...(ticks === undefined ? [] : ['--ticks', String(ticks)]),
      ...sets.flatMap((set) => ['--set', set]),
      ...['--workers', String(cpus), '--worker-memory', String(heapFor(mem, cpus))],
    ],
  };
}

/**
 * The script that a path leads to: in `node_modules/.bin` there may be a link to it today and a shell script after the next installation. Links among
 * the folders above stay, as other machines of a cluster may mount what they lead to elsewhere.
 */
function scriptOf(path: string): string {
  return lstatSync(path).isSymbolicLink() ? scriptOf(resolve(dirname(path), readlinkSync(path))) : path;
}

/** Heap of a worker in MB, so that a run that needs too much fails alone before Slurm ends the task: a quarter is left for the rest. */
function heapFor(mem: string | undefined, cpus: number): number {
  const [, number = '', unit = 'M'] = /^([0-9]+)([KMGT])?$/i.exec(mem ?? '') ?? [];
  if (number === '') return WORKER_MEMORY;
  const megabytes = Number(number) * { K: 1 / 1024, M: 1, G: 1024, T: 1024 * 1024 }[unit.toUpperCase() as 'K' | 'M' | 'G' | 'T'];
  return Math.max(16, Math.min(WORKER_MEMORY, Math.floor((0.75 * megabytes) / cpus)));
}
