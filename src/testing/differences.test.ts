import { describe, expect, it } from 'vitest';
import { ROOT } from './project.ts';

const { firstCellDifference, firstDifference } = (await import(`${ROOT}scripts/differences.mjs`)) as Record<
  'firstCellDifference' | 'firstDifference',
  (old: string, now: string) => string
>;

describe('the first difference of two texts', () => {
  it('is empty for equal texts', () => {
    expect(firstDifference('a\nb\n', 'a\nb\n')).toBe('');
    expect(firstCellDifference('a\n1\n', 'a\n1\n')).toBe('');
  });

  it('names the line that changed', () => {
    expect(firstDifference('a\nb\nc', 'a\nx\nc')).toBe('line 2\n- b\n+ x');
  });

  it('names the line where one text ends', () => {
    expect(firstDifference('a\nb', 'a')).toBe('line 2\n- b\n+ (end of file)');
    expect(firstDifference('a', 'a\nb')).toBe('line 2\n- (end of file)\n+ b');
  });

  it('names tick, column, old and new value of a cell, past commas in quotes', () => {
    const table = (value: string) => `run,name,tick,n_ties\n0,"a, ""b""",0,5\n0,"a, ""b""",1,${value}\n`;
    expect(firstCellDifference(table('6'), table('7'))).toBe('row 2, tick 1, column n_ties: was 6, is 7');
  });

  it('names a column that came, went or was renamed', () => {
    expect(firstCellDifference('a,b\n', 'a,c\n')).toBe('header: column 2 was b, is c');
    expect(firstCellDifference('a\n', 'a,b\n')).toBe('header: column 2 was (none), is b');
  });

  it('counts rows that came or went', () => {
    expect(firstCellDifference('a\n1\n2\n', 'a\n1\n')).toBe('rows: were 2, are 1');
    expect(firstCellDifference('a\n1', 'a\n1\n2')).toBe('rows: were 1, are 2');
  });
});
