import { WORKER_MEMORY } from '../executor/pool.ts';
import { InputError } from '../base/errors.ts';
import type { FormatName } from '../report/export/index.ts';
import { readShard, WHOLE, type Shard } from '../experiment/plan.ts';
import { readAlso } from './extra-formats.ts';
import {
  oneOf,
  readAll,
  readMemory,
  readReplicates,
  readSeed,
  readTicks,
  readWorkers,
  someText,
  wholeNumber,
  type Read,
} from './arguments.ts';

/** The options of `entente sweep` as commander hands them over: texts, and true for flags. */
export interface RawSweepOptions {
  seed?: string;
  replicates?: string;
  ticks?: string;
  scenario?: string;
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

/** The options, read. */
export interface SweepOptions {
  experiment: string;
  seed: number | undefined;
  replicates: number | undefined;
  ticks: number | undefined;
  scenario: string | undefined;
  sets: string[];
  out: string | undefined;
  workers: number | undefined;
  workerMemory: number;
  shard: Shard;
  /** Other shapes that the results are wanted in. */
  also: FormatName[];
  /** Failed runs above which the sweep stops. */
  maxFailures: number;
  /** Milliseconds; 0 = any time. */
  timeout: number;
  retryFailed: boolean;
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

/** Reads the options, telling all problems at once. @throws InputError */
export function readSweepOptions(experiment: string, raw: RawSweepOptions): SweepOptions {
  const maybe = <T>(option: string, text: string | undefined, read: Read<T>) => (text === undefined ? undefined : read(option, text));
  const { onError, maxFailures, timeout, shard, also, workerMemory, ...read } = readAll({
    seed: () => maybe('--seed', raw.seed, readSeed),
    replicates: () => maybe('--replicates', raw.replicates, readReplicates),
    ticks: () => maybe('--ticks', raw.ticks, readTicks),
    scenario: () => maybe('--scenario', raw.scenario, someText),
    out: () => maybe('--out', raw.out, someText),
    workers: () => maybe('--workers', raw.workers, readWorkers),
    workerMemory: () => maybe('--worker-memory', raw.workerMemory, readMemory),
    shard: () => maybe('--shard', raw.shard, readShard),
    also: () => maybe('--also', raw.also, readAlso),
    onError: () => maybe('--on-error', raw.onError, oneOf(['continue', 'stop'])),
    maxFailures: () => maybe('--max-failures', raw.maxFailures, wholeNumber(0, 1_000_000)),
    timeout: () => maybe('--timeout', raw.timeout, readSeconds),
  });
  return {
    experiment,
    ...read,
    sets: raw.set ?? [],
    workerMemory: workerMemory ?? WORKER_MEMORY,
    shard: shard ?? WHOLE,
    also: also ?? [],
    maxFailures: onError === 'stop' ? 0 : (maxFailures ?? Infinity),
    timeout: (timeout ?? 0) * 1000,
    retryFailed: raw.retryFailed === true,
    check: raw.check === true,
    dryRun: raw.dryRun === true,
    json: raw.json === true,
    quiet: raw.quiet === true,
    force: raw.force === true,
  };
}
