import { OUTCOMES, RUN_COLUMNS, TABLE_MEANINGS, TABLES, type TableName } from '../measure/columns.ts';
import type { Column } from '../measure/column.ts';
import { recordedTables, type RecordSettings } from '../measure/recorder.ts';

/** Columns of runs.csv after those that name the run, with the outcomes that there are by now; the digest stays the last. */
const runsColumns = (): Column[] => [
  {
    name: 'status',
    type: 'string',
    unit: '',
    meaning: 'whether the run came to its end or failed; errors.csv says why',
    values: ['done', 'failed'],
  },
  { name: 'ticks', type: 'integer', unit: 'ticks', meaning: 'ticks done; of a failed run, those before it failed', min: 0 },
  { name: 'stop_reason', type: 'string', unit: '', meaning: '`ticks` = all ticks were done; else the condition that stopped the run' },
  ...OUTCOMES,
  {
    name: 'digest',
    type: 'string',
    unit: '',
    meaning: 'digest of the run: SHA-256, tick by tick, over its rows of system.csv and events.csv',
  },
];

const ERRORS: readonly Column[] = [
  { name: 'scenario', type: 'string', unit: '', meaning: 'name of the scenario' },
  { name: 'settings', type: 'string', unit: '', meaning: 'what the command line or the sweep set in the scenario, separated by spaces' },
  { name: 'message', type: 'string', unit: '', meaning: 'what went wrong' },
];

/** A table of the results folder: `<name>.csv`. */
export interface OutputTable {
  name: string;
  meaning: string;
  /** All columns, those that name the run first. */
  columns: readonly Column[];
  /** Columns that tell the rows apart; empty where none do. */
  key: readonly string[];
}

const KEYS: Record<TableName, readonly string[]> = {
  system: ['run', 'tick'],
  states: ['run', 'tick', 'state'],
  dyads: ['run', 'tick', 'state_a', 'state_b'],
  agreements: ['run', 'agreement'],
  events: [],
  decisions: [],
};

/** All tables of a results folder, in the order in which they are listed. */
export function outputTables(record: RecordSettings): OutputTable[] {
  return tablesOf(recordedTables(record), runsColumns());
}

/** The same for a sweep: factors come before the columns that runs.csv always has, the metrics asked for after them. */
export function sweepTables(kept: readonly TableName[], factors: readonly Column[], metrics: readonly Column[]): OutputTable[] {
  return tablesOf(kept, [...factors, ...runsColumns().slice(0, -1), ...metrics, ...runsColumns().slice(-1)]);
}

/** Names of columns that runs.csv has in any case. */
export const runsColumnNames = (): string[] => [...RUN_COLUMNS, ...runsColumns()].map(({ name }) => name);

function tablesOf(recorded: readonly TableName[], runs: readonly Column[]): OutputTable[] {
  const table = (name: string, meaning: string, columns: readonly Column[], key: readonly string[]) => ({
    name,
    meaning,
    columns: [...RUN_COLUMNS, ...columns],
    key,
  });
  return [
    table('runs', 'a run: how it ended and its outcomes', runs, ['run']),
    ...recorded.map((name) => table(name, TABLE_MEANINGS[name], TABLES[name], KEYS[name])),
    table('errors', 'a run that failed', ERRORS, ['run']),
  ];
}
