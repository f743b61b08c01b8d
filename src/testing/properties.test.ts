import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DatedEvent } from '../model/fields.ts';
import type { Agreement } from '../model/treaty/treaty.ts';
import { sign } from '../model/treaty/book.ts';
import type { ModelEvent, OptionRow } from '../model/events.ts';
import { checkWorld } from '../model/invariants.ts';
import { initialise, PHASES, step } from '../model/tick.ts';
import { createWorld, type World } from '../model/world.ts';
import { compileScenario } from '../scenario/compile.ts';
import { resolveScenario } from '../scenario/load.ts';
import type { ScenarioFile } from '../scenario/schema/schema.ts';
import { firstDifference, listen } from './oracle.ts';
import { rawWorld, type WorldShape } from './random-worlds.ts';
import { scenarioFile } from './scenario-arbitraries.ts';
import { changedFields, copyOf, same } from './world-copy.ts';

/** ENTENTE_PROPERTY_RUNS raises the number of worlds. */
const RUNS = Number(process.env['ENTENTE_PROPERTY_RUNS'] ?? 20);

const shapeUpTo = (most: number, ticks: number): fc.Arbitrary<WorldShape> =>
  fc
    .record({
      n: fc.integer({ min: 2, max: most }),
      seed: fc.nat(),
      events: fc.integer({ min: 0, max: 10 }),
      rule: fc.constantFrom('expected-utility', 'expected-utility', 'random', 'inertia'),
    })
    .chain((given) => fc.integer({ min: 0, max: given.n + 5 }).map((agreements) => ({ ...given, agreements, ticks })));

function start(shape: WorldShape): World {
  const w = rawWorld(shape);
  initialise(w);
  return w;
}

interface History {
  events: ModelEvent[][];
  rows: OptionRow[][];
  w: World;
}

/** Runs a world for this many ticks and keeps everything it reported. */
function play(w: World, ticks: number, each: (w: World) => void = () => undefined): History {
  const history: History = { events: [], rows: [], w };
  for (let t = 0; t < ticks; t++) {
    const heard = listen();
    step(w, heard);
    history.events.push(heard.events);
    history.rows.push(heard.rows);
    each(w);
  }
  return history;
}

function expectSame(a: History, b: History): void {
  expect(changedFields(copyOf(a.w), copyOf(b.w))).toEqual([]);
  expect(same(a.events, b.events)).toBe(true);
  expect(same(a.rows, b.rows)).toBe(true);
}

/** Every number of a world that must be finite. */
function checkNumbers(w: World): void {
  for (const [field, value] of Object.entries(w) as [string, unknown][]) {
    if (!(value instanceof Float64Array) || field === 'ownEntrapment' || field === 'ownAbandonment') continue;
    expect(value.every(Number.isFinite), field).toBe(true);
  }
  expect(w.power.every((p) => p >= 0)).toBe(true);
  expect(w.power.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 9);
}

const statesOf = (a: Agreement) => a.members.map((m) => m.state);

/** Follows agreements by events alone, from tick to tick. */
class Ledger {
  members = new Map<number, number[]>();
  kinds = new Map<number, string>();

  constructor(w: World) {
    for (const a of w.book.active) this.enter(a);
  }

  enter(a: Agreement): void {
    this.members.set(a.id, statesOf(a));
    this.kinds.set(a.id, a.kind);
  }

  /** Applies the tick's events and compares the book with the result. */
  follow(w: World, events: readonly ModelEvent[]): void {
    for (const { kind, agreement: id, actor, states } of events) {
      const before = this.members.get(id) ?? [];
      if (kind === 'signed') {
        expect(this.members.has(id), `agreement ${id} is signed once`).toBe(false);
        this.members.set(id, [...states]);
        this.kinds.set(id, w.book.all[id]!.kindAtStart);
      } else if (kind === 'joined') {
        expect(before, 'who joins was outside').not.toContain(actor);
        this.members.set(
          id,
          [...before, actor].sort((x, y) => x - y),
        );
        expect(states).toEqual(this.members.get(id));
      } else if (kind === 'left') {
        expect(before, 'who leaves was inside').toContain(actor);
        this.members.set(
          id,
          before.filter((k) => k !== actor),
        );
      } else if (kind === 'ended') this.members.delete(id);
      else if (kind === 'matured') this.kinds.set(id, 'alliance');
      else if (kind === 'hollowed') this.kinds.set(id, 'partnership');
    }
    expect(w.book.active.map((a) => [a.id, statesOf(a), a.kind])).toEqual(
      [...this.members].sort((x, y) => x[0] - y[0]).map(([id, states]) => [id, states, this.kinds.get(id)]),
    );
    for (let i = 0; i < w.n; i++) {
      const bound = w.book.of[i]!.map((a) => a.id);
      expect(bound).toEqual(
        [...this.members]
          .filter(([, states]) => states.includes(i))
          .map(([id]) => id)
          .sort((x, y) => x - y),
      );
    }
  }
}

