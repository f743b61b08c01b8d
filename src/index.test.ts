import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, it, test } from 'vitest';
import * as browser from './browser.ts';
import * as entente from './index.ts';
import { InputError, parseScenario, readScenario, rowsOf, simulate, type Simulated } from './index.ts';
import { useBench } from './testing/cli.ts';

const MINIMAL = 'scenarios/minimal.yaml';
const bench = useBench();

type Cells = Record<string, string>;
const csv = (...names: string[]): Cells[] => parse(bench.read(...names), { columns: true });

/** A cell as the files write it: nothing for a missing value. */
const cell = (value: unknown): string => (value === null || value === '' || Number.isNaN(value) ? '' : String(value as number));
const cells = (row: object): Cells => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, cell(value)]));
/** The columns of a file that the library gives too. */
const without = ({ run: _run, config: _config, replicate: _replicate, seed: _seed, year: _year, ...rest }: Cells): Cells => rest;

function problemsOf(work: () => unknown): readonly entente.Problem[] {
  try {
    work();
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
  throw new Error('nothing was thrown');
}

test('the names that each entry exports are these', () => {
  expect(Object.keys(entente).sort()).toEqual([
    'InputError',
    'InvariantError',
    'OutputError',
    'PluginError',
    'analyse',
    'defineMetric',
    'defineRule',
    'defineTerm',
    'explain',
    'formatProblem',
    'loadPlugin',
    'parseScenario',
    'readResults',
    'readScenario',
    'registries',
    'rowsOf',
    'runAll',
    'runExperiment',
    'simulate',
    'version',
  ]);
  expect(Object.keys(browser).sort()).toEqual([
    'InputError',
    'InvariantError',
    'OutputError',
    'PluginError',
    'defineMetric',
    'defineRule',
    'defineTerm',
    'formatProblem',
    'parseScenario',
    'registries',
    'rowsOf',
    'simulate',
    'version',
  ]);
});

describe('a run in the library is that of the command line', () => {
  let run: Simulated;
  beforeAll(async () => {
    const { code } = await bench.entente(
      'run',
      `${process.cwd()}/${MINIMAL}`,
      '--seed',
      '1',
      '--replicates',
      '3',
      '--record',
      'dyads=5',
      '--out',
      'out',
    );
    expect(code).toBe(0);
    run = simulate(await readScenario(MINIMAL), { seed: 1, replicate: 1, record: { dyads: 5 } });
  });
  const ofRun = (file: string) =>
    csv('out', file)
      .filter(({ replicate }) => replicate === '1')
      .map(without);

  it('in every metric of every tick', () => {
    expect(rowsOf(run.system).map(cells)).toEqual(ofRun('system.csv'));
    expect(run.system['n_alliance_ties']).toBeInstanceOf(Float64Array);
  });

  it('in every state, pair, event and agreement', () => {
    expect(rowsOf(run.states).map(cells)).toEqual(ofRun('states.csv'));
    expect(rowsOf(run.dyads).map(cells)).toEqual(ofRun('dyads.csv'));
    expect(run.events.map(cells)).toEqual(ofRun('events.csv'));
    expect(run.agreements.map(cells)).toEqual(ofRun('agreements.csv'));
    expect(run.events.length).toBeGreaterThan(5);
  });

  it('in its identity, outcomes and digest', () => {
    const [row] = csv('out', 'runs.csv').filter(({ replicate }) => replicate === '1');
    expect(row).toMatchObject({ run: run.id, digest: run.digest, ticks: String(run.ticks), stop_reason: run.stopReason });
    expect(row).toMatchObject(cells(run.outcomes));
  });

  it.each([1, 2])('when many are made on %i threads, in order', async (workers) => {
    const runs: string[] = [];
    // threads start from the built files
    const built = (await import(`${process.cwd()}/dist/index.js`)) as typeof entente;
    for await (const { digest } of built.runAll(await readScenario(MINIMAL), { seed: 1, replicates: 3, workers })) runs.push(digest);
    expect(runs).toEqual(csv('out', 'runs.csv').map(({ digest }) => digest));
  });

  it('when its results are read and analysed', async () => {
    const results = await entente.readResults(bench.path('out'));
    const system = await results.table('system', ['replicate', 'tick', 'n_alliance_ties']);
    expect(cell(system['n_alliance_ties']?.[40])).toBe(csv('out', 'system.csv')[40]?.['n_alliance_ties']);
    expect((await bench.entente('analyse', 'out', '--quiet')).code).toBe(0);
    const { tables } = await entente.analyse(results);
    expect(tables['replicates']?.map(cells)).toEqual(csv('out', 'analysis', 'replicates.csv'));
    expect(() => system['n_aliance_ties']).toThrow('did you mean "n_alliance_ties"?');
    await expect(results.table('systems')).rejects.toThrow(InputError);
  });

  it('when a choice in it is explained', async () => {
    const { stdout } = await bench.entente('explain', 'out', '--state', 'Near', '--tick', '4', '--replicate', '1', '--json');
    const explanation = entente.explain(await readScenario(MINIMAL), { seed: 1, replicate: 1, state: 'Near', tick: 4 });
    expect(JSON.parse(JSON.stringify(explanation))).toEqual(JSON.parse(stdout));
  });
});

test('an experiment in the library is that of the command line, run for run', async () => {
  bench.write(
    'costs.yaml',
    `{entente: 1, experiment: costs, scenario: ${process.cwd()}/${MINIMAL}, factors: [{name: entrapment_cost, path: parameters.entrapment_cost, values: [0, 3]}],
      design: {name: factorial}, replicates: 5, reduce: [{name: allied_at, metric: n_alliance_ties, take: first, above: 0}]}`,
  );
  const file = bench.path('costs.yaml');
  const { code } = await bench.entente('sweep', file, '--seed', '1', '--replicates', '2', '--ticks', '3', '--out', 'sweep', '--quiet');
  expect(code).toBe(0);
  const rows = csv('sweep', 'runs.csv');
  // threads start from the built files
  const built = (await import(`${process.cwd()}/dist/index.js`)) as typeof entente;
  let count = 0;
  for await (const { config, point, reductions, run } of built.runExperiment(file, { seed: 1, replicates: 2, ticks: 3, workers: 2 })) {
    const row = rows.find((one) => one['config'] === String(config) && one['replicate'] === String(run.replicate));
    expect(row).toMatchObject({ run: run.id, digest: run.digest, ...cells(point), ...cells(reductions) });
    count += 1;
  }
  expect(count).toBe(rows.length);
  await expect(entente.runExperiment(file).next()).rejects.toThrow('costs.yaml: seed: expected a seed');
});

describe('a scenario', () => {
  const text = readFileSync(MINIMAL, 'utf8');

  it('is the same from its text, its bytes, an object and itself', () => {
    const parsed = parseScenario(text);
    expect(parseScenario(Buffer.from(text))).toEqual(parsed);
    expect(parseScenario(JSON.parse(JSON.stringify(parsed)) as object)).toEqual(parsed);
    const { digest } = simulate(parsed, { seed: 3 });
    expect(simulate(JSON.parse(JSON.stringify(parsed)) as entente.Scenario, { seed: 3 }).digest).toBe(digest);
  });

  it('takes changes by path, which the same on the command line makes too', async () => {
    const set = { 'parameters.entrapment_cost': 3, 'states.Near.revisionism': 0.2 };
    const sets = Object.entries(set).flatMap(([path, value]) => ['--set', `${path}=${value}`]);
    expect((await bench.entente('run', `${process.cwd()}/${MINIMAL}`, '--seed', '1', ...sets, '--out', 'set', '--quiet')).code).toBe(0);
    const run = simulate(await readScenario(MINIMAL, { set }), { seed: 1 });
    expect(csv('set', 'runs.csv')[0]).toMatchObject({ run: run.id, digest: run.digest });
    expect(parseScenario(text, { set: ['ticks=4'] }).ticks).toBe(4);
  });

  it('cannot be changed after it was checked, as it would run as it was before', () => {
    const scenario = parseScenario(text);
    expect(() => (scenario.parameters.entrapment_cost = 3)).toThrow(TypeError);
    expect(() => scenario.states?.pop()).toThrow(TypeError);
  });
});

describe('bad input is an InputError that says what was expected, what was found and the remedy', () => {
  const wrong = {
    entente: 1,
    name: 'wrong',
    rul: 'random',
    states: [
      { id: 'A', militry: 2 },
      { id: 'B', revisionism: 7 },
    ],
  };

  it('for an object as for a file, with paths in place of lines', () => {
    writeFileSync(bench.path('wrong.json'), JSON.stringify(wrong, null, 2));
    const ofFile = problemsOf(() => parseScenario(readFileSync(bench.path('wrong.json')), { file: 'wrong.json' }));
    const ofObject = problemsOf(() => parseScenario(wrong));
    const words = ({ file: _file, line: _line, column: _column, excerpt: _excerpt, ...rest }: entente.Problem) => rest;
    expect(ofObject.every((problem) => problem.line === undefined && problem.path !== undefined)).toBe(true);
    const byPath = (a: entente.Problem, b: entente.Problem) => ((a.path ?? '') < (b.path ?? '') ? -1 : 1);
    expect(ofObject.map(words).sort(byPath)).toEqual(ofFile.map(words).sort(byPath));
    expect(ofFile.every(({ line }) => line !== undefined)).toBe(true);
    expect(ofObject.map(({ path }) => path)).toEqual(['rul', 'states.0.militry', 'states.1.revisionism']);
    expect(problemsOf(() => simulate(wrong as never, { seed: 1 }))).toEqual(ofObject);
  });

  it('for a file that is missing', async () => {
    await expect(readScenario('nowhere.yaml')).rejects.toThrow('nowhere.yaml: expected a scenario file, found no such file');
    await expect(readScenario(undefined as never)).rejects.toThrow('expected the path of a scenario file, found nothing');
    await expect(entente.readResults('nowhere')).rejects.toThrow(InputError);
  });

  it.each<[string, () => unknown, string]>([
    ['parseScenario', () => parseScenario(undefined as never), 'expected a mapping, found nothing'],
    ['readScenario', () => readScenario(3 as never), 'path: expected the path of a scenario file, found 3'],
    ['readScenario, changes 3', () => readScenario(MINIMAL, 3 as never), 'options: expected an object: what changes a scenario'],
    ['readScenario, changes null', () => readScenario(MINIMAL, null as never), 'found nothing; give one, or leave the argument out'],
    ['readScenario, a variant 3', () => readScenario(MINIMAL, { variant: 3 as never }), 'found 3; give it as a text'],
    ['readScenario, a set 3', () => readScenario(MINIMAL, { set: 3 as never }), "found 3; write for instance { 'parameters."],
    [
      'rowsOf',
      () => rowsOf(undefined as never),
      'columns: expected columns by name, found nothing; give a table of a run, such as run.system',
    ],
    ['rowsOf a list', () => rowsOf([] as never), 'columns: expected columns by name, found'],
    ['readResults', () => entente.readResults(3 as never), 'folder: expected the path of a results folder, found 3'],
    ['analyse', () => entente.analyse({} as never), 'results: expected the path of a results folder, found nothing'],
    ['analyse without anything', () => entente.analyse(undefined as never), 'results: expected the path of a results folder'],
    ['loadPlugin', () => entente.loadPlugin(null as never), 'file: expected the path of a plugin file, found nothing'],
    ['loadPlugin, no file', () => entente.loadPlugin('none.js'), 'none.js: expected a plugin file, found no such file; check the path'],
    [
      'runAll',
      () => entente.runAll(parseScenario(readFileSync(MINIMAL)), { seed: 1, replicates: 1, signal: 3 as never }).next(),
      'signal: expected an AbortSignal, found 3',
    ],
  ])('for an argument of the wrong type: %s', async (_, call, message) => {
    const thrown: unknown = await Promise.resolve()
      .then(call)
      .catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(InputError);
    expect((thrown as InputError).message).toContain(message);
    expect((thrown as InputError).message).not.toContain('entente init');
  });

  it('for a path handed to simulate', () => {
    expect(() => simulate(MINIMAL as never, { seed: 1 })).toThrow('await readScenario(path)');
  });

  it.each([
    [{}, 'seed'],
    [undefined, 'seed'],
    [{ seed: '1' }, 'seed'],
    [{ seed: -1 }, 'seed'],
    [{ seed: 1.5 }, 'seed'],
    [{ seed: NaN }, 'seed'],
    [{ seed: 2 ** 53 }, 'seed'],
    [{ seed: 1, replicate: null }, 'replicate'],
    [{ seed: 1, replicate: '0' }, 'replicate'],
    [{ seed: 1, record: { dyads: -1 } }, 'record.dyads'],
    [{ seed: 1, record: { dyad: 1 } }, 'dyad'],
    [{ seed: 1, record: 1 }, 'record'],
    [{ seed: 1, replicates: 2 }, 'replicates'],
  ])('for the options %j', (options, path) => {
    const problems = problemsOf(() => simulate(parseScenario(readFileSync(MINIMAL, 'utf8')), options as never));
    expect(problems.map((problem) => problem.path)).toEqual([path]);
    expect(problems.every(({ expected, found, remedy }) => expected !== '' && found !== undefined && remedy !== undefined)).toBe(true);
  });

  it('for all options at once', () => {
    const scenario = parseScenario(readFileSync(MINIMAL, 'utf8'));
    expect(problemsOf(() => simulate(scenario, { seed: '1', replicate: -1 } as never)).map(({ path }) => path)).toEqual([
      'seed',
      'replicate',
    ]);
  });

  it('for a column, an outcome and a table that are not there', () => {
    const run = simulate(parseScenario(readFileSync(MINIMAL, 'utf8')), { seed: 1 });
    expect(problemsOf(() => run.system['n_aliance_ties'])[0]).toMatchObject({
      path: 'run.system.n_aliance_ties',
      remedy: 'did you mean "n_alliance_ties"?',
    });
    expect(problemsOf(() => run.states['powr'])[0]).toMatchObject({ path: 'run.states.powr', remedy: 'did you mean "power"?' });
    expect(problemsOf(() => run.outcomes['final_n_aliance_ties'])[0]).toMatchObject({ path: 'run.outcomes.final_n_aliance_ties' });
    expect(problemsOf(() => run.dyads)[0]).toMatchObject({ path: 'run.dyads', remedy: 'simulate with { record: { dyads: 1 } }' });
  });

  it.each([
    [{ seed: 1 }, ['replicates']],
    [{ seed: 1, replicates: 0 }, ['replicates']],
    [{ seed: 1, replicates: 2, workers: 0 }, ['workers']],
    [{ replicates: 2 }, ['seed']],
    [{ seed: 1, replicate: 2 }, ['replicate']],
  ])('for many runs by %j', async (options, paths) => {
    const runs = entente.runAll(parseScenario(readFileSync(MINIMAL, 'utf8')), options as never);
    await expect(runs.next()).rejects.toMatchObject({ name: 'InputError', problems: paths.map((path) => ({ path })) });
  });

  it('for a question about a choice that nobody made', () => {
    const scenario = parseScenario(readFileSync(MINIMAL, 'utf8'));
    const ask = (options: object) =>
      problemsOf(() => entente.explain(scenario, { seed: 1, state: 'Near', tick: 1, ...options })).map(({ path }) => path);
    expect(ask({ state: 'Nea' })).toEqual(['state']);
    expect(ask({ tick: 0, state: 4 })).toEqual(['tick', 'state']);
    expect(ask({ tick: 31 })).toEqual(['tick']);
  });

  it('for an experiment that is missing, or has no seed', async () => {
    await expect(entente.runExperiment('nowhere.yaml').next()).rejects.toThrow('nowhere.yaml');
    await expect(entente.runExperiment('nowhere.yaml', { replicates: 0 }).next()).rejects.toThrow(
      'replicates: expected a whole number from 1',
    );
  });
});

test('the registries hold what the scenario language knows', () => {
  const { parameters, terms, rules, metrics, designs } = entente.registries;
  expect(parameters.find(({ name }) => name === 'entrapment_cost')).toMatchObject({ default: 1, min: 0, max: 20 });
  for (const entries of [parameters, terms, rules, metrics, designs]) {
    expect(entries.length).toBeGreaterThan(2);
    expect(entries.every(({ name, meaning }) => name !== '' && meaning !== '')).toBe(true);
  }
});
