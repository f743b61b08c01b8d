import { expect, it } from 'vitest';
import { initialise, step } from '../model/tick.ts';
import { checkWorld } from '../model/invariants.ts';
import { compare, firstDifference, listen, oracleStart, oracleStep } from './oracle.ts';
import { rawWorld } from './random-worlds.ts';

it('tries', () => {
  const counts: Record<string, number> = {};
  const t0 = Date.now();
  for (let seed = 0; seed < 20; seed++) {
    const n = 3 + (seed % 7);
    const w = rawWorld({
      n,
      seed,
      ticks: 15,
      agreements: n,
      events: 8,
      rule: ['expected-utility', 'random', 'inertia'][seed % 5] ?? 'expected-utility',
    });
    const s = oracleStart(w);
    initialise(w);
    expect(compare(s, w)).toBe(null);
    for (let t = 0; t < 15; t++) {
      const [slow, fast] = [listen(), listen()];
      oracleStep(s, slow);
      step(w, fast);
      checkWorld(w);
      const where = `seed ${seed} tick ${w.tick}: `;
      expect(firstDifference(where + 'rows', slow.rows, fast.rows)).toBe(null);
      expect(firstDifference(where + 'events', slow.events, fast.events)).toBe(null);
      expect(where + compare(s, w)).toBe(where + 'null');
      for (const e of fast.events) counts[e.kind] = (counts[e.kind] ?? 0) + 1;
    }
    console.log(seed, n, Date.now() - t0);
  }
  console.log(counts);
}, 600000);
