import { describe, expect, it } from 'vitest';
import { agreementOutcomes } from './agreement-outcomes.ts';
import type { Column, Row } from './column.ts';
import { booleansOf, numbersOf, rowOf, TableBuilder, textsOf } from './table.ts';

const column = (name: string, type: Column['type']): Column => ({ name, type, unit: '', meaning: name });
const COLUMNS = [column('count', 'integer'), column('size', 'number'), column('word', 'string'), column('flag', 'boolean')];
const ROWS: Row[] = Array.from({ length: 100 }, (_, r) => [
  r,
  r % 3 === 0 ? null : r / 7,
  r % 4 === 0 ? null : `w${r}`,
  r % 5 === 0 ? null : r % 2 === 0,
]);
const built = (rows: Row[], builder = new TableBuilder(COLUMNS)) => {
  rows.forEach((row) => builder.add(row));
  return builder.table();
};

describe('a table by columns', () => {
  const table = built(ROWS);

  it('has every cell of its rows, missing ones too', () => {
    expect(table.rows).toBe(100);
    expect(ROWS.map((_, r) => rowOf(table, r))).toEqual(ROWS);
    expect(rowOf(table, -1)).toEqual(ROWS[99]);
  });

  it('has numbers with NaN, texts with an empty one and booleans with null where none is', () => {
    expect(numbersOf(table, 'size').slice(0, 3)).toEqual(new Float64Array([NaN, 1 / 7, 2 / 7]));
    expect(textsOf(table, 'word').slice(0, 3)).toEqual(['', 'w1', 'w2']);
    expect(booleansOf(table, 'flag').slice(0, 3)).toEqual([null, false, true]);
  });

  it('has no column but its own, and each as what it is', () => {
    expect(() => numbersOf(table, 'weight')).toThrow('there is no column weight; there are count, size, word, flag');
    expect(() => numbersOf(table, 'toString')).toThrow('there is no column toString');
    expect(() => numbersOf(table, 'word')).toThrow('the column word does not hold numbers');
    expect(() => textsOf(table, 'flag')).toThrow('the column flag does not hold texts');
    expect(() => booleansOf(table, 'word')).toThrow('the column word does not hold booleans');
  });

  it('can be continued, and what was made of it before stays as it was', () => {
    const before = built(ROWS.slice(0, 40));
    const builder = new TableBuilder(COLUMNS, before);
    expect(built(ROWS.slice(40), builder)).toEqual(table);
    expect(before).toEqual(built(ROWS.slice(0, 40)));
    const early = new TableBuilder(COLUMNS);
    built(ROWS.slice(0, 40), early);
    const half = early.table();
    expect(built(ROWS.slice(40), early)).toEqual(table);
    expect(half).toEqual(before);
  });
});

it('agreements of the scenario end, mature or are hollowed out; those signed in the run are left out', () => {
  const names = ['name', 'template', 'kind', 'kind_end'];
  const builder = new TableBuilder([...names.map((name) => column(name, 'string')), column('end', 'integer')]);
  builder.add(['same', null, 'alliance', 'alliance', null]);
  builder.add(['gone', null, 'alliance', 'partnership', 4]);
  builder.add(['grown', null, 'partnership', 'alliance', null]);
  builder.add(['shrunk', null, 'alliance', 'partnership', null]);
  builder.add(['new', 'pact', 'partnership', 'alliance', 3]);
  expect(agreementOutcomes(builder.table())).toEqual([
    { name: 'gone', what: 'ended' },
    { name: 'grown', what: 'matured' },
    { name: 'shrunk', what: 'hollowed' },
  ]);
});