describe('any valid world', () => {
  it('keeps every invariant, with numbers that are numbers and shares that sum to one, up to 40 states', () => {
    fc.assert(
      fc.property(shapeUpTo(40, 6), (shape) => {
        const w = start(shape);
        checkWorld(w);
        play(w, shape.ticks, (now) => {
          checkWorld(now);
          checkNumbers(now);
        });
      }),
      { numRuns: RUNS, seed: 1 },
    );
  });

  it('keeps every invariant with 120 states', () => {
    const w = start({ n: 120, seed: 1, ticks: 2, agreements: 90, events: 6 });
    play(w, 2, (now) => {
      checkWorld(now);
      checkNumbers(now);
    });
  });

  it('changes who is bound to whom, and how, only by events', () => {
    fc.assert(
      fc.property(shapeUpTo(16, 10), (shape) => {
        const w = start(shape);
        const ledger = new Ledger(w);
        for (let t = 0; t < shape.ticks; t++) {
          const heard = listen();
          step(w, heard);
          ledger.follow(w, heard.events);
        }
      }),
      { numRuns: RUNS, seed: 2 },
    );
  });

  it('does the same twice, and the same whether decisions are recorded or not', () => {
    fc.assert(
      fc.property(shapeUpTo(12, 8), (shape) => {
        const [first, again, quiet] = [start(shape), start(shape), start(shape)];
        const history = play(first, shape.ticks);
        expectSame(play(again, shape.ticks), history);
        const events: ModelEvent[] = [];
        for (let t = 0; t < shape.ticks; t++) step(quiet, { event: (e) => events.push(e) });
        expect(same(events, history.events.flat())).toBe(true);
        expect(changedFields(copyOf(first), copyOf(quiet))).toEqual([]);
      }),
      { numRuns: RUNS, seed: 3 },
    );
  });
});

describe('consent', () => {
  const BY_CONSENT = ['signed', 'joined', 'matured', 'deepened'];
  const ALONE = ['left', 'hollowed'];

  /** Events of alignment; those of a shock or a renewal have a detail. */
  const chosenEvents = (events: readonly ModelEvent[]) =>
    events.filter((e) => [...BY_CONSENT, ...ALONE].includes(e.kind) && e.detail === '');

  it('precedes every change: each follows the choice of its proposer, and what others must agree to had some probability of consent', () => {
    const found = new Map<string, number>();
    fc.assert(
      fc.property(shapeUpTo(10, 12), (shape) => {
        const w = start({ ...shape, parameters: { update_order: 'in-turn', turns: 1 } });
        for (let t = 0; t < shape.ticks; t++) {
          const heard = listen();
          step(w, heard);
          const chosen = heard.rows.filter((r) => r.chosen);
          for (const e of chosenEvents(heard.events)) {
            found.set(e.kind, (found.get(e.kind) ?? 0) + 1);
            const action = {
              signed: 'found',
              joined: e.other < 0 ? 'join' : 'invite',
              matured: 'mature',
              deepened: 'deepen',
              left: 'leave',
              hollowed: 'hollow',
            }[e.kind as 'signed'];
            const proposer = e.kind === 'joined' && e.other >= 0 ? e.other : e.actor;
            const row = chosen.find((r) => r.state === proposer)!;
            expect([row.action, row.agreement < 0 || row.agreement === e.agreement]).toEqual([action, true]);
            if (ALONE.includes(e.kind)) expect(row.consent).toBe(1);
            else expect(row.consent).toBeGreaterThan(0);
          }
        }
      }),
      { numRuns: RUNS, seed: 4 },
    );
    expect([...found.keys()].sort()).toEqual([...BY_CONSENT, ...ALONE].sort());
  });

  it('is given as often as its probability says', () => {
    let [asked, expected, variance, given] = [0, 0, 0, 0];
    for (let seed = 0; seed < 30; seed++) {
      const w = start({
        n: 8,
        seed,
        ticks: 12,
        agreements: 6,
        events: 0,
        rule: 'random',
        parameters: { update_order: 'in-turn', turns: 1 },
      });
      for (let t = 0; t < 12; t++) {
        const heard = listen();
        step(w, heard);
        for (const row of heard.rows.filter((r) => r.chosen && !['keep', 'leave', 'hollow'].includes(r.action))) {
          asked += 1;
          expected += row.consent;
          variance += row.consent * (1 - row.consent);
          given += heard.events.some((e) => e.kind === 'refused' && e.actor === row.state) ? 0 : 1;
        }
      }
    }
    expect(asked).toBeGreaterThan(500);
    // four standard deviations: a false alarm in 16,000
    expect(Math.abs(given - expected)).toBeLessThan(4 * Math.sqrt(variance));
  });

  it('of a state that is never asked is not needed: nothing is refused where others have no say', () => {
    const w = start({ n: 8, seed: 7, ticks: 10, agreements: 8, events: 0 });
    const { events, rows } = play(w, 10);
    events.forEach((list, t) => {
      for (const e of list.filter((x) => x.kind === 'refused')) {
        const row = rows[t]!.find((r) => r.chosen && r.state === e.actor && !['keep', 'leave', 'hollow'].includes(r.action));
        expect(row, 'who is refused has proposed').toBeDefined();
      }
    });
  });
});

