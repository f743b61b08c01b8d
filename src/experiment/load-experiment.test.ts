import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InputError, type Problem } from '../base/errors.ts';
import { PARAMETERS } from '../model/parameters.ts';
import { scenarioWith, type Experiment } from './experiment.ts';
import { readExperiment } from './load-experiment.ts';
import { planSweep } from './plan.ts';

const WORLD =
  'entente: 1\nname: world\nticks: 3\nstates:\n  - {id: AAA, military: 1, economic: 2}\n  - {id: BBB, military: 1, economic: 2}\n';
let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'entente-experiment-'));
  write('world.yaml', WORLD);
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const write = (name: string, text: string) => writeFileSync(join(dir, name), text);

/** An experiment of the given lines after the first three. */
function load(...lines: string[]): Experiment {
  write('experiment.yaml', ['entente: 1', 'experiment: tried', 'scenario: world.yaml', ...lines].join('\n'));
  return readExperiment(join(dir, 'experiment.yaml'));
}

const plan = (...lines: string[]) => planSweep(load(...lines), 1, '0.0.0');

/** What is wrong with it. */
function problems(make: () => unknown): readonly Problem[] {
  try {
    make();
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
  return [];
}

const wrong = (...lines: string[]) => problems(() => plan(...lines));
const factor = (text: string) => ['factors:', `  - {${text}}`];

describe('an experiment file', () => {
  it('varies nothing where it names no factor: the replicates of one point', () => {
    const { points, replicates, runs } = plan('replicates: 7');
    expect({ points, replicates, runs }).toEqual({ points: 1, replicates: 7, runs: 7 });
  });

  it('gives a run the same identity whether its scenario sets a parameter to its default or leaves it out', () => {
    const turns = Number(PARAMETERS.turns.default);
    const id = () => {
      const { run, id: idOf } = plan('replicates: 2');
      return idOf(run(1));
    };
    const before = id();
    const withParameters = (value: number) => write('world.yaml', `${WORLD}parameters: {turns: ${value}}\n`);
    withParameters(turns);
    expect(id()).toBe(before);
    withParameters(turns + 1);
    expect(id()).not.toBe(before);
    write('world.yaml', WORLD);
  });

  it('gives every problem at once, with its line', () => {
    const found = wrong('replicates: 0', ...factor('name: e, path: parameters.entrapment_costs, values: [1]'), 'wher: []');
    expect(found.map(({ line }) => line)).toEqual([4, 6, 7]);
    expect(found.map(({ path }) => path)).toEqual(['replicates', 'factors.0.path', 'wher']);
  });

  it('names the nearest where a factor names nothing', () => {
    const [problem] = wrong(...factor('name: e, path: parameters.entrapment_costs, values: [1]'));
    expect(problem).toMatchObject({ line: 5, found: '"entrapment_costs"', remedy: 'did you mean "entrapment_cost"?' });
    expect(wrong(...factor('name: e, path: states.AAB.revisionism, values: [0.1]'))[0]?.remedy).toBe('did you mean "AAA"?');
  });

  it.each([
    ['values: [1, 21]', 'factors.0.values.1 (e)', 'a number from 0 to 20 for parameters.entrapment_cost', '21'],
    ['low: -1, high: 3', 'factors.0.low (e)', 'a number from 0 to 20 for parameters.entrapment_cost', '-1'],
  ])('refuses a point outside the range of a parameter (%s), naming factor, value and range', (values, path, expected, found) => {
    expect(
      wrong(
        ...factor(
          `name: e, path: parameters.entrapment_cost, ${values}, levels: 2`.replace(
            ', levels: 2',
            values.startsWith('low') ? ', levels: 2' : '',
          ),
        ),
      )[0],
    ).toMatchObject({ path, expected, found });
  });

  it('refuses a rule that there is not, by trying it', () => {
    expect(wrong(...factor('name: r, path: rule, values: [inertia, inertiaa]'))[0]).toMatchObject({
      path: 'factors.0.values.1 (r)',
      found: '"inertiaa"',
      remedy: 'did you mean "inertia"?',
    });
  });

  it.each(['"a,b"', '"a\\"b"', 'A', 'runs 1'])('refuses the factor name %s, which could not stand as a column', (name) => {
    expect(wrong(...factor(`name: ${name}, path: parameters.turns, values: [1]`))[0]).toMatchObject({ path: 'factors.0.name' });
  });

  it.each(['config', 'seed', 'status', 'final_n_alliance_ties', 'block'])(
    'refuses the factor name %s, which another column has',
    (name) => {
      expect(wrong(...factor(`name: ${name}, path: parameters.turns, values: [1]`))[0]).toMatchObject({ path: 'factors.0.name' });
    },
  );

  it.each([
    ['name: e, values: [1]', 'none of them'],
    ['name: e, path: parameters.turns, inert: true, values: [1]', 'several'],
    ['name: e, path: parameters.turns', 'neither'],
    ['name: e, path: parameters.turns, low: 1', 'one bound alone'],
    ['name: e, path: parameters.turns, low: 3, high: 1, levels: 2', '1'],
    ['name: e, path: parameters.entrapment_cost, low: 0, high: 1, scale: log, levels: 2', '0'],
    ['name: e, path: parameters.turns, values: [1, 2], levels: 2', '2'],
    ['name: e, path: parameters.turns, values: [1, 1]', '1 again'],
  ])('refuses a factor of which it is unclear what it does: %s', (text, found) => {
    expect(wrong(...factor(text)).map((problem) => problem.found)).toContain(found);
  });

  it('refuses an empty design', () => {
    expect(wrong('design: {name: factorial}')[0]?.expected).toContain('at least one factor');
    expect(wrong('design: {name: list, points: []}', ...factor('name: e, path: parameters.turns'))[0]).toMatchObject({
      found: 'an empty one',
    });
    const none = [...factor('name: e, path: parameters.turns, values: [1, 2]'), 'where: [e > 3]'];
    expect(wrong(...none)[0]).toMatchObject({ expected: 'a design with at least one point', found: 'an empty one' });
  });

  it('refuses conditions on a design whose points belong together, and words that are no values', () => {
    const morris = [...factor('name: e, path: parameters.entrapment_cost, low: 0, high: 1'), 'design: {name: morris, trajectories: 2}'];
    expect(wrong(...morris, 'where: [e > 0.5]')[0]?.expected).toContain('no conditions with the design morris');
    expect(wrong(...factor('name: e, path: parameters.turns, values: [1]'), 'where: [e < ee]')[0]).toMatchObject({ found: '"ee"' });
    expect(wrong(...factor('name: e, path: parameters.turns, values: [1]'), 'where: ["process.exit(1)"]')[0]?.path).toBe('where.0');
  });

  it('refuses reductions of what is not measured, or without their condition', () => {
    expect(wrong('reduce: [{name: x, metric: n_alliance_tie, take: max}]')[0]?.remedy).toBe('did you mean "n_alliance_ties"?');
    expect(wrong('reduce: [{name: x, metric: n_alliance_ties, take: first}]')[0]?.found).toBe('neither');
    expect(wrong('reduce: [{name: x, metric: n_alliance_ties, take: max, above: 1}]')[0]?.found).toBe('take: max');
  });
});

describe('points in a file', () => {
  const header = 'e,a\n';
  const read = (text: string) => {
    write('points.csv', text);
    return wrong(
      'factors:',
      '  - {name: e, path: parameters.entrapment_cost}',
      '  - {name: a, path: parameters.abandonment_cost, low: 0, high: 2}',
      'design: {name: file, file: points.csv}',
    );
  };

  it('are taken as they are written, in any order of columns, and those of points.csv too', () => {
    write('points.csv', 'config,block,role,a,e,u_e,u_a\n0,0,,1,0.5,,\n1,1,,2,1.25,,\n');
    const { points, point } = plan(
      'factors:',
      '  - {name: e, path: parameters.entrapment_cost}',
      '  - {name: a, path: parameters.abandonment_cost, low: 0, high: 2}',
      'design: {name: file, file: points.csv}',
    );
    expect(points).toBe(2);
    expect(point(1)).toMatchObject({ values: [1.25, 2], u: [null, 1] });
  });

  it.each([
    ['a wrong column', 'e,b\n1,1\n', { line: 1, path: 'b', found: '"b"' }],
    ['a missing column', 'e\n1\n', { line: 1, path: 'a', found: 'none of this name' }],
    ['a missing value', `${header}1,\n`, { line: 2, path: 'a', found: 'an empty cell' }],
    ['a row that is too short', `${header}1,1\n1\n`, { line: 3, found: '1' }],
    ['a formula in a cell', `${header}1,1\n=1+1,1\n`, { line: 3, path: 'e', found: 'a formula, "=1+1"' }],
    ['a command in a cell', `${header}@SUM(A1),1\n`, { line: 2, path: 'e', found: 'a formula, "@SUM(A1)"' }],
    ['a value outside the range of the factor', `${header}1,3\n`, { line: 2, path: 'a', found: '3' }],
    ['a value outside the range of the parameter', `${header}21,1\n`, { line: 2, path: 'e', found: '21' }],
    ['an open quote', `${header}"1,1\n`, { expected: 'a table in CSV' }],
    ['nothing', ' ', { found: 'an empty file' }],
  ])('are refused for %s', (_, text, problem) => {
    const found = read(text);
    expect(found).toContainEqual(expect.objectContaining(problem));
    // their place is in the table: of the experiment no column and no line is shown
    for (const { file, column, excerpt } of found)
      expect([file?.endsWith('points.csv'), column, excerpt]).toEqual([true, undefined, undefined]);
  });
});

describe('variants of an experiment', () => {
  const arms = factor('name: arm, path: variant, values: [as-it-is, shaken]');
  const variants = (...lines: string[]) => ['variants:', '  as-it-is: { title: nothing changes, set: {} }', '  shaken:', ...lines];

  it('are laid over a scenario that knows nothing of them', () => {
    const { experiment, run } = plan(...arms, ...variants('    shocks: [{ at: 2, set: { states.AAA.military: 3 } }]'));
    const [scenario] = experiment.scenarios;
    if (scenario === undefined) throw new Error('no scenario');
    const shocks = [0, 1].map((k) => scenarioWith(experiment, scenario, run(k).settings).shocks.length);
    expect(shocks).toEqual([0, 1]);
    expect(scenario.base.shocks).toEqual([]);
  });

  it('are checked against the scenario, and each problem is reported once, at the variant', () => {
    const found = wrong(
      ...arms,
      ...variants('    shocks:', '      - { at: 2, set: { states.AAB.military: 3 } }', '      - { at: 9, end: Pact }'),
    );
    expect(found).toMatchObject([
      { line: 10, path: 'variants.shaken.shocks.0.set.states.AAB.military', remedy: 'did you mean "AAA"?' },
      { line: 11, path: 'variants.shaken.shocks.1.at' },
      { line: 11, path: 'variants.shaken.shocks.1.end' },
    ]);
  });

  it('are checked where no factor names them, and by their schema', () => {
    expect(wrong(...variants('    shocks: [{ at: 2, end: Pact }]'))).toMatchObject([{ path: 'variants.shaken.shocks.0.end' }]);
    expect(wrong(...variants('    shock: []'))).toMatchObject([
      { line: 7, path: 'variants.shaken.shock', remedy: 'did you mean "shocks"?' },
    ]);
    expect(wrong(...variants('    title: nothing'))[0]?.expected).toContain('a variant that changes something');
  });

  it('may not have the name of one of the scenario, and a factor may not name one that there is not', () => {
    write('varied.yaml', `${WORLD}variants: { shaken: { set: { ticks: 2 } } }\n`);
    write('experiment.yaml', ['entente: 1', 'experiment: tried', 'scenario: varied.yaml', ...variants('    set: { ticks: 1 }')].join('\n'));
    expect(problems(() => readExperiment(join(dir, 'experiment.yaml')))).toMatchObject([
      { line: 6, found: '"shaken"', remedy: 'rename it' },
    ]);
    expect(wrong(...factor('name: arm, path: variant, values: [shaky]'), ...variants('    set: { ticks: 1 }'))[0]).toMatchObject({
      found: '"shaky"',
      remedy: 'there are as-it-is, shaken',
    });
  });
});

describe('the scenario of an experiment', () => {
  const lines = ['entente: 1', 'experiment: tried', 'scenario: elsewhere.yaml', 'obtain: write it by hand'];

  it('that is not there is named with how to get it', () => {
    write('experiment.yaml', lines.join('\n'));
    const found = problems(() => readExperiment(join(dir, 'experiment.yaml')));
    expect(found).toMatchObject([{ file: join(dir, 'elsewhere.yaml'), found: 'no such file', remedy: 'write it by hand' }]);
    expect(found[0]?.line).toBeUndefined(); // there is no file to have one
  });

  it('gives place to one of the command line', () => {
    write('experiment.yaml', lines.join('\n'));
    const [scenario] = readExperiment(join(dir, 'experiment.yaml'), { scenario: join(dir, 'world.yaml') }).scenarios;
    expect(scenario).toMatchObject({ name: 'world', source: join(dir, 'world.yaml') });
    expect(problems(() => readExperiment(join(dir, 'experiment.yaml'), { scenario: join(dir, 'nowhere.yaml') }))).toMatchObject([
      { file: join(dir, 'nowhere.yaml'), found: 'no such file' },
    ]);
    write('experiment.yaml', ['entente: 1', 'experiment: tried', ...factor('name: s, path: scenario, values: [world.yaml]')].join('\n'));
    expect(problems(() => readExperiment(join(dir, 'experiment.yaml'), { scenario: 'world.yaml' }))).toMatchObject([
      { path: 'factors.0', found: 'a factor of scenarios' },
    ]);
  });
});
