import { EXIT, InputError, OutputError } from '../../base/errors.ts';
import { canonicalJson, sha256 } from '../../base/digest.ts';
import { createTickCounter, ticksCounted } from '../../executor/run-one.ts';
import { now, RESULTS_FORMAT, RESULTS_VERSION, thisProgram, type Manifest } from '../../results/manifest.ts';
import { assemble } from '../../experiment/journal/assemble.ts';
import { executeRuns } from '../../experiment/execute.ts';
import type { Experiment } from '../../experiment/experiment.ts';
import { readExperiment } from '../../experiment/load-experiment.ts';
import { planSweep, type SweepPlan } from '../../experiment/plan.ts';
import { sectionOf } from '../../experiment/journal/resume.ts';
import { runsOf } from '../../experiment/plan.ts';
import { takeStock, type Stock } from '../../experiment/journal/resume.ts';
import { openSweepFolder, SWEEP_VERSION, type SweepFolder } from '../../experiment/journal/folder.ts';
import { alsoOption, outdatedShapes, writeAlso } from '../extra-formats.ts';
import { collect, setOption, type AddCommand } from '../command.ts';
import { count } from '../figures.ts';
import { Interrupted, interruptible } from '../interrupt.ts';
import type { Io } from '../io.ts';
import { CHECK_EVERY } from '../plan.ts';
import { showProgress } from '../progress.ts';
import { LONG_LOOK, lookAt, seedFor, sweepDryRunText, sweepFolderOf, sweepHeadline, ticksAt, workersFor } from '../sweep-job.ts';
import { readSweepOptions, type RawSweepOptions, type SweepOptions } from '../sweep-options.ts';
import { VERSION } from '../version.ts';

/** What a sweep is carried out with. */
interface Job {
  plan: SweepPlan;
  drawn: boolean;
  options: SweepOptions;
  folder: SweepFolder;
  target: string;
  argv: readonly string[];
  io: Io;
}

/** Carries out an experiment, or what is missing of it. Returns the exit code. @throws InputError, OutputError, Interrupted */
async function sweepCommand(options: SweepOptions, argv: readonly string[], io: Io): Promise<number> {
  const { shard } = options;
  const experiment = readExperiment(options.experiment, options);
  if (options.dryRun) {
    const { seed, drawn } = seedFor(experiment, shard, undefined);
    const plan = planOf(options, experiment, seed);
    const workers = workersFor(plan, shard, options.workers);
    const pilot = lookAt(plan, shard, LONG_LOOK);
    const { points, replicates, runs } = plan;
    io.stdout(
      options.json
        ? `${JSON.stringify({ experiment: experiment.name, seed, points, replicates, runs: runsOf(shard, runs), workers, pilot }, null, 2)}\n`
        : sweepDryRunText(plan, shard, drawn, workers, pilot),
    );
    return EXIT.done.code;
  }
  const target = sweepFolderOf(experiment, options);
  const wait = (host: string) => io.stderr(`${target} is locked by ${host}; waiting to see whether that process is still alive\n`);
  const folder = await openSweepFolder(target, { force: options.force, wait });
  try {
    const { seed, drawn } = seedFor(experiment, shard, folder.underWay?.seed ?? folder.finished?.manifest.seed);
    const plan = planOf(options, experiment, seed);
    return await carryOut({ plan, drawn, options, folder, target, argv, io });
  } finally {
    folder.close();
  }
}

/** The plan; what is wrong with it is wrong in the experiment's file. @throws InputError */
function planOf({ experiment: file }: SweepOptions, experiment: Experiment, seed: number): SweepPlan {
  try {
    return planSweep(experiment, seed, VERSION);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(error.problems.map((problem) => ({ file, ...problem })));
  }
}

