import { describe, expect, it } from 'vitest';
import { compareTables, firstDifference } from '../../scripts/differences.mjs';

type Tables = Record<string, Record<string, string[]>>;

describe('the first difference of two texts', () => {
  it('is empty for equal texts', () => {
    expect(firstDifference('a\nb\n', 'a\nb\n')).toBe('');
  });

  it('names the line that changed', () => {
    expect(firstDifference('a\nb\nc', 'a\nx\nc')).toBe('line 2\n- b\n+ x');
  });

  it('names the line where one text ends', () => {
    expect(firstDifference('a\nb', 'a')).toBe('line 2\n- b\n+ (end of file)');
    expect(firstDifference('a', 'a\nb')).toBe('line 2\n- (end of file)\n+ b');
  });

  it('shows of a long line the part that changed', () => {
    const [, was = '', is = ''] = firstDifference(
      `${'a'.repeat(1000)}b${'c'.repeat(1000)}`,
      `${'a'.repeat(1000)}d${'c'.repeat(1000)}`,
    ).split('\n');
    expect(was).toMatch(/^- a{60}bc{179}$/);
    expect(is).toMatch(/^\+ a{60}dc{179}$/);
  });
});

describe('tables compared by value', () => {
  const system = { replicate: ['0', '0', '1'], tick: ['0', '1', '0'], n_ties: ['5', '6', '5'], mean_depth: ['', '0.5', ''] };
  const stored: Tables = { system, events: { tick: [], event: [] } };
  const faults = (now: Tables) => compareTables(stored, now).faults;

  it('do not differ where columns are only in another order', () => {
    const { tick, ...rest } = system;
    expect(compareTables(stored, { events: { event: [], tick: [] }, system: { ...rest, tick } })).toEqual({ faults: [], added: [] });
  });

  it('name row, tick, column, old and new value of a cell that changed', () => {
    const one = { ...stored, system: { ...system, n_ties: ['5', '7', '5'] } };
    expect(faults(one)).toEqual(['system: row 2, replicate 0, tick 1, column n_ties: was 6, is 7']);
    const two = { ...stored, system: { ...system, mean_depth: ['0', '', ''] } };
    expect(faults(two)).toEqual([
      'system: row 1, replicate 0, tick 0, column mean_depth: was (empty), is 0; 2 cells of the column changed',
    ]);
  });

  it('name a column or table that is missing', () => {
    const { n_ties: _n, ...rest } = system;
    expect(faults({ ...stored, system: rest } as Tables)).toEqual(['system: column n_ties is missing']);
    expect(faults({ system })).toEqual(['events: the table is missing']);
  });

  it('do not differ by a column or table that is new, but name it', () => {
    const now = { ...stored, system: { n_isolates: ['1', '1', '1'], ...system }, dyads: { tick: ['0'] } };
    expect(compareTables(stored, now)).toEqual({ faults: [], added: ['system.n_isolates', 'dyads.tick'] });
  });

  it('count rows that came or went', () => {
    const cut = Object.fromEntries(Object.entries(system).map(([name, cells]) => [name, cells.slice(0, 2)]));
    expect(faults({ ...stored, system: cut })).toEqual(['system: rows: were 3, are 2']);
    expect(faults({ ...stored, events: { tick: ['1'], event: ['signed'] } })).toEqual(['events: rows: were 0, are 1']);
  });
});
