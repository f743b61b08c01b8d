import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InputError, type Problem } from '../base/errors.ts';
import { loadScenario, parseScenario, resolveScenario, type LoadOptions } from './load.ts';
import { readScenario } from '../files/read-scenario.ts';

const HEAD = 'entente: 1\nname: test\n';
const STATES = `${HEAD}states: [{id: AAA}, {id: BBB}, {id: CCC}, {id: DDD, region: Far East}]\n`;

function problems(text: string | Uint8Array, options?: LoadOptions): readonly Problem[] {
  try {
    loadScenario('file.yaml', text, options);
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
  return [];
}

/** The only problem of a text. */
function only(text: string | Uint8Array, options?: LoadOptions): Problem {
  const all = problems(text, options);
  expect(all.map(({ path, expected, found }) => [path, expected, found])).toHaveLength(1);
  return all[0] as Problem;
}

describe('a problem', () => {
  it('names file, line, column, path, what was expected and found, what to do, and shows the line', () => {
    expect(only(`${STATES}relations:\n  - between: [AAA, BBB]\n    hostility: 1.5\n`)).toEqual({
      file: 'file.yaml',
      line: 6,
      column: 16,
      path: 'relations.0.hostility',
      expected: 'a number from 0 to 1',
      found: '1.5',
      remedy: "hostility: salience of the pair's dispute (share)",
      excerpt: '        hostility: 1.5\n                   ^',
    });
  });

  it('comes with all others at once, of the schema and of what the schema cannot see, in the order of the file', () => {
    const found = problems(
      `${HEAD}states: [{id: AAA, militry: 2}, {id: BBB}]\nrelations: [{between: [AAA, XYZ]}]\nticks: 0\nagreements:\n  - {name: x, kind: alliance, members: [AAA]}\n`,
    );
    expect(found.map(({ line, path }) => [line, path])).toEqual([
      [3, 'states.0.militry'],
      [4, 'relations.0.between.1'],
      [5, 'ticks'],
      [7, 'agreements.0.members'],
    ]);
  });

  it('is reported a hundred times at most, with the number of the rest', () => {
    const found = problems(`${HEAD}states: [{id: AAA}, {id: BBB}]\nrelations: [${'{between: [AAA, X]}, '.repeat(100)}]\n`);
    expect(found).toHaveLength(51);
    expect(found.at(-1)?.found).toMatch(/^\d+ more$/);
  });
});

describe('bad input of a file', () => {
  const cases: [name: string, text: string | Uint8Array, expected: Partial<Record<keyof Problem, unknown>>][] = [
    ['an unknown key at the top', `${STATES}agrements: []\n`, { line: 4, path: 'agrements', remedy: 'did you mean "agreements"?' }],
    [
      'an unknown key of a state',
      `${HEAD}states: [{id: AAA, revisionsm: 0.1}, {id: BBB}]\n`,
      { line: 3, column: 20, path: 'states.0.revisionsm', remedy: 'did you mean "revisionism"?' },
    ],
    [
      'an unknown parameter',
      `${STATES}parameters: {entrapment_cst: 1}\n`,
      { line: 4, path: 'parameters.entrapment_cst', remedy: 'did you mean "entrapment_cost"?' },
    ],
    [
      'a wrong type',
      `${HEAD}states: [{id: AAA, military: strong}, {id: BBB}]\n`,
      { line: 3, path: 'states.0.military', expected: 'a number from 0 to 1000000000000000', found: '"strong"' },
    ],
    [
      'a number in quotes',
      `${HEAD}states: [{id: AAA, military: "12"}, {id: BBB}]\n`,
      { line: 3, remedy: expect.stringContaining('without quotes') },
    ],
    ['a missing value', `${HEAD}states: [{id: AAA, military: }, {id: BBB}]\n`, { line: 3, path: 'states.0.military', found: 'nothing' }],
    [
      'a value out of range',
      `${STATES}parameters: {entrapment_cost: -1}\n`,
      { line: 4, path: 'parameters.entrapment_cost', expected: 'a number from 0 to 20' },
    ],
    [
      'a fraction where a whole number belongs',
      `${STATES}parameters: {attention: 2.5}\n`,
      { line: 4, expected: 'a whole number from 1 to 12' },
    ],
    ['a wrong word', `${STATES}rule: expected-utilty\n`, { line: 4, path: 'rule', remedy: 'did you mean "expected-utility"?' }],
    [
      'no version',
      'name: test\nstates: [{id: AAA}, {id: BBB}]\n',
      { path: 'entente', found: 'nothing', remedy: expect.stringContaining('add "entente"') },
    ],
    ['a version of the future', 'entente: 2\nname: test\nstates: [{id: AAA}, {id: BBB}]\n', { line: 1, path: 'entente', expected: '1' }],
    [
      'neither states nor a generator',
      HEAD,
      { line: 1, expected: '"states" or "generate"', remedy: expect.stringContaining('generate: {states: 30}') },
    ],
    ['states together with a generator', `${STATES}generate: {states: 10}\n`, { line: 3, path: 'states', remedy: 'remove one of the two' }],
    [
      'an unknown state in a relation',
      `${STATES}relations: [{between: [AAA, BBC]}]\n`,
      { line: 4, path: 'relations.0.between.1', remedy: 'did you mean "BBB"?' },
    ],
    ['a repeated state', `${HEAD}states:\n  - id: AAA\n  - id: AAA\n`, { line: 5, path: 'states.1.id', expected: 'each state once' }],
    [
      'a state named like a word of the language itself',
      `${HEAD}states: [{id: AAA}, {id: constructor}]\n`,
      { line: 3, path: 'states.1.id', remedy: 'choose another id' },
    ],
    [
      'a repeated pair, the other way round',
      `${STATES}relations:\n  - between: [AAA, BBB]\n  - between: [BBB, AAA]\n`,
      { line: 6, path: 'relations.1.between', remedy: 'put both into one relation' },
    ],
    [
      'a relation of a state with itself',
      `${STATES}relations: [{between: [AAA, AAA]}]\n`,
      { line: 4, path: 'relations.0.between.1', expected: 'two different states' },
    ],
    [
      'a direction of trade from a third state',
      `${STATES}relations: [{between: [AAA, BBB], trade: {CCC: 0.1}}]\n`,
      { line: 4, path: 'relations.0.trade.CCC' },
    ],
    [
      'a slot for some states only',
      `${HEAD}states: [{id: AAA, slot: 1}, {id: BBB}]\n`,
      { line: 3, path: 'states.1', expected: 'a slot for every state or for none' },
    ],
    ['a repeated slot', `${HEAD}states: [{id: AAA, slot: 1}, {id: BBB, slot: 1}]\n`, { path: 'states.1.slot', expected: 'each slot once' }],
    [
      'a source that is not there',
      `${STATES}sources: [{key: SIPRI2023}]\nrelations: [{between: [AAA, BBB], sources: [SIPRI2022]}]\n`,
      { line: 5, path: 'relations.0.sources.0', remedy: 'did you mean "SIPRI2023"?' },
    ],
    [
      'an agreement with one member',
      `${STATES}agreements: [{name: x, kind: partnership, members: [AAA]}]\n`,
      { line: 4, path: 'agreements.0.members', expected: 'two or more members', remedy: 'add the other members' },
    ],
    [
      'a repeated member',
      `${STATES}agreements: [{name: x, kind: partnership, members: [AAA, BBB, AAA]}]\n`,
      { path: 'agreements.0.members.2', expected: 'each member once' },
    ],
    [
      'two agreements of one name',
      `${STATES}agreements:\n  - {name: x, kind: partnership, members: [AAA, BBB]}\n  - {name: x, kind: partnership, members: [AAA, CCC]}\n`,
      { line: 6, path: 'agreements.1.name', expected: 'each name once' },
    ],
    [
      'a condition on a state that does not exist',
      `${STATES}agreements:\n  - name: x\n    kind: alliance\n    members: [AAA, BBB]\n    obligations: [{type: defence, when: {adversaries: [CCB]}}]\n`,
      { line: 8, path: 'agreements.0.obligations.0.when.adversaries.0', remedy: 'did you mean "CCC"?' },
    ],
    [
      'a location that is neither state nor region',
      `${STATES}agreements:\n  - name: x\n    kind: alliance\n    members: [AAA, DDD]\n    obligations: [{type: offence, when: {location: [Far Eest]}}]\n`,
      { line: 8, path: 'agreements.0.obligations.0.when.location.0', remedy: 'did you mean "Far East"?' },
    ],
    [
      'an adversary who is a member',
      `${STATES}agreements: [{name: x, kind: alliance, members: [AAA, BBB], purpose: [BBB]}]\n`,
      { path: 'agreements.0.purpose.0', expected: 'an adversary who is not a member' },
    ],
    [
      'an alliance without an obligation to fight or stay out',
      `${STATES}agreements: [{name: x, kind: alliance, members: [AAA, BBB], obligations: [consultation]}]\n`,
      { path: 'agreements.0', remedy: 'add one, or make it a partnership' },
    ],
    [
      'a partnership with an obligation to fight',
      `${STATES}agreements: [{name: x, kind: partnership, members: [AAA, BBB], obligations: [defence]}]\n`,
      { path: 'agreements.0.obligations.0', remedy: 'make it an alliance, or remove the obligation' },
    ],
    [
      'a minilateral of two',
      `${STATES}agreements: [{name: x, kind: minilateral, members: [AAA, BBB]}]\n`,
      { path: 'agreements.0.members', expected: '3 to 5 members of a minilateral' },
    ],
    [
      'an obligation toward nobody',
      `${STATES}agreements:\n  - name: x\n    kind: alliance\n    members: [{state: AAA, obligations: [{type: defence, when: {location: [AAA]}}]}, BBB]\n`,
      { line: 7, path: 'agreements.0.members.0.obligations.0.when.location', remedy: expect.stringContaining('toward nobody') },
    ],
    [
      'more adversaries than there are states',
      `${STATES}agreements: [{name: x, kind: alliance, members: [AAA, BBB], obligations: [{type: defence, when: {min_adversaries: 3}}]}]\n`,
      { path: 'agreements.0.obligations.0.when.min_adversaries', expected: 'at most 2, the number of states that are not members' },
    ],
    [
      'fewer adversaries at the most than at the least',
      `${STATES}agreements: [{name: x, kind: alliance, members: [AAA, BBB], obligations: [{type: defence, when: {min_adversaries: 2, max_adversaries: 1}}]}]\n`,
      { path: 'agreements.0.obligations.0.when.max_adversaries', expected: 'at least 2, the least number of adversaries' },
    ],
    [
      'an agreement of the future',
      `${STATES}start: 2000\nagreements: [{name: x, kind: partnership, members: [AAA, BBB], start: 2001}]\n`,
      { path: 'agreements.0.start', remedy: 'date it earlier, or sign it by a shock' },
    ],
    [
      'an agreement that lapsed before the start',
      `${STATES}start: 2000\nagreements: [{name: x, kind: partnership, members: [AAA, BBB], start: 1990, term: 5, renewal: lapse}]\n`,
      { path: 'agreements.0.term', found: 'one that lapsed in 1995' },
    ],
    [
      'a member that is not active at the start',
      `${HEAD}states: [{id: AAA}, {id: BBB}, {id: CCC, active: false}]\nagreements: [{name: x, kind: partnership, members: [AAA, CCC]}]\n`,
      { path: 'agreements.0.members.1', remedy: 'let it join by a shock' },
    ],
    [
      'a path that goes back in time',
      `${STATES}parameters:\n  abandonment_cost: {at: {5: 1, 2: 2}}\n`,
      { line: 5, path: 'parameters.abandonment_cost.at.2', expected: 'a tick after 5: a path goes forward in time' },
    ],
    [
      'a path of pairs that goes back in time',
      `${HEAD}states: [{id: AAA, entrapment_cost: {at: [[3, 1], [3, 2]]}}, {id: BBB}]\n`,
      { line: 3, path: 'states.0.entrapment_cost.at.1', found: '3' },
    ],
    [
      'a value of a path out of range',
      `${STATES}parameters: {entrapment_cost: {at: {0: 1, 5: 21}}}\n`,
      { path: 'parameters.entrapment_cost.at.5', expected: 'a number from 0 to 20' },
    ],
    [
      'a line between words',
      `${STATES}parameters: {update_order: {at: {0: in-turn, 5: together}, between: linear}}\n`,
      { path: 'parameters.update_order.between', remedy: 'write between: step, or leave it out' },
    ],
    ['an empty path', `${STATES}parameters: {entrapment_cost: {at: {}}}\n`, { path: 'parameters.entrapment_cost.at', found: 'none' }],
    ['ticks 0', `${STATES}ticks: 0\n`, { line: 4, path: 'ticks', expected: 'a whole number from 1 to 10000', found: '0' }],
    [
      'one state only',
      `${HEAD}states: [{id: AAA, military: 2}]\n`,
      { line: 3, path: 'states', expected: 'a list of 2 to 2000', found: 'a list of 1', remedy: 'add or remove entries' },
    ],
    [
      'all capabilities zero',
      `${HEAD}defaults: {states: {military: 0, economic: 0}}\nstates:\n  - id: AAA\n  - id: BBB\n`,
      { line: 5, path: 'states', found: 'all capabilities zero', remedy: expect.stringContaining('"military"') },
    ],
    [
      'NaN',
      `${HEAD}states: [{id: AAA, military: .nan}, {id: BBB}]\n`,
      { line: 3, column: 30, path: 'states.0.military', expected: 'a finite number' },
    ],
    [
      'infinity',
      `${HEAD}states: [{id: AAA, military: -.inf}, {id: BBB}]\n`,
      { line: 3, path: 'states.0.military', expected: 'a finite number' },
    ],
    [
      'a number too great to be one',
      `${HEAD}states: [{id: AAA, military: 1e999}, {id: BBB}]\n`,
      { line: 3, path: 'states.0.military', expected: 'a finite number' },
    ],
    [
      'a shock after the last tick',
      `${STATES}shocks: [{at: 31, set: {states.AAA.growth: 0}}]\n`,
      { path: 'shocks.0.at', expected: 'a tick from 1 to 30, the last', remedy: 'raise `ticks`, or date the shock earlier' },
    ],
    ['a shock at tick 0', `${STATES}shocks: [{at: 0, set: {states.AAA.growth: 0}}]\n`, { path: 'shocks.0.at', found: '0' }],
    [
      'a shock that does nothing',
      `${STATES}shocks: [{at: 1, label: quiet}]\n`,
      { path: 'shocks.0', remedy: 'say what happens, or remove the shock' },
    ],
    [
      'a shock to a state that does not exist',
      `${STATES}shocks:\n  - at: 1\n    set: {states.AAB.growth: 0}\n`,
      { line: 6, column: 11, path: 'shocks.0.set.states.AAB.growth', remedy: 'did you mean "AAA"?' },
    ],
    [
      'a shock to a field that does not exist',
      `${STATES}shocks: [{at: 1, multiply: {relations.AAA-*.trad: 2}}]\n`,
      { path: 'shocks.0.multiply.relations.AAA-*.trad', remedy: 'did you mean "trade"?' },
    ],
    [
      'a shock with a value out of range',
      `${STATES}shocks: [{at: 1, set: {states.*.revisionism: 2}}]\n`,
      { path: 'shocks.0.set.states.*.revisionism', expected: 'a number from 0 to 1' },
    ],
    [
      'a shock that multiplies a parameter',
      `${STATES}shocks: [{at: 1, multiply: {parameters.entrapment_cost: 2}}]\n`,
      { path: 'shocks.0.multiply.parameters.entrapment_cost', remedy: 'use `set` for it' },
    ],
    [
      'the end of an agreement that does not exist',
      `${STATES}agreements: [{name: Entente, kind: partnership, members: [AAA, BBB]}]\nshocks: [{at: 1, end: Entent}]\n`,
      { line: 5, path: 'shocks.0.end', remedy: 'did you mean "Entente"?' },
    ],
    [
      'leaving an agreement before it is signed',
      `${STATES}shocks: [{at: 2, leave: {agreement: Pact, state: AAA}}, {at: 3, sign: {name: Pact, kind: partnership, members: [AAA, BBB]}}]\n`,
      { path: 'shocks.0.leave.agreement' },
    ],
    [
      'a signed agreement with a repeated name',
      `${STATES}agreements: [{name: Pact, kind: partnership, members: [AAA, BBB]}]\nshocks: [{at: 3, sign: {name: Pact, kind: partnership, members: [AAA, BBB]}}]\n`,
      { line: 5, path: 'shocks.0.sign.name' },
    ],
    [
      'one too many in a minilateral',
      `${HEAD}states: [{id: A}, {id: B}, {id: C}, {id: D}, {id: E}, {id: F}]\nagreements: [{name: Five, kind: minilateral, members: [A, B, C, D, E]}]\nshocks: [{at: 1, join: {agreement: Five, state: F}}]\n`,
      { line: 5, path: 'shocks.0.join.agreement', expected: 'at most 5 members of a minilateral' },
    ],
    [
      'a condition to stop without a bound',
      `${STATES}stop: [{metric: new_wars}]\n`,
      { path: 'stop.0', expected: 'either "above" or "below"' },
    ],
    ['a repeated key', `${HEAD}name: again\nstates: [{id: AAA}, {id: BBB}]\n`, { line: 3, path: 'name', expected: 'each key once' }],
    [
      'a repeated key in JSON',
      '{"entente": 1, "name": "a", "name": "b", "states": [{"id": "A"}, {"id": "B"}]}',
      { line: 1, column: 29, path: 'name', expected: 'each key once' },
    ],
    ['__proto__ as a key', `${STATES}__proto__: {polluted: true}\n`, { line: 4, path: '__proto__', expected: 'a known key of a scenario' }],
    [
      '__proto__ as a key of a state',
      `${HEAD}states: [{id: AAA, __proto__: {military: 5}}, {id: BBB}]\n`,
      { line: 3, column: 20, path: 'states.0.__proto__' },
    ],
    [
      'constructor as a key',
      `${HEAD}states: [{id: AAA, constructor: 1}, {id: BBB}]\n`,
      { line: 3, path: 'states.0.constructor', expected: 'a known key of states' },
    ],
    [
      'prototype as a key',
      `${STATES}parameters: {prototype: 1}\n`,
      { line: 4, path: 'parameters.prototype', expected: 'a known key of parameters' },
    ],
    [
      '__proto__ as a direction of trade',
      `${STATES}relations: [{between: [AAA, BBB], trade: {__proto__: 0.1}}]\n`,
      { line: 4, path: 'relations.0.trade.__proto__' },
    ],
    [
      '__proto__ as a tick',
      `${STATES}parameters: {entrapment_cost: {at: {0: 1, __proto__: 2}}}\n`,
      { line: 4, path: 'parameters.entrapment_cost.at.__proto__' },
    ],
    [
      '__proto__ in a path',
      `${STATES}shocks: [{at: 1, set: {states.__proto__.growth: 0}}]\n`,
      { path: 'shocks.0.set.states.__proto__.growth', expected: 'the id of a state or *' },
    ],
    [
      'aliases that explode',
      `a: &a [1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e,*e,*e,*e]\n`,
      {},
    ],
    ['very deep nesting', `${'['.repeat(100_000)}`, { line: 1, expected: 'at most 32 levels of nesting' }],
    ['very deep nesting in blocks', Array.from({ length: 100 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'), {}],
    [
      'a binary file',
      Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2]),
      { file: 'file.yaml', found: 'binary data', remedy: 'name the scenario file itself' },
    ],
    ['a file that is not UTF-8', Uint8Array.from([0x61, 0x3a, 0x20, 0xff, 0xfe]), { remedy: 'save the file as UTF-8' }],
    ['an empty file', '', { file: 'file.yaml', found: 'an empty file', remedy: expect.stringContaining('entente init') }],
    ['10 MB of YAML', '#'.repeat(10_000_000), { file: 'file.yaml', expected: 'a file of at most 4 MB', found: '10.0 MB' }],
    ['a tag', `${HEAD}states: [{id: AAA, military: !!str 5}, {id: BBB}]\n`, {}],
    ['a custom tag', `${HEAD}states: [{id: AAA, region: !js/function x}, {id: BBB}]\n`, { line: 3, expected: 'a value without a tag' }],
    ['two documents', `${STATES}---\nentente: 1\n`, { line: 4, expected: 'one document' }],
    [
      'an alias of nothing',
      `${HEAD}states: [{id: AAA, region: *far}, {id: BBB}]\n`,
      { line: 3, expected: 'an alias of an anchor above it' },
    ],
    ['an alias that contains itself', `${STATES}sources: &s [*s]\n`, {}],
    ['a tab as indentation', `${HEAD}states:\n\t- id: AAA\n\t- id: BBB\n`, { remedy: 'indent with spaces' }],
    ['a text in place of a mapping', 'hello', { line: 1, expected: 'a mapping', found: '"hello"' }],
  ];
  it.each(cases)('%s gives a clear error', (_, text, expected) => {
    const found = problems(text);
    expect(found.length).toBeGreaterThan(0);
    const [first] = found as [Problem];
    expect(first).toMatchObject({ file: 'file.yaml', ...expected });
    expect(first.remedy).toBeTruthy();
    if (typeof text === 'string' && first.found !== 'an empty file' && text.length < 1_000_000) expect(first.line).toBeGreaterThan(0);
  });

  it('is not a file of all pairs of 180 states, each with a distance, trade and its sources', { timeout: 120_000 }, () => {
    const ids = Array.from({ length: 180 }, (_, i) => `S${i}`);
    const pairs = ids.flatMap((a, i) =>
      ids.slice(i + 1).map((b) => `  - { between: [${a}, ${b}], distance: 12345, trade: { ${a}: 0.01, ${b}: 0.02 }, sources: [x, y] }`),
    );
    const { problems: found, value } = parseScenario('file.yaml', `relations:\n${pairs.join('\n')}\n`);
    expect(found).toEqual([]);
    expect((value as { relations: unknown[] }).relations.length).toBe(16_110);
  });

  it('by aliases is reported as what it is', () => {
    const bomb = Array.from({ length: 12 }, (_, i) => `a${i}: &a${i} [${i === 0 ? '1, 1' : `${`*a${i - 1}, `.repeat(9)}`}]`).join('\n');
    expect(problems(bomb).map(({ expected }) => expected)).toContain('at most 500000 values after aliases are expanded');
    expect(problems(`${STATES}sources: &s [*s]\n`).map(({ expected }) => expected)).toContain('an alias that does not contain itself');
  });

  it('is reported once where there is one mistake', () => {
    const twice = cases
      .filter(([, text, expected]) => Object.keys(expected).length > 0 && problems(text).length !== 1)
      .map(([name]) => name);
    expect(twice).toEqual(['a tab as indentation']); // one a line
  });

  it('never reaches a prototype', () => {
    problems(`${STATES}__proto__: {polluted: true}\nconstructor: {prototype: {polluted: true}}\n`);
    problems(STATES, {
      sets: ['__proto__.polluted=true', 'states.__proto__.polluted=true', 'parameters.__proto__=1', 'constructor.prototype.polluted=1'],
    });
    expect(() =>
      resolveScenario(JSON.parse('{"entente":1,"name":"a","states":[{"id":"A"},{"id":"B","__proto__":{"military":7}}]}')),
    ).toThrow(InputError);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('in a metric to stop at is found when the metrics are known', () => {
    const text = `${STATES}stop: [{metric: new_warz, above: 3}]\n`;
    expect(problems(text)).toEqual([]);
    expect(only(text, { metrics: ['new_wars', 'new_disputes'] })).toMatchObject({
      line: 4,
      path: 'stop.0.metric',
      remedy: 'did you mean "new_wars"?',
    });
  });
});

describe('reading from disk', () => {
  const dir = mkdtempSync(join(tmpdir(), 'entente-'));
  const problem = (path: string): Problem | undefined => {
    try {
      readScenario(path);
    } catch (error) {
      if (error instanceof InputError) return error.problems[0];
      throw error;
    }
    return undefined;
  };

  it('says what is wrong with a missing file, a directory, a device, a file in a file, a file that is too big', () => {
    const file = join(dir, 'big.yaml');
    writeFileSync(file, '#'.repeat(5_000_000));
    expect(problem(join(dir, 'none.yaml'))).toMatchObject({
      found: 'no such file',
      remedy: expect.stringContaining('entente init') as unknown,
    });
    expect(problem(join(file, 'none.yaml'))).toMatchObject({ found: 'no such file' });
    expect(problem(dir)).toMatchObject({ found: 'a directory' });
    expect(problem('/dev/zero')).toMatchObject({ found: 'a device or a pipe' });
    expect(problem(file)).toMatchObject({ found: '5.0 MB' });
    expect(problem('a\0b')).toMatchObject({ expected: 'a file that can be read' });
  });

  it('gives the scenario', () => {
    const file = join(dir, 'good.yaml');
    writeFileSync(file, `\ufeff${STATES}`);
    expect(readScenario(file).states?.map(({ id }) => id)).toEqual(['AAA', 'BBB', 'CCC', 'DDD']);
    rmSync(dir, { recursive: true });
  });
});

describe('what YAML allows', () => {
  it('anchors and merge keys fill in, and what is written out goes before what is merged', () => {
    const text = `${HEAD}states:\n  - &a {id: AAA, military: 3, growth: 0.1}\n  - {<<: *a, id: BBB, growth: 0}\n`;
    expect(loadScenario('f', text).states?.[1]).toMatchObject({ id: 'BBB', military: 3, growth: 0 });
  });

  it('the words no and on stay words', () => {
    expect(loadScenario('f', `${HEAD}states: [{id: NO, region: on}, {id: BBB}]\n`).states?.[0]).toMatchObject({ id: 'NO', region: 'on' });
  });
});
