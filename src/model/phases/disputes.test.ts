import { describe, expect, it } from 'vitest';
import type { Agreement, Obligation } from '../treaty/treaty.ts';
import { initialise } from '../tick.ts';
import type { Casus } from '../treaty/casus.ts';
import type { ModelEvent } from '../events.ts';
import type { ModelParameters } from '../parameters.ts';
import { agree, obligation, oppose, plainWorld } from '../../testing/measure-worlds.ts';
import { disputes } from './disputes.ts';
import { honourProbability } from './disputes/obligations.ts';
import { learning } from './learning.ts';
import type { World } from '../world.ts';

const [VICTIM, ATTACKER, ALLY, OTHER, FAR] = [0, 1, 2, 3, 4] as [number, number, number, number, number];

/** Every dispute is an attack and only the attacker starts any; obligations are honoured when they bind. */
const SURE: Partial<ModelParameters> = {
  dispute_onset: 1,
  onset_content: 0,
  attack_share: 1,
  honour_depth: 20,
  honour_cost: 0,
  escalation: 0,
};

/** A world in which the attacker, a revisionist at odds with the victim alone, may attack it. */
function scene(run: number, arrange: (w: World) => void, parameters: Partial<ModelParameters> = {}): World {
  const w = plainWorld(5, { ...SURE, ...parameters }, `run ${run}`);
  w.revisionism[ATTACKER] = 1;
  w.distance.fill(100);
  oppose(w, ATTACKER, VICTIM, 1);
  arrange(w);
  initialise(w);
  w.tick = 1;
  return w;
}

interface Outcome {
  attacks: ModelEvent[];
  /** Of each attack, the rows of the same dispute. */
  rows: ModelEvent[][];
}

/** The attacks that come about over many runs of one tick's disputes. */
function attacks(arrange: (w: World) => void, parameters: Partial<ModelParameters> = {}, runs = 150): Outcome {
  const outcome: Outcome = { attacks: [], rows: [] };
  for (let run = 0; run < runs; run++) {
    const events: ModelEvent[] = [];
    disputes(scene(run, arrange, parameters), { event: (e) => events.push(e) });
    for (const d of events.filter((e) => e.kind === 'dispute')) {
      outcome.attacks.push(d);
      outcome.rows.push(events.filter((e) => e.dispute === d.dispute && e.kind !== 'dispute'));
    }
  }
  expect(outcome.attacks.length).toBeGreaterThan(runs / 10);
  return outcome;
}

/** Whether a state was held to an obligation, in each attack. */
const called = ({ rows }: Outcome, state: number, type = 'defence') =>
  rows.map((list) => list.some((e) => (e.kind === 'honoured' || e.kind === 'reneged') && e.actor === state && e.obligation === type));

const defend = (when: Partial<Casus> = {}) => [obligation('defence', when)];
const pledge = (w: World, states: readonly number[], owed: (state: number) => readonly Obligation[], name = 'treaty'): Agreement =>
  agree(w, 'alliance', states, { name, owed });

