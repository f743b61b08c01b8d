import fc from 'fast-check';
import { expect, test } from 'vitest';
import { concentration, gini, herfindahl, mean, quotient } from './inequality.ts';

test('the Gini coefficient is 0 for equals and 1 - 1/N where one has all', () => {
  expect(gini([3, 3, 3])).toBe(0);
  expect(gini([0, 0, 0, 7])).toBe(0.75);
  expect(gini([1, 2, 3])).toBeCloseTo(2 / 9, 15);
  expect(gini([])).toBeNull();
  expect(gini([0, 0])).toBeNull();
});

test('the Gini coefficient is half the mean absolute difference over the mean', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 20 }), (values) => {
      const sum = values.reduce((a, b) => a + b, 0);
      fc.pre(sum > 0);
      const differences = values.reduce((all, x) => all + values.reduce((a, y) => a + Math.abs(x - y), 0), 0);
      expect(gini(values)).toBeCloseTo(differences / (2 * values.length * sum), 12);
    }),
  );
});

test('concentration is 0 for equals, 1 where one has all, and not defined for one state', () => {
  expect(concentration([5, 5, 5])).toBeCloseTo(0, 7);
  expect(concentration([0, 1, 0])).toBe(1);
  expect(concentration([3, 1])).toBeCloseTo(Math.sqrt((9 / 16 + 1 / 16 - 1 / 2) / (1 / 2)), 15);
  expect(concentration([1])).toBeNull();
  expect(concentration([0, 0])).toBeNull();
});

test('means and quotients of nothing are not defined', () => {
  expect(mean([])).toBeNull();
  expect(mean([1, 2])).toBe(1.5);
  expect(quotient(0, 0)).toBeNull();
  expect(quotient(1, 4)).toBe(0.25);
  expect(herfindahl([1, 1, 2])).toBe(1 / 16 + 1 / 16 + 1 / 4);
  expect(herfindahl([])).toBeNull();
});
