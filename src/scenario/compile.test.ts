import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { checkWorld } from '../model/invariants.ts';
import { step } from '../model/tick.ts';
import type { World } from '../model/world.ts';
import { scenarioFile } from '../testing/scenario-arbitraries.ts';
import { renewedAt } from './compile-agreements.ts';
import { compileScenario } from './compile.ts';
import { greatCircle } from './geography.ts';
import { loadScenario, resolveScenario } from './load.ts';
import type { ScenarioFile } from './schema/schema.ts';

vi.setConfig({ testTimeout: 120_000 });

const RUN = { seed: 1, replicate: 0 };
const HEAD = 'entente: 1\nname: test\n';
const compile = (text: string, sets: string[] = []): World => compileScenario(loadScenario('f.yaml', text, { sets }), RUN);

/** The contents of a world, without caches. */
function contents({ outlook: _, workspace: __, ...w }: World): unknown {
  return w;
}

describe('a compiled world', () => {
  it('has the states in order of id, and in order of slot where slots are given', () => {
    expect(compile(`${HEAD}states: [{id: b}, {id: B}, {id: A}]`).ids).toEqual(['A', 'B', 'b']);
    const w = compile(`${HEAD}states: [{id: b, slot: 4}, {id: B, slot: 7}, {id: A, slot: 5}]`);
    expect([w.ids, [...w.slots], w.slotCount]).toEqual([['b', 'A', 'B'], [4, 5, 7], 8]);
  });

  it('is the same whatever the order of states, relations and members in the file', () => {
    fc.assert(
      fc.property(scenarioFile, fc.infiniteStream(fc.nat()), (file, numbers) => {
        const shuffle = <T>(list: readonly T[]): T[] =>
          [...list]
            .map((x) => [numbers.next().value as number, x] as const)
            .sort((a, b) => a[0] - b[0])
            .map(([, x]) => x);
        const other = {
          ...file,
          states: shuffle(file.states ?? []),
          relations: shuffle(file.relations ?? []),
          agreements: (file.agreements ?? []).map((agreement) => ({ ...agreement, members: shuffle(agreement.members) })),
        } as ScenarioFile;
        const dated = (w: World) =>
          w.dated.map((event) => JSON.stringify(event, (_, value: unknown) => (value instanceof Uint8Array ? [...value] : value)));
        const [a, b] = [file, other].map((x) => compileScenario(resolveScenario(x), RUN)) as [World, World];
        expect(contents({ ...b, dated: [] })).toEqual(contents({ ...a, dated: [] }));
        expect(dated(b)).toEqual(dated(a));
      }),
      { numRuns: 100 },
    );
  });

  it('keeps every invariant, at the start and over its ticks', () => {
    fc.assert(
      fc.property(scenarioFile, (file) => {
        const w = compileScenario(resolveScenario(file), RUN);
        checkWorld(w);
        for (let tick = 0; tick < 3; tick++) step(w, { event: () => undefined });
        checkWorld(w);
      }),
      { numRuns: 100 },
    );
  });

  it('has symmetric distances, from places by the great circle, else as the relation says, else the default', () => {
    const w = compile(
      `${HEAD}states: [{id: A, place: {lat: 51.5, lon: 0}}, {id: B, place: {lat: 40.7, lon: -74}}, {id: C}]\nrelations: [{between: [A, C], distance: 250}]\n`,
    );
    expect(w.distance[1]).toBeCloseTo(5570, -2);
    expect([w.distance[2], w.distance[5], w.distance[3], w.distance[0]]).toEqual([250, 1000, w.distance[1], 0]);
    expect(greatCircle({ lat: 0, lon: 0 }, { lat: 0, lon: 180 })).toBeCloseTo(Math.PI * 6371, 6);
    expect(greatCircle({ lat: 10, lon: 20 }, { lat: 10, lon: 20 })).toBe(0);
  });

  it('takes a direction of trade and intent from the state that is named, and fills the rest from the defaults', () => {
    const w = compile(
      `${HEAD}defaults: {relations: {trade: 0.01, hostility: 0.2}}\nstates: [{id: A, ideology: 0}, {id: B, ideology: 1}, {id: C}]\nrelations: [{between: [B, A], trade: {A: 0.3}, intent: {B: 0.7}}]\n`,
    );
    expect([w.trade[1], w.trade[3], w.trade[2], w.hostility[1], w.hostility[5], w.intent[3]]).toEqual([0.3, 0.01, 0.01, 0.2, 0.2, 0.7]);
    expect([w.affinity[1], w.affinity[2]]).toEqual([0, 0.4]);
    expect(w.intent[1]).toBeGreaterThanOrEqual(0);
  });

  it('has the burden of military on economic capability, 0 where there is no economy', () => {
    expect([...compile(`${HEAD}states: [{id: A, military: 3, economic: 6}, {id: B, military: 2, economic: 0}]`).burden]).toEqual([0.5, 0]);
  });

  it('has agreements with the terms, the members and the conditions of the file', () => {
    const w = compile(`${HEAD}start: 2000
states: [{id: A, region: East}, {id: B, region: East}, {id: C}, {id: D}]
agreements:
  - name: x
    kind: alliance
    start: 1994
    term: 4
    purpose: [D]
    members:
      - {state: B, since: 1996, obligations: [{type: defence, when: {location: [East], adversaries: [D, C], min_adversaries: 2, max_adversaries: 3, non_provocation: true, discretion: true}}, consultation]}
      - A
`);
    const [x] = w.book.all;
    expect(x).toMatchObject({
      start: -6,
      renewedAt: -2,
      term: 4,
      depth: 0.85,
      areas: 1 + 16,
      purpose: [3],
      formality: 'formal',
      consent: 'unanimity',
      secret: false,
    });
    expect(x?.members.map(({ state, since }) => [state, since])).toEqual([
      [0, -6],
      [1, -4],
    ]);
    expect(x?.members[0]?.obligations.map(({ type }) => type)).toEqual(['defence', 'nonaggression', 'consultation']);
    expect(x?.members[1]?.obligations[0]?.when).toEqual({
      adversaries: [2, 3],
      location: Uint8Array.from([1, 1, 0, 0]),
      minAdversaries: 2,
      maxAdversaries: 3,
      ongoingConflict: false,
      nonProvocation: true,
      demands: false,
      discretion: true,
    });
  });

  it('has depths by kind from the parameters, as the scenario sets them', () => {
    const text = `${HEAD}states: [{id: A}, {id: B}, {id: C}]
agreements:
  - {name: a, kind: alliance, members: [A, B]}
  - {name: b, kind: alliance, formality: informal, members: [A, B]}
  - {name: c, kind: alliance, obligations: [neutrality], members: [A, B]}
  - {name: d, kind: partnership, members: [A, B]}
  - {name: e, kind: minilateral, members: [A, B, C]}
  - {name: f, kind: partnership, depth: 0.1, members: [A, B]}
`;
    const depths = (sets: string[]) => compile(text, sets).book.all.map(({ depth }) => depth);
    const standard = depths([]);
    expect(new Set(standard).size).toBe(6);
    expect(depths(['parameters.alliance_depth=0.9', 'parameters.partnership_depth={at: {0: 0.3, 5: 0.4}}'])).toEqual([
      0.9,
      standard[1],
      standard[2],
      0.3,
      standard[4],
      0.1,
    ]);
  });
});