describe('each phase', () => {
  it('writes only the fields that it declares, and each of those somewhere', () => {
    const written = new Map(PHASES.map((p) => [p.name, new Set<string>()]));
    fc.assert(
      fc.property(shapeUpTo(10, 10), (shape) => {
        const w = start({ ...shape, events: 14 });
        for (let t = 0; t < shape.ticks; t++) {
          w.tick += 1;
          let before = copyOf(w);
          for (const phase of PHASES) {
            phase.run(w, listen());
            const after = copyOf(w);
            const changed = changedFields(before, after);
            expect(
              changed.filter((f) => !phase.writes.includes(f)),
              `${phase.name} at tick ${w.tick}`,
            ).toEqual([]);
            for (const field of changed) written.get(phase.name)!.add(field);
            before = after;
          }
        }
      }),
      { numRuns: RUNS, seed: 5 },
    );
    for (const phase of PHASES)
      expect(
        phase.writes.filter((f) => !written.get(phase.name)!.has(f)),
        phase.name,
      ).toEqual(MARKED[phase.name] ?? []);
  });
});

describe('the caches of a world', () => {
  /** Fills everything in them with nonsense, and marks what has a stamp as invalid. */
  function spoil({ outlook, workspace }: World): void {
    for (const cache of [outlook, workspace, workspace.overlay])
      for (const value of Object.values(cache) as unknown[]) if (value instanceof Float64Array) value.fill(NaN);
    for (const list of [...outlook.helps, ...outlook.pools]) list.fill(NaN);
    for (const list of outlook.ties) list.length = 0;
    outlook.stamp.fill(-1);
    for (const allies of outlook.allies) if (allies !== undefined) Object.assign(allies, { stamp: -1, count: 1, states: [0] });
    for (const backers of outlook.backers) if (backers !== undefined) Object.assign(backers, { count: 1, states: [0], strengths: [NaN] });
    Object.assign(workspace, { turnOrder: [0, 0, 0], evaluator: null });
    Object.assign(workspace.overlay, { count: 1, states: [0], replaces: true });
    expect(workspace.overlay.at.every((place) => place === 0)).toBe(true);
  }

  it('pass nothing from phase to phase: spoiled before each, they change no bit', () => {
    fc.assert(
      fc.property(shapeUpTo(12, 8), (shape) => {
        const [plain, spoiled] = [start(shape), start(shape)];
        for (let t = 0; t < shape.ticks; t++) {
          const [heard, other] = [listen(), listen()];
          step(plain, heard);
          spoiled.tick += 1;
          for (const phase of PHASES) {
            spoil(spoiled);
            phase.run(spoiled, other);
          }
          expect(same(heard.events, other.events)).toBe(true);
          expect(same(heard.rows, other.rows)).toBe(true);
        }
        expect(changedFields(copyOf(plain), copyOf(spoiled))).toEqual([]);
      }),
      { numRuns: RUNS, seed: 11 },
    );
  });

  it('are empty between ticks where they are messages', () => {
    play(start({ n: 10, seed: 3, events: 0, agreements: 12, ticks: 10 }), 10, (w) => {
      expect(w.tickLog).toEqual({ disputes: [], restraints: [] });
    });
  });
});

