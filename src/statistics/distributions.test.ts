import fc from 'fast-check';
import jstat from 'jstat';
import { describe, expect, it } from 'vitest';
import { normalQuantile, tCdf, tQuantile } from './distributions.ts';

/** The two agree to this share of their size. */
function expectClose(found: number, expected: number, parts: number): void {
  expect(Math.abs(found - expected)).toBeLessThanOrEqual(parts * Math.max(Math.abs(expected), 1e-300));
}

/** scipy 1.17.1, scipy.stats.t.ppf(p, df). */
const T_QUANTILES: readonly (readonly [number, number, number])[] = [
  [0.975, 1, 12.706204736174694],
  [0.975, 2, 4.302652729749462],
  [0.975, 4, 2.7764451051977934],
  [0.975, 9, 2.262157162798205],
  [0.975, 19, 2.0930240544083087],
  [0.975, 29, 2.045229642132703],
  [0.975, 49, 2.0095752371292392],
  [0.975, 99, 1.9842169515864174],
  [0.95, 3, 2.3533634348018233],
  [0.995, 10, 3.16927267261695],
  [0.9995, 7, 5.407882520861828],
  [0.6, 5, 0.2671808657041451],
  [0.025, 29, -2.045229642132704],
  [0.975, 1000, 1.9623390808264083],
  [0.975, 1_000_000, 1.959966356814107],
  [0.999999, 1, 318309.88617359026],
  [0.9, 2.5, 1.7302509288071766],
  [0.75, 0.5, 1.5537739740300383],
];

/** scipy 1.17.1, scipy.stats.t.cdf(t, df). */
const T_CDF: readonly (readonly [number, number, number])[] = [
  [1, 1, 0.75],
  [2, 5, 0.9490302605850708],
  [-1.5, 12, 0.07972875175660343],
  [0.3, 2, 0.6037571695799112],
  [5, 30, 0.9999883516572665],
  [0, 4, 0.5],
  [-40, 3, 1.7190340394579253e-5],
  [2, 1_000_000, 0.9772497330743404],
  [1.3, 2.5, 0.8497566053646458],
];

/** scipy 1.17.1, scipy.stats.norm.ppf(p). */
const NORMAL_QUANTILES: readonly (readonly [number, number])[] = [
  [0.975, 1.959963984540054],
  [0.9995, 3.2905267314919255],
  [0.6, 0.2533471031357997],
  [0.1, -1.2815515655446004],
  [1e-10, -6.361340902404056],
  [0.995, 2.5758293035489004],
  [0.95, 1.6448536269514722],
  [0.999999, 4.753424308817087],
];

const probability = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true });

describe('tQuantile', () => {
  it.each(T_QUANTILES)('at %d with %d degrees of freedom is %d', (p, df, t) => expectClose(tQuantile(p, df), t, 1e-10));

  it('is 0 in the middle', () => expect(tQuantile(0.5, 3)).toBe(0));

  it('turns the distribution function back', () => {
    fc.assert(
      fc.property(probability, fc.double({ min: 0.3, max: 1e5, noNaN: true }), (p, df) => expectClose(tCdf(tQuantile(p, df), df), p, 1e-9)),
    );
  });

  it('agrees with jStat, another implementation', () => {
    for (const df of [1, 3, 8, 20, 75, 400])
      for (const p of [0.55, 0.8, 0.9, 0.975, 0.999]) expectClose(tQuantile(p, df), jstat.studentt.inv(p, df), 1e-7);
  });

  it('has no value at 0 and 1 or without degrees of freedom', () => {
    expect(() => tQuantile(1, 3)).toThrow('between 0 and 1');
    expect(() => tQuantile(Number.NaN, 3)).toThrow('between 0 and 1');
    expect(() => tQuantile(0.9, 0)).toThrow('degrees of freedom');
  });
});

describe('tCdf', () => {
  it.each(T_CDF)('at %d with %d degrees of freedom is %d', (t, df, p) => expectClose(tCdf(t, df), p, 1e-11));

  it('is 1/2 + arctan(t)/pi with one degree of freedom', () => {
    for (const t of [-1e6, -3, -0.01, 0.2, 4, 1e4]) expect(tCdf(t, 1)).toBeCloseTo(0.5 + Math.atan(t) / Math.PI, 14);
  });
});

describe('normalQuantile', () => {
  it.each(NORMAL_QUANTILES)('at %d is %d', (p, z) => expectClose(normalQuantile(p), z, 2e-15));

  it('is odd about one half', () => {
    expect(normalQuantile(0.5)).toBe(0);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 511 }), (k) => {
        expect(normalQuantile(k / 1024)).toBe(-normalQuantile(1 - k / 1024));
      }),
    );
  });

  it('is the limit of t', () => expectClose(tQuantile(0.975, 1e9), normalQuantile(0.975), 1e-8));
});
