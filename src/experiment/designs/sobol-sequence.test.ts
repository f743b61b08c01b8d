import { describe, expect, it } from 'vitest';
import { MAX_DIMENSIONS, sobolSequence } from './sobol-sequence.ts';

const bare = (dimensions: number) => sobolSequence(dimensions, undefined);
const first = (n: number, of: (k: number) => number[]) => Array.from({ length: n }, (_, k) => of(k));

describe('the Sobol sequence', () => {
  it('begins in three dimensions with the points that SALib and scipy give', () => {
    expect(first(10, bare(3))).toEqual([
      [0, 0, 0],
      [0.5, 0.5, 0.5],
      [0.75, 0.25, 0.25],
      [0.25, 0.75, 0.75],
      [0.375, 0.375, 0.625],
      [0.875, 0.875, 0.125],
      [0.625, 0.125, 0.875],
      [0.125, 0.625, 0.375],
      [0.1875, 0.3125, 0.9375],
      [0.6875, 0.8125, 0.4375],
    ]);
  });

  it('goes on in six dimensions as they do', () => {
    expect(first(8, bare(6)).slice(2)).toEqual([
      [0.75, 0.25, 0.25, 0.25, 0.75, 0.75],
      [0.25, 0.75, 0.75, 0.75, 0.25, 0.25],
      [0.375, 0.375, 0.625, 0.875, 0.375, 0.125],
      [0.875, 0.875, 0.125, 0.375, 0.875, 0.625],
      [0.625, 0.125, 0.875, 0.625, 0.625, 0.875],
      [0.125, 0.625, 0.375, 0.125, 0.125, 0.375],
    ]);
  });

  it('is that of scipy in its later points and dimensions', () => {
    // scipy 1.17.1: qmc.Sobol(128, scramble=False, bits=32).random_base2(12), dimensions 7, 13, 26, 41, 64, 101 and 128.
    const of = bare(MAX_DIMENSIONS);
    const some = (n: number) => [6, 12, 25, 40, 63, 100, 127].map((d) => of(n)[d]);
    expect(some(1000)).toEqual([0.0458984375, 0.1611328125, 0.9072265625, 0.9130859375, 0.4462890625, 0.7685546875, 0.5439453125]);
    expect(some(4095)).toEqual([
      0.949462890625, 0.368896484375, 0.532958984375, 0.200927734375, 0.553466796875, 0.344970703125, 0.261474609375,
    ]);
  });

  it('has in each dimension one point in each of 2^m parts, scrambled or not', () => {
    for (const of of [bare(MAX_DIMENSIONS), sobolSequence(MAX_DIMENSIONS, { seed: 3 })]) {
      const points = first(256, of);
      for (let d = 0; d < MAX_DIMENSIONS; d++) expect(new Set(points.map((u) => Math.floor((u[d] ?? 1) * 256))).size).toBe(256);
    }
  });

  it('keeps under scrambling what makes it even: as many points in every box of the same shape', () => {
    // The first two dimensions are a net: 2^8 points, one in each box of 2^-a by 2^-(8-a).
    const points = first(256, sobolSequence(2, { seed: 11 }));
    for (let a = 0; a <= 8; a++)
      expect(new Set(points.map(([x = 1, y = 1]) => Math.floor(x * 2 ** a) * 2 ** (8 - a) + Math.floor(y * 2 ** (8 - a)))).size).toBe(256);
  });

  it('is scrambled in another way by another seed, in the same way by the same seed, and has no point at the corner', () => {
    const [a, b, c] = [1, 1, 2].map((seed) => first(16, sobolSequence(4, { seed })));
    expect(a).toEqual(b);
    expect(a).not.toEqual(c);
    expect(a?.flat()).not.toContain(0);
  });

  it('leaves the dimensions before as they were when one is added', () => {
    const [three, four] = [3, 4].map((d) => first(8, sobolSequence(d, { seed: 5 })));
    expect(four?.map((u) => u.slice(0, 3))).toEqual(three);
  });

  it('is unbiased under scrambling: the mean over seeds of any one point is one half', () => {
    let sum = 0;
    for (let seed = 0; seed < 2000; seed++) sum += sobolSequence(2, { seed })(5)[1] ?? 0;
    // Five standard errors, 0.29 / sqrt(2000) each.
    expect(Math.abs(sum / 2000 - 0.5)).toBeLessThan(0.033);
  });

  it('refuses more dimensions than it has numbers for', () => expect(() => bare(MAX_DIMENSIONS + 1)).toThrow('at most 128 dimensions'));
});
