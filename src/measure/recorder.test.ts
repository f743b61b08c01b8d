import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { InvariantError } from '../base/errors.ts';
import type { EventKind } from '../model/events.ts';
import { step } from '../model/tick.ts';
import { randomWorld, plainWorld } from '../testing/measure-worlds.ts';
import type { Cell, Column, Row } from './column.ts';
import { OUTCOMES, TABLES, type TableName } from './columns.ts';
import { METRICS } from './metrics/index.ts';
import { createRecorder, type Recorder, type RecordSettings } from './recorder.ts';

const ALL: RecordSettings = { states: 1, dyads: 1, decisions: 1 };
const NONE: RecordSettings = { states: 0, dyads: 0, decisions: 0 };

type Tables = Record<TableName, Row[]>;

function createTables(): Tables {
  return { system: [], states: [], dyads: [], agreements: [], events: [], decisions: [] };
}

function run(n: number, seed: number, ticks: number, settings: RecordSettings): { tables: Tables; recorder: Recorder } {
  const tables = createTables();
  const w = randomWorld(n, seed);
  const recorder = createRecorder(w, settings, (table, values) => tables[table].push(values));
  recorder.observe(w);
  for (let t = 0; t < ticks; t++) {
    step(w, recorder.sink);
    recorder.observe(w);
  }
  recorder.finish(w);
  return { tables, recorder };
}

function cellsOf(tables: Tables, table: TableName, name: string): Cell[] {
  const c = TABLES[table].findIndex((column) => column.name === name);
  if (c < 0) throw new Error(`no column ${name} in ${table}`);
  return tables[table].map((row) => row[c] ?? null);
}

/** What is wrong with a cell; empty = nothing. Bounds leave room for rounding. */
function fault(column: Column, value: Cell): string {
  if (value === null) return '';
  const place = `${column.name} = ${value}`;
  if (column.type === 'string') return typeof value !== 'string' || (column.values && !column.values.includes(value)) ? place : '';
  if (column.type === 'boolean') return typeof value === 'boolean' ? '' : place;
  if (typeof value !== 'number' || !Number.isFinite(value)) return place;
  if (column.type === 'integer' && !Number.isInteger(value)) return place;
  return value < (column.min ?? -Infinity) - 1e-12 || value > (column.max ?? Infinity) + 1e-12 ? place : '';
}

const TICKS = 14;
/** Without these a test on the run would mean little. */
const LIVELY: readonly EventKind[] = ['signed', 'ended', 'left', 'renewed', 'shock', 'dispute', 'war', 'honoured', 'reneged', 'entrapment'];
/** Milliseconds, for the search among many runs. */
const PATIENCE = 120_000;
const SEEDS = Array.from({ length: 80 }, (_, seed) => seed);

