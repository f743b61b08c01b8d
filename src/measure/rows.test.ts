import { expect, test } from 'vitest';
import type { Agreement } from '../model/treaty/treaty.ts';
import { amend, admit, end } from '../model/treaty/book.ts';
import type { OptionRow } from '../model/events.ts';
import { VALUE_TERMS } from '../model/terms/index.ts';
import { agree, fear, obligation, oppose, plainWorld } from '../testing/measure-worlds.ts';
import { AGREEMENT_COLUMNS, agreementRow } from './agreements-row.ts';
import type { Cell, Column, Row } from './column.ts';
import { OUTCOMES, RUN_COLUMNS, TABLE_MEANINGS, TABLES } from './columns.ts';
import { DECISION_COLUMNS, decisionRow } from './decisions-row.ts';
import { DYAD_COLUMNS, dyadRows } from './dyads-row.ts';
import { EVENT_COLUMNS, eventRow } from './events-row.ts';
import { situationOf } from './situation.ts';
import { STATE_COLUMNS, stateRows } from './states-row.ts';

const named = (columns: readonly Column[], row: Row | undefined): Record<string, Cell> =>
  Object.fromEntries(columns.map((column, c) => [column.name, row?.[c] ?? null]));

test('a row of states.csv says what a state has, does and fears', () => {
  const w = plainWorld(4);
  w.tick = 2;
  agree(w, 'alliance', [0, 1]);
  agree(w, 'partnership', [0, 2]);
  oppose(w, 1, 2, 0.5);
  oppose(w, 0, 3, 0.6);
  fear(w, 0, 3, 0.2);
  w.strategy[0] = 2;
  w.posture[0] = 0;
  w.military[0] = 7;
  w.economic[0] = 9;
  w.revisionism[0] = 0.1;
  w.insecurity[0] = 0.3;
  w.entrapment[0] = 1.5;
  w.abandonment[0] = 2.5;
  expect(named(STATE_COLUMNS, stateRows(w, situationOf(w, null))[0])).toEqual({
    tick: 2,
    state: 'A',
    active: true,
    strategy: 'partner',
    posture: 'balancing',
    military: 7,
    economic: 9,
    power: 0.25,
    revisionism: 0.1,
    insecurity: 0.3,
    n_alliance_ties: 1,
    n_partnership_ties: 1,
    n_minilateral_ties: 0,
    n_defence_ties: 1,
    n_ties: 2,
    n_agreements: 2,
    n_rivals: 1,
    hedging: true,
    main_threat: 'D',
    threat: 0.2,
    threatened: true,
    underbalancing: false,
    free_riding: false,
    entrapment_cost: 1.5,
    abandonment_cost: 2.5,
  });
});

test('nobody has chosen a strategy at tick 0, and who fears nobody has no main threat', () => {
  const w = plainWorld(2);
  expect(named(STATE_COLUMNS, stateRows(w, situationOf(w, null))[1])).toMatchObject({ strategy: null, main_threat: null, threat: 0 });
});

test('a row of dyads.csv keeps the two directions apart', () => {
  const w = plainWorld(3);
  const owed = (state: number) => (state === 0 ? [obligation('defence')] : [obligation('consultation'), obligation('nonaggression')]);
  agree(w, 'alliance', [0, 2], { depth: 0.7, owed });
  w.intent[2] = 0.1; // A of C
  w.intent[6] = 0.2; // C of A
  w.trueIntent[2] = 0.3;
  w.trueIntent[6] = 0.4;
  w.trade[2] = 0.05;
  w.trade[6] = 0.06;
  w.reliability[2] = 0.8;
  w.reliability[6] = 0.9;
  w.distance[2] = w.distance[6] = 1234;
  w.affinity[2] = w.affinity[6] = 0.6;
  oppose(w, 0, 2, 0.15);
  const rows = [...dyadRows(w, situationOf(w, null))];
  expect(rows.map((row) => `${row[1]}${row[2]}`)).toEqual(['AB', 'AC', 'BC']);
  expect(named(DYAD_COLUMNS, rows[1])).toEqual({
    tick: 0,
    state_a: 'A',
    state_b: 'C',
    alliance: true,
    partnership: false,
    minilateral: false,
    n_agreements: 1,
    depth: 0.7,
    formal: true,
    intent_ab: 0.1,
    intent_ba: 0.2,
    true_intent_ab: 0.3,
    true_intent_ba: 0.4,
    hostility: 0.15,
    affinity: 0.6,
    distance: 1234,
    trade_ab: 0.05,
    trade_ba: 0.06,
    reliability_ab: 0.8,
    reliability_ba: 0.9,
    defence_ab: true,
    defence_ba: false,
    offence_ab: false,
    offence_ba: false,
    neutrality_ab: false,
    neutrality_ba: false,
    nonaggression_ab: false,
    nonaggression_ba: true,
    consultation_ab: false,
    consultation_ba: true,
  });
  expect(named(DYAD_COLUMNS, rows[0])).toMatchObject({ alliance: false, depth: 0, formal: false, n_agreements: 0, defence_ab: false });
});

