import { canonicalJson, sha256 } from '../base/digest.ts';
import { checkWorld } from '../model/invariants.ts';
import { step } from '../model/tick.ts';
import type { World } from '../model/world.ts';
import { createRecorder, type Recorder, type RowSink } from '../measure/recorder.ts';
import type { Account } from '../measure/outcomes.ts';
import type { Row } from '../measure/column.ts';
import { compileScenario } from '../scenario/compile.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { createStopWatch, type StopWatch } from './stop.ts';

/** What is to be run, the same for all its replicates. */
export interface RunJob {
  /** Resolved, with every option applied. */
  scenario: Scenario;
  /** Non-negative whole number. */
  seed: number;
  replicates: number;
  /** Every how many ticks, and at the last, the world is held to its invariants. */
  checkEvery: number;
  /** Absent for a job of its own. */
  point?: PointOfSweep;
}

/** Which point of a sweep a job is. */
export interface PointOfSweep {
  /** Number of the point, from 0. */
  config: number;
  /** Digest of all that makes the point's runs what they are, but seed and replicate. */
  key: string;
}

/** Stop reason of a run that had all its ticks. */
export const ALL_TICKS = 'ticks';

/** A run under way. */
export interface Run {
  readonly job: RunJob;
  readonly replicate: number;
  readonly world: World;
  readonly recorder: Recorder;
  readonly stops: StopWatch;
  /** See `digestTick`. */
  digest: string;
  /** Empty while the run goes on. */
  stopReason: string;
  /** Rows of the running tick that the digest is over. */
  readonly fresh: Row[];
}

/** What a run that is taken up again starts from, beside its world. */
export interface SavedRun {
  account: Account;
  stops: number[];
  digest: string;
  stopReason: string;
}

/**
 * Identity of a run: digest of the scenario apart from what is recorded, of seed and replicate; in a sweep, of the point in place of the scenario.
 * It begins with a letter, so that no reader takes it for a number.
 */
export function runId({ scenario, seed, point }: RunJob, replicate: number): string {
  if (point !== undefined) return pointRunId(point.key, seed, replicate);
  return idOf(`{"replicate":${replicate},"scenario":${identityOf(scenario)},"seed":${seed}}`);
}

/** Identity of a run of a sweep. */
export function pointRunId(key: string, seed: number, replicate: number): string {
  return idOf(canonicalJson({ point: key, seed, replicate }));
}

const idOf = (text: string) => `r${sha256(text).slice(0, 15)}`;

/** Canonical JSON of a scenario apart from what is recorded. It is much longer than what else makes a run, and the same for all runs of a job. */
function identityOf(scenario: Scenario): string {
  let text = IDENTITIES.get(scenario);
  if (text === undefined) {
    const { record: _record, ...rest } = scenario;
    text = canonicalJson(rest);
    IDENTITIES.set(scenario, text);
  }
  return text;
}

/** A resolved scenario never changes, so that its text can be kept as long as it is in use. */
const IDENTITIES = new WeakMap<Scenario, string>();

/** A run at tick 0, observed. Rows go to `rows` as they come. */
export function startRun(job: RunJob, replicate: number, rows: RowSink): Run {
  const run = createRun(job, replicate, compileScenario(job.scenario, { seed: job.seed, replicate }), rows);
  look(run);
  return run;
}

/** A run that is taken up again where it was saved; `world` is the saved one. */
export function resumeRun(job: RunJob, replicate: number, world: World, saved: SavedRun, rows: RowSink): Run {
  return Object.assign(createRun(job, replicate, world, rows, saved), { digest: saved.digest, stopReason: saved.stopReason });
}

function createRun(job: RunJob, replicate: number, world: World, rows: RowSink, saved?: SavedRun): Run {
  const fresh: Row[] = [];
  const tap: RowSink = (table, values) => {
    if (table === 'system' || table === 'events') fresh.push(values);
    rows(table, values);
  };
  const recorder = createRecorder(world, job.scenario.record, tap, saved?.account);
  return { job, replicate, world, recorder, stops: createStopWatch(job.scenario.stop, saved?.stops), digest: '', stopReason: '', fresh };
}

/** Runs to a tick at most, giving way after each; yields 1 for every tick done. @throws InvariantError */
export function* advance(run: Run, until: number): Generator<1, void> {
  const { world, recorder, job, stops } = run;
  const last = Math.min(until, job.scenario.ticks);
  while (world.tick < last && run.stopReason === '') {
    step(world, recorder.sink);
    look(run);
    run.stopReason = stops.look((metric) => recorder.latest(metric));
    if (run.stopReason === '' && world.tick === job.scenario.ticks) run.stopReason = ALL_TICKS;
    if (world.tick % job.checkEvery === 0 || run.stopReason !== '') checkWorld(world);
    yield 1;
  }
}

function look(run: Run): void {
  run.recorder.observe(run.world);
  run.digest = digestTick(run.digest, run.fresh);
  run.fresh.length = 0;
}

/**
 * Digest of a run up to a tick: SHA-256 of the JSON of a list, first the digest up to the tick before (empty at tick 0), then the tick's rows of
 * events.csv and its row of system.csv as lists of values, without the columns that name the run. What else is recorded is without effect on it.
 */
export function digestTick(before: string, rows: readonly Row[]): string {
  return sha256(JSON.stringify([before, ...rows]));
}