describe('a recorded run', () => {
  let tables: Tables;
  let recorder: Recorder;
  beforeAll(() => {
    const lively = SEEDS.some((seed) => {
      ({ tables, recorder } = run(9, seed, TICKS, ALL));
      const kinds = new Set(cellsOf(tables, 'events', 'event'));
      return LIVELY.every((kind) => kinds.has(kind)) && cellsOf(tables, 'states', 'underbalancing').includes(true);
    });
    expect(lively).toBe(true);
  }, PATIENCE);

  test('has a system row for each tick from 0', () => {
    expect(cellsOf(tables, 'system', 'tick')).toEqual(Array.from({ length: TICKS + 1 }, (_, t) => t));
  });

  test('has a row for each state and tick and for each pair of members and tick, in the order of the world', () => {
    expect(tables.states).toHaveLength(9 * (TICKS + 1));
    expect(cellsOf(tables, 'states', 'state').slice(0, 9)).toEqual([...'ABCDEFGHI']);
    expect(tables.dyads).toHaveLength(28 * (TICKS + 1)); // I is no member of the system
    const pairs = tables.dyads.slice(0, 28).map((row) => `${row[1]}${row[2]}`);
    expect(pairs).toEqual([...'ABCDEFGH'].flatMap((a) => [...'ABCDEFGH'].filter((b) => b > a).map((b) => a + b)));
  });

  test.each(Object.keys(TABLES) as TableName[])('keeps every cell of %s to the type, bounds and values of its column', (table) => {
    const columns: readonly Column[] = TABLES[table];
    expect(tables[table].length).toBeGreaterThan(0);
    const faults = tables[table].flatMap((row) => {
      if (row.length !== columns.length) return [`${row.length} cells for ${columns.length} columns`];
      return columns.map((column, c) => fault(column, row[c] ?? null)).filter((f) => f !== '');
    });
    expect(faults).toEqual([]);
  });

  test('fills every column of every table somewhere', () => {
    const never = (['states', 'dyads', 'agreements', 'events', 'decisions'] as const).flatMap((table) =>
      TABLES[table].filter((column) => cellsOf(tables, table, column.name).every((cell) => cell === null)).map((c) => `${table}.${c.name}`),
    );
    expect(never).toEqual([]);
  });

  test('counts in every flow exactly the events written', () => {
    const events = cellsOf(tables, 'events', 'event');
    const ticks = cellsOf(tables, 'events', 'tick');
    const pairs: [string, EventKind][] = [
      ['new_agreements', 'signed'],
      ['ended_agreements', 'ended'],
      ['new_matured', 'matured'],
      ['new_hollowed', 'hollowed'],
      ['new_deepened', 'deepened'],
      ['new_joined', 'joined'],
      ['new_left', 'left'],
      ['new_renewed', 'renewed'],
      ['new_refused', 'refused'],
      ['new_side_payments', 'side_payment'],
      ['new_shocks', 'shock'],
      ['new_disputes', 'dispute'],
      ['new_wars', 'war'],
      ['new_honoured', 'honoured'],
      ['new_reneged', 'reneged'],
      ['new_entrapments', 'entrapment'],
      ['new_abandonments', 'abandonment'],
    ];
    for (const [metric, kind] of pairs) {
      const flows = cellsOf(tables, 'system', metric);
      flows.forEach((flow, t) => expect(events.filter((e, x) => e === kind && ticks[x] === t).length, `${metric} at ${t}`).toBe(flow));
    }
  });

  test('keeps its books: agreements in force are those of before plus the founded less the ended, and kinds add up', () => {
    const of = (name: string) => cellsOf(tables, 'system', name).map(Number);
    const stock = of('n_agreements');
    const founded = of('new_agreements');
    const ended = of('ended_agreements');
    const alliances = of('n_alliances');
    for (let t = 1; t <= TICKS; t++) {
      expect(stock[t], `tick ${t}`).toBe(Number(stock[t - 1]) + Number(founded[t]) - Number(ended[t]));
      const moved = Number(of('new_matured')[t]) - Number(of('new_hollowed')[t]);
      expect(alliances[t]).toBe(Number(alliances[t - 1]) + Number(of('new_alliances')[t]) - Number(of('ended_alliances')[t]) + moved);
      expect(of('n_ties')[t]).toBe(Number(of('n_ties')[t - 1]) + Number(of('new_ties')[t]) - Number(of('ended_ties')[t]));
    }
  });

  test('has four postures, and after tick 0 four strategies, whose shares sum to 1', () => {
    for (const names of [
      'balancing bandwagoning partnering unaligned',
      'choosing_balance choosing_bandwagon choosing_partner choosing_unaligned',
    ]) {
      const shares = names.split(' ').map((name) => cellsOf(tables, 'system', `share_${name}`));
      for (let t = names.startsWith('choosing') ? 1 : 0; t <= TICKS; t++)
        expect(shares.reduce((sum, of) => sum + Number(of[t]), 0)).toBeCloseTo(1, 12);
    }
  });

  test('agrees with itself: system counts are those of the states and dyads written', () => {
    const at = (table: TableName, name: string, t: number) => cellsOf(tables, table, name).filter((_, x) => tables[table][x]?.[0] === t);
    for (let t = 0; t <= TICKS; t++) {
      const system = (name: string) => Number(cellsOf(tables, 'system', name)[t]);
      for (const [kind, count] of [
        ['alliance', 'n_alliance_ties'],
        ['partnership', 'n_partnership_ties'],
        ['minilateral', 'n_minilateral_ties'],
      ] as const) {
        expect(at('dyads', kind, t).filter((tied) => tied === true)).toHaveLength(system(count));
        expect(at('states', count, t).reduce<number>((sum, ties) => sum + Number(ties), 0)).toBe(2 * system(count));
      }
      for (const name of ['hedging', 'underbalancing', 'free_riding'])
        expect(at('states', name, t).filter((flag) => flag === true).length / 8).toBeCloseTo(system(`share_${name}`), 12);
    }
  });

  test('records only the capabilities of a state that is no member of the system', () => {
    const last = tables.states.filter((row) => row[1] === 'I');
    const given = TABLES.states.filter((_, c) => last.some((row) => row[c] !== null)).map((column) => column.name);
    expect(given).toEqual(['tick', 'state', 'active', 'military', 'economic']);
  });

  test('writes each option of a turn once, one of them chosen, with terms that sum to the total', () => {
    const names = TABLES.decisions.map((column) => column.name);
    const terms = names.flatMap((name, c) => (name.startsWith('term_') ? [c] : []));
    const [total, chosen] = [names.indexOf('total'), names.indexOf('chosen')];
    const turns = new Map<string, number>();
    for (const row of tables.decisions) {
      expect(terms.reduce((sum, c) => sum + Number(row[c]), 0)).toBeCloseTo(Number(row[total]), 12);
      const turn = `${row[0]} ${row[1]} ${row[2]}`;
      turns.set(turn, (turns.get(turn) ?? 0) + (row[chosen] === true ? 1 : 0));
    }
    expect(turns.size).toBe(8 * TICKS);
    expect([...turns.values()].every((count) => count === 1)).toBe(true);
  });

  test('has outcomes that can be worked out from its system rows', () => {
    const outcomes = recorder.outcomes();
    expect(outcomes).toHaveLength(OUTCOMES.length);
    OUTCOMES.forEach(({ name, metric, kind, ...column }, o) => {
      const values = cellsOf(tables, 'system', metric);
      const later = values.slice(1).filter((x) => x !== null) as number[];
      const sum = later.reduce((a, b) => a + b, 0);
      const outcome = outcomes[o] ?? null;
      expect(fault({ name, ...column }, outcome)).toBe('');
      if (kind === 'final') expect(outcome, name).toBe(values[TICKS]);
      if (kind === 'total') expect(outcome, name).toBeCloseTo(sum, 12);
      if (kind === 'average' && later.length === 0) expect(outcome, name).toBeNull();
      if (kind === 'average' && later.length > 0) expect(outcome, name).toBeCloseTo(sum / later.length, 12);
      const first = values.findIndex((x, t) => t > 0 && Number(x) > 0);
      if (kind === 'first') expect(outcome, name).toBe(first < 0 ? null : first);
    });
    const total = (name: string) => Number(outcomes[OUTCOMES.findIndex((o) => o.name === name)]);
    expect(total('pooled_share_honoured')).toBe(total('total_new_honoured') / (total('total_new_honoured') + total('total_new_reneged')));
    expect(total('pooled_dispute_rate')).toBeCloseTo((1000 * total('total_new_disputes')) / (28 * TICKS), 12);
  });

  test('gives the latest value of a metric, and refuses an unknown name', () => {
    expect(recorder.latest('n_ties')).toBe(cellsOf(tables, 'system', 'n_ties')[TICKS]);
    expect(() => recorder.latest('n_tiess')).toThrow(InvariantError);
  });
});