describe('an obligation to defend', () => {
  it('binds when the other is attacked, and not when it attacks', () => {
    expect(
      called(
        attacks((w) => pledge(w, [VICTIM, ALLY], () => defend())),
        ALLY,
      ),
    ).not.toContain(false);
    expect(
      called(
        attacks((w) => pledge(w, [ATTACKER, ALLY], () => defend())),
        ALLY,
      ),
    ).not.toContain(true);
  });

  it('of 1902 binds against two powers and not against one', () => {
    // the attacker's own ally comes with some probability
    const outcome = attacks(
      (w) => {
        pledge(w, [VICTIM, ALLY], () => defend({ minAdversaries: 2 }));
        pledge(w, [ATTACKER, OTHER], () => [obligation('offence')], 'entente');
      },
      { honour_depth: 0, honour_formal: 0, honour_offence: 0, honour_stake: 0 },
      300,
    );
    const two = outcome.attacks.map((e) => e.states.includes(OTHER));
    expect(new Set(two)).toEqual(new Set([true, false]));
    expect(called(outcome, ALLY)).toEqual(two);
  });

  it('of 1905 binds where the attacked has not provoked, and only there', () => {
    const treaty = (w: World) => pledge(w, [VICTIM, ALLY], () => defend({ nonProvocation: true }));
    expect(called(attacks(treaty), ALLY)).not.toContain(false);
    const provoking = attacks((w) => {
      treaty(w);
      w.revisionism[VICTIM] = 1;
      w.hostility[VICTIM * 5 + ATTACKER] = 0;
    });
    expect(called(provoking, ALLY)).not.toContain(true);
    const half = attacks(
      (w) => {
        treaty(w);
        w.revisionism[VICTIM] = 0.5;
        w.hostility[VICTIM * 5 + ATTACKER] = 0;
      },
      {},
      400,
    );
    const bound = called(half, ALLY).filter(Boolean).length;
    expect(Math.abs(bound - half.attacks.length / 2)).toBeLessThan(4 * Math.sqrt(half.attacks.length / 4));
  });

  it('of 1949 binds for homes in the area, and only for those', () => {
    const area = (...states: number[]) => Uint8Array.from({ length: 5 }, (_, i) => (states.includes(i) ? 1 : 0));
    const treaty = (location: Uint8Array) => (w: World) => pledge(w, [VICTIM, ALLY, FAR], () => defend({ location }));
    const inside = attacks(treaty(area(VICTIM, ALLY)));
    expect([...called(inside, ALLY), ...called(inside, FAR)]).not.toContain(false);
    const outside = attacks(treaty(area(ALLY, FAR)));
    expect([...called(outside, ALLY), ...called(outside, FAR)]).not.toContain(true);
  });

  it('of 1960 binds the one who promised, and not the other', () => {
    const treaty = (w: World) => pledge(w, [VICTIM, ALLY], (k) => (k === ALLY ? defend() : [obligation('consultation')]));
    expect(called(attacks(treaty), ALLY)).not.toContain(false);
    const onGuardian = attacks((w) => {
      oppose(w, ATTACKER, VICTIM, 0);
      oppose(w, ATTACKER, ALLY, 1);
      treaty(w);
    });
    expect(onGuardian.attacks.every((e) => e.other === ALLY)).toBe(true);
    expect(called(onGuardian, VICTIM)).not.toContain(true);
  });

  it('against named adversaries binds against those alone', () => {
    const against = (...adversaries: number[]) =>
      called(
        attacks((w) => pledge(w, [VICTIM, ALLY], () => defend({ adversaries }))),
        ALLY,
      );
    expect(against(ATTACKER)).not.toContain(false);
    expect(against(OTHER)).not.toContain(true);
  });

  it('in an ongoing conflict binds in the tick after a dispute, and not in a first one', () => {
    const treaty = (last: number) => (w: World) => {
      pledge(w, [VICTIM, ALLY], () => defend({ ongoingConflict: true }));
      w.lastDispute[ATTACKER * 5 + VICTIM] = w.lastDispute[VICTIM * 5 + ATTACKER] = last;
    };
    expect(called(attacks(treaty(0)), ALLY)).not.toContain(false);
    expect(called(attacks(treaty(-1)), ALLY)).not.toContain(true);
  });

  it('after refused demands binds as often as demands are refused: always by a full revisionist', () => {
    expect(
      called(
        attacks((w) => pledge(w, [VICTIM, ALLY], () => defend({ demands: true }))),
        ALLY,
      ),
    ).not.toContain(false);
  });
});

describe('an obligation to join an attack', () => {
  it('binds when the other attacks, and not when it is attacked', () => {
    const owed = () => [obligation('offence')];
    expect(
      called(
        attacks((w) => pledge(w, [ATTACKER, ALLY], owed)),
        ALLY,
        'offence',
      ),
    ).not.toContain(false);
    expect(
      called(
        attacks((w) => pledge(w, [VICTIM, ALLY], owed)),
        ALLY,
        'offence',
      ),
    ).not.toContain(true);
  });
});

