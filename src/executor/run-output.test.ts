import { describe, expect, it } from 'vitest';
import { resolveScenario } from '../scenario/load.ts';
import { execute } from './executors.ts';
import { createTickCounter, ticksCounted } from './tick-counter.ts';
import { messageOf, outputRun, outputRuns, type RunOutput } from './run-output.ts';
import { runId, type RunJob } from '../run/simulate.ts';

const job = (more: object = {}, replicates = 1): RunJob => ({
  scenario: resolveScenario({ entente: 1, name: 's', ticks: 4, generate: { states: 5 }, ...more }),
  seed: 1,
  replicates,
  checkEvery: 1,
});
const one = (j: RunJob, replicate = 0): RunOutput => outputRuns(j, replicate, replicate + 1, () => undefined)[0] as RunOutput;

describe('a run', () => {
  it('of T ticks gives a tick a step and rows for ticks 0 to T', () => {
    const steps = outputRun(job(), 0);
    const ticks: number[] = [];
    let last = steps.next();
    for (; last.done !== true; last = steps.next()) ticks.push(last.value);
    expect(ticks).toEqual([1, 1, 1, 1]);
    expect(last.value).toMatchObject({ failure: '', ticks: 4, stopReason: 'ticks' });
    expect(last.value.tables.system?.rows).toBe(5);
    expect([last.value.start[0], last.value.end[0]]).toEqual([0, 4]);
  });

  it('that fails says after how many ticks and why, and has no rows', () => {
    // A metric that does not exist, which the loader refuses when it is told the names.
    expect(one(job({ stop: [{ metric: 'none_such', above: 1 }] }))).toMatchObject({
      failure: 'InvariantError: no metric is named "none_such"',
      ticks: 1,
      tables: {},
      outcomes: [],
    });
  });

  it('has an identity that what is recorded does not change, and everything else does', () => {
    const id = runId(job(), 0);
    expect(id).toMatch(/^r[0-9a-f]{15}$/);
    expect(runId(job({ record: { dyads: 1, states: 0 } }), 0)).toBe(id);
    const others = [
      runId(job(), 1),
      runId({ ...job(), seed: 2 }, 0),
      runId(job({ ticks: 5 }), 0),
      runId(job({ parameters: { turns: 2 } }), 0),
    ];
    expect(new Set([id, ...others]).size).toBe(5);
  });

  it('has a digest over system and events alone', () => {
    const { digest } = one(job());
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(one(job({ record: { dyads: 1, states: 0, decisions: 1 } })).digest).toBe(digest);
    expect(one(job(), 1).digest).not.toBe(digest);
  });
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

describe('an error', () => {
  it('is told in one line, its kind first', () => {
    expect(messageOf(new RangeError('a\n  b'))).toBe('RangeError: a b');
    expect(messageOf('thrown text')).toBe('Error: thrown text');
  });
});
