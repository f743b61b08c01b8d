import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { InputError, OutputError } from '../../base/errors.ts';
import type { Description } from '../../scenario/describe.ts';
import { describeCommand } from './describe.ts';
import { initCommand } from './init.ts';
import { schemaCommand } from './schema.ts';
import { validateCommand } from './validate.ts';

const dir = mkdtempSync(join(tmpdir(), 'entente-'));
afterAll(() => rmSync(dir, { recursive: true }));

function capture() {
  const out = { stdout: '', stderr: '' };
  return { out, io: { stdout: (text: string) => void (out.stdout += text), stderr: (text: string) => void (out.stderr += text) } };
}
function file(name: string, text: string): string {
  const path = join(dir, name);
  writeFileSync(path, text);
  return path;
}

const good = file(
  'good.yaml',
  `entente: 1
name: two-camps
title: Two camps
start: 2000
parameters: {entrapment_cost: {at: {0: 1, 10: 2}}}
states:
  - {id: BIG, name: The big one, military: 60, economic: 60, revisionism: 0.9}
  - {id: ONE, military: 20, economic: 20}
  - {id: TWO, military: 20, economic: 20}
relations: [{between: [BIG, ONE], hostility: 0.8}]
agreements:
  - name: Pact
    kind: alliance
    purpose: [BIG]
    members: [TWO, {state: ONE, obligations: [{type: defence, when: {location: [TWO], non_provocation: true}}]}]
shocks: [{at: 9, end: Pact}, {at: 5, label: crisis, multiply: {states.BIG.military: 2}}]
`,
);

const choice = file(
  'choice.yaml',
  `entente: 1
name: choice
title: A choice
states: [{id: BIG, military: 3}, {id: ONE}]
variants:
  feud: {title: BIG wants ONE, set: {relations.BIG-ONE.hostility: 0.8}}
  pact: {description: "Both bound,\\n for good.", agreements: [{name: Pact, kind: alliance, members: [BIG, ONE]}]}
`,
);

