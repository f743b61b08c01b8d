import { InvariantError } from '../base/errors.ts';
import { OPTION_ACTIONS, type OptionRow } from '../model/events.ts';
import { TERM_REGISTRY } from '../model/terms/index.ts';
import { STRATEGIES } from '../model/vocabulary.ts';
import type { World } from '../model/world.ts';
import { columnsOf, type Column, type Field, type Row } from './column.ts';
import { TICK_COLUMN } from './system-row.ts';

type DecisionColumn = Field<[w: World, o: OptionRow]>;

const BEFORE_TERMS: readonly DecisionColumn[] = [
  { ...TICK_COLUMN, read: (w) => w.tick },
  { name: 'state', type: 'string', unit: '', meaning: 'id of the state that decides', read: (w, o) => w.ids[o.state] ?? null },
  {
    name: 'turn',
    type: 'integer',
    unit: '',
    meaning: "number of the state's turn in the tick, from 0",
    min: 0,
    read: (_, o) => o.turn,
  },
  {
    name: 'strategy',
    type: 'string',
    unit: '',
    meaning: 'strategy that the option belongs to',
    values: STRATEGIES,
    read: (_, o) => o.strategy,
  },
  {
    name: 'action',
    type: 'string',
    unit: '',
    meaning: `change that it makes: ${Object.entries(OPTION_ACTIONS)
      .map(([action, meaning]) => `${action} = ${meaning}`)
      .join('; ')}`,
    values: Object.keys(OPTION_ACTIONS),
    read: (_, o) => o.action,
  },
  {
    name: 'partner',
    type: 'string',
    unit: '',
    meaning: 'id of the other state, where there is one alone',
    read: (w, o) => w.ids[o.partner] ?? null,
  },
  {
    name: 'third',
    type: 'string',
    unit: '',
    meaning: 'id of the second partner of a founded agreement of three',
    read: (w, o) => w.ids[o.third] ?? null,
  },
  {
    name: 'agreement',
    type: 'integer',
    unit: '',
    meaning: 'number of the agreement that it changes, as in agreements.csv',
    min: 0,
    read: (_, o) => (o.agreement < 0 ? null : o.agreement),
  },
  {
    name: 'template',
    type: 'string',
    unit: '',
    meaning: 'template of the agreement that it founds',
    read: (_, o) => (o.template === '' ? null : o.template),
  },
];

const AFTER_TERMS: readonly DecisionColumn[] = [
  {
    name: 'total',
    type: 'number',
    unit: 'utility',
    meaning: 'sum of the terms: the change in utility against keeping everything as it is',
    read: (_, o) => o.total,
  },
  {
    name: 'consent',
    type: 'number',
    unit: 'probability',
    meaning: 'probability that those who must consent do; empty where it was not worked out',
    min: 0,
    max: 1,
    read: (_, o) => (Number.isNaN(o.consent) ? null : o.consent),
  },
  {
    name: 'chance',
    type: 'number',
    unit: 'probability',
    meaning: "probability that the state picks this option's strategy; empty where the option is not its strategy's best",
    min: 0,
    max: 1,
    read: (_, o) => (Number.isNaN(o.probability) ? null : o.probability),
  },
  { name: 'best', type: 'boolean', unit: '', meaning: 'whether it is the best option of its strategy', read: (_, o) => o.best },
  {
    name: 'chosen',
    type: 'boolean',
    unit: '',
    meaning: 'whether the state chose it; others may still have refused',
    read: (_, o) => o.chosen,
  },
];

function termOf(w: World, option: OptionRow, t: number): number {
  const value = option.terms[t];
  if (value === undefined)
    throw new InvariantError(`an option of ${w.ids[option.state]} at tick ${w.tick} has ${option.terms.length} terms`);
  return value;
}

const COLUMNS: DecisionColumn[] = [...BEFORE_TERMS, ...AFTER_TERMS];
const DECLARED: Column[] = columnsOf(COLUMNS);
TERM_REGISTRY.each((term, t) => {
  const column: DecisionColumn = {
    name: `term_${term.name}`,
    type: 'number',
    unit: 'utility',
    meaning: `${term.meaning}, against keeping everything as it is`,
    read: (w, o) => termOf(w, o, t),
  };
  COLUMNS.splice(BEFORE_TERMS.length + t, 0, column);
  DECLARED.splice(BEFORE_TERMS.length + t, 0, ...columnsOf([column]));
});

/** Columns of decisions.csv. */
export const DECISION_COLUMNS: readonly Column[] = DECLARED;

/** One option weighed, at the tick of the world. */
export function decisionRow(w: World, option: OptionRow): Row {
  return COLUMNS.map((column) => column.read(w, option));
}
