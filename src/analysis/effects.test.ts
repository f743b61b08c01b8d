import { describe, expect, it } from 'vitest';
import { designStream } from '../base/random.ts';
import { normalQuantile } from '../statistics/distributions.ts';
import { factorialEffects } from './factorial-effects.ts';
import { cvCurve, relativeHalfWidth, replicateAdvice, replicatesFor } from './replicate-advice.ts';
import { prevailing } from './regions.ts';

/** All points of a 2 x 3 design with two replicates, whose noise is the same at all points. */
const points = (of: (a: number, b: number, r: number) => number) =>
  [0, 1].flatMap((a) => [0, 1, 2].map((b) => ({ levels: [a, b], outcomes: [0, 1].map((r) => of(a, b, r)) })));

describe('factorialEffects', () => {
  it('of an additive outcome are its parts, without interaction, and noise that the points share cancels', () => {
    const { n, main, interactions } = factorialEffects(
      points((a, b, r) => 10 + 4 * a + 3 * b + 100 * r),
      0.95,
    );
    expect(n).toBe(2);
    expect(main.map(({ factors, levels, effect }) => [...factors, ...levels, effect.mean, effect.sd])).toEqual([
      [0, 0, -2, 0],
      [0, 1, 2, 0],
      [1, 0, -3, 0],
      [1, 1, 0, 0],
      [1, 2, 3, 0],
    ]);
    expect(main[0]?.mean).toBe(63);
    for (const { effect } of interactions) expect([effect.mean, effect.low, effect.high]).toEqual([0, 0, 0]);
  });

  it('find what a pair of levels adds', () => {
    // Only the pair (1, 2) gives 6: grand mean 1, rows 0 and 2, columns 0, 0 and 3, so the pair adds 6 - 2 - 3 + 1 = 2.
    const { interactions } = factorialEffects(
      points((a, b) => (a === 1 && b === 2 ? 6 : 0)),
      0.95,
    );
    expect(interactions.map(({ levels, effect }) => [...levels, effect.mean])).toEqual([
      [0, 0, 1],
      [0, 1, 1],
      [0, 2, -2],
      [1, 0, -1],
      [1, 1, -1],
      [1, 2, 2],
    ]);
  });

  it('say null for the interval of one replicate, and leave out a replicate that lacks a point', () => {
    const holed = points((a, b, r) => (r === 1 && a === 0 && b === 1 ? NaN : a + b));
    const { n, dropped, main } = factorialEffects(holed, 0.95);
    expect([n, dropped, main[1]?.effect.mean, main[1]?.effect.low]).toEqual([1, 1, 0.5, null]);
  });

  it('are not made of a design that lacks a combination or has one twice', () => {
    const whole = points(() => 0);
    expect(() => factorialEffects(whole.slice(1), 0.95)).toThrow('2 x 3 levels has 6 points');
    expect(() => factorialEffects([...whole.slice(1), ...whole.slice(1, 2)], 0.95)).toThrow('once each');
  });
});

describe('prevailing', () => {
  const draw = () => designStream(1, 'regions');

  it('is the greatest mean, with its lead, and certain where all replicates agree', () => {
    const found = prevailing(
      [
        [1, 2],
        [5, 7],
        [3, 3],
      ],
      100,
      draw(),
    );
    expect(found).toEqual({ n: 2, winner: 1, mean: 6, lead: 3, certainty: 1 });
  });

  it('is as certain as the probability that resampled replicates say the same', () => {
    // Two replicates that disagree, ahead by 1 on the whole: both drawn the wrong way in a quarter of the resamples.
    const { winner, certainty } = prevailing(
      [
        [3, 0],
        [0, 2],
      ],
      4000,
      draw(),
    );
    expect(winner).toBe(0);
    expect(Math.abs((certainty ?? 0) - 0.75)).toBeLessThan(0.03);
  });

  it('says nothing of one replicate, of none, and leaves out what is missing', () => {
    expect(prevailing([[1], [2]], 100, draw())).toEqual({ n: 1, winner: 1, mean: 2, lead: 1, certainty: null });
    expect(prevailing([[NaN], [2]], 100, draw())).toEqual({ n: 0, winner: null, mean: null, lead: null, certainty: null });
    expect(
      prevailing(
        [
          [9, NaN, 1],
          [2, 2, 2],
        ],
        100,
        draw(),
      ).n,
    ).toBe(2);
  });
});

describe('replicateAdvice', () => {
  it('has mean, sd, coefficient of variation and half-width', () => {
    const { n, mean, sd, cv, halfWidth } = replicateAdvice([8, 10, 12], 0.95, 0.01);
    expect([n, mean, sd, cv]).toEqual([3, 10, 2, 0.2]);
    expect(halfWidth).toBeCloseTo((4.302652729749462 * 2) / Math.sqrt(3), 10);
  });

  it('has no coefficient of variation about a mean of 0', () => expect(replicateAdvice([-1, 1], 0.95, 0.01).cv).toBeNull());

  it('settles where the coefficient of variation stays near all later ones, not where two neighbours are alike', () => {
    // Neighbours are alike at once in a sample of equal values that ends with another one: the full rule waits for the end.
    const values = [...Array<number>(20).fill(10), 30, ...Array<number>(3).fill(10)];
    expect(cvCurve(values)[0]).toEqual({ n: 2, cv: 0 });
    expect(replicateAdvice(values, 0.95, 0.03).settledAt).toBe(21);
    expect(replicateAdvice(values.slice(0, 20), 0.95, 0.03).settledAt).toBe(2);
  });

  it('follows the greatest number of runs when the tolerance is tight, which is why it is shown and not followed', () => {
    const uniform = designStream(1, 'lee');
    const values = Array.from({ length: 500 }, () => 1 + normalQuantile(uniform() + 2 ** -33));
    expect(replicateAdvice(values, 0.95, 0.01).settledAt).toBeGreaterThan(300);
  });
});

describe('replicatesFor', () => {
  it('is the least number whose interval is narrow enough', () => {
    // sd 2, half-width 1: t(17) * 2 / sqrt(18) = 0.9946, t(16) * 2 / sqrt(17) = 1.0283.
    expect(replicatesFor(2, 1, 0.95)).toBe(18);
    expect(replicatesFor(0, 1, 0.95)).toBe(2);
  });

  it('is null without a spread or a width, and beyond reach', () => {
    expect([replicatesFor(null, 1, 0.95), replicatesFor(1, 0, 0.95), replicatesFor(1, 1e-6, 0.95)]).toEqual([null, null, null]);
  });

  it('takes a relative width from the mean', () => {
    expect(relativeHalfWidth(-21, 0.05)).toBeCloseTo(1, 12);
    expect(relativeHalfWidth(null, 0.05)).toBe(0);
  });
});
