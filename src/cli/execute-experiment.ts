import { availableParallelism } from 'node:os';
import { canonicalJson, sha256 } from '../base/digest.ts';
import { InputError, OutputError } from '../base/errors.ts';
import { WORKER_MEMORY } from '../executor/pool.ts';
import { createTickCounter, ticksCounted } from '../executor/run-one.ts';
import { executeRuns, type Executed, type Steps } from '../experiment/execute.ts';
import { isOnePoint, type Experiment } from '../experiment/experiment.ts';
import { assemble } from '../experiment/journal/assemble.ts';
import { openSweepFolder, SWEEP_VERSION, type SweepFolder } from '../experiment/journal/folder.ts';
import { sectionOf, takeStock, type Stock } from '../experiment/journal/resume.ts';
import { planSweep, WHOLE, type Shard, type SweepPlan } from '../experiment/plan.ts';
import { now, RESULTS_FORMAT, RESULTS_VERSION, thisProgram, type Manifest } from '../results/manifest.ts';
import type { Written } from '../results/write-results.ts';
import { chooseWorkers } from './choose-workers.ts';
import type { ExperimentOptions } from './experiment-options.ts';
import { outdatedShapes, writeAlso } from './extra-formats.ts';
import { count } from './format-number.ts';
import { interruptible } from './interrupt.ts';
import type { Io } from './io.ts';
import { CHECK_EVERY } from './plan.ts';
import { showProgress } from './progress.ts';
import { seedFor, ticksAt } from './sweep-job.ts';
import { gatherSummary, type Summary } from './summary.ts';
import { VERSION } from './version.ts';

/** What is run: an experiment, of one point where it is a single scenario. */
export interface Order {
  experiment: Experiment;
  /** The experiment's or scenario's file, as it was named. */
  file: string;
  /** Results folder. */
  target: string;
  /** Whether the experiment's seed was drawn, where it has one: in a run that is repeated. */
  seedDrawn?: boolean;
  /** Every how many ticks the invariants are checked. */
  checkEvery?: number;
  /** Gives the runs other than by their specs, one after the other in this thread: as from a checkpoint. */
  steps?: Steps;
  /** One line that says what is run. */
  headline(plan: SweepPlan, drawn: boolean): string;
}

/** How it is run; see ExperimentOptions. */
export type How = Pick<ExperimentOptions, 'force' | 'quiet'> & Partial<ExperimentOptions>;

/** What came of it. */
export interface Finished {
  plan: SweepPlan;
  drawn: boolean;
  done: number;
  failed: number;
  /** Runs that were there already. */
  before: number;
  manifest: Manifest | undefined;
  /** Files in other formats. */
  also: string[];
  /** Of a run; that of a sweep is empty. */
  summary: Summary;
}

/**
 * Runs an experiment, or what is missing of it: the one way in which commands make results. Completed runs are kept in the results folder until
 * all are there, so that the same command resumes. Gives undefined where more runs failed than may. @throws InputError, OutputError, Interrupted
 */
export async function executeExperiment(order: Order, how: How, argv: readonly string[], io: Io): Promise<Finished | undefined> {
  const { experiment, target } = order;
  const shard = how.shard ?? WHOLE;
  const wait = (host: string) => io.stderr(`${target} is locked by ${host}; waiting to see whether that process is still alive\n`);
  const grows = !isOnePoint(experiment);
  const folder = await openSweepFolder(target, { force: how.force, grows, wait });
  try {
    const held = seedFor(experiment, shard, folder.underWay?.seed ?? folder.finished?.manifest.seed);
    const drawn = order.seedDrawn ?? held.drawn;
    const plan = inFile(order.file, () => planSweep(experiment, held.seed, VERSION));
    const stock = await takeStock(plan, shard, folder, { again: how.retryFailed === true, force: how.force && !grows });
    const job: Job = { order, how, plan, drawn, shard, folder, stock, argv, io, started: folder.underWay?.started ?? now() };
    return await interruptible((signal) => resume(job, signal));
  } finally {
    folder.close();
  }
}