/** Fields of which a phase changes only a version: it marks as stale what was derived from ties. */
const MARKED: Record<string, string[]> = { perception: ['book'], assessment: ['book'] };

describe('capabilities enter as shares alone', () => {
  const shares = (event: DatedEvent) =>
    !(event.do === 'state' && (event.field === 'military' || event.field === 'economic') && !event.multiply);

  it('so that all of them times a power of two change no other bit', () => {
    fc.assert(
      fc.property(shapeUpTo(10, 8), fc.integer({ min: -12, max: 12 }), (shape, power) => {
        const factor = power < 0 ? 1 / (1 << -power) : 1 << power;
        const [plain, scaled] = [rawWorld(shape), rawWorld(shape)];
        for (const w of [plain, scaled]) {
          const kept = w.dated.filter(shares);
          (w.dated as DatedEvent[]).splice(0, w.dated.length, ...kept);
        }
        for (let i = 0; i < scaled.n; i++) {
          scaled.military[i] = scaled.military[i]! * factor;
          scaled.economic[i] = scaled.economic[i]! * factor;
        }
        initialise(plain);
        initialise(scaled);
        const [a, b] = [play(plain, shape.ticks), play(scaled, shape.ticks)];
        for (let i = 0; i < scaled.n; i++) {
          scaled.military[i] = scaled.military[i]! / factor;
          scaled.economic[i] = scaled.economic[i]! / factor;
        }
        expectSame(a, b);
      }),
      { numRuns: RUNS, seed: 6 },
    );
  });
});

describe('labels', () => {
  it('have no effect: renamed states that keep their slots do the same to the last bit', () => {
    fc.assert(
      fc.property(scenarioFile, fc.infiniteStream(fc.nat({ max: 1_000_000 })), (file, numbers) => {
        const ids = (file.states ?? []).map((s) => s.id);
        const fresh = ids.map((_, x) => `N${numbers.next().value as number}_${x}`);
        const slotted = { ...file, states: (file.states ?? []).map((s, x) => ({ ...s, slot: 2 * x + 1 })) };
        const renamed = rename(slotted, new Map(ids.map((id, x) => [id, fresh[x]!])));
        const [a, b] = [slotted, renamed].map((f) => play(compiled(f as ScenarioFile), 10)) as [History, History];
        expect(b.w.ids).toEqual(fresh);
        expect(same(a.events.map(unnamed), b.events.map(unnamed))).toBe(true);
        expect(same(a.rows, b.rows)).toBe(true);
        expect(changedFields(unlabelled(a.w), unlabelled(b.w))).toEqual([]);
      }),
      { numRuns: RUNS, seed: 7 },
    );
  });

  function compiled(file: ScenarioFile): World {
    return compileScenario(resolveScenario(file), { seed: 1, replicate: 0 });
  }

  /** Every id renamed, where it is a separate word in keys and texts. */
  function rename(value: unknown, names: ReadonlyMap<string, string>): unknown {
    if (typeof value === 'string') return names.get(value) ?? value.replace(/[A-Za-z][A-Za-z0-9_]*/g, (word) => names.get(word) ?? word);
    if (Array.isArray(value)) return value.map((x) => rename(x, names));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, x]) => [
        key.includes('.') || names.has(key) ? (rename(key, names) as string) : key,
        key === 'name' || key === 'title' ? x : rename(x, names),
      ]),
    );
  }

  /** The label of a shock may name a state. */
  function unnamed(events: readonly ModelEvent[]): ModelEvent[] {
    return events.map((e) => (e.kind === 'shock' ? { ...e, detail: '' } : e));
  }

  function unlabelled(w: World) {
    const copy = copyOf(w);
    const book = copy.book as { all: { name: string }[]; ties: unknown };
    for (const a of book.all) a.name = '';
    return { ...copy, ids: null, names: null, dated: null, book: { ...book, ties: null } };
  }
});