async function carryOut(job: Job): Promise<number> {
  const { plan, drawn, options, folder, target, io } = job;
  const say = (text: string) => (options.quiet ? undefined : io.stderr(`${text}\n`));
  const stock = await takeStock(plan, options.shard, folder, options.retryFailed);
  const before = stock.index.done + stock.index.failed;
  say(sweepHeadline(plan, options.shard, drawn));
  for (const note of plan.notes) say(`note: ${note}`);
  if (stock.torn > 0) say(`cut off ${count(stock.torn)} bytes of a record that was not whole`);
  if (before > 0) say(`${count(before)} of ${count(stock.runs)} runs are there already`);
  if (stock.complete && before === stock.runs) {
    tell(job, stock, before, folder.finished?.manifest, await writeAlso(target, options.also));
    return stock.index.failed > 0 ? EXIT.runsFailed.code : EXIT.done.code;
  }
  folder.begin({
    format: 'entente-sweep',
    version: SWEEP_VERSION,
    started: folder.underWay?.started ?? now(),
    seed: plan.seed,
    seed_drawn: drawn,
    experiment: sectionOf(plan, options.experiment, options.shard),
    plan: plan.experiment,
  });
  const stopped = await interruptible((signal) => runAll(job, stock, signal)).catch((error: unknown) => {
    if (error instanceof Interrupted)
      say(
        `${count(stock.index.done + stock.index.failed)} of ${count(stock.runs)} runs are done and kept in ${target}: the same command goes on from there`,
      );
    throw error;
  });
  if (stopped) {
    say(
      `stopped: ${count(stock.index.failed)} runs failed; ${count(stock.index.done)} are done and kept in ${target}\n` +
        'next: the same command with a greater --max-failures goes on, with --retry-failed it does the failed ones again first',
    );
    return EXIT.runsFailed.code;
  }
  const manifest = await putTogether(job, stock);
  for (const shape of outdatedShapes(target, manifest))
    if (!options.also.includes(shape)) say(`note: ${target}/${shape} is of the results as they were before; --also ${shape} makes it anew`);
  tell(job, stock, before, manifest, await writeAlso(target, options.also));
  return stock.index.failed > 0 ? EXIT.runsFailed.code : EXIT.done.code;
}

/** Does the runs that are missing. Says whether too many failed. */
async function runAll({ plan, options, folder, io }: Job, stock: Stock, signal: AbortSignal): Promise<boolean> {
  const { index } = stock;
  let ticks = 0;
  for (const k of stock.missing()) ticks += ticksAt(plan, k % plan.points);
  const ticksDone = createTickCounter();
  const progress = showProgress(process.stderr, ticks, () => Math.min(ticksCounted(ticksDone), ticks), options.quiet);
  let told = 0;
  try {
    const { stopped } = await executeRuns(
      plan,
      { runs: stock.missing(), count: stock.runs - index.done - index.failed },
      index,
      folder.parts,
      {
        workers: workersFor(plan, options.shard, options.workers),
        now: () => performance.now(),
        workerMemory: options.workerMemory,
        timeout: options.timeout,
        maxFailures: options.maxFailures,
        checkEvery: options.check ? 1 : CHECK_EVERY,
        signal,
        ticksDone,
        seen(k, failure) {
          if (failure === '' || options.quiet || (told += 1) > TOLD_FAILURES) return;
          const point = k % plan.points;
          io.stderr(`failed: point ${point}, replicate ${Math.floor(k / plan.points)}: ${failure}\n`);
          if (told === TOLD_FAILURES) io.stderr('further failures are not told here; errors.csv will have them\n');
        },
      },
    );
    return stopped;
  } finally {
    progress.stop();
  }
}

/** Failures that are told at once. */
const TOLD_FAILURES = 10;

/** Puts the results together and in their place. */
async function putTogether({ plan, drawn, options, folder, argv }: Job, { index }: Stock): Promise<Manifest> {
  const { experiment, seed, replicates } = plan;
  const [first] = experiment.scenarios;
  const scenario = (first?.base ?? {}) as unknown as Record<string, unknown>;
  const started = folder.underWay?.started ?? now();
  try {
    const manifest = await assemble(
      plan,
      options.shard,
      { placeOf: index.placeOf, finished: folder.finished === undefined ? undefined : folder.path },
      { folder: folder.assembled, force: true },
      (written) => ({
        format: RESULTS_FORMAT,
        version: RESULTS_VERSION,
        command: [...argv],
        workers: Math.max(1, options.workers ?? 1),
        program: thisProgram(VERSION),
        source: first?.source ?? '',
        settings: experiment.settings,
        scenario,
        scenario_sha256: sha256(canonicalJson(scenario)),
        seed,
        seed_drawn: drawn,
        replicates,
        check_every: options.check ? 1 : CHECK_EVERY,
        ...written,
        started,
        finished: now(),
        experiment: sectionOf(plan, options.experiment, options.shard),
      }),
      () => undefined,
    );
    folder.finish();
    return manifest;
  } catch (error) {
    if (error instanceof OutputError) throw new OutputError(`${error.message}; the runs are kept: the same command puts them together`);
    throw error;
  }
}

