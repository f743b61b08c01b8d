import { InvariantError } from '../base/errors.ts';
import type { ModelEvent, Sink } from '../model/events.ts';
import type { World } from '../model/world.ts';
import { agreementRow } from './agreements-row.ts';
import { TABLES, type TableName } from './columns.ts';
import type { Row } from './column.ts';
import { decisionRow } from './decisions-row.ts';
import { dyadRows } from './dyads-row.ts';
import { eventRow } from './events-row.ts';
import { METRICS } from './metrics/index.ts';
import { createAccount, enter, outcomesOf, type Account } from './outcomes.ts';
import { situationOf, type Situation } from './situation.ts';
import { stateRows } from './states-row.ts';
import { systemRow } from './system-row.ts';
import { count, createTally, type Tally } from './tally.ts';

/** Every how many ticks a table is recorded; 0 = not. The other tables are recorded always. */
export interface RecordSettings {
  readonly states: number;
  readonly dyads: number;
  readonly decisions: number;
}

/** The tables that a run writes rows of, given what is recorded. */
export function recordedTables(record: RecordSettings): TableName[] {
  const names = Object.keys(TABLES) as TableName[];
  return names.filter((name) => !Object.hasOwn(record, name) || record[name as keyof RecordSettings] > 0);
}

/** Where rows go, in order; the values are those of TABLES[table]. */
export type RowSink = (table: TableName, values: Row) => void;

/** Watches a run and writes down what it sees; it never changes the world. */
export interface Recorder {
  /** To be handed to `step`. */
  readonly sink: Sink;
  /** To be called at tick 0, after `initialise`, and after every step. */
  observe(w: World): void;
  /** To be called once at the end of the run: the agreements. */
  finish(w: World): void;
  /** The outcomes of the run so far, in the order of OUTCOMES. */
  outcomes(): (number | null)[];
  /** A metric's value at the last tick observed; null = not defined. @throws InvariantError for no metric's name */
  latest(metric: string): number | null;
  /** What a recorder needs to continue from here, as plain data. */
  save(): Account;
}

/**
 * Makes a recorder of one run. For a resumed run, `w` is the world as it was saved and `account` what `save` gave then.
 * @throws InvariantError from `observe` or the sink where a value is not a finite number
 */
export function createRecorder(w: World, settings: RecordSettings, rows: RowSink, account?: Account): Recorder {
  const run: Watch = {
    w,
    rows,
    tally: createTally(),
    before: account ? situationOf(w, null) : null,
    account: account ? structuredClone(account) : createAccount(),
  };
  return {
    sink: new RecorderSink(run, settings.decisions),
    observe: (world) => observe(run, world, settings),
    finish: (world) => {
      for (const agreement of world.book.all) write(run, 'agreements', agreementRow(world, agreement));
    },
    outcomes: () => outcomesOf(run.account),
    latest: (name) => {
      const m = METRICS.findIndex((metric) => metric.name === name);
      if (m < 0) throw new InvariantError(`no metric is named "${name}"`);
      return run.account.last[m] ?? null;
    },
    save: () => structuredClone(run.account),
  };
}

/** What a recorder keeps of a run. */
interface Watch {
  readonly w: World;
  readonly rows: RowSink;
  /** Events since the last look. */
  tally: Tally;
  /** The last look. */
  before: Situation | null;
  readonly account: Account;
}

/** A class, for its getter: an object literal with one outlives the first rounds of the collector, and the whole run with it. */
class RecorderSink implements Sink {
  private readonly run: Watch;
  private readonly decisions: number;

  constructor(run: Watch, decisions: number) {
    this.run = run;
    this.decisions = decisions;
  }

  event(e: ModelEvent): void {
    const { run } = this;
    count(run.tally, run.w, e);
    write(run, 'events', eventRow(run.w, e));
  }

  /** Read again in every turn: there only in the ticks whose decisions are wanted. */
  get options(): Sink['options'] {
    const { run } = this;
    if (!due(run.w, this.decisions)) return undefined;
    return (weighed) => {
      for (const option of weighed) write(run, 'decisions', decisionRow(run.w, option));
    };
  }
}

function due(w: World, every: number): boolean {
  return every > 0 && w.tick % every === 0;
}

function observe(run: Watch, w: World, settings: RecordSettings): void {
  const now = situationOf(w, run.before);
  const context = { world: w, now, before: run.before, tally: run.tally };
  const row = systemRow(context);
  write(run, 'system', row);
  enter(run.account, context, row.slice(1) as (number | null)[]);
  if (due(w, settings.states)) for (const values of stateRows(w, now)) write(run, 'states', values);
  if (due(w, settings.dyads)) for (const values of dyadRows(w, now)) write(run, 'dyads', values);
  run.before = now;
  run.tally = createTally();
}

/** Only finite numbers leave: what is not defined is null. */
function write(run: Watch, table: TableName, values: Row): void {
  for (let c = 0; c < values.length; c++) {
    const value = values[c];
    if (typeof value === 'number' && !Number.isFinite(value))
      throw new InvariantError(`${TABLES[table][c]?.name} of ${table}.csv is ${value} at tick ${run.w.tick}`);
  }
  run.rows(table, values);
}
