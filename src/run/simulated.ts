import { InputError, InvariantError, type Problem } from '../base/errors.ts';
import type { Cell } from '../measure/column.ts';
import type { TableName } from '../measure/columns.ts';
import { METRICS } from '../measure/metrics/index.ts';
import { OUTCOMES } from '../measure/outcomes.ts';
import type { Values } from '../measure/table.ts';
import { checkOptions, parseGiven, scenarioOf, type Changes } from '../scenario/given.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { formatValue, isMapping } from '../scenario/values.ts';
import { named, rowsOf } from './named-columns.ts';
import type { RunOutput } from './run-output.ts';
import type { RunSpec } from './run-spec.ts';
import { simulate, type Probes } from './simulate.ts';

/** Every how many ticks, and at the last, a world's invariants are checked where nothing else is asked for. */
export const CHECK_EVERY = 10;
/** Greatest seed and replicate: they come back exactly from every file format. */
const LARGEST = Number.MAX_SAFE_INTEGER;

/** What to run, in addition to the scenario. */
export interface SimulateOptions {
  /** Seed of the random draws, a whole number from 0. */
  readonly seed: number;
  /** Number of the replicate, from 0, the default: runs that differ in it alone differ in their random draws alone. */
  readonly replicate?: number;
  /** Every how many ticks tables are recorded, 0 = not; in place of what the scenario says. */
  readonly record?: Partial<Readonly<Record<'states' | 'dyads' | 'decisions', number>>>;
  /** Functions that are called with the world before or after phases, at every event and after every tick. */
  readonly probes?: Probes;
}

const OPTIONS = ['seed', 'replicate', 'record', 'probes'];
const RECORDED = ['states', 'dyads', 'decisions'] as const;

/** Columns of a table by name, a value per row. Numbers are Float64Array, NaN = missing; reading a name that does not exist throws InputError. */
export type Columns = Readonly<Record<string, Values>>;

/** A finished run: the same numbers as in the files that the command line writes. */
export interface Simulated {
  /** Identity of the run, as in the column `run` of every file. */
  readonly id: string;
  readonly seed: number;
  readonly replicate: number;
  /** Ticks done. */
  readonly ticks: number;
  /** `ticks` when all ticks were done, else the condition that stopped the run. */
  readonly stopReason: string;
  /** SHA-256 over the events and system metrics of all ticks, as in runs.csv. */
  readonly digest: string;
  /** The outcomes of runs.csv by name; null = not defined. */
  readonly outcomes: Readonly<Record<string, number | null>>;
  /** Metrics of the whole system, a value per tick from tick 0; NaN = not defined. */
  readonly system: Readonly<Record<string, Float64Array>>;
  /** Columns of states.csv. @throws InputError where they were not recorded, as the four below */
  readonly states: Columns;
  /** Columns of dyads.csv. */
  readonly dyads: Columns;
  /** Columns of decisions.csv. */
  readonly decisions: Columns;
  /** Every event in order, a property per column of events.csv; null = missing. */
  readonly events: readonly Readonly<Record<string, Cell>>[];
  /** Every agreement that was ever in force, a property per column of agreements.csv; null = missing. */
  readonly agreements: readonly Readonly<Record<string, Cell>>[];
}

/**
 * Executes one run of a scenario.
 *
 * @param scenario from `readScenario` or `parseScenario`, or an object that `parseScenario` takes
 * @throws InputError for what is wrong with scenario or options, and for what a plugin does wrong; InvariantError for a bug of ours
 */
export function simulateScenario(scenario: Scenario, options: SimulateOptions): Simulated {
  const { probes } = readOptions(options);
  return simulatedOf(simulate(specFor(scenario, options), probes === undefined ? {} : { probes }));
}

/** The spec of a run. @throws InputError with all that is wrong with scenario and options */
export function specFor(scenario: unknown, options: SimulateOptions): RunSpec {
  const { seed, replicate = 0, record } = readOptions(options);
  const parsed = scenarioOf(scenario, metricNames());
  // the parsed object itself where nothing differs: what is compiled for it serves every run
  const recorded = record === undefined ? parsed : { ...parsed, record: { ...parsed.record, ...record } };
  return { scenario: recorded, seed, replicate, checkEvery: CHECK_EVERY };
}

