import { expect, test } from 'vitest';
import { amend, end } from '../../model/treaty/book.ts';
import type { EventKind, ModelEvent } from '../../model/events.ts';
import type { World } from '../../model/world.ts';
import { agree, fear, obligation, oppose, plainWorld } from '../../testing/measure-worlds.ts';
import { situationOf, type Situation } from '../situation.ts';
import { count, createTally } from '../tally.ts';
import { METRICS, type MeasureContext } from './index.ts';

const [A, B, C, D, E, F, G] = [0, 1, 2, 3, 4, 5, 6] as const;

/** Six members of the system and G, which is none, at tick 3: small enough to work out every value by hand. */
function handWorld(): World {
  const w = plainWorld(7);
  w.tick = 3;
  w.active[G] = 0;
  agree(w, 'alliance', [A, B], { depth: 0.8, start: -7 });
  agree(w, 'alliance', [A, B, C], { depth: 0.6, start: -1, formality: 'informal' });
  agree(w, 'partnership', [C, D], { depth: 0.2, start: 2 });
  agree(w, 'partnership', [A, B], { depth: 0.4, start: 3 });
  agree(w, 'minilateral', [C, D, E], { depth: 0.5, start: 1 });
  agree(w, 'alliance', [F, G], { depth: 1, start: -100 });

  oppose(w, A, D, 0.5);
  oppose(w, B, D, 0.3); // just a rivalry
  oppose(w, A, B, 0.9); // allied: no rivalry
  oppose(w, C, D, 0.4); // partners and rivals
  oppose(w, E, F, 0.29); // not quite
  oppose(w, F, G, 1);

  w.power.set([0.4, 0.2, 0.2, 0.1, 0.05, 0.05, 0]);
  w.military.set([4, 2, 2, 1, 1, 0, 9]);
  w.economic.set([40, 40, 10, 10, 20, 0, 9]);
  w.revisionism.set([0.2, 0, 0, 0.8, 0.5, 0, 1]);
  w.insecurity.set([0.1, 0.2, 0.3, 0.4, 0.5, 0, 9]);
  w.posture.set([0, 0, 1, 2, 2, 3, 1]);
  w.strategy.set([0, 0, 0, 3, 2, 1, 1]);

  fear(w, A, D, 0.05); // B and C owe it defence
  fear(w, C, F, 0.06);
  fear(w, D, A, 0.1); // no ally
  fear(w, E, F, 0.03); // below the level
  fear(w, F, D, 0.04); // at the level; its ally is no member of the system

  w.intent[A * 7 + D] = 0.3;
  w.trueIntent[A * 7 + D] = 0.45;
  w.intent[D * 7 + A] = 0.6;
  w.trueIntent[D * 7 + A] = 0.5;
  w.intent[G * 7 + A] = w.intent[A * 7 + G] = NaN;
  w.reliability.fill(0.75);
  w.reliability[A * 7 + B] = 0.15;
  return w;
}

const event = (kind: EventKind, given: Partial<ModelEvent> = {}): ModelEvent => ({
  kind,
  actor: 0,
  other: 1,
  agreement: -1,
  obligation: '',
  dispute: -1,
  value: NaN,
  detail: '',
  states: [],
  ...given,
});

const times = (n: number, make: () => ModelEvent) => Array.from({ length: n }, make);

const HAND_EVENTS: readonly ModelEvent[] = [
  ...[0, 1, 2, 4].map((agreement) => event('signed', { agreement })),
  ...[0, 3].map((agreement) => event('ended', { agreement })),
  event('matured'),
  ...times(2, () => event('hollowed')),
  ...times(3, () => event('deepened')),
  event('joined'),
  ...times(2, () => event('left')),
  event('renewed'),
  ...times(5, () => event('refused')),
  event('side_payment', { value: 0.1 }),
  event('side_payment', { value: 0.25 }),
  event('shock'),
  event('dispute', { dispute: 0, states: [A, B, D] }),
  event('dispute', { dispute: 1, states: [A, F] }),
  event('war', { dispute: 1, states: [A, F] }),
  event('dispute', { dispute: 2, states: [B, C, D, E] }),
  event('war', { dispute: 2, states: [B, C, D, E] }),
  ...times(3, () => event('honoured', { obligation: 'defence' })),
  event('honoured', { obligation: 'offence' }),
  event('honoured', { obligation: 'neutrality' }),
  ...times(2, () => event('honoured', { obligation: 'nonaggression' })),
  event('reneged', { obligation: 'defence' }),
  event('reneged', { obligation: 'neutrality' }),
  ...times(2, () => event('entrapment')),
  event('abandonment'),
];

