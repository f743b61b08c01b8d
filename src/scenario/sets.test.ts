import { describe, expect, it } from 'vitest';
import { InputError, type Problem } from '../base/errors.ts';
import { loadScenario, resolveScenario } from './load.ts';
import type { Scenario } from './scenario.ts';
import { applySets } from './sets.ts';

const TEXT = `entente: 1
name: test
states: [{id: AAA}, {id: BBB, revisionism: 0.3}, {id: CCC}]
relations: [{between: [BBB, AAA], trade: {AAA: 0.1, BBB: 0.2}, hostility: 0.4}]
`;
const load = (...sets: string[]): Scenario => loadScenario('f.yaml', TEXT, { sets });
function problem(...sets: string[]): Problem {
  try {
    load(...sets);
  } catch (error) {
    if (error instanceof InputError && error.problems.length === 1) return error.problems[0] as Problem;
    throw error;
  }
  throw new Error('no problem');
}

describe('--set', () => {
  it('sets parameters to numbers, words and paths', () => {
    expect(
      load('parameters.entrapment_cost=2', 'parameters.update_order=together', 'parameters.abandonment_cost={at: {0: 1, 10: 2}}')
        .parameters,
    ).toMatchObject({
      entrapment_cost: 2,
      update_order: 'together',
      abandonment_cost: {
        at: [
          [0, 1],
          [10, 2],
        ],
        between: 'linear',
      },
    });
  });

  it('sets the field of one state and of every state', () => {
    expect(
      load('states.*.revisionism=0.5', 'states.CCC.revisionism=0.6', 'states.AAA.active=false').states?.map(({ revisionism, active }) => [
        revisionism,
        active,
      ]),
    ).toEqual([
      [0.5, false],
      [0.5, true],
      [0.6, true],
    ]);
  });

  it('sets a relation, whichever way round, in both directions, and makes those that are not there', () => {
    expect(load('relations.AAA-BBB.trade=0.5').relations).toMatchObject([{ between: ['BBB', 'AAA'], trade: 0.5, hostility: 0.4 }]);
    expect(load('relations.CCC-*.hostility=0.9').relations).toMatchObject([
      { hostility: 0.4 },
      { between: ['CCC', 'AAA'], hostility: 0.9 },
      { between: ['CCC', 'BBB'], hostility: 0.9 },
    ]);
    const all = load('relations.*-*.trade=0.05');
    expect([all.relations?.[0]?.trade, all.defaults.relations.trade]).toEqual([0.05, 0.05]);
    expect(load('relations.*-*.distance=50').relations?.map(({ distance }) => distance)).toEqual([50, 50, 50]);
  });

  it('sets ticks, rule and what is recorded; the last of two wins', () => {
    expect(load('ticks=5', 'ticks=7', 'rule=random', 'record.decisions=2')).toMatchObject({
      ticks: 7,
      rule: 'random',
      record: { states: 1, decisions: 2 },
    });
  });

  it('sets the generator of a synthetic system', () => {
    const text = 'entente: 1\nname: a\ngenerate: {states: 10}\n';
    expect(loadScenario('f', text, { sets: ['generate.adversary_trade=0.15'] }).generate).toMatchObject({
      states: 10,
      adversary_trade: 0.15,
    });
  });

  it('leaves what it is given as it was, and works on a resolved scenario too', () => {
    const scenario = load();
    const before = JSON.stringify(scenario);
    const changed = resolveScenario(scenario, { sets: ['states.AAA.military=9', 'parameters.entrapment_cost=3'] });
    expect(JSON.stringify(scenario)).toBe(before);
    expect(applySets(scenario, []).input).toBe(scenario);
    expect(applySets(scenario, ['ticks=3']).input).not.toBe(scenario);
    expect(JSON.stringify(scenario)).toBe(before);
    expect([changed.states?.[0]?.military, changed.parameters.entrapment_cost]).toEqual([9, 3]);
  });

  it.each([
    ['parameters.entrapment_cst=2', { expected: 'the name of a parameter', remedy: 'did you mean "entrapment_cost"?' }],
    ['states.AAB.military=2', { expected: 'the id of a state or *', remedy: 'did you mean "AAA"?' }],
    ['states.AAA.militry=2', { expected: 'a field of a state', remedy: 'did you mean "military"?' }],
    ['states.AAA=2', { expected: 'a path of the form states.ID.FIELD' }],
    ['relations.AAA.trade=2', { expected: 'a path of the form relations.A-B.FIELD' }],
    ['relations.AAA-AAA.trade=0.1', { expected: 'two different states' }],
    ['relations.AAA-BBC.trade=0.1', { remedy: 'did you mean "BBB"?' }],
    ['tiks=2', { remedy: 'did you mean "ticks"?' }],
    ['ticks.x=2', { expected: '"ticks" alone' }],
    ['ticks=0', { expected: 'a whole number from 1 to 10000', found: '0' }],
    ['parameters.entrapment_cost=21', { expected: 'a number from 0 to 20', found: '21' }],
    ['parameters.entrapment_cost=.nan', { expected: 'a finite number' }],
    ['parameters.entrapment_cost={at: [[5, 1], [2, 2]]}', { expected: 'a tick after 5: a path goes forward in time' }],
    ['parameters.entrapment_cost=[', { expected: 'well-formed YAML or JSON' }],
    ['parameters.entrapment_cost=', { expected: 'a value after "="' }],
    ['parameters.entrapment_cost', { expected: 'path=value' }],
    ['states.*.growth=9', { expected: 'a number from -0.5 to 0.5', found: '9' }],
    ['generate.states=5', { expected: 'a scenario with "generate"' }],
  ])('%s is refused by name, once', (set, expected) => {
    const found = problem(set);
    expect(found).toMatchObject({ path: `--set ${set}`, ...expected });
    expect([found.remedy, found.file]).toEqual([expect.any(String), undefined]);
  });

  it('refuses single states of a synthetic system, which has none before it is generated', () => {
    expect(() => loadScenario('f', 'entente: 1\nname: a\ngenerate: {}\n', { sets: ['states.S001.growth=0'] })).toThrow(
      /use \*, or change the state by a shock/,
    );
  });

  it('has its problems reported together with those of the file', () => {
    expect(() => loadScenario('f.yaml', `${TEXT}ticks: 0\n`, { sets: ['rule=x'] })).toThrow(/--set rule=x: .*\nf\.yaml:5:8: ticks/s);
  });
});