/** Says what came of it. */
function tell(
  { plan, options, target, io }: Job,
  stock: Stock,
  before: number,
  manifest: Manifest | undefined,
  also: readonly string[],
): void {
  const { done, failed } = stock.index;
  if (options.json) {
    const { points, replicates, seed, experiment } = plan;
    const shard = options.shard.of === 1 ? {} : { shard: options.shard };
    const what = {
      experiment: experiment.name,
      seed,
      points,
      replicates,
      ...shard,
      runs: { done, failed, before },
      folder: target,
      files: manifest?.files,
      ...(also.length === 0 ? {} : { also }),
    };
    io.stdout(`${JSON.stringify(what, null, 2)}\n`);
  }
  if (options.quiet) return;
  const failures = failed > 0 ? `, ${count(failed)} failed: errors.csv says why; --retry-failed does them again` : '';
  const next =
    options.shard.of > 1
      ? 'next: entente merge DIR... --out DIR puts the shards together'
      : 'next: runs.csv has the figures of every run, points.csv the points; more replicates or points: change them and give the same command';
  const shapes = also.length === 0 ? '' : `, also as ${options.also.join(' and ')}`;
  io.stderr(`${count(done)} runs done${failures}\nresults: ${target}${shapes}\n${next}\n`);
}

const EXAMPLES = `
Examples:
  entente sweep scenarios/experiments/interdependence.yaml --dry-run
  entente sweep scenarios/experiments/interdependence.yaml --out results/interdependence
  entente sweep my.yaml --replicates 50          more replicates: only the new ones are run
  entente sweep my.yaml --also parquet           Parquet as well as CSV, in the folder parquet
  entente sweep my.yaml --shard 2/8 --seed 1     one shard; entente merge combines the shards

The same command resumes an interrupted sweep. The bytes of the results do not depend on the number of workers, interruptions or shards.
Exit codes: 0 done; 2 wrong input, or another experiment is in the folder; 3 some runs failed; 4 output cannot be written or is in use by another
process; 70 a bug; 130 interrupted (resumable).
`;

export const addSweep: AddCommand = (program, { io, argv, done }) =>
  void program
    .command('sweep')
    .description('run an experiment over its design, in parallel; resumable')
    .argument('<EXPERIMENT>', 'experiment file (YAML or JSON)')
    .option('--out <DIR>', 'results folder (default: results/ and the name of the experiment)')
    .option('--seed <N>', 'seed of the sweep, overriding the experiment')
    .option('--replicates <N>', 'replicates of each point, overriding the experiment')
    .option('--ticks <N>', 'number of ticks, overriding the experiment')
    .option('--scenario <FILE>', 'scenario file, overriding the experiment')
    .addOption(setOption().argParser(collect))
    .option('--workers <N>', 'threads (default: one for each processor)')
    .option('--worker-memory <MB>', 'memory limit of a worker; a run that needs more fails, the others continue (default: 4096)')
    .option('--shard <I/N>', 'do only the I-th of N shards')
    .addOption(alsoOption())
    .option('--on-error <WHAT>', 'continue, or stop at the first run that fails (default: continue)')
    .option('--max-failures <N>', 'stop when more runs than this have failed')
    .option('--timeout <SECONDS>', 'stop a run that takes longer; it counts as failed')
    .option('--retry-failed', 'repeat failed runs')
    .option('--force', 'delete the sweep or results in the folder and start again')
    .option('--check', 'check the invariants of the model after every tick')
    .option('--dry-run', 'print the plan, the amount of output and the expected time, and run nothing')
    .option('--json', 'print the outcome as JSON on standard output')
    .option('--quiet', 'print only errors')
    .addHelpText('after', EXAMPLES)
    .action(async (experiment: string, raw: RawSweepOptions) => done(await sweepCommand(readSweepOptions(experiment, raw), argv, io)));
