import { describe, expect, it } from 'vitest';
import { changes, normalPath, valueAt, type TimePath } from './time-path.ts';

const line: TimePath<number> = {
  at: [
    [2, 1],
    [4, 3],
  ],
  between: 'linear',
};
const steps: TimePath<number> = { ...line, between: 'step' };

describe('a path in time', () => {
  it('holds its first value before its first tick and its last after its last', () => {
    expect([0, 2, 3, 4, 9].map((tick) => valueAt(line, tick))).toEqual([1, 1, 2, 3, 3]);
    expect([0, 2, 3, 4, 9].map((tick) => valueAt(steps, tick))).toEqual([1, 1, 1, 3, 3]);
  });

  it('of one value is that value', () => {
    expect(valueAt(5, 3)).toBe(5);
    expect(changes(5, 10)).toEqual([]);
  });

  it('changes where its value differs from the tick before, up to the last tick', () => {
    expect(changes(line, 10)).toEqual([
      [3, 2],
      [4, 3],
    ]);
    expect(changes(line, 3)).toEqual([[3, 2]]);
    expect(
      changes(
        {
          at: [
            [1, 7],
            [5, 7],
          ],
          between: 'linear',
        },
        10,
      ),
    ).toEqual([]);
  });

  it('goes in a line for numbers and in steps for whole numbers and words, unless it says', () => {
    expect(normalPath({ at: { 0: 1, 10: 2 } }, {}).between).toBe('linear');
    expect(normalPath({ at: { 0: 1, 10: 2 } }, { integer: true })).toEqual({
      at: [
        [0, 1],
        [10, 2],
      ],
      between: 'step',
    });
    expect(normalPath({ at: [[0, 'a']] }, { choices: ['a'] }).between).toBe('step');
    expect(normalPath({ at: [[0, 1]], between: 'step' }, {}).between).toBe('step');
  });
});
