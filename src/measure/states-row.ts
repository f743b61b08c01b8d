/* oxlint-disable typescript/no-non-null-assertion -- states are read by indices below n */
import { POSTURES, STRATEGIES } from '../model/vocabulary.ts';
import type { World } from '../model/world.ts';
import { columnsOf, type Column, type Field, type Row } from './column.ts';
import { CONDUCT, RIVALRY_LEVEL } from './conduct.ts';
import { degreeOf } from './network.ts';
import { TICK_COLUMN } from './system-row.ts';
import { membersInSystem, type LayerName, type Situation } from './situation.ts';

interface StateColumn extends Field<[w: World, now: Situation, i: number]> {
  /** Given even for a state that is no member of the system. */
  readonly always?: boolean;
}

const COLUMNS: readonly StateColumn[] = [
  { ...TICK_COLUMN, always: true, read: (w) => w.tick },
  { name: 'state', type: 'string', unit: '', meaning: 'id of the state', always: true, read: (w, _, i) => w.ids[i]! },
  {
    name: 'active',
    type: 'boolean',
    unit: '',
    meaning: 'whether the state is a member of the system',
    always: true,
    read: (w, _, i) => w.active[i] === 1,
  },
  {
    name: 'strategy',
    type: 'string',
    unit: '',
    meaning: "strategy of the state's last choice in the tick; empty at tick 0",
    values: STRATEGIES,
    read: (w, _, i) => (w.tick === 0 ? null : STRATEGIES[w.strategy[i]!]!),
  },
  {
    name: 'posture',
    type: 'string',
    unit: '',
    meaning: "posture that the state's agreements amount to at the end of the tick",
    values: POSTURES,
    read: (w, _, i) => POSTURES[w.posture[i]!]!,
  },
  {
    name: 'military',
    type: 'number',
    unit: "the scenario's unit",
    meaning: 'military capability',
    min: 0,
    always: true,
    read: (w, _, i) => w.military[i]!,
  },
  {
    name: 'economic',
    type: 'number',
    unit: "the scenario's unit",
    meaning: 'economic capability',
    min: 0,
    always: true,
    read: (w, _, i) => w.economic[i]!,
  },
  {
    name: 'power',
    type: 'number',
    unit: 'share',
    meaning: "weighted mean of the state's shares of the system's military and economic capability",
    min: 0,
    max: 1,
    read: (w, _, i) => w.power[i]!,
  },
  {
    name: 'revisionism',
    type: 'number',
    unit: 'share',
    meaning: 'true dissatisfaction with the status quo',
    min: 0,
    max: 1,
    read: (w, _, i) => w.revisionism[i]!,
  },
  { name: 'insecurity', type: 'number', unit: 'index', meaning: 'insecurity S', min: 0, read: (w, _, i) => w.insecurity[i]! },
  degree('n_alliance_ties', 'alliances', 'an alliance'),
  degree('n_partnership_ties', 'partnerships', 'a partnership'),
  degree('n_minilateral_ties', 'minilaterals', 'a minilateral'),
  degree('n_defence_ties', 'defence', 'an obligation of defence, of either side'),
  degree('n_ties', 'ties', 'any agreement'),
  {
    name: 'n_agreements',
    type: 'integer',
    unit: 'agreements',
    meaning: 'agreements in force that the state is a member of',
    min: 0,
    read: (w, _, i) => w.book.of[i]!.filter((a) => membersInSystem(w, a) >= 2).length,
  },
  {
    name: 'n_rivals',
    type: 'integer',
    unit: 'states',
    meaning: `other states with which it has a hostility of ${RIVALRY_LEVEL} or more and no alliance`,
    min: 0,
    read: (_, now, i) => degreeOf(now.rivals, i),
  },
  { name: 'hedging', type: 'boolean', unit: '', meaning: CONDUCT.hedging, read: (_, now, i) => now.conduct.hedging[i] === 1 },
  {
    name: 'main_threat',
    type: 'string',
    unit: '',
    meaning: 'id of the state that it takes for the greatest threat; empty where it attends to none',
    read: (w, now, i) => w.ids[now.conduct.mainThreat[i]!] ?? null,
  },
  {
    name: 'threat',
    type: 'number',
    unit: 'intent x strength ratio',
    meaning: 'level of that threat; 0 where it attends to none',
    min: 0,
    max: 1,
    read: (_, now, i) => now.conduct.threat[i]!,
  },
  { name: 'threatened', type: 'boolean', unit: '', meaning: CONDUCT.threatened, read: (_, now, i) => now.conduct.threatened[i] === 1 },
  {
    name: 'underbalancing',
    type: 'boolean',
    unit: '',
    meaning: CONDUCT.underbalancing,
    read: (_, now, i) => now.conduct.underbalancing[i] === 1,
  },
  { name: 'free_riding', type: 'boolean', unit: '', meaning: CONDUCT.free_riding, read: (_, now, i) => now.conduct.freeRiding[i] === 1 },
  {
    name: 'entrapment_cost',
    type: 'number',
    unit: 'multiplier',
    meaning: 'entrapment cost of this tick',
    min: 0,
    read: (w, _, i) => w.entrapment[i]!,
  },
  {
    name: 'abandonment_cost',
    type: 'number',
    unit: 'multiplier',
    meaning: 'abandonment cost of this tick',
    min: 0,
    read: (w, _, i) => w.abandonment[i]!,
  },
];

function degree(name: string, layer: LayerName, what: string): StateColumn {
  return {
    name,
    type: 'integer',
    unit: 'states',
    meaning: `other states that it is tied to by ${what}`,
    min: 0,
    read: (_, now, i) => degreeOf(now.layers[layer].network, i),
  };
}

/** Columns of states.csv. */
export const STATE_COLUMNS: readonly Column[] = columnsOf(COLUMNS.map(({ always: _always, ...field }) => field));

/** A row for each state, in the order of the world. */
export function stateRows(w: World, now: Situation): Row[] {
  return w.ids.map((_, i) => COLUMNS.map((column) => (w.active[i] === 1 || column.always ? column.read(w, now, i) : null)));
}
