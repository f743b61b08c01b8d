import { describe, expect, it } from 'vitest';
import { PARAMETERS } from '../model/parameters.ts';
import { PHASES } from '../model/tick.ts';
import type { World } from '../model/world.ts';
import { OUTCOMES, TABLES } from '../measure/columns.ts';
import { numbersOf, rowOf } from '../measure/table.ts';
import { GENERATE } from '../scenario/generate-parameters.ts';
import { resolveScenario } from '../scenario/load.ts';
import { messageOf, type RunOutput } from './run-output.ts';
import { runId, type RunSpec } from './run-spec.ts';
import { outputOf, simulate } from './simulate.ts';

const spec = (more: object = {}, replicate = 0): RunSpec => ({
  scenario: resolveScenario({ entente: 1, name: 's', ticks: 4, generate: { states: 5 }, ...more }),
  seed: 1,
  replicate,
  checkEvery: 1,
});
const one = (s: RunSpec): RunOutput => {
  const steps = outputOf(s);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
};

describe('a run', () => {
  it('of T ticks gives a tick a step and rows for ticks 0 to T', () => {
    const steps = outputOf(spec());
    const ticks: number[] = [];
    let last = steps.next();
    for (; last.done !== true; last = steps.next()) ticks.push(last.value);
    expect(ticks).toEqual([1, 1, 1, 1]);
    expect(last.value).toMatchObject({ failure: '', ticks: 4, stopReason: 'ticks', replicate: 0, config: 0, seed: 1 });
    expect(last.value).toEqual(simulate(spec()));
    const { system } = last.value.tables;
    expect(system?.rows).toBe(5);
    expect([...(numbersOf(system, 'tick') ?? [])]).toEqual([0, 1, 2, 3, 4]);
    expect(last.value.outcomes).toHaveLength(OUTCOMES.length);
  });

  it('keeps the tables that are asked for, and reduces the series of metrics', () => {
    const whole = simulate(spec({ record: { dyads: 2 } }));
    expect(Object.keys(whole.tables)).toEqual(['system', 'states', 'dyads', 'agreements', 'events']);
    const reduction = {
      name: 'most',
      metric: 'mean_insecurity',
      take: 'max',
      from: 1,
      to: undefined,
      above: undefined,
      below: undefined,
      for: 1,
    } as const;
    const { tables, reductions, outcomes } = simulate(spec(), { tables: ['states'], reductions: [reduction] });
    expect(Object.keys(tables)).toEqual(['states']);
    expect(reductions).toEqual([Math.max(...(numbersOf(whole.tables.system, 'mean_insecurity') ?? []).slice(1))]);
    expect(outcomes).toEqual(whole.outcomes);
  });

  it('that fails says after how many ticks and why, and has no tables', () => {
    // A metric that does not exist, which the loader refuses when it is handed the names.
    const bad = spec({ stop: [{ metric: 'none_such', above: 1 }] });
    const failure = 'InvariantError: no metric is named "none_such"';
    expect(one(bad)).toMatchObject({ failure, ticks: 1, tables: {}, outcomes: [], reductions: [], id: runId(bad) });
    expect(() => simulate(bad)).toThrow('no metric is named "none_such"');
  });

  it('has an identity that what is recorded does not change, and everything else does', () => {
    const id = runId(spec());
    expect(id).toMatch(/^r[0-9a-f]{15}$/);
    expect(runId(spec({ record: { dyads: 1, states: 0 } }))).toBe(id);
    const others = [
      runId(spec({}, 1)),
      runId({ ...spec(), seed: 2 }),
      runId(spec({ ticks: 5 })),
      runId(spec({ parameters: { turns: 2 } })),
    ];
    expect(new Set([id, ...others]).size).toBe(5);
  });

  it('has the identity of a run that is given the defaults', () => {
    const { temperature, turns } = PARAMETERS;
    const given = {
      parameters: { temperature: temperature.default, turns: turns.default },
      generate: { states: 5, seed: GENERATE.seed.default },
      title: '',
      stop: [],
    };
    expect(runId(spec(given))).toBe(runId(spec()));
    expect(runId(spec({ ...given, parameters: { turns: 2 } }))).not.toBe(runId(spec()));
    expect(runId(spec({ generate: { states: 5, seed: 2 } }))).not.toBe(runId(spec()));
  });

  it('has a digest over system and events alone', () => {
    const { digest } = one(spec());
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(one(spec({ record: { dyads: 1, states: 0, decisions: 1 } })).digest).toBe(digest);
    expect(one(spec({}, 1)).digest).not.toBe(digest);
  });
});

