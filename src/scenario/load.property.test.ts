import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { stringify } from 'yaml';
import { InputError } from '../base/errors.ts';
import { scenarioFile } from '../testing/scenario-arbitraries.ts';
import { loadScenario, resolveScenario } from './load.ts';
import { starterFiles } from './init.ts';
import { dropDefaults } from './resolve.ts';

vi.setConfig({ testTimeout: 120_000 });

/** Most of the processor's time that one small file may take. */
const LIMIT_MS = 1000;

/** Loads; any outcome but a scenario or an InputError with problems in good form fails. */
function survives(data: string | Uint8Array, sets: readonly string[] = []): void {
  const start = process.cpuUsage();
  try {
    loadScenario('f.yaml', data, { sets });
  } catch (error) {
    const fault = error instanceof InputError ? faultOf(error) : 'not an InputError';
    if (fault !== '') throw new Error(`${fault} for ${JSON.stringify(String(data)).slice(0, 2000)}`, { cause: error });
  }
  // expect() would take most of the time of ten thousand cases
  if (process.cpuUsage(start).user / 1000 > LIMIT_MS) throw new Error(`too slow: ${JSON.stringify(String(data))}`);
  if (Object.keys(Object.prototype).length > 0) throw new Error('a prototype was reached');
}

/** What is not in good form about an error. */
function faultOf({ problems, message }: InputError): string {
  if (problems.length === 0) return 'no problem';
  if (/\n\s+at .*:\d+:\d+/.test(message)) return 'a stack trace';
  for (const problem of problems) {
    if (!problem.expected || !problem.remedy) return 'a problem without what was expected or what to do';
    if (problem.line !== undefined && problem.column !== undefined && !problem.excerpt?.includes('^')) return 'a problem without its line';
  }
  return '';
}

const starter = starterFiles()[0]?.text.replaceAll(/^# ?(?=[a-z ])/gm, '') ?? '';
const small = `entente: 1
name: small
start: 2000
parameters: {entrapment_cost: {at: {0: 1, 10: 2}}, update_order: together}
states:
  - &a {id: A, military: 1, place: {lat: 1, lon: 2}, sources: [k]}
  - {<<: *a, id: B}
  - {id: C, active: false}
sources: [{key: k}]
relations: [{between: [A, B], trade: {A: 0.1}}]
agreements:
  - name: x
    kind: alliance
    members: [A, {state: B, since: 1990, obligations: [{type: defence, when: {adversaries: [C], location: [A]}}]}]
    start: 1980
shocks: [{at: 2, set: {states.*.growth: 0.1}, multiply: {relations.A-*.trade: 2}, join: {agreement: x, state: C}}]
stop: [{metric: new_wars, above: 3}]
variants:
  v: {title: t, set: {states.A.growth: 0.1, parameters.attention: {at: {0: 1}}}, shocks: [{at: 3, end: x}]}
  w: {agreements: [{name: x, kind: partnership, members: [A, B]}], relations: [{between: [B, A], hostility: 1}]}
`;
/** Small texts, for many cases. */
const TINY = [
  'entente: 1\nname: a\nstates: [{id: A}, {id: B, military: 2}]\n',
  'entente: 1\nname: a\nstates:\n  - &a {id: A}\n  - {<<: *a, id: B}\n',
  '{"entente": 1, "name": "a", "states": [{"id": "A"}, {"id": "B"}]}',
  'entente: 1\nname: a\ngenerate: {states: 4}\nshocks: [{at: 2, set: {states.S001.growth: 0}}]\n',
  'parameters: {attention: {at: {0: 1, 10: 2}, between: step}}\nstop: [{metric: m, above: 1}]\n',
  'states: [{id: A}, {id: B}]\nagreements:\n- name: x\n  kind: alliance\n  members: [A, {state: B, obligations: [{type: defence, when: {location: [A]}}]}]\n',
  'states: [{id: A}, {id: B}]\nrelations: [{between: [A, B], trade: {A: 0.1}, sources: [k]}]\nsources: [{key: k}]\n',
  'states: [{id: A}, {id: B}]\nvariants: {v: {set: {states.A.growth: 0}, relations: [{between: [A, B]}]}}\n',
  'shocks: [{at: 1, multiply: {relations.A-*.trade: 2}, sign: {name: x, kind: partnership, members: [A, B]}}]\n',
];
const TOKENS = [
  '[',
  ']',
  '{',
  '}',
  ':',
  ',',
  '-',
  '- ',
  ': ',
  '\n',
  ' ',
  '  ',
  '\t',
  '&a ',
  '*a',
  '!!str ',
  '!x ',
  '|',
  '>',
  '"',
  "'",
  '#',
  '?',
  '? ',
  '%',
  '---',
  '...',
  '<<: ',
  '~',
  'null',
  '.nan',
  '1e999',
  '-1',
  '0',
  '__proto__',
  'constructor',
  'A',
  'B',
  'states',
  'relations',
  'members',
  '\u0000',
  '\ufeff',
  '\u2028',
  '\ud800',
  'é',
  '*',
  '.',
  'at',
  '{at: {0: 1}}',
  '0x1F',
  '9007199254740993',
];

/** Cuts, repeats, swaps and inserts at random places of a text. */
const mutated = (text: string) =>
  fc
    .array(fc.tuple(fc.nat(text.length), fc.nat(30), fc.constantFrom('cut', 'insert', 'repeat', 'replace'), fc.constantFrom(...TOKENS)), {
      minLength: 1,
      maxLength: 6,
    })
    .map((edits) =>
      edits.reduce((here, [at, length, how, token]) => {
        const part = here.slice(at, at + length);
        if (how === 'cut') return here.slice(0, at) + here.slice(at + length);
        if (how === 'insert') return here.slice(0, at) + token + here.slice(at);
        if (how === 'repeat') return here.slice(0, at) + part + part + here.slice(at + length);
        return here.slice(0, at) + token + here.slice(at + length);
      }, text),
    );

/** Puts a strange value in place of some part of a structure, or a strange key into it. */
function disturb(value: unknown, picks: readonly number[], strange: unknown, key: string): unknown {
  const [pick = 0, ...rest] = picks;
  if (rest.length === 0 || typeof value !== 'object' || value === null) return strange;
  if (Array.isArray(value)) {
    if (value.length === 0) return [strange];
    const at = pick % value.length;
    return (value as unknown[]).map((item, i) => (i === at ? disturb(item, rest, strange, key) : item));
  }
  const entries = Object.entries(value);
  const at = pick % (entries.length + 1);
  const changed = entries.map(([k, v], i): [string, unknown] => [k, i === at ? disturb(v, rest, strange, key) : v]);
  return Object.fromEntries(at === entries.length ? [...changed, [key, strange]] : changed);
}

const strange = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    -1,
    0,
    1.5,
    1e300,
    NaN,
    Infinity,
    -0,
    '',
    'A',
    true,
    [],
    {},
    [[]],
    { at: {} },
    { at: [[1]] },
    { at: { x: 1 } },
    { A: 1 },
    ['A', 'A'],
    [null],
    '__proto__',
    'x'.repeat(300),
  ),
  fc.jsonValue({ maxDepth: 3 }),
);
const strangeKey = fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'at', 'id', '', '0', 'states', 'x.y', 'when');