/** Problems of a plan are problems of the experiment's file. @throws InputError */
export function inFile<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(error.problems.map((problem) => ({ file, ...problem })));
  }
}

/** An experiment at work. */
interface Job {
  order: Order;
  how: How;
  plan: SweepPlan;
  drawn: boolean;
  shard: Shard;
  folder: SweepFolder;
  stock: Stock;
  argv: readonly string[];
  io: Io;
  started: string;
}

async function resume(job: Job, signal: AbortSignal): Promise<Finished | undefined> {
  const { order, how, plan, drawn, shard, folder, stock, io, started } = job;
  const { index } = stock;
  const { target } = order;
  const say = (text: string) => (how.quiet ? undefined : io.stderr(`${text}\n`));
  const before = index.done + index.failed;
  const also = how.also ?? [];
  const finished = (manifest: Manifest | undefined, files: string[], summary: Summary): Finished => ({
    ...{ plan, drawn, done: index.done, failed: index.failed, before, manifest, also: files, summary },
  });
  say(order.headline(plan, drawn));
  for (const note of plan.notes) say(`note: ${note}`);
  if (stock.torn > 0) say(`removed ${count(stock.torn)} bytes of an incomplete entry`);
  if (before > 0) say(`${count(before)} of ${count(stock.runs)} runs are there already`);
  if (stock.complete && before === stock.runs)
    return finished(folder.finished?.manifest, await writeAlso(target, also), gatherSummary().summary());
  const workers = workersFor(job);
  const here = order.steps !== undefined || (isOnePoint(plan.experiment) && workers === 1 && (how.timeout ?? 0) === 0);
  const alone = here && plan.runs === 1; // nothing to resume: a run is kept when it is complete
  if (!alone)
    folder.begin({
      format: 'entente-sweep',
      version: SWEEP_VERSION,
      started,
      seed: plan.seed,
      seed_drawn: drawn,
      experiment: sectionOf(plan, order.file, shard),
      plan: plan.experiment,
    });
  try {
    const executed = await execute(job, workers, here, signal);
    if (executed.stopped) {
      say(
        `stopped: ${count(index.failed)} ${index.failed === 1 ? 'run' : 'runs'} failed; ${count(index.done)} ${index.done === 1 ? 'is' : 'are'} done and kept in ${target}\n` +
          'next: the same command with a greater --max-failures resumes, with --retry-failed it repeats the failed ones first',
      );
      return undefined;
    }
    const gatherer = gatherSummary();
    const manifest = await putTogether(job, workers, executed, (record) => {
      signal.throwIfAborted();
      gatherer.add(record);
    });
    for (const shape of outdatedShapes(target, manifest))
      if (!also.includes(shape)) say(`note: ${target}/${shape} is of the results as they were before; --also ${shape} renews it`);
    return finished(manifest, await writeAlso(target, also), gatherer.summary());
  } catch (error) {
    const kept = alone ? 0 : index.done + index.failed;
    const isKept = `${count(kept)} of ${count(stock.runs)} runs are complete and kept in ${target}: rerun the same command to resume`;
    if (kept === 0) folder.discard();
    else if (signal.aborted) say(isKept);
    if (!(error instanceof OutputError)) throw error;
    const message = [folder.parts, folder.assembled].reduce((text, path) => text.replaceAll(path, target), error.message);
    throw new OutputError(kept === 0 ? message : `${message}; ${isKept}`);
  }
}

/** Number of workers: of a run as many as a first look says will pay. */
function workersFor({ plan, how, order, stock }: Job): number {
  const left = stock.runs - stock.index.done - stock.index.failed;
  const [{ base: scenario } = {}] = plan.experiment.scenarios;
  if (order.steps !== undefined) return 1;
  if (isOnePoint(plan.experiment) && scenario !== undefined)
    return chooseWorkers({ scenario, seed: plan.seed, replicates: left, checkEvery: CHECK_EVERY }, how);
  return Math.max(1, Math.min(how.workers ?? availableParallelism(), left));
}

