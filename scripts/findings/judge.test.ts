import { describe, expect, it } from 'vitest';
import { effectOf, together, verdictOf } from './judge.ts';

describe('a verdict', () => {
  it.each([
    ['rises', 1, 1.1, 3, 'holds'],
    ['rises', 1, 0.9, 3, 'open'],
    ['rises', 1, -2, 1, 'fails'],
    ['falls', 1, -3, -1.1, 'holds'],
    ['falls', 1, -3, -0.9, 'open'],
    ['falls', 0, 0, 2, 'fails'],
    ['level', 1, -0.9, 0.9, 'holds'],
    ['level', 1, -0.9, 1, 'open'],
    ['level', 1, 1, 3, 'fails'],
  ] as const)('on what %s by more than %f with an interval from %f to %f is %s', (expect_, tolerance, low, high, verdict) => {
    expect(verdictOf({ expect: expect_, tolerance }, low, high)).toBe(verdict);
  });

  it('on several hypotheses fails with one that fails, and holds with all that hold', () => {
    expect(together(['holds', 'open', 'fails'])).toBe('fails');
    expect(together(['holds', 'open'])).toBe('open');
    expect(together(['holds', 'holds'])).toBe('holds');
    expect(together([])).toBe('open');
  });
});

describe('an effect', () => {
  it('is the mean of the paired differences with the t interval of hand', () => {
    // differences 1, 2, 3: mean 2, sd 1, t(.975, 2) = 4.302653, t(.8, 2) = 1.060660
    const effect = effectOf({ id: 'x', expect: 'rises', tolerance: 0 }, [
      [0, 1],
      [5, 7],
      [1, 4],
    ]);
    expect(effect).toMatchObject({ n: 3, from: 2, to: 4, effect: 2, sd: 1, verdict: 'open' });
    expect(effect.low).toBeCloseTo(2 - 4.302653 / Math.sqrt(3), 5);
    expect(effect.high).toBeCloseTo(2 + 4.302653 / Math.sqrt(3), 5);
    expect(effect.detectable).toBeCloseTo((4.302653 + 1.06066) / Math.sqrt(3), 4);
  });

  it('of fewer than two pairs is open', () => {
    expect(effectOf({ id: 'x', expect: 'rises', tolerance: 0 }, [[0, 9]]).verdict).toBe('open');
    expect(effectOf({ id: 'x', expect: 'rises', tolerance: 0 }, []).verdict).toBe('open');
  });
});
