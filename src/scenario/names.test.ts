import { describe, expect, it } from 'vitest';
import { editDistance, nearest, suggest } from './names.ts';

describe('the nearest name', () => {
  it('is measured in letters to insert, delete, replace or swap', () => {
    expect([
      editDistance('abc', 'abc', 3),
      editDistance('abc', 'acb', 3),
      editDistance('abc', 'abcd', 3),
      editDistance('', 'ab', 3),
      editDistance('kitten', 'sitting', 3),
    ]).toEqual([0, 1, 1, 2, 3]);
  });

  it('counts no further than its limit', () => {
    expect(editDistance('aaaaaa', 'bbbbbb', 2)).toBe(3);
  });

  it('is the first of the nearest, in either case, and none where all are far', () => {
    expect(nearest('revisionsm', ['region', 'revisionism'])).toBe('revisionism');
    expect(nearest('usa', ['USB', 'USA'])).toBe('USA');
    expect(nearest('xyz', ['USA'])).toBeUndefined();
    expect(nearest('A', ['B'])).toBeUndefined();
    expect(nearest('x'.repeat(1000), ['x'])).toBeUndefined();
  });

  it('is suggested, or else the names that there are', () => {
    expect(suggest('JPM', ['JPN', 'CHN'])).toBe('did you mean "JPN"?');
    expect(suggest('xyz', ['a', 'b'])).toBe('there are a, b');
    expect(
      suggest(
        'xyz',
        Array.from({ length: 20 }, (_, i) => `n${i}`),
      ),
    ).toMatch(/and 8 more$/);
    expect(suggest('xyz', [])).toBe('there are none');
  });
});