/** Failures that are reported at once. */
const REPORTED = 10;

/** Does the runs that are missing. */
async function execute(
  { plan, how, order, folder, stock, io }: Job,
  workers: number,
  here: boolean,
  signal: AbortSignal,
): Promise<Executed> {
  const { index } = stock;
  let ticks = 0;
  for (const k of stock.missing()) ticks += ticksAt(plan, k % plan.points);
  const ticksDone = createTickCounter();
  const progress = showProgress(process.stderr, ticks, () => Math.min(ticksCounted(ticksDone), ticks), how.quiet);
  const silent = how.quiet || isOnePoint(plan.experiment); // the summary of a run has them
  let reported = 0;
  try {
    const todo = { runs: stock.missing(), count: stock.runs - index.done - index.failed };
    return await executeRuns(plan, todo, index, folder.parts, {
      workers,
      inThisThread: here && { steps: order.steps },
      now: () => performance.now(),
      workerMemory: how.workerMemory ?? WORKER_MEMORY,
      timeout: how.timeout ?? 0,
      maxFailures: how.maxFailures ?? Infinity,
      checkEvery: checkEvery(how, order),
      signal,
      ticksDone,
      seen(k, failure) {
        if (failure === '' || silent || (reported += 1) > REPORTED) return;
        const point = k % plan.points;
        io.stderr(`failed: point ${point}, replicate ${Math.floor(k / plan.points)}: ${failure}\n`);
        if (reported === REPORTED) io.stderr('further failures are not shown here; errors.csv will have them\n');
      },
    });
  } finally {
    progress.stop();
  }
}

const checkEvery = ({ check }: How, order: Pick<Order, 'checkEvery'>) => (check === true ? 1 : (order.checkEvery ?? CHECK_EVERY));

/** Assembles the results and puts them in their place. */
async function putTogether(
  { order, how, plan, drawn, shard, folder, stock, argv, started }: Job,
  workers: number,
  { held }: Executed,
  seen: Parameters<typeof assemble>[5],
): Promise<Manifest> {
  const manifest = await assemble(
    plan,
    shard,
    { placeOf: stock.index.placeOf, finished: folder.finished === undefined ? undefined : folder.path, held },
    { folder: folder.assembled, force: true },
    (written) =>
      manifestOf(plan, written, {
        file: order.file,
        shard,
        drawn,
        argv,
        workers,
        checkEvery: checkEvery(how, order),
        started,
        finished: now(),
      }),
    seen,
  );
  folder.finish();
  return manifest;
}

/** The manifest of an experiment's results. */
export function manifestOf(
  plan: SweepPlan,
  written: Written,
  { file, shard, drawn, argv, workers, checkEvery: every, started, finished }: Circumstances,
): Manifest {
  const { experiment, seed, replicates } = plan;
  const [first] = experiment.scenarios;
  const scenario = (first?.base ?? {}) as unknown as Record<string, unknown>;
  return {
    format: RESULTS_FORMAT,
    version: RESULTS_VERSION,
    command: [...argv],
    workers,
    program: thisProgram(VERSION),
    source: first?.source ?? '',
    settings: experiment.settings,
    scenario,
    scenario_sha256: sha256(canonicalJson(scenario)),
    seed,
    seed_drawn: drawn,
    replicates,
    check_every: every,
    ...written,
    started,
    finished,
    ...(isOnePoint(experiment) && shard.of === 1 ? {} : { experiment: sectionOf(plan, file, shard) }),
  };
}

/** What a manifest says of how results were made. */
export interface Circumstances {
  file: string;
  shard: Shard;
  drawn: boolean;
  argv: readonly string[];
  workers: number;
  checkEvery: number;
  started: string;
  finished: string;
}
