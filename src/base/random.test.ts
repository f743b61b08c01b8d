import { describe, expect, it } from 'vitest';
import { runKey } from './digest.ts';
import { fillSlots, generatorStream, stream, STREAMS, type Stream } from './random.ts';

const first = (s: Stream, count: number) => Array.from({ length: count }, () => s());
/** The 32 bits of each number. */
const words = (s: Stream, count: number) => first(s, count).map((u) => u * 4_294_967_296);

function correlation(x: readonly number[], y: readonly number[]): number {
  const mean = (list: readonly number[]) => list.reduce((sum, a) => sum + a, 0) / list.length;
  const [mx, my] = [mean(x), mean(y)];
  const sum = (f: (k: number) => number) => x.reduce((total, _, k) => total + f(k), 0);
  const cov = sum((k) => (x[k]! - mx) * (y[k]! - my));
  return cov / Math.sqrt(sum((k) => (x[k]! - mx) * (x[k]! - mx)) * sum((k) => (y[k]! - my) * (y[k]! - my)));
}

describe('a stream', () => {
  it('gives the numbers that it has always given: a change of these is a change of all results', () => {
    expect(runKey(1, 0)).toBe('d5e8bb8c2632483baf62223d6c3830e4');
    expect(words(stream(runKey(1, 0), 'alignment.taste', 1), 4)).toEqual([1079690168, 2001687383, 768113780, 2249110334]);
    expect(words(stream('key', 'disputes.onset', 7, 2), 4)).toEqual([1711538126, 3423373384, 478698403, 2911735507]);
    expect(words(generatorStream(1, 'place'), 4)).toEqual([3520304456, 2311968013, 2509495506, 879686265]);
  });

  it('is another one for another key, name, tick or part, also where their texts run together', () => {
    const texts = [
      stream('1', 'capabilities.growth', 1),
      stream('11', 'capabilities.growth', 1),
      stream('1', 'capabilities.growth', 11),
      stream('1', 'capabilities.growth', 1, 1),
      stream('1', 'perception.noise', 1),
      generatorStream(1, 'place'),
      generatorStream(11, 'place'),
    ].map((s) => words(s, 3).join());
    expect(new Set(texts).size).toBe(texts.length);
  });

  it('gives numbers in [0,1) of mean one half and variance one twelfth', () => {
    const numbers = first(stream('moments', 'disputes.outcome', 3), 100_000);
    expect(numbers.every((u) => u >= 0 && u < 1)).toBe(true);
    const mean = numbers.reduce((sum, u) => sum + u, 0) / numbers.length;
    // five standard deviations of the mean, and of the variance
    expect(Math.abs(mean - 0.5)).toBeLessThan(5 * Math.sqrt(1 / 12 / 100_000));
    const variance = numbers.reduce((sum, u) => sum + (u - mean) * (u - mean), 0) / numbers.length;
    expect(Math.abs(variance - 1 / 12)).toBeLessThan(5 * Math.sqrt(1 / 180 / 100_000));
  });

  it('does not go with those of neighbouring seeds, replicates, ticks and names', () => {
    const COUNT = 10_000;
    const bound = 4.5 / Math.sqrt(COUNT);
    const series: [string, (k: number) => Stream][] = [
      ['seeds', (k) => stream(runKey(k, 0), 'alignment.taste', 1)],
      ['replicates', (k) => stream(runKey(1, k), 'alignment.taste', 1)],
      ['ticks', (k) => stream('key', 'alignment.taste', k)],
      ['parts', (k) => stream('key', 'alignment.taste', 1, k)],
    ];
    for (const [name, of] of series) {
      const numbers = Array.from({ length: COUNT + 1 }, (_, k) => of(k)());
      expect(Math.abs(correlation(numbers.slice(0, COUNT), numbers.slice(1))), name).toBeLessThan(bound);
      const second = Array.from({ length: COUNT }, (_, k) => first(of(k), 2)[1]!);
      expect(Math.abs(correlation(numbers.slice(0, COUNT), second)), `${name}, within a stream`).toBeLessThan(bound);
    }
    const byName = STREAMS.map((name) => first(stream('key', name, 1), 5000));
    for (let a = 0; a < byName.length; a++)
      for (let b = 0; b < a; b++)
        expect(Math.abs(correlation(byName[a]!, byName[b]!)), `${STREAMS[a]} ${STREAMS[b]}`).toBeLessThan(4.5 / Math.sqrt(5000));
  });
});

describe('the key of a run', () => {
  it('comes from seed and replicate alone and is another one for each', () => {
    const keys = [runKey(1, 0), runKey(0, 1), runKey(1, 1), runKey(11, 0), runKey(1, 10), runKey(110, 0)];
    expect(new Set(keys).size).toBe(keys.length);
    expect(runKey(1, 0)).toMatch(/^[0-9a-f]{32}$/);
  });
});

describe('slots', () => {
  it('keep their numbers when another is added after them', () => {
    const draw = (slots: number) => {
      const out = new Float64Array(slots * 3);
      fillSlots(stream('key', 'disputes.onset', 1), out, slots, 3);
      return Array.from(out);
    };
    expect(draw(6).slice(0, 15)).toEqual(draw(5));
  });

  it('are filled in order and leave the rest of a larger array alone', () => {
    const out = new Float64Array(6).fill(-1);
    fillSlots(stream('key', 'disputes.onset', 1), out, 2, 2);
    expect(Array.from(out)).toEqual([...first(stream('key', 'disputes.onset', 1), 4), -1, -1]);
  });
});
