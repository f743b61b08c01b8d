import { Option, type Command } from 'commander';
import { InputError } from '../base/errors.ts';
import { WORKER_MEMORY } from '../executor/pool.ts';
import { readShard, WHOLE, type Shard } from '../experiment/plan.ts';
import type { FormatName } from '../report/export/index.ts';
import { oneOf, readMemory, readReplicates, readSeed, readTicks, readWorkers, someText, wholeNumber, type Read } from './arguments.ts';
import { setOption } from './command.ts';
import { alsoOption, readAlso } from './extra-formats.ts';

/** What `run` and `sweep` have in common, as commander hands it over: texts, and true for flags. */
export interface RawExperimentOptions {
  seed?: string;
  replicates?: string;
  ticks?: string;
  set?: string[];
  out?: string;
  workers?: string;
  workerMemory?: string;
  shard?: string;
  also?: string;
  onError?: string;
  maxFailures?: string;
  timeout?: string;
  retryFailed?: true;
  check?: true;
  dryRun?: true;
  json?: true;
  quiet?: true;
  force?: true;
}

/** How an experiment is run and where its results go. */
export interface ExperimentOptions {
  out: string | undefined;
  workers: number | undefined;
  /** Heap of a worker in MB. */
  workerMemory: number;
  shard: Shard;
  /** Other formats that the results are wanted in. */
  also: FormatName[];
  /** Failed runs above which the experiment stops. */
  maxFailures: number;
  /** Milliseconds; 0 = any time. */
  timeout: number;
  retryFailed: boolean;
  /** Check the invariants after every tick. */
  check: boolean;
  dryRun: boolean;
  json: boolean;
  quiet: boolean;
  force: boolean;
}

/** A day; longer than any run. */
const MAX_TIMEOUT = 86_400;

/** Seconds, whole or with a decimal point. */
const readSeconds: Read<number> = (option, text) => {
  const seconds = /^[0-9]+(\.[0-9]+)?$/.test(text) ? Number(text) : NaN;
  if (seconds > 0 && seconds <= MAX_TIMEOUT) return seconds;
  throw new InputError([
    {
      path: option,
      expected: `seconds, above 0 and up to ${MAX_TIMEOUT}`,
      found: JSON.stringify(text),
      remedy: 'write for instance 60 or 0.5',
    },
  ]);
};

/** An option that need not be given. @throws InputError */
export const maybe = <T>(option: string, text: string | undefined, read: Read<T>) => (text === undefined ? undefined : read(option, text));

/** The readings of what `run`, `sweep` and `slurm` have in common, for `readAll`. */
export const readingsOfRuns = (raw: Pick<RawExperimentOptions, 'seed' | 'replicates' | 'ticks' | 'out'>) => ({
  seed: () => maybe('--seed', raw.seed, readSeed),
  replicates: () => maybe('--replicates', raw.replicates, readReplicates),
  ticks: () => maybe('--ticks', raw.ticks, readTicks),
  out: () => maybe('--out', raw.out, someText),
});

/** The readings of what `run` and `sweep` have in common, for `readAll`. */
export const readingsOf = (raw: RawExperimentOptions) => ({
  ...readingsOfRuns(raw),
  workers: () => maybe('--workers', raw.workers, readWorkers),
  workerMemory: () => maybe('--worker-memory', raw.workerMemory, readMemory) ?? WORKER_MEMORY,
  shard: () => maybe('--shard', raw.shard, readShard) ?? WHOLE,
  also: () => maybe('--also', raw.also, readAlso) ?? [],
  onError: () => maybe('--on-error', raw.onError, oneOf(['continue', 'stop'])),
  maxFailures: () => {
    const most = maybe('--max-failures', raw.maxFailures, wholeNumber(0, 1_000_000)) ?? Infinity;
    return raw.onError === 'stop' ? 0 : most;
  },
  timeout: () => (maybe('--timeout', raw.timeout, readSeconds) ?? 0) * 1000,
});

/** The flags that `run` and `sweep` have in common. */
export const flagsOf = ({ retryFailed, check, dryRun, json, quiet, force }: RawExperimentOptions) => ({
  retryFailed: retryFailed === true,
  check: check === true,
  dryRun: dryRun === true,
  json: json === true,
  quiet: quiet === true,
  force: force === true,
});

/** Declares the options that `run` and `sweep` have in common. `of` says what seed, ticks and replicates stand in place of, and what --force does. */
export function addExperimentOptions(
  command: Command,
  of: { seed: string; replicates: string; ticks: string; out: string; workers: string; force: string },
): Command {
  return command
    .option('--seed <N>', of.seed)
    .option('--replicates <N>', of.replicates)
    .option('--ticks <N>', of.ticks)
    .addOption(setOption())
    .option('--out <DIR>', of.out)
    .addOption(alsoOption())
    .option('--force', of.force)
    .option('--workers <N>', of.workers)
    .option('--worker-memory <MB>', `memory of a worker; a run that needs more fails alone (default: ${WORKER_MEMORY})`)
    .option('--shard <I/N>', 'run only the I-th of N shards; entente merge combines them')
    .addOption(new Option('--on-error <WHAT>', 'continue, or stop at the first run that fails (default: continue)'))
    .option('--max-failures <N>', 'stop when more runs than this have failed')
    .option('--timeout <SECONDS>', 'stop a run that takes longer; it counts as failed')
    .option('--retry-failed', 'repeat failed runs when resuming')
    .option('--check', 'check the invariants of the model after every tick')
    .option('--dry-run', 'show what would be run, the size of the results and the time it would take')
    .option('--json', 'print a summary as JSON on standard output')
    .option('--quiet', 'print only errors');
}
