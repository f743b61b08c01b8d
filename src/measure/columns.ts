import { AGREEMENT_COLUMNS } from './agreements-row.ts';
import type { Column } from './column.ts';
import { DECISION_COLUMNS } from './decisions-row.ts';
import { DYAD_COLUMNS } from './dyads-row.ts';
import { EVENT_COLUMNS } from './events-row.ts';
import { OUTCOMES } from './outcomes.ts';
import { STATE_COLUMNS } from './states-row.ts';
import { SYSTEM_COLUMNS } from './system-row.ts';

/** The columns that every table begins with, which say what run a row belongs to; put first by the output. */
export const RUN_COLUMNS: readonly Column[] = [
  {
    name: 'run',
    type: 'string',
    unit: '',
    meaning: 'the run: the same contents of scenario, settings, seed and replicate give the same run',
  },
  { name: 'config', type: 'integer', unit: '', meaning: 'number of the configuration, from 0; 0 where there is one alone', min: 0 },
  { name: 'replicate', type: 'integer', unit: '', meaning: 'number of the replicate, from 0', min: 0 },
  {
    name: 'seed',
    type: 'integer',
    unit: '',
    meaning: 'seed of the random numbers, which with the replicate determines the random draws of the run',
    min: 0,
  },
];

/** The tables that a run is recorded in and their columns after those of RUN_COLUMNS. */
export const TABLES = {
  system: SYSTEM_COLUMNS,
  states: STATE_COLUMNS,
  dyads: DYAD_COLUMNS,
  agreements: AGREEMENT_COLUMNS,
  events: EVENT_COLUMNS,
  decisions: DECISION_COLUMNS,
} as const satisfies Record<string, readonly Column[]>;
export type TableName = keyof typeof TABLES;

/** What a row of each table is. */
export const TABLE_MEANINGS: Record<TableName, string> = {
  system: 'a run and tick: every metric of the whole system, from tick 0, the start',
  states: 'a run, tick and state, in the order of the world; for a state that is no member of the system only its capabilities are given',
  dyads: 'a run, tick and pair of members of the system, each pair once, first state before second in the order of the world',
  agreements: 'a run and agreement that was ever in force, in the order of signing',
  events: 'a run and event, in the order in which they happened; agreements of the scenario are no events',
  decisions: 'a run, tick, state, turn and option weighed in it',
};

export { OUTCOMES };
export type { Cell, Column } from './column.ts';
