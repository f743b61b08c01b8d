import { endianness } from 'node:os';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import { canonicalJson, sha256 } from '../../base/digest.ts';
import { EXIT, InputError, InvariantError } from '../../base/errors.ts';
import { METRICS } from '../../measure/metrics/index.ts';
import {
  CHECKPOINT_FORMAT,
  CHECKPOINT_VERSION,
  outputResumed,
  readCheckpoint,
  writeCheckpoint,
  type CheckpointReader,
} from '../../results/checkpoint-file.ts';
import { failedOutput, messageOf } from '../../run/run-output.ts';
import { countTicks } from '../../executor/run-one.ts';
import { checkPlugins, MANIFEST_SCHEMA } from '../../results/manifest.ts';
import { specOf, type RunJob } from '../../run/run-spec.ts';
import { advance, startRun, type Run } from '../../run/simulate.ts';
import { resolveScenario } from '../../scenario/load.ts';
import type { Order } from '../execute-experiment.ts';
import { runPlan } from '../run-plan.ts';
import { interruptible } from '../interrupt.ts';
import type { Io } from '../io.ts';
import { describeWhat, headline, type Plan } from '../plan.ts';
import type { RunOptions } from '../run-options.ts';
import { VERSION } from '../version.ts';

/** First line of a checkpoint: what a manifest says of the plan, and where the runs were stopped. */
const HEADER = MANIFEST_SCHEMA.pick({
  program: true,
  source: true,
  settings: true,
  scenario: true,
  scenario_sha256: true,
  seed: true,
  seed_drawn: true,
  replicates: true,
  check_every: true,
}).extend({
  format: z.literal(CHECKPOINT_FORMAT),
  version: z.literal(CHECKPOINT_VERSION),
  endianness: z.enum(['LE', 'BE']),
  until: z.int().min(1),
});

/** Runs every replicate to a tick and saves it there. One thread; returns the exit code. @throws InputError, OutputError, Interrupted */
export function makeCheckpoint(plan: Plan, until: number, file: string, options: RunOptions, io: Io): Promise<number> {
  const { job } = plan;
  if (until >= job.scenario.ticks)
    throw new InputError([
      {
        path: '--until',
        expected: `a tick before the last, ${job.scenario.ticks}`,
        found: String(until),
        remedy: 'give a smaller number, or leave --until out',
      },
    ]);
  const header = { ...describeWhat(plan), format: CHECKPOINT_FORMAT, version: CHECKPOINT_VERSION, endianness: endianness(), until };
  return interruptible(async (signal) => {
    if (!options.quiet) io.stderr(`${headline(plan)}, until tick ${until}\n`);
    const writer = writeCheckpoint(file, header, options.force);
    try {
      for (let replicate = 0; replicate < job.replicates; replicate++) await saveRun(job, replicate, until, writer, signal);
      writer.commit();
    } finally {
      writer.discard();
    }
    if (options.json) io.stdout(`${JSON.stringify({ checkpoint: file, until, seed: job.seed, replicates: job.replicates }, null, 2)}\n`);
    if (!options.quiet) io.stderr(`checkpoint: ${file}\nnext: entente run --resume ${file} continues to tick ${job.scenario.ticks}\n`);
    return EXIT.done.code;
  });
}

async function saveRun(
  job: RunJob,
  replicate: number,
  until: number,
  writer: ReturnType<typeof writeCheckpoint>,
  signal: AbortSignal,
): Promise<void> {
  const spec = specOf(job, replicate);
  let tick = 0;
  let run: Run;
  try {
    run = startRun(spec);
    for (const ticks of advance(run, until)) {
      tick += ticks;
      await nextTurn();
      signal.throwIfAborted();
    }
  } catch (error) {
    signal.throwIfAborted();
    writer.addFailure(failedOutput(spec, messageOf(error), tick));
    return;
  }
  writer.add(run);
}

/** Resumes a checkpoint to the end and writes the results of the whole runs. One thread; returns the exit code. @throws InputError, OutputError, Interrupted */
export function resumeCheckpoint(file: string, options: RunOptions, argv: readonly string[], io: Io): Promise<number> {
  const reader = readCheckpoint(file);
  const { plan, until } = planOfCheckpoint(file, reader.header, options);
  return runPlan(plan, options, { steps: stepsFrom(reader, plan.job, until) }, argv, io);
}

/** The runs of a checkpoint by their replicates, which are asked for in ascending order. Ticks are counted in `counter`. */
function stepsFrom(reader: CheckpointReader, job: RunJob, until: number): NonNullable<Order['steps']> {
  const runs = reader.runs(job, until);
  let next = 0;
  return function* (replicate, counter) {
    for (; next < replicate; next++) runs.next(); // done before an interruption
    const found = runs.next();
    next += 1;
    if (found.done === true) throw new InvariantError(`a checkpoint without replicate ${replicate}`);
    const resumed = found.value;
    if ('run' in resumed) countTicks(counter, resumed.run.world.tick);
    const steps = outputResumed(resumed);
    let step = steps.next();
    for (; step.done !== true; step = steps.next()) {
      countTicks(counter, step.value);
      yield step.value;
    }
    countTicks(counter, job.scenario.ticks - step.value.ticks); // ticks that a run did not need are done with too
    if (next === job.replicates) runs.next(); // which says whether the file ends there
    return step.value;
  };
}

/** The plan in the first line of a checkpoint, which may be untrusted: its scenario goes through the same loader as a file's. */
function planOfCheckpoint(file: string, header: unknown, options: RunOptions): { plan: Plan; until: number } {
  const refuse = (path: string, expected: string, found: string): never => {
    throw new InputError([{ file, path, expected, found, remedy: 'write it again with --until and --checkpoint' }]);
  };
  const { data, error } = HEADER.safeParse(header);
  if (error !== undefined) {
    const [issue] = error.issues;
    return refuse(issue?.path.join('.') ?? '', `a checkpoint of entente, form ${CHECKPOINT_VERSION}`, issue?.message ?? 'another file');
  }
  if (data.program.version !== VERSION)
    return refuse('program.version', `a checkpoint made by this version, ${VERSION}`, data.program.version);
  if (data.program.node !== process.version)
    return refuse('program.node', `a checkpoint made on this version of Node, ${process.version}`, data.program.node);
  if (data.endianness !== endianness())
    return refuse('endianness', `a checkpoint made on a machine of this kind, ${endianness()}`, data.endianness);
  checkPlugins(data.program, file);
  const scenario = resolveScenario(data.scenario, { file, metrics: METRICS.map(({ name }) => name) });
  if (sha256(canonicalJson(scenario)) !== data.scenario_sha256)
    return refuse('scenario', 'the scenario that the runs were made of', 'an altered one');
  const job = { scenario, seed: data.seed, replicates: data.replicates, checkEvery: options.check ? 1 : data.check_every };
  return { plan: { job, seedDrawn: data.seed_drawn, settings: data.settings, source: data.source }, until: data.until };
}
