import { EVENT_KINDS, type ModelEvent } from '../model/events.ts';
import { OBLIGATION_TYPES } from '../model/vocabulary.ts';
import type { World } from '../model/world.ts';
import { columnsOf, type Column, type Field, type Row } from './column.ts';
import { TICK_COLUMN } from './system-row.ts';

type EventColumn = Field<[w: World, e: ModelEvent]>;

const COLUMNS: readonly EventColumn[] = [
  { ...TICK_COLUMN, read: (w) => w.tick },
  {
    name: 'event',
    type: 'string',
    unit: '',
    meaning: `kind of the event: ${Object.entries(EVENT_KINDS)
      .map(([kind, meaning]) => `${kind} = ${meaning}`)
      .join('; ')}`,
    values: Object.keys(EVENT_KINDS),
    read: (_, e) => e.kind,
  },
  {
    name: 'actor',
    type: 'string',
    unit: '',
    meaning: 'id of the state that acted or was concerned first',
    read: (w, e) => w.ids[e.actor] ?? null,
  },
  { name: 'other', type: 'string', unit: '', meaning: 'id of the state that it concerned', read: (w, e) => w.ids[e.other] ?? null },
  {
    name: 'agreement',
    type: 'integer',
    unit: '',
    meaning: 'number of the agreement, as in agreements.csv',
    min: 0,
    read: (_, e) => (e.agreement < 0 ? null : e.agreement),
  },
  {
    name: 'agreement_name',
    type: 'string',
    unit: '',
    meaning: 'name of the agreement',
    read: (w, e) => w.book.all[e.agreement]?.name ?? null,
  },
  {
    name: 'obligation',
    type: 'string',
    unit: '',
    meaning: 'type of the obligation',
    values: Object.keys(OBLIGATION_TYPES),
    read: (_, e) => (e.obligation === '' ? null : e.obligation),
  },
  {
    name: 'dispute',
    type: 'integer',
    unit: '',
    meaning: 'number of the dispute in the tick, from 0: ties the rows of one dispute together',
    min: 0,
    read: (_, e) => (e.dispute < 0 ? null : e.dispute),
  },
  {
    name: 'value',
    type: 'number',
    unit: 'by event',
    meaning: 'deepened: the new depth; side_payment: share of economic capability; dispute and war: number of states that fight',
    read: (_, e) => (Number.isNaN(e.value) ? null : e.value),
  },
  { name: 'detail', type: 'string', unit: '', meaning: 'more in words', read: (_, e) => (e.detail === '' ? null : e.detail) },
  {
    name: 'states',
    type: 'string',
    unit: '',
    meaning: 'ids of all states concerned, in the order of the world, separated by spaces',
    read: (w, e) => (e.states.length === 0 ? null : e.states.map((i) => w.ids[i]).join(' ')),
  },
];

/** Columns of events.csv. */
export const EVENT_COLUMNS: readonly Column[] = columnsOf(COLUMNS);

/** One event, at the tick of the world. */
export function eventRow(w: World, event: ModelEvent): Row {
  return COLUMNS.map((column) => column.read(w, event));
}