function contextOf(w: World, before: Situation | null = null, events: readonly ModelEvent[] = []): MeasureContext {
  const tally = createTally();
  for (const e of events) count(tally, w, e);
  return { world: w, now: situationOf(w, before), before, tally };
}

function valuesOf(c: MeasureContext): Record<string, number | null> {
  return Object.fromEntries(METRICS.map((m) => [m.name, m.compute(c)]));
}

/** Worked out by hand. */
const EXPECTED: Record<string, number | null> = {
  n_states: 6,
  n_agreements: 5,
  n_alliances: 2,
  n_formal_alliances: 1,
  n_partnerships: 2,
  n_minilaterals: 1,
  n_multilateral: 2,
  mean_members: (2 + 3 + 2 + 2 + 3) / 5,
  partnerships_per_alliance: 3 / 2,
  n_defence_pacts: 2,
  n_nonmilitary: 3, // CD, AB, CDE
  nonmilitary_per_defence_pact: 3 / 2,
  n_alliance_ties: 3, // AB, counted once, AC, BC
  n_partnership_ties: 2, // CD, AB
  n_minilateral_ties: 3, // CD, CE, DE
  n_defence_ties: 3,
  n_cooperation_ties: 2, // CD, AB; CDE is of three
  n_ties: 6, // AB, AC, BC, CD, CE, DE
  density_alliances: 3 / 15,
  density_partnerships: 2 / 15,
  density_minilaterals: 3 / 15,
  density_ties: 6 / 15,
  mean_defence_degree: 1,
  partnership_share: 5 / 8,
  mean_depth: (0.8 + 0.6 + 0.2 + 0.4 + 0.5) / 5,
  mean_depth_alliances: 0.7,
  mean_depth_partnerships: 0.3,
  mean_depth_minilaterals: 0.5,
  mean_age: (10 + 4 + 1 + 0 + 2) / 5,
  mean_age_alliances: 7,
  mean_age_partnerships: 0.5,
  mean_age_minilaterals: 2,
  new_agreements: 4,
  new_alliances: 2,
  new_formal_alliances: 1,
  new_partnerships: 1,
  new_minilaterals: 1,
  ended_agreements: 2,
  ended_alliances: 1,
  ended_formal_alliances: 1,
  ended_partnerships: 1,
  ended_minilaterals: 0,
  new_matured: 1,
  new_hollowed: 2,
  new_deepened: 3,
  new_joined: 1,
  new_left: 2,
  new_renewed: 1,
  new_refused: 5,
  new_side_payments: 2,
  side_payments: 0.35,
  new_shocks: 1,
  new_ties: 0,
  new_alliance_ties: 0,
  new_partnership_ties: 0,
  ended_ties: 0,
  ended_alliance_ties: 0,
  ended_partnership_ties: 0,
  turnover: null,
  ending_rate_alliances: null,
  ending_rate_formal_alliances: null,
  ending_rate_partnerships: null,
  share_balancing: 2 / 6,
  share_bandwagoning: 1 / 6,
  share_partnering: 2 / 6,
  share_unaligned: 1 / 6,
  share_choosing_balance: 3 / 6,
  share_choosing_bandwagon: 1 / 6,
  share_choosing_partner: 1 / 6,
  share_choosing_unaligned: 1 / 6,
  share_hedging: 2 / 6, // C is tied to A, B and D; E to C and D
  share_threatened: 4 / 6, // A, C, D, F
  share_underbalancing: 2 / 6, // D, F
  share_free_riding: 1 / 6, // B, behind A
  new_disputes: 3,
  new_wars: 2,
  new_joiners: 3,
  new_joined_disputes: 2,
  new_joined_wars: 1,
  share_disputes_joined: 2 / 3,
  share_wars_joined: 1 / 2,
  dispute_rate: 200,
  war_rate: 2000 / 15,
  new_honoured: 7,
  new_reneged: 2,
  new_honoured_defence: 3,
  new_honoured_offence: 1,
  new_honoured_neutrality: 1,
  new_honoured_nonaggression: 2,
  new_reneged_defence: 1,
  new_reneged_offence: 0,
  new_reneged_neutrality: 1,
  new_reneged_nonaggression: 0,
  share_honoured: 7 / 9,
  share_honoured_defence: 3 / 4,
  share_honoured_offence: 1,
  share_honoured_neutrality: 1 / 2,
  share_honoured_nonaggression: 1,
  new_entrapments: 2,
  new_abandonments: 1,
  mean_insecurity: 0.25,
  max_insecurity: 0.5,
  mean_threat: 0.28 / 6,
  max_threat: 0.1,
  mean_intent: 0.9 / 30,
  mean_true_intent: 0.95 / 30,
  mean_misperception: 0.25 / 30,
  mean_overestimation: -0.05 / 30,
  mean_hostility: (2 * (0.5 + 0.3 + 0.9 + 0.4 + 0.29)) / 30,
  mean_reliability: (29 * 0.75 + 0.15) / 30,
  mean_reliability_allies: (5 * 0.75 + 0.15) / 6,
  concentration: Math.sqrt((0.255 - 1 / 6) / (1 - 1 / 6)),
  n_poles: 1 / 0.255,
  power_gini: 2.3 / 6,
  share_strongest: 0.4,
  share_challengers: 0.1, // D; E is at the level
  mean_military_burden: (0.1 + 0.05 + 0.2 + 0.1 + 0.05) / 5,
  transitivity_alliances: 1,
  transitivity_partnerships: null,
  transitivity_minilaterals: 1,
  transitivity_defence: 1,
  degree_gini_alliances: 0.5,
  degree_gini_partnerships: 1 / 3,
  degree_gini_minilaterals: 0.5,
  degree_gini_defence: 0.5,
  share_tied: 5 / 6,
  n_components_alliances: 1,
  n_components_ties: 1,
  share_largest_component: 3 / 6,
  n_blocs: 1,
  polarization: 0,
  overlap: 1 / 2,
  overlap_cooperation: 1 / 2, // of CD and AB, AB
  n_rivalries: 3, // AD, BD, CD
  balanced_triads: 3 / 4, // ABD, ACD, BCD; not CDE
};

