import { sha256 } from '../base/digest.ts';
import { InvariantError, PluginError } from '../base/errors.ts';
import type { ModelEvent, Sink } from '../model/events.ts';
import { checkWorld } from '../model/invariants.ts';
import { step, type PhaseProbes } from '../model/tick.ts';
import type { World } from '../model/world.ts';
import type { Row } from '../measure/column.ts';
import { TABLES, type TableName } from '../measure/columns.ts';
import type { Account } from '../measure/outcomes.ts';
import { createRecorder, recordedTables, type Recorder, type RowSink } from '../measure/recorder.ts';
import { createReducer, type Reducer, type Reduction } from '../measure/reductions.ts';
import { TableBuilder, type Table } from '../measure/table.ts';
import { compileScenario } from '../scenario/compile.ts';
import { failedOutput, messageOf, type RunOutput } from './run-output.ts';
import { runId, type RunSpec } from './run-spec.ts';
import { createStopWatch, type StopWatch } from './stop.ts';

/**
 * Functions that look at a run from outside, or change its world, while it goes. Without any, a run costs nothing more. A run whose world is changed
 * keeps its identity, so do not publish results of such runs as if they were plain ones.
 *
 * @example simulate(spec, { tables: [], probes: { before: { alignment: (w) => w.reliability.fill(0.5) }, observed: (w) => watch(w) } })
 */
export interface Probes extends PhaseProbes {
  /** Called once with the world at tick 0, before it is observed. */
  readonly start?: (w: World) => void;
  /** Called with the world at tick 0 and after every tick, once it is recorded. */
  readonly observed?: (w: World) => void;
  /** Called at every event, with the world as it is then. */
  readonly event?: (w: World, event: ModelEvent) => void;
}

/** What is wanted of a run in addition to its outcomes. */
export interface Wanted {
  /** Tables to be kept; absent = all that the scenario records. */
  readonly tables?: readonly TableName[];
  readonly reductions?: readonly Reduction[];
  readonly probes?: Probes;
}

/** Stop reason of a run that had all its ticks. */
const ALL_TICKS = 'ticks';

/** A run under way. */
export interface Run {
  readonly spec: RunSpec;
  readonly world: World;
  readonly recorder: Recorder;
  /** What `step` is handed. */
  readonly sink: Sink;
  readonly probes: Probes | undefined;
  readonly stops: StopWatch;
  /** The kept tables so far. */
  readonly tables: ReadonlyMap<TableName, TableBuilder>;
  readonly reducer: Reducer;
  /** See `digestTick`. */
  digest: string;
  /** Empty while the run goes on. */
  stopReason: string;
  /** Rows of the running tick that the digest is over. */
  readonly fresh: Row[];
}

/** What a resumed run starts from, in addition to its world. */
export interface SavedRun {
  account: Account;
  stops: number[];
  digest: string;
  stopReason: string;
  tables: Partial<Record<TableName, Table>>;
}

/** Executes one run. @throws InvariantError where the world breaks an invariant or a number is not finite, and whatever a probe throws */
export function simulate(spec: RunSpec, wanted: Wanted = {}): RunOutput {
  const run = startRun(spec, wanted);
  const steps = advance(run, spec.scenario.ticks);
  while (steps.next().done !== true);
  return finishRun(run);
}

/** Executes one run, yielding the number of ticks done at each step. A run that fails is an output too, without tables and numbers. @throws PluginError */
export function* outputOf(spec: RunSpec, wanted: Wanted = {}): Generator<number, RunOutput> {
  let run: Run | undefined;
  try {
    run = startRun(spec, wanted);
    yield* advance(run, spec.scenario.ticks);
    return finishRun(run);
  } catch (error) {
    if (error instanceof PluginError) throw error;
    return failedOutput(spec, messageOf(error), run?.world.tick);
  }
}

/** A run at tick 0, observed. */
export function startRun(spec: RunSpec, wanted: Wanted = {}): Run {
  const world = compileScenario(spec.scenario, { seed: spec.seed, replicate: spec.replicate });
  wanted.probes?.start?.(world);
  const run = createRun(spec, wanted, world);
  observe(run);
  return run;
}

