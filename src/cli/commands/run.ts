import { EXIT } from '../../base/errors.ts';
import { execute, type Execution } from '../../output/executors.ts';
import { createTickCounter } from '../../output/tick-counter.ts';
import { carryOut } from '../carry-out.ts';
import { dryRunText } from '../dry-run.ts';
import { interruptible } from '../interrupt.ts';
import type { Io } from '../io.ts';
import { planFrom, planJson, planOf } from '../plan.ts';
import type { RunOptions } from '../run-options.ts';
import { lookAhead, wayToRun } from '../way-to-run.ts';
import { makeCheckpoint, resumeCheckpoint } from './run-checkpoint.ts';

/** Heap of a worker in MB. */
const WORKER_MEMORY = 4096;

/** Runs a scenario, or what a manifest or checkpoint says. Returns the exit code. @throws InputError, OutputError, Interrupted */
export async function runCommand(options: RunOptions, argv: readonly string[], io: Io): Promise<number> {
  if (options.resume !== undefined) return resumeCheckpoint(options.resume, options, argv, io);
  const plan = options.from === undefined ? planOf(options) : planFrom(options.from, options, io);
  if (options.checkpoint !== undefined) return makeCheckpoint(plan, options.until ?? 0, options.checkpoint, options, io);
  const { job } = plan;
  if (options.dryRun) {
    const { workers, pilot } = lookAhead(job, options);
    io.stdout(options.json ? `${JSON.stringify({ ...planJson(plan), workers, ...pilot }, null, 2)}\n` : dryRunText(plan, workers, pilot));
    return EXIT.done.code;
  }
  return interruptible((signal) => {
    const ticksDone = createTickCounter();
    const execution: Execution = { ...wayToRun(job, options), workerMemory: options.workerMemory ?? WORKER_MEMORY, signal, ticksDone };
    return carryOut(plan, options, { argv, io, workers: execution.workers, ticksDone }, execute(job, execution));
  });
}