describe('an obligation to stay out', () => {
  it('is kept without temptation, and tested where there is one', () => {
    const treaty = (w: World) => pledge(w, [VICTIM, ALLY], () => [obligation('neutrality')]);
    const calm = attacks(treaty);
    expect(calm.rows.flat().map((e) => e.kind)).toEqual(calm.attacks.map(() => 'honoured'));
    const tempted = attacks(
      (w) => {
        treaty(w);
        w.intent.fill(NaN);
        w.intent[ALLY * 5 + VICTIM] = 0.9;
      },
      { honour_depth: 0, honour_neutrality: 0, honour_formal: 0 },
    );
    const broken = tempted.rows.flat().filter((e) => e.kind === 'reneged');
    expect(broken.length).toBeGreaterThan(tempted.attacks.length / 2);
    // who breaks it fights on the other side
    expect(tempted.attacks.filter((e) => e.states.includes(ALLY)).length).toBe(broken.length);
  });
});

describe('a state bound to both sides', () => {
  it('fights for neither, and both are abandoned', () => {
    const outcome = attacks((w) => {
      pledge(w, [VICTIM, ALLY], () => defend());
      pledge(w, [ATTACKER, ALLY], () => [obligation('offence')], 'other');
    });
    for (const [x, e] of outcome.attacks.entries()) {
      expect(e.states).not.toContain(ALLY);
      expect(outcome.rows[x]!.map((row) => [row.kind, row.actor, row.other, row.detail])).toEqual([
        ['abandonment', ATTACKER, ALLY, 'obliged to both sides'],
        ['abandonment', VICTIM, ALLY, 'obliged to both sides'],
      ]);
    }
  });

  it('is held to its promise to the attacked by what the attacked did, not by what the attacker did', () => {
    // the victim provoked nobody: the clause of non-provocation does not free its ally, which is therefore bound to both
    const outcome = attacks((w) => {
      pledge(w, [VICTIM, ALLY], () => defend({ nonProvocation: true }));
      pledge(w, [ATTACKER, ALLY], () => [obligation('offence')], 'other');
    });
    for (const e of outcome.attacks) expect(e.states).not.toContain(ALLY);
  });
});

describe('a state bound to both sides under a clause of demands', () => {
  it('is held to its promise to the attacked by the demands of the attacker, not by those of the attacked', () => {
    // a full revisionist always refuses demands, a state content with the status quo in half of the cases
    const outcome = attacks((w) => {
      pledge(w, [VICTIM, ALLY], () => defend({ demands: true }));
      pledge(w, [ATTACKER, ALLY], () => [obligation('offence')], 'other');
    });
    for (const e of outcome.attacks) expect(e.states).not.toContain(ALLY);
  });
});

describe('honouring', () => {
  /** The probability under an unconditional formal treaty of depth .6, changed as said. */
  function probability(
    change: (w: World) => void = () => undefined,
    binding: object = {},
    type: 'defence' | 'offence' | 'neutrality' = 'defence',
  ): number {
    const w = plainWorld(5);
    w.arrival.fill(1);
    w.entrapment.fill(1);
    w.reliability.fill(w.parameters.reliability_prior);
    change(w);
    return honourProbability(w, ALLY, VICTIM, ATTACKER, type, {
      agreement: 0,
      depth: 0.6,
      formal: true,
      discretion: false,
      members: 2,
      ...binding,
    });
  }
  const plain = probability();

  it('agrees with a calculation by hand', () => {
    // 6 (.6 - .5) + .5 - 2 x 1 x b(1/5, 1/5) = .1
    expect(plain).toBeCloseTo(1 / (1 + Math.exp(-0.1)), 12);
  });

  it.each<[string, number]>([
    ['a deeper treaty', probability(undefined, { depth: 0.7 })],
    ['an own stake against the adversary', probability((w) => (w.intent[ALLY * 5 + ATTACKER] = 0.5))],
    ['a more reliable friend', probability((w) => (w.reliability[ALLY * 5 + VICTIM] = 0.9))],
    ['a weaker adversary', probability((w) => (w.power[ATTACKER] = 0.1))],
    ['a more distant adversary', probability((w) => (w.arrival[ALLY * 5 + ATTACKER] = 0.3))],
    ['a lower entrapment cost', probability((w) => (w.entrapment[ALLY] = 0.5))],
    ['an obligation to join an attack', probability(undefined, {}, 'offence')],
  ])('is likelier with %s', (_, p) => {
    expect(p).toBeGreaterThan(plain);
  });

  it.each<[string, number]>([
    ['an informal treaty', probability(undefined, { formal: false })],
    ['discretion', probability(undefined, { discretion: true })],
    ['a higher entrapment cost', probability((w) => (w.entrapment[ALLY] = 2))],
    ['a partner of bad reputation', probability((w) => (w.reliability[ALLY * 5 + VICTIM] = 0.2))],
  ])('is less likely with %s', (_, p) => {
    expect(p).toBeLessThan(plain);
  });

  it('is less likely the more members could come instead, where the parameter says so; neutrality is not', () => {
    const counting = (w: World) => (w.parameters.honour_members = 1);
    expect(probability(counting)).toBe(plain);
    // 1 x log(15 - 1) off the logit of .1
    expect(probability(counting, { members: 15 })).toBeCloseTo(1 / (1 + Math.exp(Math.log(14) - 0.1)), 12);
    expect(probability(undefined, { members: 15 })).toBe(plain);
    expect(probability(counting, { members: 15 }, 'neutrality')).toBe(probability(undefined, {}, 'neutrality'));
  });

  it('of neutrality has no danger in it, and falls with the stake against the one it is owed to', () => {
    const out = (change?: (w: World) => void) => probability(change, {}, 'neutrality');
    expect(out((w) => (w.entrapment[ALLY] = 9))).toBe(out());
    expect(out((w) => (w.intent[ALLY * 5 + VICTIM] = 0.5))).toBeLessThan(out());
    expect(out((w) => (w.intent[ALLY * 5 + ATTACKER] = 0.5))).toBe(out());
  });
});