/** The scenario in a text (YAML or JSON) or an object, checked, with every default filled in; frozen. @throws InputError with all problems at once */
export function parseScenario(input: string | Uint8Array | object, changes: Changes = {}): Scenario {
  return parseGiven(input, changes, metricNames());
}

/** Names of the system metrics, those of plugins included. */
const metricNames = (): string[] => METRICS.map(({ name }) => name);

function readOptions(options: SimulateOptions): SimulateOptions {
  checkOptions(options ?? {}, OPTIONS, 'the seed, at least');
  const given: Partial<SimulateOptions> = options ?? {};
  const problems = [
    ...wholeProblems('seed', given.seed),
    ...(given.replicate === undefined ? [] : wholeProblems('replicate', given.replicate)),
    ...recordProblems(given.record),
  ];
  if (problems.length > 0) throw new InputError(problems);
  return options;
}

function recordProblems(record: unknown): Problem[] {
  if (record === undefined) return [];
  if (!isMapping(record))
    return [
      { path: 'record', expected: `an object with ${RECORDED.join(', ')}`, found: formatValue(record), remedy: 'give { dyads: 1 }, say' },
    ];
  checkOptions(record, RECORDED, 'tables to record');
  return Object.entries(record).flatMap(([table, every]) => wholeProblems(`record.${table}`, every));
}

/** What is wrong with something that is to be a whole number from `least`. */
export function wholeProblems(path: string, value: unknown, least = 0): Problem[] {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= LARGEST) return [];
  const found = typeof value === 'number' ? String(value) : formatValue(value);
  return [{ path, expected: `a whole number from ${least}`, found, remedy: `give { ${path}: ${least === 0 ? 1 : least} }, say` }];
}

/** The value of a run's output. @throws InvariantError where it failed */
export function simulatedOf(output: RunOutput): Simulated {
  return new SimulatedRun(output);
}

class SimulatedRun implements Simulated {
  readonly id: string;
  readonly seed: number;
  readonly replicate: number;
  readonly ticks: number;
  readonly stopReason: string;
  readonly digest: string;
  readonly outcomes: Simulated['outcomes'];
  readonly system: Simulated['system'];
  readonly events: Simulated['events'];
  readonly agreements: Simulated['agreements'];
  readonly #tables: RunOutput['tables'];

  constructor({ id, seed, replicate, ticks, stopReason, digest, outcomes, tables, failure }: RunOutput) {
    if (failure !== '') throw new InvariantError(`the run of seed ${seed}, replicate ${replicate} failed at tick ${ticks}: ${failure}`);
    this.id = id;
    this.seed = seed;
    this.replicate = replicate;
    this.ticks = ticks;
    this.stopReason = stopReason;
    this.digest = digest;
    this.outcomes = named(
      'run.outcomes',
      'an outcome of runs.csv',
      Object.fromEntries(OUTCOMES.map(({ name }, o) => [name, outcomes[o] ?? null])),
    );
    this.#tables = tables;
    this.system = this.#columns('system') as Simulated['system'];
    this.events = rowsOf(tables.events?.columns ?? {});
    this.agreements = rowsOf(tables.agreements?.columns ?? {});
  }

  get states(): Columns {
    return this.#columns('states');
  }

  get dyads(): Columns {
    return this.#columns('dyads');
  }

  get decisions(): Columns {
    return this.#columns('decisions');
  }

  #columns(table: TableName): Columns {
    const held = this.#tables[table];
    if (held !== undefined) return named(`run.${table}`, `a column of ${table}.csv`, held.columns);
    throw new InputError([
      {
        path: `run.${table}`,
        expected: `a run that records ${table}`,
        found: `record.${table} 0`,
        remedy: `simulate with { record: { ${table}: 1 } }`,
      },
    ]);
  }
}
