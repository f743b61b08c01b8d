import { describe, expect, it } from 'vitest';
import { createPace } from './pace.ts';

/** A pace of two workers, each of which takes some milliseconds for a run. */
function worked(milliseconds: number, runs: number) {
  let time = 5000; // the workers were starting
  const pace = createPace({ workers: 2, now: () => time });
  pace.observe(1);
  time += (runs * milliseconds) / 2;
  pace.observe(runs);
  return pace;
}

describe('the pace of a sweep', () => {
  it('hands out one run at a time until it has seen how long they take', () => {
    const pace = createPace({ workers: 2, now: () => 0 });
    expect(pace.batch(1e6)).toBe(1);
    pace.observe(1);
    expect(pace.batch(1e6)).toBe(1);
  });

  it('makes messages of a tenth of a second, and of one run where a run takes longer', () => {
    expect(worked(4, 200).batch(1e6)).toBe(25);
    expect(worked(400, 200).batch(1e6)).toBe(1);
  });

  it('leaves each worker its share to the end', () => {
    expect(worked(4, 200).batch(160)).toBe(10);
    expect(worked(4, 200).batch(3)).toBe(1);
  });

  it('is not led astray by the first runs, and knows an upper bound', () => {
    expect(worked(0, 3).batch(1e6)).toBe(3);
    expect(worked(0, 1e5).batch(1e6)).toBe(1000);
  });
});
