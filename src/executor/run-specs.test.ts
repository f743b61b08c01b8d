import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunOutput } from '../run/run-output.ts';
import { specsOf, type RunSpec } from '../run/run-spec.ts';
import { simulate } from '../run/simulate.ts';
import { resolveScenario } from '../scenario/load.ts';
import { dispatch, type Done, type Threads } from './dispatch.ts';
import { runSpecs } from './run-specs.ts';
import { createTickCounter, ticksCounted } from './run-one.ts';

// Worker threads run compiled modules.
const built = (await import(pathToFileURL(resolve('dist/executor/run-specs.js')).href)) as { runSpecs: typeof runSpecs };

const scenarioOf = (more: object = {}) => resolveScenario({ entente: 1, name: 's', ticks: 4, generate: { states: 5 }, ...more });
const specs = (more: object = {}, replicates = 1): RunSpec[] => [
  ...specsOf({ scenario: scenarioOf(more), seed: 1, replicates, checkEvery: 1 }),
];
const all = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const got: T[] = [];
  for await (const item of items) got.push(item);
  return got;
};

describe('runs in this thread', () => {
  it('come in order, with their ticks counted', async () => {
    const ticksDone = createTickCounter();
    const got = await all(runSpecs(specs({}, 3), { workers: 1, ticksDone }));
    expect(got).toEqual(specs({}, 3).map((spec) => simulate(spec)));
    expect(ticksCounted(ticksDone)).toBe(12);
  });

  it('stop with the reason when they are aborted', async () => {
    const controller = new AbortController();
    const outputs = runSpecs(specs({ ticks: 1000 }, 3), { workers: 1, signal: controller.signal });
    const first = outputs.next();
    controller.abort(new Error('enough'));
    await expect(first).rejects.toThrow('enough');
  });
});

describe('runs on threads', () => {
  it('are those of this thread, in the order asked for, of one scenario and of several, failed ones too', async () => {
    const mixed = [
      ...specs({ record: { dyads: 1, decisions: 1 } }, 3),
      ...specs({ ticks: 2 }, 9),
      ...specs({ stop: [{ metric: 'none_such', above: 1 }] }),
      { ...specs()[0]!, point: { config: 7, key: 'abc' } },
    ];
    const ticksDone = createTickCounter();
    const got = await all(built.runSpecs(mixed, { workers: 2, ticksDone }));
    expect(got).toEqual(await all(runSpecs(mixed, { workers: 1 })));
    expect(got.map(({ replicate }) => replicate)).toEqual([0, 1, 2, 0, 1, 2, 3, 4, 5, 6, 7, 8, 0, 0]);
    expect(got.at(-2)?.failure).toMatch(/no metric is named/);
    expect(got.at(-1)?.config).toBe(7);
    expect(got[0]?.tables.dyads?.columns['distance']).toBeInstanceOf(Float64Array);
    expect(ticksCounted(ticksDone)).toBe(3 * 4 + 9 * 2 + 4 + 4);
  });

  it('hold the tables and reductions that are asked for', async () => {
    const reduction = {
      name: 'last',
      metric: 'tick',
      take: 'end',
      from: 0,
      to: undefined,
      above: undefined,
      below: undefined,
      for: 1,
    } as const;
    const [one] = await all(built.runSpecs(specs({}, 1), { workers: 1, timeout: 60_000, tables: ['events'], reductions: [reduction] }));
    expect(Object.keys(one?.tables ?? {})).toEqual(['events']);
    expect(one?.reductions).toEqual([4]);
  });

  it('that take too long fail alone, and the others come out', async () => {
    const slow = specs({ ticks: 10_000 })[0]!;
    const got = await all(built.runSpecs([...specs(), slow, ...specs({}, 2)], { workers: 1, timeout: 5000 }));
    expect(got.map(({ failure }) => failure)).toEqual(['', 'the run took more than 5 s, the time that --timeout gives', '', '']);
    expect(got[1]).toMatchObject({ tables: {}, outcomes: [], digest: '' });
  }, 60_000);

  it('of an endless list are made only as they are asked for', async () => {
    let asked = 0;
    let time = 0; // every run takes long, so that each is a message
    const endless = function* (): Generator<RunSpec, void> {
      for (;;) {
        asked += 1;
        yield { ...specs()[0]!, replicate: asked };
      }
    };
    const got: RunOutput[] = [];
    for await (const output of built.runSpecs(endless(), { workers: 2, now: () => (time += 1e6) })) if (got.push(output) === 5) break;
    expect(got.map(({ replicate }) => replicate)).toEqual([1, 2, 3, 4, 5]);
    expect(asked).toBeLessThanOrEqual(5 + 2 * 2 * 2);
  });
});

describe('requests', () => {
  let folder = '';
  /** Doubles a number; dies of 13, throws at 99, and answers late where it is asked to. */
  const WORKER = `export default async (requests) => {
    const answers = [];
    for (const n of requests) {
      if (n === 13) process.exit(1);
      if (n === 99) throw new TypeError('a bug');
      await new Promise((resolve) => setTimeout(resolve, n % 5 === 0 ? 60 : 1));
      if (n > 99) throw new TypeError('bug ' + n);
      answers.push(2 * n);
    }
    return answers;
  };`;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'entente-dispatch-'));
    for (const ending of ['ts', 'js']) writeFileSync(join(folder, `worker.${ending}`), WORKER);
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const numbers = (to: number) => Array.from({ length: to }, (_, n) => n);
  const threads = (): Threads => ({
    workers: 2,
    workerMemory: 0,
    timeout: 0,
    signal: new AbortController().signal,
    now: () => performance.now(),
  });
  const worked = async (requests: number[], ordered: boolean, how = threads()): Promise<Done<number, number>[]> => {
    const module = pathToFileURL(join(folder, 'worker'));
    const work = { module, data: undefined, requests: requests[Symbol.iterator](), left: requests.length, ordered };
    return (await all(dispatch<number, number>(work, how))).flat();
  };
  const valuesOf = (done: Done<number, number>[]) => done.map((one) => ('answer' in one ? one.answer : one.lost));

  it('are answered in their order, or as they come, each once', async () => {
    const list = numbers(40).filter((n) => n !== 13);
    const doubled = list.map((n) => 2 * n);
    expect(valuesOf(await worked(list, true))).toEqual(doubled);
    const asTheyCome = valuesOf(await worked(list, false)) as number[];
    expect(asTheyCome).not.toEqual(doubled);
    expect(asTheyCome.sort((a, b) => a - b)).toEqual(doubled);
  });

  it('whose worker dies are lost alone, whatever message they were in', async () => {
    const done = await worked(numbers(30), true);
    expect(done.map(({ request }) => request)).toEqual(numbers(30));
    expect(valuesOf(done).map((value, n) => value === 2 * n)).toEqual(numbers(30).map((n) => n !== 13));
    expect(valuesOf(done)[13]).toMatch(/^the worker of the run left/);
  });

  it('that meet a bug end everything', async () => {
    await expect(worked([1, 2, 99, 3], true)).rejects.toThrow('a bug');
  });

  it.each([true, false])(
    'that meet several bugs end with that of the first request, though it comes later (ordered: %s)',
    async (ordered) => {
      await expect(worked([1, 100, 101, 102, 103], ordered)).rejects.toThrow('bug 100');
    },
  );

  it('are given up when aborted, with the reason', async () => {
    const controller = new AbortController();
    const done = worked(numbers(1000), false, { ...threads(), signal: controller.signal });
    setTimeout(() => controller.abort(new Error('enough')), 300);
    await expect(done).rejects.toThrow('enough');
  });
});