test(
  'what is recorded changes nothing that happens',
  () => {
    const [all, none] = [run(8, 3, 12, ALL).tables, run(8, 3, 12, NONE).tables];
    expect(none.system).toEqual(all.system);
    expect(none.events).toEqual(all.events);
    expect(none.agreements).toEqual(all.agreements);
    expect([none.states, none.dyads, none.decisions]).toEqual([[], [], []]);
  },
  PATIENCE,
);

test('every k-th tick means ticks 0, k, 2k, ...; decisions are of ticks that have any', () => {
  const { tables } = run(5, 2, 7, { states: 3, dyads: 2, decisions: 5 });
  const ticks = (table: TableName) => [...new Set(cellsOf(tables, table, 'tick'))];
  expect(ticks('states')).toEqual([0, 3, 6]);
  expect(ticks('dyads')).toEqual([0, 2, 4, 6]);
  expect(ticks('decisions')).toEqual([5]);
});

test('looking at a world does not change it', () => {
  const w = randomWorld(8, 5);
  const recorder = createRecorder(w, ALL, () => undefined);
  for (let t = 0; t < 3; t++) step(w, recorder.sink);
  const before = structuredClone(w);
  recorder.observe(w);
  recorder.finish(w);
  expect(w).toEqual(before);
});

test(
  'a recorder that was saved and resumed continues as if it had not been stopped',
  () => {
    const whole = run(8, 4, 10, ALL);
    const tables = createTables();
    const w = randomWorld(8, 4);
    const rows = (table: TableName, values: Row) => void tables[table].push(values);
    const first = createRecorder(w, ALL, rows);
    first.observe(w);
    for (let t = 0; t < 4; t++) {
      step(w, first.sink);
      first.observe(w);
    }
    const second = createRecorder(w, ALL, rows, JSON.parse(JSON.stringify(first.save())));
    for (let t = 4; t < 10; t++) {
      step(w, second.sink);
      second.observe(w);
    }
    second.finish(w);
    expect(tables).toEqual(whole.tables);
    expect(second.outcomes()).toEqual(whole.recorder.outcomes());
  },
  PATIENCE,
);

