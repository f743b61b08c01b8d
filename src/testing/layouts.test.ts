import { setFlagsFromString } from 'node:v8';
import { runInNewContext, runInThisContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { startRun } from '../run/simulate.ts';
import { compileScenario } from '../scenario/compile.ts';
import { readScenario } from '../files/read-scenario.ts';

// Guards speed, which no timed test can: short runs took one and a half times as long when worlds had several layouts in memory, or when finished runs stayed alive.
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

it('a finished run is collected in the first round, as nothing holds it', () => {
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
