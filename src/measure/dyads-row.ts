/* oxlint-disable typescript/no-non-null-assertion -- pairs are read by indices below n */
import type { Tie } from '../model/treaty/ties.ts';
import { tieOf } from '../model/treaty/book.ts';
import { KIND_BIT, OBLIGATION_TYPES, type AgreementKind, type ObligationType } from '../model/vocabulary.ts';
import type { World } from '../model/world.ts';
import { columnsOf, type Column, type Field, type Row } from './column.ts';
import { owes } from './conduct.ts';
import { TICK_COLUMN } from './system-row.ts';
import type { Situation } from './situation.ts';

type DyadColumn = Field<[w: World, i: number, j: number, tie: Tie | null]>;

type Direction = 'ab' | 'ba';

const WORDS = { ab: 'a is the one, b the other', ba: 'b is the one, a the other' } as const;

const TYPES = Object.keys(OBLIGATION_TYPES) as ObligationType[];

const COLUMNS: readonly DyadColumn[] = [
  { ...TICK_COLUMN, read: (w) => w.tick },
  { name: 'state_a', type: 'string', unit: '', meaning: 'id of the first state', read: (w, i) => w.ids[i]! },
  { name: 'state_b', type: 'string', unit: '', meaning: 'id of the second state', read: (w, _, j) => w.ids[j]! },
  tied('alliance'),
  tied('partnership'),
  tied('minilateral'),
  {
    name: 'n_agreements',
    type: 'integer',
    unit: 'agreements',
    meaning: 'agreements in force that both are members of',
    min: 0,
    read: (_w, _i, _j, tie) => tie?.agreements.length ?? 0,
  },
  {
    name: 'depth',
    type: 'number',
    unit: 'depth',
    meaning: 'greatest depth of an agreement between the two; 0 without',
    min: 0,
    max: 1,
    read: (_w, _i, _j, tie) => tie?.depth ?? 0,
  },
  {
    name: 'formal',
    type: 'boolean',
    unit: '',
    meaning: 'whether some agreement between the two is formal',
    read: (_w, _i, _j, tie) => tie?.formal ?? false,
  },
  ...directed('intent', 'share', 'what the one believes of the aggressive intention of the other toward it', 'intent'),
  ...directed('true_intent', 'share', 'what the one would believe of it if it were perfectly informed', 'trueIntent'),
  shared('hostility', "salience of the pair's dispute", 'hostility'),
  shared('affinity', 'likeness and goodwill apart from agreements', 'affinity'),
  {
    name: 'distance',
    type: 'number',
    unit: 'km',
    meaning: 'distance',
    min: 0,
    read: (w, i, j) => w.distance[i * w.n + j]!,
  },
  ...directed('trade', 'share', "the one's dependence on trade with the other", 'trade'),
  ...directed('reliability', 'probability', 'what the one believes of the probability that the other honours an obligation', 'reliability'),
  ...TYPES.flatMap((type) => [obligation(type, 'ab'), obligation(type, 'ba')]),
];

function tied(kind: AgreementKind): DyadColumn {
  return {
    name: kind,
    type: 'boolean',
    unit: '',
    meaning: `whether the two are tied by at least one agreement of the kind ${kind}`,
    read: (_w, _i, _j, tie) => tie !== null && (tie.kinds & KIND_BIT[kind]) !== 0,
  };
}

type PairArray = 'intent' | 'trueIntent' | 'hostility' | 'affinity' | 'trade' | 'reliability';

function shared(name: string, meaning: string, field: PairArray): DyadColumn {
  return { name, type: 'number', unit: 'share', meaning, min: 0, max: 1, read: (w, i, j) => w[field][i * w.n + j]! };
}

function directed(name: string, unit: string, meaning: string, field: PairArray): DyadColumn[] {
  const column = { type: 'number', unit, min: 0, max: 1 } as const;
  return [
    { ...column, name: `${name}_ab`, meaning: `${meaning}; ${WORDS.ab}`, read: (w, i, j) => w[field][i * w.n + j]! },
    { ...column, name: `${name}_ba`, meaning: `${meaning}; ${WORDS.ba}`, read: (w, i, j) => w[field][j * w.n + i]! },
  ];
}

function obligation(type: ObligationType, direction: Direction): DyadColumn {
  return {
    name: `${type}_${direction}`,
    type: 'boolean',
    unit: '',
    meaning: `whether the one owes the other ${OBLIGATION_TYPES[type]}, under conditions or not; ${WORDS[direction]}`,
    read: (_, i, j, tie) => tie !== null && owes(tie, direction === 'ab' ? i : j, type),
  };
}

/** Columns of dyads.csv. */
export const DYAD_COLUMNS: readonly Column[] = columnsOf(COLUMNS);

/** A row for each pair of members of the system, by first and then second state in the order of the world. */
export function* dyadRows(w: World, { members }: Situation): Generator<Row> {
  for (const i of members)
    for (const j of members) {
      if (j <= i) continue;
      const tie = tieOf(w.book, i, j);
      yield COLUMNS.map((column) => column.read(w, i, j, tie));
    }
}
