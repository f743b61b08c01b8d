import { setFlagsFromString } from 'node:v8';
import { runInNewContext, runInThisContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { startRun } from '../run/simulate.ts';
import { compileScenario } from '../scenario/compile.ts';
import { readScenario } from '../files/read-scenario.ts';

// Speed that no timed test can guard: with a layout in memory to every other run, or with runs that outlive their end, short runs took half as long again.
setFlagsFromString('--allow-natives-syntax');
setFlagsFromString('--expose-gc');
const alike = runInThisContext('(a, b) => %HaveSameMap(a, b)') as (a: object, b: object) => boolean;
const collect = runInNewContext('gc') as (how?: { type: 'minor' }) => void;

const minimal = readScenario('scenarios/minimal.yaml');
const others = [0, 0.1, 0.25, 0.5, 0.75, 1.5, 2, 3].map((cost) =>
  readScenario('scenarios/minimal.yaml', { sets: [`parameters.entrapment_cost=${cost}`, `parameters.abandonment_cost=${2 * cost}`] }),
);

describe('the worlds of all runs have one layout in memory, once the engine has settled on it', () => {
  const scenarios = [minimal, ...others];
  const worlds = Array.from({ length: 900 }, (_, k) =>
    compileScenario(scenarios[k % scenarios.length] ?? minimal, { seed: 1, replicate: k }),
  ).slice(300);

  it.each(['world', 'parameters', 'book', 'outlook', 'workspace'] as const)('%s', (part) => {
    const parts = worlds.map((w) => (part === 'world' ? w : w[part]));
    expect(parts.filter((other) => !alike(other, parts[0] ?? {}))).toHaveLength(0);
  });
});

it('nothing keeps a run that is over from being collected in the first round', () => {
  const start = (replicate: number) => void startRun({ scenario: minimal, seed: 1, replicate, checkEvery: 1 });
  for (let k = 0; k < 300; k++) start(k);
  const kept = Array.from({ length: 9 }, () => {
    collect();
    const before = process.memoryUsage().heapUsed;
    for (let k = 0; k < 10; k++) start(k);
    const made = process.memoryUsage().heapUsed - before;
    collect({ type: 'minor' });
    return (process.memoryUsage().heapUsed - before) / made;
  }).sort((a, b) => a - b);
  expect(kept[4]).toBeLessThan(0.3);
});