test('every metric has the value worked out by hand', () => {
  const values = valuesOf(contextOf(handWorld(), null, HAND_EVENTS));
  expect(new Set(Object.keys(EXPECTED))).toEqual(new Set(Object.keys(values)));
  for (const [name, expected] of Object.entries(EXPECTED)) {
    if (expected === null) expect(values[name], name).toBeNull();
    else expect(values[name], name).toBeCloseTo(expected, 14);
  }
});

test('changes are counted against the situation one tick before', () => {
  const w = handWorld();
  const before = situationOf(w, null);
  const founded = agree(w, 'partnership', [E, F]);
  const broad = w.book.all[1];
  if (!broad) throw new Error('no agreement 1');
  end(w.book, broad, w.tick, 'left'); // AC and BC go, AB stays tied
  const c = contextOf(w, before, [event('signed', { agreement: founded.id }), event('ended', { agreement: 1 })]);
  expect(valuesOf(c)).toMatchObject({
    n_ties: 5,
    new_ties: 1,
    ended_ties: 2,
    new_alliance_ties: 0,
    ended_alliance_ties: 2,
    new_partnership_ties: 1,
    ended_partnership_ties: 0,
    turnover: 3 / 7,
    ending_rate_alliances: 1 / 2,
    ending_rate_formal_alliances: 0,
    ending_rate_partnerships: 0,
    transitivity_alliances: null,
    n_alliance_ties: 1,
    n_minilateral_ties: 3,
  });
});