describe('init', () => {
  it('writes a scenario that is valid and runnable, the schema it names and a notebook', () => {
    const { out, io } = capture();
    const target = join(dir, 'new', 'place');
    expect(initCommand(target, io)).toBe(0);
    expect(readdirSync(target).sort()).toEqual(['scenario.schema.json', 'starter.ipynb', 'starter.yaml']);
    expect(out.stdout.trim().split('\n')).toHaveLength(3);
    const text = readFileSync(join(target, 'starter.yaml'), 'utf8');
    expect(text).toMatch(/^# yaml-language-server: \$schema=scenario\.schema\.json\n/);
    expect(text.split('\n').filter((line) => line !== '' && !line.startsWith('#')).length).toBeLessThanOrEqual(13);
    expect(validateCommand([join(target, 'starter.yaml')], {}, io)).toBe(0);
    const notebook = JSON.parse(readFileSync(join(target, 'starter.ipynb'), 'utf8')) as {
      nbformat: number;
      nbformat_minor: number;
      cells: { id: string; cell_type: string; source: string[] }[];
    };
    expect([notebook.nbformat, notebook.nbformat_minor, new Set(notebook.cells.map(({ id }) => id)).size]).toEqual([
      4,
      5,
      notebook.cells.length,
    ]);
    expect(notebook.cells.flatMap(({ source }) => source).join('')).toContain('system.csv');
    expect(JSON.parse(readFileSync(join(target, 'scenario.schema.json'), 'utf8'))).toHaveProperty('$schema');
  });

  it('has comments that are valid too, once they are taken in', () => {
    const { io } = capture();
    const target = join(dir, 'commented');
    initCommand(target, io);
    const text = readFileSync(join(target, 'starter.yaml'), 'utf8');
    const more = text.slice(text.indexOf('# start: 2025')).replaceAll(/^# ?/gm, '');
    const agreements = /^ {2}- name: Four[\s\S]*?(?=^shocks:)/m.exec(more)?.[0] ?? '';
    const rest = more.replace(/^More of a state[\s\S]*?(?=^shocks:)/m, '');
    const path = file('whole.yaml', `${text.slice(0, text.indexOf('# start: 2025'))}${agreements}${rest}`);
    const { out, io: io2 } = capture();
    expect(validateCommand([path], {}, io2), out.stderr).toBe(0);
    expect(out.stdout).toContain('3 agreements, 2 shocks');
  });

  it('overwrites nothing and writes nothing when one of the files is there', () => {
    const target = mkdtempSync(join(dir, 'there-'));
    writeFileSync(join(target, 'starter.ipynb'), 'mine');
    expect(() => initCommand(target, capture().io)).toThrow(OutputError);
    // a place where no folder can be made
    expect(() => initCommand('/proc/no/folder', capture().io)).toThrow(OutputError);
    expect(readdirSync(target)).toEqual(['starter.ipynb']);
    expect(readFileSync(join(target, 'starter.ipynb'), 'utf8')).toBe('mine');
  });

  it('says so where the folder is a file', () => {
    expect(() => initCommand(good, capture().io)).toThrow(OutputError);
    expect(() => initCommand(join(good, 'x'), capture().io)).toThrow(OutputError);
  });
});

describe('validate', () => {
  it('reports the problems of all files, to stderr, with exit code 2', () => {
    const { out, io } = capture();
    const bad = [file('a.yaml', 'entente: 1\nname: a\n'), file('b.yaml', 'entente: 3\nname: b\nstates: [{id: A}, {id: B}]\n')];
    expect(validateCommand([...bad, good], {}, io)).toBe(2);
    expect(out.stderr).toContain('a.yaml:1:1: expected "states" or "generate"');
    expect(out.stderr).toContain('b.yaml:1:10: entente: expected 1, found 3');
    expect(out.stdout).toBe(`${good}: valid: two-camps, 3 states, 1 agreements, 2 shocks, 30 ticks\n`);
  });

  it('gives problems as JSON', () => {
    const { out, io } = capture();
    expect(validateCommand([join(dir, 'none.yaml')], { json: true }, io)).toBe(2);
    expect(JSON.parse(out.stdout)).toMatchObject({ valid: false, problems: [{ found: 'no such file' }] });
    expect(out.stderr).toBe('');
  });

  it('applies options before it checks', () => {
    expect(validateCommand([good], { sets: ['ticks=0'], quiet: true }, capture().io)).toBe(2);
    expect(validateCommand([good], { sets: ['ticks=3'], quiet: true }, capture().io)).toBe(0);
  });

  it('checks every variant, names them, and takes one', () => {
    const { out, io } = capture();
    expect(validateCommand([choice], { sets: ['variant=pact'] }, io)).toBe(0);
    expect(out.stdout).toBe(`${choice}: valid: choice, 2 states, 1 agreements, 0 shocks, 30 ticks, variants feud, pact\n`);
    const bad = file('bad-variant.yaml', 'entente: 1\nname: b\nstates: [{id: A}, {id: B}]\nvariants:\n  v: {set: {states.C.growth: 0}}\n');
    expect(validateCommand([bad], {}, io)).toBe(2);
    expect(out.stderr).toContain('bad-variant.yaml:5:13: variants.v.set.states.C.growth: expected the id of a state or *, found "C"');
  });

  it('wants a file', () => {
    expect(() => validateCommand([], {}, capture().io)).toThrow(InputError);
  });
});

describe('describe', () => {
  it('says what the file means in words', () => {
    const { out, io } = capture();
    expect(describeCommand(good, {}, io)).toBe(0);
    expect(out.stdout).toMatch(/^Two camps \(two-camps\)\n30 ticks, from 2000 to 2030; rule expected-utility/);
    expect(out.stdout).toMatch(/BIG {2}60\.0% {2}unaligned/);
    expect(out.stdout).toMatch(/ONE {2}20\.0% {2}balancing; BIG 0\.\d+/);
    expect(out.stdout).toContain('Pact: alliance (formal; depth 0.85; since 2000; security, logistics; against BIG)');
    expect(out.stdout).toContain('ONE: defence (on the territory of TWO, unless it was provoked)');
    expect(out.stdout).toContain('entrapment_cost 1 at tick 0, 2 at tick 10 (in a line) (default 1)');
    expect(out.stdout).toMatch(/tick 5 \(2005\): crisis: states\.BIG\.military x 2\n {2}tick 9 \(2009\): Pact ends/);
  });

  it('gives the same as JSON', () => {
    const { out, io } = capture();
    describeCommand(good, { json: true, sets: ['parameters.attention=3'] }, io);
    const description = JSON.parse(out.stdout) as Description;
    expect(description.states.map(({ id }) => id)).toEqual(['BIG', 'ONE', 'TWO']);
    expect(description.states[0]?.power).toBeCloseTo(0.6, 9);
    expect(description.parameters.map(({ name }) => name)).toEqual(['entrapment_cost', 'attention']);
    expect(description.states[1]?.threats[0]?.state).toBe('BIG');
  });

  it('lists variants, and says what one means', () => {
    const { out, io } = capture();
    describeCommand(choice, {}, io);
    expect(out.stdout).toContain('A choice (choice)');
    expect(out.stdout).toContain('0 pairs with a hostility of 0.3 or more');
    expect(out.stdout).toMatch(/\nVariants \(2\); .*\n {2}feud: BIG wants ONE\n {2}pact: Both bound, for good\.\n$/);
    describeCommand(choice, { sets: ['variant=feud'], json: true }, io);
    const { title, relations, variants } = JSON.parse(out.stdout.slice(out.stdout.indexOf('{'))) as Description;
    expect([title, relations.n_hostile_pairs, variants?.length]).toEqual(['A choice: BIG wants ONE', 1, 2]);
    expect(() => describeCommand(choice, { sets: ['variant=fued'] }, io)).toThrow(/--variant fued: .*did you mean "feud"/);
  });

  it('describes a synthetic system, cut short in the text', () => {
    const { out, io } = capture();
    describeCommand(
      file('synthetic.yaml', 'entente: 1\nname: s\ngenerate: {states: 50, trade: 0.4}\nstop: [{metric: new_wars, above: 2}]\n'),
      {},
      io,
    );
    expect(out.stdout).toContain('and 10 more (--json has them all)');
    expect(out.stdout).toContain('trade 0.4 (default 0.5)');
    expect(out.stdout).toContain('new_wars is above 2 for 1 tick running');
  });
});

describe('schema', () => {
  it('prints the schema of a kind of file, and refuses others by name', () => {
    const { out, io } = capture();
    expect(schemaCommand('scenario', io)).toBe(0);
    expect(JSON.parse(out.stdout)).toHaveProperty('properties.parameters');
    expect(() => schemaCommand('scenrio', io)).toThrow(/did you mean "scenario"/);
    expect(() => schemaCommand('__proto__', io)).toThrow(InputError);
  });
});