describe('terms', () => {
  it('run from the start of the agreement, not from tick 0', () => {
    expect([renewedAt(0, 5), renewedAt(-2, 5), renewedAt(-5, 5), renewedAt(-12, 5), renewedAt(-7, 0)]).toEqual([0, -2, 0, -2, -7]);
  });
});

describe('dated events', () => {
  const dated = (more: string, sets: string[] = []) =>
    compile(`${HEAD}states: [{id: A}, {id: B}, {id: C}]\nagreements: [{name: x, kind: partnership, members: [A, B, C]}]\n${more}`, sets)
      .dated;

  it('are the silent steps of paths, where they change anything, and what the world starts from is the value at tick 0', () => {
    const text = `${HEAD}ticks: 6\nparameters: {entrapment_cost: {at: {0: 1, 2: 2, 4: 2, 5: 3}}, attention: {at: [[1, 3], [4, 6]]}, update_order: {at: {0: in-turn, 3: together}}}\nstates: [{id: A, abandonment_cost: {at: {0: 1, 9: 10}, between: step}}, {id: B}]\n`;
    const w = compile(text);
    expect([w.parameters.entrapment_cost, w.parameters.attention, w.abandonment[0]]).toEqual([1, 3, 1]);
    expect(w.dated.map((event) => [event.at, event.silent, 'key' in event && event.key, 'value' in event && event.value])).toEqual([
      [1, true, 'entrapment_cost', 1.5],
      [2, true, 'entrapment_cost', 2],
      [3, true, 'update_order', 'together'],
      [4, true, 'attention', 6],
      [5, true, 'entrapment_cost', 3],
    ]);
  });

  it('change a pair in both directions, each once', () => {
    expect(
      dated('shocks: [{at: 1, multiply: {relations.A-*.trade: 2}}]').map((event) =>
        event.do === 'pair' ? [event.of, event.with, event.value, event.multiply] : [],
      ),
    ).toEqual([
      [0, 1, 2, true],
      [1, 0, 2, true],
      [0, 2, 2, true],
      [2, 0, 2, true],
    ]);
    expect(dated('shocks: [{at: 1, set: {relations.*-*.hostility: 0.5}}]')).toHaveLength(6);
  });

  it('come in order of tick, and of a shock that does several things the first alone has the label', () => {
    const events = dated(
      'shocks:\n  - {at: 5, label: late, end: x}\n  - {at: 2, set: {states.*.growth: 0.1, states.A.active: false}, leave: {agreement: x, state: A}}\n',
    );
    expect(events.map(({ at, silent, label, do: deed }) => [at, silent, label, deed])).toEqual([
      [2, false, 'states.*.growth = 0.1; states.A.active = false; A leaves x', 'state'],
      [2, true, '', 'state'],
      [2, true, '', 'state'],
      [2, true, '', 'state'],
      [2, true, '', 'leave'],
      [5, false, 'late', 'end'],
    ]);
    expect(events[3]).toMatchObject({ field: 'active', value: 0 });
  });

  it('sign agreements whose members join at that tick', () => {
    const [event] = dated('shocks: [{at: 3, sign: {name: y, kind: alliance, members: [A, B]}}]');
    expect(event?.do === 'sign' && event.terms.members.map(({ since }) => since)).toEqual([3, 3]);
  });

  it('after the end of a run that an option cut short do not happen and do no harm', () => {
    expect(dated('ticks: 10\nshocks: [{at: 2, end: x}, {at: 8, end: x}]', ['ticks=5']).map(({ at }) => at)).toEqual([2]);
  });
});

