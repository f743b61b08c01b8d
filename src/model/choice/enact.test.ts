import { changeOf, type Change } from './change.ts';
import { describe, expect, it } from 'vitest';
import { admit, amend } from '../treaty/book.ts';
import { fillSlots, stream } from '../../base/random.ts';
import { agree, fear, obligation, plainWorld } from '../../testing/measure-worlds.ts';
import { enactChoice } from './enact.ts';
import { evaluatorOf, jointConsent } from './evaluate.ts';
import type { ModelEvent, OptionAction } from '../events.ts';
import { alignment } from '../phases/alignment.ts';
import { VALUE_TERMS } from '../terms/index.ts';
import { PARTNER } from '../vocabulary.ts';
import { ask, createMenus, weighAll, type Weighed } from './weigh.ts';
import type { World } from '../world.ts';

/** The events of enacting an option that a state weighed before the world changed. */
function eventsAfter(w: World, i: number, action: OptionAction, between: () => void): ModelEvent[] {
  const events: ModelEvent[] = [];
  const ev = evaluatorOf(w);
  const weighed = weighAll(ev, createMenus(), w, i, 0).find((o) => o.option.action === action)!;
  if (weighed.answer === null) ask(ev, w, i, weighed);
  between();
  enactChoice(w, i, weighed, { event: (e) => events.push(e) });
  return events;
}

describe('an option that was overtaken', () => {
  it('is enacted where the change did not concern it', () => {
    const w = plainWorld(5);
    agree(w, 'partnership', [1, 2, 3], { consent: 'open' });
    const events = eventsAfter(w, 0, 'join', () => agree(w, 'partnership', [1, 2], { name: 'other' }));
    expect(events.map((e) => e.kind)).toEqual(['joined']);
  });

  it('is dropped where the agreement has other members', () => {
    const w = plainWorld(5);
    const a = agree(w, 'partnership', [1, 2, 3], { consent: 'open' });
    expect(eventsAfter(w, 0, 'join', () => admit(w.book, a, 4, 1))).toEqual([]);
  });

  it('is dropped where the agreement became one of another kind: a state that would join a partnership is not bound to fight', () => {
    const w = plainWorld(5);
    const a = agree(w, 'partnership', [1, 2, 3], { consent: 'open' });
    expect(eventsAfter(w, 0, 'join', () => amend(w.book, a, { kind: 'alliance' }, [obligation('defence')]))).toEqual([]);
  });

  it('is dropped where an alliance to be deepened is no longer an alliance', () => {
    const w = plainWorld(3);
    w.parameters.consent_temperature = 0.1;
    const a = agree(w, 'alliance', [0, 1], { depth: 0.5 });
    w.workspace.consent.fill(0);
    const events = eventsAfter(w, 0, 'deepen', () => amend(w.book, a, { kind: 'partnership', depth: 0.25 }, [obligation('consultation')]));
    expect(events.filter((e) => e.kind === 'deepened')).toEqual([]);
  });
});

describe('the consent of several', () => {
  const founding: Change = { action: 'found', proposer: 0, removed: null, added: null, newcomer: -1, free: false };
  const joint = (draws: 'own' | 'accession' | 'common', everyone: number[], voters: number[] = [], change = founding) => {
    const w = plainWorld(3);
    w.parameters.consent_luck = draws;
    return jointConsent(w, change, everyone, voters);
  };

  it('depends on the most reluctant in an accession alone, by default', () => {
    expect(joint('accession', [0.5, 0.4])).toBeCloseTo(0.2, 15);
    expect(joint('accession', [0.5, 0.4], [], { ...founding, action: 'join', newcomer: 0 })).toBe(0.4);
    expect(joint('own', [0.5, 0.4], [], { ...founding, action: 'join', newcomer: 0 })).toBeCloseTo(0.2, 15);
  });

  it('is the product of all, or depends on the most reluctant', () => {
    expect(joint('own', [0.5, 0.4])).toBeCloseTo(0.2, 15);
    expect(joint('common', [0.5, 0.4, 0.9])).toBe(0.4);
    expect([joint('own', []), joint('common', [])]).toEqual([1, 1]);
  });

  it('of voters depends on the one who completes the majority', () => {
    expect(joint('own', [], [0.5, 0.5, 0.5])).toBeCloseTo(0.5, 15);
    expect(joint('common', [], [0.9, 0.2, 0.6])).toBe(0.6);
    expect(joint('common', [], [0.9, 0.2, 0.6, 0.3])).toBe(0.3);
    expect(joint('common', [0.1], [0.9, 0.2, 0.6])).toBe(0.1);
  });

  it('is drawn with the probability that was calculated: of fifteen indifferent members all agree in about half of the cases, or almost never', () => {
    const agreed = (draws: 'own' | 'common') => {
      let count = 0;
      for (let run = 0; run < 400; run++) {
        const w = plainWorld(16, { consent_luck: draws, cooperation_weight: 0, upkeep: 0, signing_cost: 0 }, `run ${run}`);
        const others = Array.from({ length: 14 }, (_, k) => k + 1);
        agree(w, 'partnership', others, {});
        const option = {
          action: 'join',
          strategy: PARTNER,
          partner: -1,
          third: -1,
          template: '',
          agreement: w.book.active[0]!,
          adversaries: null,
        } as const;
        const weighed: Weighed = {
          option,
          change: changeOf(w, 0, option),
          terms: new Float64Array(VALUE_TERMS.length),
          total: 0,
          answer: null,
        };
        ask(evaluatorOf(w), w, 0, weighed);
        fillSlots(stream(w.runKey, 'alignment.consent', 1, 0), w.workspace.consent, w.slotCount, 2);
        enactChoice(w, 0, weighed, { event: (e) => (count += e.kind === 'joined' ? 1 : 0) });
      }
      return count / 400;
    };
    expect(agreed('common')).toBeGreaterThan(0.4);
    expect(agreed('common')).toBeLessThan(0.6);
    expect(agreed('own')).toBeLessThan(0.02);
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