/** A run resumed where it was saved; `world` is the saved one. Reductions cannot be resumed. */
export function resumeRun(spec: RunSpec, wanted: Omit<Wanted, 'reductions'>, world: World, saved: SavedRun): Run {
  const run = createRun(spec, wanted, world, saved);
  run.digest = saved.digest;
  run.stopReason = saved.stopReason;
  return run;
}

function createRun(spec: RunSpec, { tables: kept, reductions = [], probes }: Wanted, world: World, saved?: SavedRun): Run {
  const { record, stop } = spec.scenario;
  const fresh: Row[] = [];
  const reducer = createReducer(reductions);
  const tables = new Map<TableName, TableBuilder>();
  for (const name of kept ?? recordedTables(record)) tables.set(name, new TableBuilder(TABLES[name], saved?.tables[name]));
  const rows: RowSink = (table, values) => {
    if (table === 'system') reducer.see(values);
    if (table === 'system' || table === 'events') fresh.push(values);
    tables.get(table)?.add(values);
  };
  const recorder = createRecorder(world, record, rows, saved?.account);
  const sink = probes?.event === undefined ? recorder.sink : new ProbedSink(recorder.sink, world, probes.event);
  const stops = createStopWatch(stop, saved?.stops);
  return { spec, world, recorder, sink, probes, stops, tables, reducer, digest: '', stopReason: '', fresh };
}

/** A class, for its getter: see the recorder's. */
class ProbedSink implements Sink {
  private readonly inner: Sink;
  private readonly world: World;
  private readonly probe: (w: World, event: ModelEvent) => void;

  constructor(inner: Sink, world: World, probe: (w: World, event: ModelEvent) => void) {
    this.inner = inner;
    this.world = world;
    this.probe = probe;
  }

  event(event: ModelEvent): void {
    this.inner.event(event);
    this.probe(this.world, event);
  }

  get options(): Sink['options'] {
    return this.inner.options;
  }
}

/** Runs to a tick at most, giving way after each; yields 1 for every tick done. @throws InvariantError */
export function* advance(run: Run, until: number): Generator<1, void> {
  const { world, recorder, sink, probes, spec, stops } = run;
  const { scenario, checkEvery } = spec;
  const last = Math.min(until, scenario.ticks);
  while (world.tick < last && run.stopReason === '') {
    step(world, sink, probes);
    observe(run);
    run.stopReason = stops.look((metric) => recorder.latest(metric));
    if (run.stopReason === '' && world.tick === scenario.ticks) run.stopReason = ALL_TICKS;
    if (world.tick % checkEvery === 0 || run.stopReason !== '') checkWorld(world);
    yield 1;
  }
}

function observe(run: Run): void {
  run.recorder.observe(run.world);
  run.digest = digestTick(run.digest, run.fresh);
  run.fresh.length = 0;
  run.probes?.observed?.(run.world);
}

/** Closes a run: its agreements are recorded and the number of its rows is checked. @throws InvariantError */
export function finishRun(run: Run): RunOutput {
  const { spec, world, recorder, tables, reducer } = run;
  recorder.finish(world);
  const system = tables.get('system');
  if (system !== undefined && system.rows !== world.tick + 1)
    throw new InvariantError(`system.csv has ${system.rows} rows of a run of ${world.tick} ticks`);
  return {
    id: runId(spec),
    config: spec.point?.config ?? 0,
    replicate: spec.replicate,
    seed: spec.seed,
    ticks: world.tick,
    failure: '',
    stopReason: run.stopReason,
    digest: run.digest,
    outcomes: recorder.outcomes(),
    reductions: reducer.values(),
    tables: tablesOf(run),
  };
}

/** The kept tables of a run so far. */
export function tablesOf({ tables }: Run): Partial<Record<TableName, Table>> {
  return Object.fromEntries([...tables].map(([name, builder]) => [name, builder.table()]));
}

/**
 * Digest of a run up to a tick: SHA-256 of the JSON of a list, first the digest up to the tick before (empty at tick 0), then the tick's rows of
 * events.csv and its row of system.csv as lists of values, without the columns that name the run. What else is recorded is without effect on it.
 */
function digestTick(before: string, rows: readonly Row[]): string {
  return sha256(JSON.stringify([before, ...rows]));
}
