import { describe, expect, it } from 'vitest';
import { resolveScenario } from '../scenario/load.ts';
import { execute } from './executors.ts';
import { createTickCounter, ticksCounted } from './tick-counter.ts';
import type { RunJob } from '../run/run-spec.ts';

const job = (more: object = {}, replicates = 1): RunJob => ({
  scenario: resolveScenario({ entente: 1, name: 's', ticks: 4, generate: { states: 5 }, ...more }),
  seed: 1,
  replicates,
  checkEvery: 1,
});

describe('replicates in this thread', () => {
  const how = () => ({ workers: 1, batch: 1, workerMemory: 0, ticksDone: createTickCounter() });

  it('come in order, with their ticks counted', async () => {
    const counted = how();
    const got: number[] = [];
    for await (const output of execute(job({}, 3), { ...counted, signal: new AbortController().signal })) got.push(output.replicate);
    expect(got).toEqual([0, 1, 2]);
    expect(ticksCounted(counted.ticksDone)).toBe(12);
  });

  it('stop with the reason when they are told to', async () => {
    const controller = new AbortController();
    const outputs = execute(job({ ticks: 1000 }, 3), { ...how(), signal: controller.signal });
    const first = outputs.next();
    controller.abort(new Error('enough'));
    await expect(first).rejects.toThrow('enough');
  });
});
