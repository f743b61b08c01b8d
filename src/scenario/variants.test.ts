import { describe, expect, it } from 'vitest';
import { InputError, type Problem } from '../base/errors.ts';
import { canonicalJson } from '../base/digest.ts';
import { loadScenario, parseScenario, resolveParsed } from './load.ts';
import type { Scenario } from './scenario.ts';
import { variantsOf } from './variants.ts';

const BASE = `entente: 1
name: test
title: Two camps
states: [{id: AAA}, {id: BBB, revisionism: 0.3}, {id: CCC}]
relations: [{between: [BBB, AAA], trade: 0.1, hostility: 0.4}]
agreements: [{name: Pact, kind: alliance, members: [AAA, CCC]}]
shocks: [{at: 2, set: {parameters.entrapment_cost: 2}}]
`;
const VARIANTS = `variants:
  rising:
    title: BBB rises
    description: BBB grows.
    set: {states.BBB.growth: 0.08, parameters.abandonment_cost: {at: {0: 1, 10: 2}}}
  split:
    relations: [{between: [AAA, BBB], hostility: 0.9}, {between: [BBB, CCC], hostility: 0.2}]
    agreements:
      - {name: Pact, kind: partnership, members: [AAA, CCC]}
      - {name: New, kind: alliance, members: [BBB, CCC]}
    shocks: [{at: 1, end: New}]
`;
const load = (text: string, ...sets: string[]): Scenario => loadScenario('f.yaml', text, { sets });

function problems(text: string, ...sets: string[]): Problem[] {
  try {
    load(text, ...sets);
  } catch (error) {
    if (error instanceof InputError) return [...error.problems];
    throw error;
  }
  return [];
}

/** Problems of the base with a variant `x` of these lines. */
const problemsOf = (...lines: string[]) => problems(`${BASE}variants:\n  x:\n${lines.map((line) => `    ${line}\n`).join('')}`);
/** Line of the first line of such a variant. */
const FIRST = 10;

describe('a scenario with variants', () => {
  it('resolves to the same bytes as without them, when none is asked for', () => {
    expect(canonicalJson(load(BASE + VARIANTS))).toBe(canonicalJson(load(BASE)));
  });

  it('lists them', () => {
    expect(variantsOf(parseScenario('f.yaml', BASE + VARIANTS).value)).toEqual([
      { name: 'rising', title: 'BBB rises', description: 'BBB grows.' },
      { name: 'split', title: '', description: '' },
    ]);
  });

  it('takes values by path, and words, from the variant asked for', () => {
    const { title, description, states, parameters } = load(BASE + VARIANTS, 'variant=rising');
    expect([title, description, states?.[1]?.growth]).toEqual(['Two camps: BBB rises', 'BBB grows.', 0.08]);
    expect(parameters.abandonment_cost).toMatchObject({
      at: [
        [0, 1],
        [10, 2],
      ],
    });
  });

  it('adds relations, agreements and shocks, and replaces the same pair and the same name', () => {
    const { relations, agreements, shocks } = load(BASE + VARIANTS, 'variant=split');
    expect(relations?.map(({ between, hostility, trade }) => [between.join(), hostility, trade])).toEqual([
      ['AAA,BBB', 0.9, 0],
      ['BBB,CCC', 0.2, 0],
    ]);
    expect(agreements?.map(({ name, kind }) => [name, kind])).toEqual([
      ['Pact', 'partnership'],
      ['New', 'alliance'],
    ]);
    expect(shocks.map(({ at }) => at)).toEqual([2, 1]);
  });

  it('lets options come on top, and one variant over another', () => {
    const both = load(BASE + VARIANTS, 'variant=rising', 'variant=split', 'states.BBB.growth=0.01');
    expect([both.states?.[1]?.growth, both.agreements?.length, both.title]).toEqual([0.01, 2, 'Two camps: BBB rises']);
  });

  it('is the same however its parts are asked for', () => {
    const asVariant = load(BASE + VARIANTS.replace(/ {4}(title|description):.*\n/g, ''), 'variant=rising');
    const asOptions = load(BASE, 'states.BBB.growth=0.08', 'parameters.abandonment_cost={at: {0: 1, 10: 2}}');
    expect(canonicalJson(asVariant)).toBe(canonicalJson(asOptions));
  });

  it('can be of a synthetic system', () => {
    const text = 'entente: 1\nname: s\ngenerate: {states: 9}\nvariants: {more: {set: {generate.states: 12, states.*.revisionism: 0.2}}}\n';
    expect(load(text, 'variant=more')).toMatchObject({ generate: { states: 12 }, defaults: { states: { revisionism: 0.2 } } });
  });
});