describe('a state that meets nobody', () => {
  /** The same world with one more state at the end, which has nothing and is far from all others. */
  function withHermit(shape: WorldShape, active: 0 | 1): World {
    const old = rawWorld(shape);
    const n = old.n + 1;
    const w = createWorld({
      ids: [...old.ids, 'ZZZ'],
      names: [...old.names, 'ZZZ'],
      regions: old.regions,
      slots: Int32Array.from([...old.slots, old.slotCount]),
      rule: old.rule,
      runKey: old.runKey,
      parameters: { ...old.parameters },
      dated: old.dated.map((e) => ({ ...e })),
    });
    for (const [field, value] of Object.entries(w) as [keyof World, unknown][]) {
      if (!ArrayBuffer.isView(value) || field === 'slots') continue;
      const [to, from] = [value as Float64Array, old[field] as Float64Array];
      if (from.length === old.n) to.set(from);
      else if (from.length === old.n * old.n) for (let i = 0; i < old.n; i++) to.set(from.subarray(i * old.n, (i + 1) * old.n), i * n);
    }
    w.active[old.n] = active;
    for (let k = 0; k < old.n; k++) {
      w.distance[old.n * n + k] = w.distance[k * n + old.n] = 50_000;
      w.intent[old.n * n + k] = w.intent[k * n + old.n] = 0;
    }
    rewrite(w, old);
    initialise(w);
    return w;
  }

  /** Signs the old world's agreements again, with treaty areas of the length that the new world needs. */
  function rewrite(w: World, old: World): void {
    const longer = <T>(value: T): T =>
      JSON.parse(
        JSON.stringify(value, (key, x: unknown) =>
          (key === 'location' || key === 'openTo') && x !== null ? [...Object.values(x as object), 0] : x,
        ),
        (key, x: unknown) => ((key === 'location' || key === 'openTo') && x !== null ? Uint8Array.from(x as number[]) : x),
      ) as T;
    for (const a of old.book.all) sign(w.book, longer(a), a.renewedAt, a.start);
    (w.dated as DatedEvent[]).splice(0, w.dated.length, ...old.dated.map(longer));
  }

  function others(history: History, n: number): Record<string, unknown> {
    const { w } = history;
    const fields = (Object.entries(w) as [string, unknown][]).flatMap(([field, value]): unknown[] => {
      if (!ArrayBuffer.isView(value) || field === 'slots') return [];
      const list = Array.from(value as Float64Array);
      if (list.length === w.n) return [[field, list.slice(0, n)]];
      if (list.length === w.n * w.n) return [[field, Array.from({ length: n }, (_, i) => list.slice(i * w.n, i * w.n + n))]];
      return [];
    });
    const agreements = w.book.all.map(({ members, openTo, ...rest }) => [
      rest,
      openTo === null ? null : Array.from(openTo.slice(0, n)),
      members.map((m) => [m.state, m.since, m.obligations.length]),
    ]);
    return { fields, agreements, events: history.events, rows: history.rows };
  }

  it('changes no bit of the others when it is not a member of the system', () => {
    fc.assert(
      fc.property(shapeUpTo(9, 8), (shape) => {
        const [a, b] = [play(start(shape), shape.ticks), play(withHermit(shape, 0), shape.ticks)];
        expect(firstDifference('others', others(a, shape.n), others(b, shape.n))).toBeNull();
      }),
      { numRuns: RUNS, seed: 8 },
    );
  });

  it('changes no bit of the others, their choices apart, when it is a member without capability, dispute, trade or goodwill', () => {
    // a member chooses, can be chosen and counts for the popularity of others; without these, it has no effect
    const held = { rule: 'inertia', parameters: { inertia_choice: 1, cooperation_closure: 0 } };
    fc.assert(
      fc.property(shapeUpTo(9, 8), (given) => {
        const shape = { ...given, ...held };
        const [a, b] = [play(start(shape), shape.ticks), play(withHermit(shape, 1), shape.ticks)];
        expect(firstDifference('others', { ...others(a, shape.n), rows: [] }, { ...others(b, shape.n), rows: [] })).toBeNull();
      }),
      { numRuns: RUNS, seed: 9 },
    );
  });
});
