import { describe, expect, it } from 'vitest';
import { agree, fear, obligation, plainWorld } from '../testing/measure-worlds.ts';
import { admit, amend } from './agreements.ts';
import { carryOut } from './enact.ts';
import { createEvaluator } from './evaluate.ts';
import type { ModelEvent, OptionAction } from './events.ts';
import { alignment } from './phases/alignment.ts';
import { weighAll } from './weigh.ts';
import type { World } from './world.ts';

/** What comes of the option that a state weighed, when the world changed in between. */
function carriedOut(w: World, i: number, action: OptionAction, between: () => void): ModelEvent[] {
  const events: ModelEvent[] = [];
  const weighed = weighAll(createEvaluator(w), { weighed: [], used: 0 }, w, i, 0).find((o) => o.option.action === action)!;
  between();
  carryOut(w, i, weighed, { event: (e) => events.push(e) });
  return events;
}

describe('an option that was overtaken', () => {
  it('is carried out where nothing changed that it concerns', () => {
    const w = plainWorld(5);
    agree(w, 'partnership', [1, 2, 3], { consent: 'open' });
    const events = carriedOut(w, 0, 'join', () => agree(w, 'partnership', [1, 2], { name: 'other' }));
    expect(events.map((e) => e.kind)).toEqual(['joined']);
  });

  it('is dropped where the agreement has other members', () => {
    const w = plainWorld(5);
    const a = agree(w, 'partnership', [1, 2, 3], { consent: 'open' });
    expect(carriedOut(w, 0, 'join', () => admit(w.book, a, 4, 1))).toEqual([]);
  });

  it('is dropped where the agreement became one of another kind: who would join a partnership is not bound to fight', () => {
    const w = plainWorld(5);
    const a = agree(w, 'partnership', [1, 2, 3], { consent: 'open' });
    expect(carriedOut(w, 0, 'join', () => amend(w.book, a, { kind: 'alliance' }, [obligation('defence')]))).toEqual([]);
  });

  it('is dropped where an alliance to be deepened is one no more', () => {
    const w = plainWorld(3);
    w.parameters.consent_temperature = 0.1;
    const a = agree(w, 'alliance', [0, 1], { depth: 0.5 });
    w.scratch.consent.fill(0);
    const events = carriedOut(w, 0, 'deepen', () => amend(w.book, a, { kind: 'partnership', depth: 0.25 }, [obligation('consultation')]));
    expect(events.filter((e) => e.kind === 'deepened')).toEqual([]);
  });
});

describe('an alliance with a main threat', () => {
  it('is bandwagoning, and is weighed in its plain form alone', () => {
    const w = plainWorld(4, { main_threat_level: 0.1 });
    w.arrival.fill(1);
    w.intent[0 * 4 + 1] = 0.5;
    fear(w, 0, 1, 0.25);
    const rows: { template: string; strategy: string; partner: number; state: number }[] = [];
    alignment(w, { event: () => undefined, options: (given) => rows.push(...given) });
    const forms = rows.filter((r) => r.state === 0 && r.partner === 1 && r.template.endsWith('alliance'));
    expect(forms.map((r) => [r.template, r.strategy])).toEqual([['alliance', 'bandwagon']]);
  });
});
