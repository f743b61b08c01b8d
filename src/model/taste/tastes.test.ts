import { describe, expect, it } from 'vitest';
import { rawWorld } from '../../testing/random-worlds.ts';
import { changeOf } from '../choice/change.ts';
import { evaluatorOf, valueChange } from '../choice/evaluate.ts';
import { feasibleOptions } from '../choice/options.ts';
import { initialise } from '../tick.ts';
import type { World } from '../world.ts';

function started(seed: number, parameters = {}): World {
  const w = rawWorld({
    n: 7,
    seed,
    ticks: 4,
    agreements: 6,
    events: 0,
    parameters: { taste_sd: 0.02, taste_margin: 0.007, ...parameters },
  });
  initialise(w);
  return w;
}

const SEEDS = [1, 2, 3, 4];

describe('the tastes of a run', () => {
  it('make every agreement worth keeping at the start, and nothing that can be signed worth it to all', () => {
    let checked = 0;
    for (const w of SEEDS.map((seed) => started(seed))) {
      const ev = evaluatorOf(w);
      for (let i = 0; i < w.n; i++)
        for (const o of w.active[i] === 1 ? feasibleOptions(w, i, 0) : []) {
          if (o.action === 'keep' || o.action === 'deepen') continue;
          const change = changeOf(w, i, o, o.action === 'leave' || o.action === 'hollow');
          const states = o.action === 'leave' || o.action === 'hollow' ? [i] : change.added!.members.map((m) => m.state);
          const least = Math.min(...states.map((k) => valueChange(ev, w, k, change)));
          const many = o.agreement !== null && o.agreement.members.length > 2;
          // a pact of many that matures has the tastes of its pairs
          if (o.action === 'mature' && many) continue;
          expect(least, JSON.stringify({ action: o.action, template: o.template, i, partner: o.partner })).toBeLessThan(0);
          checked += 1;
        }
    }
    expect(checked).toBeGreaterThan(100);
  });

  it('are the same for the same run, and others in another', () => {
    const [a, b] = [started(1), started(1)];
    expect(a.tastes).toEqual(b.tastes);
    expect(started(2).tastes).not.toEqual(a.tastes);
  });

  it('are not there without agreements at the start, and with a deviation of 0', () => {
    const w = rawWorld({ n: 5, seed: 1, ticks: 2, agreements: 0, events: 0, parameters: { taste_sd: 0.02 } });
    initialise(w);
    expect(w.tastes).toBeNull();
    expect(started(1, { taste_sd: 0 }).tastes).toBeNull();
  });
});