describe('probes', () => {
  it('are called at the start, around the phase they name, at every event and once a tick is recorded, in this order', () => {
    const calls: string[] = [];
    const note = (name: string) => (w: World) => void calls.push(`${name} ${w.tick}`);
    const around = (when: string) => Object.fromEntries(PHASES.map(({ name }) => [name, note(`${when} ${name}`)]));
    const probes = { start: note('start'), before: around('before'), after: around('after'), observed: note('observed') };
    simulate(spec({ ticks: 2 }), { probes });
    const tick = (t: number) => [...PHASES.flatMap(({ name }) => [`before ${name} ${t}`, `after ${name} ${t}`]), `observed ${t}`];
    expect(calls).toEqual(['start 0', 'observed 0', ...tick(1), ...tick(2)]);
  });

  it('see the world as it is before and after the phase', () => {
    const seen: Float64Array[] = [];
    const look = (w: World) => void seen.push(w.economic.slice());
    simulate(spec({ ticks: 1 }), { probes: { before: { capabilities: look }, after: { capabilities: look } }, tables: [] });
    const unseen: Float64Array[] = [];
    simulate(spec({ ticks: 1 }), { probes: { start: (w) => void unseen.push(w.economic.slice()) }, tables: [] });
    expect(seen).toHaveLength(2);
    expect(seen[0]).toEqual(unseen[0]);
    expect(seen[1]).not.toEqual(seen[0]);
  });

  it('that only look leave a run as it is, and see its events', () => {
    const kinds: string[] = [];
    const long = spec({ ticks: 12 });
    const seen = simulate(long, { probes: { event: (w, { kind }) => kinds.push(`${w.tick} ${kind}`), before: {} } });
    expect(seen).toEqual(simulate(long));
    const { events } = seen.tables;
    const rows = Array.from({ length: events?.rows ?? 0 }, (_, r) => (events === undefined ? [] : rowOf(events, r)));
    expect(kinds.length).toBeGreaterThan(3);
    expect(kinds).toEqual(rows.map(([tick, kind]) => `${String(tick)} ${String(kind)}`));
  });

  it('can change the world before it is observed and between two phases', () => {
    const poor = simulate(spec(), { probes: { start: (w) => w.economic.fill(1) } });
    expect(numbersOf(poor.tables.states, 'economic')?.slice(0, 5)).toEqual(new Float64Array(5).fill(1));
    const halted = simulate(spec(), { probes: { after: { capabilities: (w) => w.economic.fill(w.tick) } } });
    expect(halted.digest).not.toBe(simulate(spec()).digest);
  });

  it('fail the run when they throw', () => {
    const probes = {
      before: {
        learning: () => {
          throw new RangeError('a\n  b');
        },
      },
    };
    expect(() => simulate(spec(), { probes })).toThrow(RangeError);
    const last = outputOf(spec(), { probes }).next();
    expect(last).toMatchObject({ done: true, value: { failure: 'RangeError: a b', ticks: 1 } });
  });
});

describe('an error', () => {
  it('is put in one line, its kind first', () => {
    expect(messageOf(new RangeError('a\n  b'))).toBe('RangeError: a b');
    expect(messageOf('thrown text')).toBe('Error: thrown text');
  });
});

it('tables have the columns of TABLES', () => {
  const { tables } = simulate(spec({ record: { dyads: 1, decisions: 1 } }));
  expect(Object.keys(tables)).toEqual(Object.keys(TABLES));
  for (const [name, table] of Object.entries(tables)) {
    expect(Object.keys(table.columns)).toEqual(TABLES[name as keyof typeof TABLES].map((column) => column.name));
    for (const values of Object.values(table.columns)) expect(values).toHaveLength(table.rows);
  }
});