describe('a war', () => {
  const sure: Partial<ModelParameters> = { escalation: 1, contest_exponent: 1 };

  it('moves capabilities from losers to winners, never below zero, and ends bilateral agreements of the principals', () => {
    let [wars, won] = [0, 0];
    for (let run = 0; run < 200; run++) {
      const w = scene(run, (x) => agree(x, 'partnership', [ATTACKER, VICTIM]), { ...sure, dispute_partners: 1 });
      const before = Array.from(w.military);
      const events: ModelEvent[] = [];
      disputes(w, { event: (e) => events.push(e) });
      const war = events.find((e) => e.kind === 'war');
      if (war === undefined) continue;
      wars += 1;
      const [winner, loser] = war.detail === 'initiator won' ? [ATTACKER, VICTIM] : [VICTIM, ATTACKER];
      won += winner === ATTACKER ? 1 : 0;
      expect(w.military[loser]).toBeCloseTo(before[loser]! * 0.9, 12);
      expect(w.military[winner]).toBeCloseTo(before[winner]! * 0.96 + 0.5 * 0.1 * before[loser]!, 12);
      expect(w.economic[winner]).toBeCloseTo(1.05, 12);
      expect(events.filter((e) => e.kind === 'ended').map((e) => e.detail)).toEqual(['war']);
      expect(w.book.active).toEqual([]);
    }
    expect(wars).toBeGreaterThan(20);
    expect([won > 0, won < wars]).toEqual([true, true]);
  });
});

describe('after a dispute', () => {
  it('reliability falls for who reneged and rises for who honoured, most in the eyes of the one concerned', () => {
    for (const [depth, up] of [
      [20, true],
      [0, false],
    ] as const) {
      // a probability of nearly one, or of nearly zero
      const sure = { honour_depth: depth, honour_discretion: 10, honour_formal: up ? 10 : 0, honour_stake: 0 };
      let seen = 0;
      for (let run = 0; run < 100 && seen < 5; run++) {
        const w = scene(run, (x) => pledge(x, [VICTIM, ALLY], () => defend({ discretion: !up })), sure);
        const events: ModelEvent[] = [];
        disputes(w, { event: (e) => events.push(e) });
        if (!events.some((e) => e.kind === (up ? 'honoured' : 'reneged'))) continue;
        seen += 1;
        learning(w, { event: () => undefined });
        const [victim, onlooker] = [w.reliability[VICTIM * 5 + ALLY]!, w.reliability[OTHER * 5 + ALLY]!];
        // Beta-Bernoulli on a prior of .75 with the weight of two observations
        expect(victim).toBeCloseTo((0.75 * 2 + (up ? 1 : 0)) / 3, 12);
        expect(onlooker).toBeCloseTo((0.75 * 2 + (up ? 0.3 : 0)) / 2.3, 12);
      }
      expect(seen).toBe(5);
    }
  });
});