test('a value that is no finite number stops the run and is named', () => {
  const w = plainWorld(3);
  w.tick = 4;
  w.insecurity[1] = NaN;
  const recorder = createRecorder(w, NONE, () => undefined);
  expect(() => recorder.observe(w)).toThrow(new InvariantError('mean_insecurity of system.csv is NaN at tick 4'));
  w.insecurity[1] = Infinity;
  expect(() => recorder.observe(w)).toThrow('mean_insecurity of system.csv is Infinity at tick 4');
});

test('an event that lacks what its kind must have stops the run', () => {
  const w = plainWorld(3);
  const { sink } = createRecorder(w, NONE, () => undefined);
  const event = { actor: 0, other: 1, agreement: -1, dispute: -1, value: NaN, detail: '', states: [], obligation: '' } as const;
  expect(() => sink.event({ ...event, kind: 'signed' })).toThrow('event "signed" at tick 0 names no agreement, found -1');
  expect(() => sink.event({ ...event, kind: 'honoured' })).toThrow('event "honoured" at tick 0 names no obligation');
});

test(
  'every metric keeps to its bounds in random worlds of any size',
  () => {
    const columns: readonly Column[] = TABLES.system;
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 8 }), fc.nat(10_000), (n, seed) => {
        const { tables } = run(n, seed, 4, NONE);
        const faults = tables.system.flatMap((row) => columns.map((column, c) => fault(column, row[c] ?? null)).filter((f) => f !== ''));
        expect(faults).toEqual([]);
      }),
      { numRuns: 15 },
    );
  },
  PATIENCE,
);

test(
  'no metric is constant by construction: in some run or other each of them moves',
  () => {
    const still = new Set(METRICS.map((m) => m.name));
    for (const seed of SEEDS) {
      const { tables } = run(seed % 2 === 0 ? 9 : 12, seed, 18, NONE);
      for (const name of still) if (new Set(cellsOf(tables, 'system', name)).size > 1) still.delete(name);
      if (still.size === 0) break;
    }
    expect([...still]).toEqual([]);
  },
  PATIENCE,
);