describe('the runs of a scenario', () => {
  it('start alike, whatever happened in another run of it', () => {
    fc.assert(
      fc.property(scenarioFile, (file) => {
        const scenario = resolveScenario(file);
        const first = compileScenario(scenario, RUN);
        const start = structuredClone(contents(first));
        for (let tick = 0; tick < 3; tick++) step(first, { event: () => undefined });
        expect(contents(compileScenario(scenario, RUN))).toEqual(start);
        expect(contents(compileScenario(structuredClone(scenario), RUN))).toEqual(start);
      }),
      { numRuns: 30 },
    );
  });

  it('each have random draws of their own', () => {
    const scenario = loadScenario('f', `${HEAD}states: [{id: A}, {id: B}]`);
    const keys = [0, 1, 0].map((replicate) => compileScenario(scenario, { seed: 1, replicate }).runKey);
    expect([keys[0] === keys[1], keys[0] === keys[2]]).toEqual([false, true]);
  });
});

describe('the key of a run', () => {
  it('depends on seed and replicate alone', () => {
    const scenario = loadScenario('f', `${HEAD}states: [{id: A}, {id: B}]`);
    const key = (seed: number, replicate: number, sets: string[] = []) =>
      compileScenario(resolveScenario(scenario, { sets }), { seed, replicate }).runKey;
    expect(key(1, 0, ['parameters.entrapment_cost=5'])).toBe(key(1, 0));
    expect(new Set([key(1, 0), key(1, 1), key(2, 0), key(11, 0)]).size).toBe(4);
  });
});