test('without agreements, capabilities and fears, what is a mean of nothing is empty and what is a count is 0', () => {
  const w = plainWorld(2);
  w.power.fill(0);
  w.economic.fill(0);
  const values = valuesOf(contextOf(w));
  const empty = METRICS.map((m) => m.name).filter((name) => values[name] === null);
  expect(empty).toEqual([
    'mean_members',
    'partnerships_per_alliance',
    'nonmilitary_per_defence_pact',
    'partnership_share',
    'mean_depth',
    'mean_depth_alliances',
    'mean_depth_partnerships',
    'mean_depth_minilaterals',
    'mean_age',
    'mean_age_alliances',
    'mean_age_partnerships',
    'mean_age_minilaterals',
    'turnover',
    'ending_rate_alliances',
    'ending_rate_formal_alliances',
    'ending_rate_partnerships',
    'share_choosing_balance',
    'share_choosing_bandwagon',
    'share_choosing_partner',
    'share_choosing_unaligned',
    'share_disputes_joined',
    'share_wars_joined',
    'share_honoured',
    'share_honoured_defence',
    'share_honoured_offence',
    'share_honoured_neutrality',
    'share_honoured_nonaggression',
    'mean_reliability_allies',
    'concentration',
    'n_poles',
    'power_gini',
    'share_strongest',
    'share_challengers',
    'mean_military_burden',
    'transitivity_alliances',
    'transitivity_partnerships',
    'transitivity_minilaterals',
    'transitivity_defence',
    'degree_gini_alliances',
    'degree_gini_partnerships',
    'degree_gini_minilaterals',
    'degree_gini_defence',
    'polarization',
    'overlap',
    'overlap_cooperation',
    'balanced_triads',
  ]);
  expect(values['n_ties']).toBe(0);
  expect(values['new_disputes']).toBe(0);
});

test('an agreement counts by the kind that it has when it ends, not by the one it was founded as', () => {
  const w = plainWorld(2);
  const a = agree(w, 'partnership', [A, B]);
  amend(w.book, a, { kind: 'alliance' });
  expect(valuesOf(contextOf(w, null, [event('ended', { agreement: a.id })]))).toMatchObject({ ended_alliances: 1, ended_partnerships: 0 });
});

test('an obligation under conditions makes a defence tie, a consultation does not', () => {
  const w = plainWorld(4);
  const owed = (state: number) => (state === A ? [obligation('defence', { adversaries: [D] })] : [obligation('consultation')]);
  agree(w, 'alliance', [A, B], { owed });
  agree(w, 'alliance', [B, C], { owed: () => [obligation('neutrality'), obligation('consultation')] });
  expect(valuesOf(contextOf(w))).toMatchObject({ n_alliance_ties: 2, n_defence_ties: 1 });
});

test('names are in snake_case, unique, and every meaning is its own', () => {
  const names = METRICS.map((m) => m.name);
  expect(names.filter((name) => !/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(name))).toEqual([]);
  expect(new Set(names).size).toBe(names.length);
  expect(new Set(METRICS.map((m) => m.meaning)).size).toBe(METRICS.length);
});

test('the columns that the public face fixes are there', () => {
  const fixed =
    'n_alliance_ties n_partnership_ties n_minilateral_ties n_agreements share_balancing share_bandwagoning share_partnering share_unaligned ' +
    'share_hedging mean_insecurity new_disputes new_wars new_entrapments new_abandonments new_agreements ended_agreements partnership_share ' +
    'concentration transitivity_alliances transitivity_partnerships';
  expect(METRICS.map((m) => m.name)).toEqual(expect.arrayContaining(fixed.split(' ')));
});

test('a partnership of three makes no pair a cooperation tie, and one with a duty to attack is not without an obligation to fight', () => {
  const w = plainWorld(4);
  agree(w, 'partnership', [0, 1, 2]);
  agree(w, 'partnership', [2, 3]);
  agree(w, 'alliance', [0, 3], { owed: () => [obligation('offence')] });
  agree(w, 'alliance', [1, 3], { owed: () => [obligation('neutrality')] });
  expect(valuesOf(contextOf(w))).toMatchObject({
    n_cooperation_ties: 1,
    overlap_cooperation: 0,
    n_nonmilitary: 3,
    n_defence_pacts: 0,
    nonmilitary_per_defence_pact: null,
  });
});