describe('what is wrong with a variant', () => {
  it('is reported with its place, whether it is asked for or not', () => {
    const text = BASE + VARIANTS.replace('growth: 0.08', 'growth: fast');
    expect(problems(text)).toMatchObject([{ file: 'f.yaml', line: 12, column: 30, path: 'variants.rising.set.states.BBB.growth' }]);
    expect(problems(text, 'variant=split')).toEqual(problems(text));
    expect(problems(text, 'variant=rising')).toEqual(problems(text));
    expect(() => resolveParsed(parseScenario('f.yaml', text))).not.toThrow();
  });

  it('is reported once for the scenario around it', () => {
    expect(problems(BASE.replace('0.4', '4') + VARIANTS, 'variant=split')).toMatchObject([{ line: 5, path: 'relations.0.hostility' }]);
  });

  it('is an unknown name, with the nearest that there is', () => {
    expect(problems(BASE + VARIANTS, 'variant=risng')).toMatchObject([
      { path: '--variant risng', found: '"risng"', remedy: 'did you mean "rising"?' },
    ]);
    expect(problems(BASE + VARIANTS, 'variant=constructor')).toMatchObject([{ remedy: 'there are rising, split' }]);
    expect(problems(BASE, 'variant=rising')).toMatchObject([{ remedy: 'the file has no `variants`' }]);
  });

  it.each([
    ['states.BBX.growth: 0.05', 'did you mean "BBB"?'],
    ['parameters.entrapmnt_cost: 3', 'did you mean "entrapment_cost"?'],
    ['nothing.at.all: 3', 'there are parameters, states, relations, generate, record, ticks, rule, variant'],
    ['variant: x', 'give --set variant=NAME twice to lay one over another'],
    ['generate.states: 5', 'remove it, or use a scenario of a synthetic system'],
  ])('is a path that means nothing: %s', (line, remedy) => {
    expect(problemsOf('set:', `  ${line}`)).toMatchObject([{ line: FIRST + 1, column: 7, remedy }]);
  });

  it.each([
    ['states.*.revisionism: 7', 'a number from 0 to 1'],
    ['relations.AAA-CCC.hostility: high', 'a number from 0 to 1'],
    ['ticks: 0', 'a whole number from 1 to 10000'],
    ['rule: guess', 'one of expected-utility, random, inertia'],
  ])('is a value out of range: %s', (line, expected) => {
    expect(problemsOf('set:', `  ${line}`)).toMatchObject([{ line: FIRST + 1, expected }]);
  });

  it('is a path in time that goes back', () => {
    expect(problemsOf('set: {parameters.entrapment_cost: {at: {0: 1, 10: 2, 5: 3}}}')).toMatchObject([
      { path: 'variants.x.set.parameters.entrapment_cost.at.5', expected: 'a tick after 10: a path goes forward in time' },
    ]);
  });

  it('is an agreement with an unknown state, or the same one twice', () => {
    expect(problemsOf('agreements:', '  - {name: y, kind: alliance, members: [AAA, DDD]}')).toMatchObject([
      { line: FIRST + 1, path: 'variants.x.agreements.0.members.1', found: '"DDD"' },
    ]);
    const twice = '  - {name: Pact, kind: alliance, members: [AAA, BBB]}';
    expect(problemsOf('agreements:', twice, twice)).toMatchObject([{ line: FIRST + 2, path: 'variants.x.agreements.1.name' }]);
  });

  it('is a shock or relation that the scenario has no room for', () => {
    expect(problemsOf('shocks: [{at: 99, end: Pakt}]', 'relations: [{between: [AAA, AAA]}]')).toMatchObject([
      { path: 'variants.x.shocks.0.at' },
      { path: 'variants.x.shocks.0.end', remedy: 'did you mean "Pact"?' },
      { path: 'variants.x.relations.0.between.1' },
    ]);
  });

  it('is agreements added to a synthetic system', () => {
    const text =
      'entente: 1\nname: s\ngenerate: {states: 9}\nvariants:\n  x:\n    agreements: [{name: y, kind: alliance, members: [S001, S002]}]\n';
    expect(problems(text)).toMatchObject([{ line: 6, expected: 'no "agreements" together with "generate"' }]);
  });

  it('is an unknown key, a bad name, or nothing at all', () => {
    expect(problemsOf('sets: {ticks: 3}')).toMatchObject([
      { line: FIRST, expected: 'a variant that changes something (set, relations, agreements, shocks)' },
      { line: FIRST, path: 'variants.x.sets', remedy: 'did you mean "set"?' },
    ]);
    expect(problems(`${BASE}variants: {Bad Name: {set: {ticks: 3}}}\n`)).toMatchObject([
      { expected: 'the name of a variant (1 to 64 small letters, digits and -) as a key' },
    ]);
    expect(problems(`${BASE}variants: [x]\n`)).toMatchObject([{ path: 'variants', found: 'a list of 1' }]);
  });

  it('is more of them than can be checked', () => {
    const many = Array.from({ length: 51 }, (_, v) => `  v${v}: {set: {ticks: 3}}\n`).join('');
    expect(problems(`${BASE}variants:\n${many}`)).toMatchObject([{ path: 'variants', expected: 'at most 50 variants', found: '51' }]);
    const paths = Array.from({ length: 201 }, (_, v) => `      relations.AAA-${v}.trade: 0\n`).join('');
    expect(problems(`${BASE}variants:\n  x:\n    set:\n${paths}`)[0]).toMatchObject({
      path: 'variants.x.set',
      expected: 'at most 200 paths',
    });
  });
});
