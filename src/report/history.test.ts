import { beforeAll, describe, expect, it } from 'vitest';
import { openResults, readTable } from '../results/read-results.ts';
import { useBench } from '../testing/cli.ts';
import { countTies, standingAt, tiesAt } from './history.ts';
import { KINDS, type AgreementEntry } from './payload.ts';
import { readSource } from './read.ts';
import { membership, readRuns } from './replays.ts';
import { worldStates } from './world-states.ts';

const everyone = () => true;

/** Signed at tick 2 by 0 and 1; 2 joins at 4, 0 leaves at 5; an alliance from 6; ends at 8. */
const LIFE: AgreementEntry = [
  'life',
  1,
  2,
  8,
  [0, 1],
  [
    [4, 'j', 2],
    [5, 'l', 0],
    [6, 'k', 0],
  ],
];

describe('an agreement at the end of a tick', () => {
  it.each([
    [1, null],
    [2, { kind: 1, members: [0, 1] }],
    [4, { kind: 1, members: [0, 1, 2] }],
    [5, { kind: 1, members: [1, 2] }],
    [6, { kind: 0, members: [1, 2] }],
    [7, { kind: 0, members: [1, 2] }],
    [8, null],
    [9, null],
  ])('%i is %j', (tick, expected) => {
    expect(standingAt(LIFE, tick)).toEqual(expected);
  });

  it('is in force from before the run where it is older, and to the end where it has none', () => {
    const old: AgreementEntry = ['old', 0, -70, -1, [3, 4], []];
    expect(standingAt(old, 0)).toEqual({ kind: 0, members: [3, 4] });
    expect(standingAt(old, 1000)).toEqual({ kind: 0, members: [3, 4] });
  });
});

describe('ties at a tick', () => {
  const three: AgreementEntry = ['three', 2, 0, -1, [1, 2, 3], []];

  it('count a pair once in each kind, and once in all', () => {
    const again: AgreementEntry = ['again', 2, 0, -1, [1, 2], []];
    const ties = tiesAt([three, again, LIFE], 6, everyone);
    expect(ties.map(({ a, b, kinds }) => [a, b, kinds])).toEqual([
      [1, 2, 0b101],
      [1, 3, 0b100],
      [2, 3, 0b100],
    ]);
    expect(countTies(ties)).toEqual({ byKind: [1, 0, 3], all: 3 });
    expect(ties[0]?.agreements).toEqual([0, 1, 2]);
  });

  it('leave out states that are no members of the system', () => {
    expect(tiesAt([three], 0, (state) => state !== 2).map(({ a, b }) => [a, b])).toEqual([[1, 3]]);
  });
});

/** Everything that changes who is a member of what: treaties of many, dated joinings, leavings and ends, a state that leaves the system and returns. */
const EVENTFUL = `entente: 1
name: eventful
start: 1990
ticks: 10
parameters: { entrapment_cost: {at: {0: 0.2, 7: 4}} }
generate: { states: 10, rivalries: 4 }
`;

const SHOCKED = `entente: 1
name: shocked
ticks: 8
parameters: { entrapment_cost: 0.3 }
states:
  - { id: A, military: 40, economic: 40, revisionism: 0.9, ideology: 0.1 }
  - { id: B, military: 20, economic: 30, ideology: 0.8 }
  - { id: C, military: 13, economic: 18, ideology: 0.8 }
  - { id: D, military: 30, economic: 30, ideology: 0.9 }
  - { id: E, military: 10, economic: 12, ideology: 0.7 }
  - { id: F, military: 10, economic: 12, ideology: 0.7 }
relations:
  - { between: [A, B], hostility: 0.5 }
  - { between: [A, C], hostility: 0.4 }
agreements:
  - { name: League, kind: alliance, members: [{state: B}, {state: C}, {state: D}] }
  - { name: Pact, kind: minilateral, members: [{state: B}, {state: C}, {state: E}, {state: F}] }
  - { name: Accord, kind: partnership, members: [{state: E}, {state: F}] }
shocks:
  - { at: 2, join: { state: E, agreement: League } }
  - { at: 3, leave: { state: B, agreement: League } }
  - { at: 4, set: { states.F.active: false } }
  - { at: 6, set: { states.F.active: true } }
  - { at: 5, end: Accord }
  - { at: 7, sign: { name: Late, kind: alliance, members: [{state: A}, {state: E}] } }
`;

describe('ties that follow from agreements.csv and events.csv', () => {
  const bench = useBench();
  beforeAll(async () => {
    for (const [name, text] of Object.entries({ eventful: EVENTFUL, shocked: SHOCKED })) {
      bench.write(`${name}.yaml`, text);
      const { code, stderr } = await bench.entente('run', `${name}.yaml`, '--seed', '3', '--replicates', '3', '--quiet', '--out', name);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    }
  });

  it.each(['eventful', 'shocked'])('are those that were counted, at every tick of every run: %s', async (name) => {
    const source = await readSource(bench.path(name), undefined);
    const states = await worldStates(source);
    const { replays, checked } = await readRuns(source, states, () => undefined);
    const system = await readTable(await openResults(bench.path(name)), 'system');
    const runs = system.texts('run');
    const ticks = system.numbers('tick');
    let different = 0;
    for (let row = 0; row < system.rows; row++) {
      const replay = replays.find(({ run }) => run === runs[row]);
      const tick = ticks[row] ?? -1;
      const { byKind, all } = countTies(tiesAt(replay?.agreements ?? [], tick, membership(replay?.states ?? null, states.length, tick)));
      expect({ row, byKind, all }).toEqual({
        row,
        byKind: KINDS.map((kind) => system.numbers(`n_${kind}_ties`)[row]),
        all: system.numbers('n_ties')[row],
      });
      if (all > 0) different++;
    }
    expect(different).toBeGreaterThan(0);
    expect(checked).toBe(system.rows);
    const changes = replays.flatMap(({ agreements }) => agreements.flatMap(([, , , , , all]) => all.map(([, change]) => change)));
    // Without changes of every kind the comparison would say little.
    if (name === 'shocked') expect(new Set(changes)).toEqual(new Set(['j', 'l', 'k']));
  });
});