test('a row of agreements.csv has terms at the start and at the end', () => {
  const w = plainWorld(4);
  const a = agree(w, 'partnership', [0, 2], { name: 'A and C', start: -5, areas: 9, purpose: [1, 3], term: 10, template: 'partnership' });
  w.tick = 4;
  amend(w.book, a, { kind: 'alliance', depth: 0.9 }, [obligation('defence')]);
  admit(w.book, a, 3, 4);
  const row = () => named(AGREEMENT_COLUMNS, agreementRow(w, w.book.all[0] as Agreement));
  expect(row()).toEqual({
    agreement: 0,
    name: 'A and C',
    kind: 'partnership',
    kind_end: 'alliance',
    formality: 'formal',
    areas: 'security intelligence',
    depth: 0.2,
    depth_end: 0.9,
    members: 'A C',
    members_end: 'A C D',
    obligations: 'all: defence',
    purpose: 'B D',
    consent: 'unanimity',
    term: 10,
    renewal: 'vote',
    secret: false,
    start: -5,
    end: null,
    ending: null,
    template: 'partnership',
  });
  end(w.book, a, 6, 'war');
  expect(row()).toMatchObject({ end: 6, ending: 'war', members_end: 'A C D' });
});

test('obligations are listed member by member where they differ, with every condition', () => {
  const w = plainWorld(3);
  const conditions = {
    adversaries: [2],
    location: Uint8Array.from([1, 1, 0]),
    minAdversaries: 2,
    maxAdversaries: 3,
    ongoingConflict: true,
    nonProvocation: true,
    demands: true,
    discretion: true,
  };
  const owed = (state: number) =>
    state === 0 ? [obligation('defence', conditions), obligation('nonaggression')] : [obligation('consultation')];
  const column = AGREEMENT_COLUMNS.findIndex((c) => c.name === 'obligations');
  expect(agreementRow(w, agree(w, 'alliance', [0, 1], { owed }))[column]).toBe(
    'A: defence(adversaries C; location A B; min_adversaries 2; max_adversaries 3; ongoing_conflict; non_provocation; demands; discretion), nonaggression | B: consultation',
  );
  expect(agreementRow(w, agree(w, 'alliance', [1, 2], { owed: (state) => (state === 1 ? [obligation('offence')] : []) }))[column]).toBe(
    'B: offence',
  );
  expect(agreementRow(w, agree(w, 'partnership', [0, 2], { owed: () => [] }))[column]).toBe('');
});

test('a row of events.csv leaves empty what an event does not have', () => {
  const w = plainWorld(3);
  w.tick = 5;
  agree(w, 'alliance', [0, 1], { name: 'Entente' });
  const bare = { actor: -1, other: -1, agreement: -1, obligation: '', dispute: -1, value: NaN, detail: '', states: [] } as const;
  expect(named(EVENT_COLUMNS, eventRow(w, { ...bare, kind: 'shock', detail: 'a slump' }))).toEqual({
    tick: 5,
    event: 'shock',
    actor: null,
    other: null,
    agreement: null,
    agreement_name: null,
    obligation: null,
    dispute: null,
    value: null,
    detail: 'a slump',
    states: null,
  });
  const full = {
    kind: 'reneged',
    actor: 0,
    other: 2,
    agreement: 0,
    obligation: 'defence',
    dispute: 0,
    value: 0,
    detail: '',
    states: [0, 2],
  } as const;
  expect(named(EVENT_COLUMNS, eventRow(w, full))).toEqual({
    tick: 5,
    event: 'reneged',
    actor: 'A',
    other: 'C',
    agreement: 0,
    agreement_name: 'Entente',
    obligation: 'defence',
    dispute: 0,
    value: 0,
    detail: null,
    states: 'A C',
  });
});

test('a row of decisions.csv has every value term by name', () => {
  const w = plainWorld(3);
  w.tick = 1;
  const option: OptionRow = {
    state: 1,
    turn: 0,
    strategy: 'balance',
    action: 'found',
    partner: 2,
    third: -1,
    agreement: -1,
    template: 'alliance',
    terms: VALUE_TERMS.map((_, t) => t / 100),
    total: 0.5,
    consent: NaN,
    probability: 0.25,
    best: true,
    chosen: false,
  };
  const row = named(DECISION_COLUMNS, decisionRow(w, option));
  expect(row).toMatchObject({
    tick: 1,
    state: 'B',
    partner: 'C',
    third: null,
    agreement: null,
    consent: null,
    chance: 0.25,
    best: true,
    chosen: false,
  });
  VALUE_TERMS.forEach((term, t) => expect(row[`term_${term.name}`]).toBe(t / 100));
  expect(() => decisionRow(w, { ...option, terms: [] })).toThrow('an option of B at tick 1 has 0 terms');
});

test('every column of every table has a name of its own in snake_case, a meaning, and bounds that are bounds', () => {
  for (const [table, columns] of Object.entries({ ...TABLES, runs: OUTCOMES }) as [string, readonly Column[]][]) {
    const names = [...RUN_COLUMNS, ...columns].map((column) => column.name);
    expect(new Set(names).size, table).toBe(names.length);
    for (const column of columns) {
      expect(column.name).toMatch(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/);
      expect(column.meaning.length, column.name).toBeGreaterThan(5);
      if (column.min !== undefined && column.max !== undefined) expect(column.min, column.name).toBeLessThan(column.max);
      if (column.type === 'string' || column.type === 'boolean')
        expect([column.min, column.max, column.unit]).toEqual([undefined, undefined, '']);
      else expect(column.values).toBeUndefined();
      expect(Object.keys(column)).not.toContain('read');
    }
  }
  expect(Object.keys(TABLE_MEANINGS)).toEqual(Object.keys(TABLES));
  expect(RUN_COLUMNS.map((column) => column.name)).toEqual(['run', 'config', 'replicate', 'seed']);
});