describe('the loader', () => {
  it('survives random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => survives(bytes)),
      { numRuns: 2000 },
    );
  });

  it('survives random text made of the signs of the language', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...TOKENS), { maxLength: 30 }).map((tokens) => tokens.join('')),
        (text) => survives(text),
      ),
      { numRuns: 3000 },
    );
  });

  it('survives small texts, mutated', () => {
    fc.assert(
      fc.property(fc.oneof(...TINY.map(mutated)), (text) => survives(text)),
      { numRuns: 4000 },
    );
  });

  it('survives mutated files', () => {
    fc.assert(
      fc.property(fc.oneof(mutated(small), mutated(starter)), (text) => survives(text)),
      { numRuns: 500 },
    );
  });

  it('survives strange values and keys in any place of a structure', () => {
    const files: unknown[] = fc.sample(scenarioFile, 40);
    const generated = resolveScenario({
      entente: 1,
      name: 'a',
      generate: { states: 10 },
      shocks: [{ at: 1, set: { 'states.S001.growth': 0 } }],
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...files, generated),
        fc.array(fc.nat(40), { minLength: 2, maxLength: 7 }),
        strange,
        strangeKey,
        (base, picks, value, key) => {
          const input = disturb(base, picks, value, key);
          try {
            resolveScenario(input);
          } catch (error) {
            if (!(error instanceof InputError)) throw new Error(`not an InputError for ${JSON.stringify(input)}`, { cause: error });
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('survives random options', () => {
    const part = fc.constantFrom(
      'states',
      'relations',
      'parameters',
      'generate',
      'record',
      'ticks',
      'rule',
      'variant',
      '*',
      'A',
      'A-B',
      'A-*',
      '*-*',
      'growth',
      'trade',
      'entrapment_cost',
      '__proto__',
      'constructor',
      '',
      '.',
      '=',
    );
    const option = fc.tuple(
      fc.array(part, { maxLength: 4 }).map((parts) => parts.join('.')),
      fc.oneof(
        fc.constantFrom('1', '-1', '{at: {0: 1}}', '[', '', 'x', 'v', 'w', '.nan', '*a', '{__proto__: 1}'),
        fc.string({ maxLength: 10 }),
      ),
    );
    fc.assert(
      fc.property(fc.array(option, { minLength: 1, maxLength: 3 }), (options) =>
        survives(
          small,
          options.map(([path, value]) => `${path}=${value}`),
        ),
      ),
      { numRuns: 600 },
    );
  });
});

describe('a valid scenario', () => {
  it('resolves to a scenario file that resolves to itself', () => {
    fc.assert(
      fc.property(scenarioFile, (file) => {
        const scenario = resolveScenario(file);
        const text = JSON.stringify(scenario);
        expect(JSON.stringify(resolveScenario(JSON.parse(text)))).toBe(text);
        expect(JSON.stringify(loadScenario('manifest', text))).toBe(text);
      }),
      { numRuns: 150 },
    );
  });

  it('resolves to the same from what is not at its default alone', () => {
    fc.assert(
      fc.property(scenarioFile, (file) => {
        const scenario = resolveScenario(file);
        const short = dropDefaults(scenario);
        expect(resolveScenario(short)).toEqual(scenario);
        expect(dropDefaults(resolveScenario(short))).toEqual(short);
      }),
      { numRuns: 150 },
    );
    expect(dropDefaults(resolveScenario({ entente: 1, name: 'x', states: [{ id: 'A' }, { id: 'B', military: 2 }] }))).toEqual({
      entente: 1,
      name: 'x',
      parameters: {},
      states: [
        { id: 'A', name: 'A' },
        { id: 'B', name: 'B', military: 2 },
      ],
    });
  });

  it('is the same in YAML, in JSON and as data', () => {
    fc.assert(
      fc.property(scenarioFile, (file) => {
        const plain = JSON.stringify(resolveScenario(file));
        expect(JSON.stringify(loadScenario('f.json', JSON.stringify(file)))).toBe(plain);
        expect(JSON.stringify(loadScenario('f.yaml', stringify(file)))).toBe(plain);
      }),
      { numRuns: 100 },
    );
  });
});
