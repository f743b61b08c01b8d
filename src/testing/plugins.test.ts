import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  defineMetric,
  defineRule,
  defineTerm,
  InputError,
  loadPlugin,
  PluginError,
  readScenario,
  registries,
  runAll,
  simulate,
} from '../index.ts';
import { useBench } from './cli.ts';
import { ROOT } from './project.ts';

const bench = useBench();
const EXAMPLES = join(ROOT, 'examples', 'plugins');
const example = (name: string) => join(EXAMPLES, name);
const rows = (...names: string[]): Record<string, string>[] => parse(bench.read(...names), { columns: true });
const numbers = (column: string, ...names: string[]) => rows(...names).map((row) => Number(row[column]));
const mean = (values: number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;

/** A plugin of one line in the bench's folder. */
const plugin = (name: string, text: string) => {
  bench.write(name, text);
  return ['--plugin', name];
};
const TERM = (value: string, name = 'odd') =>
  `export default ({ defineTerm }) => defineTerm({ name: '${name}', scope: 'tie', meaning: 'odd', value: ${value} });`;

describe('the examples of plugins', () => {
  it.each(['capability-only', 'regime-kinship'])(
    '%s is at most 40 lines and its scenario runs on the command line and in the library alike',
    async (name) => {
      expect(
        readFileSync(example(`${name}.js`), 'utf8')
          .trimEnd()
          .split('\n').length,
      ).toBeLessThanOrEqual(40);
      const given = ['--plugin', example(`${name}.js`)];
      const args = ['run', example(`${name}.yaml`), ...given, '--seed', '1', '--replicates', '4', '--workers', '2', '--out', name];
      expect(await bench.entente(...args)).toMatchObject({ code: 0 });
      const one = await bench.entente(...args.slice(0, -3), '1', '--out', `${name}-1`);
      expect(one.code).toBe(0);
      expect(bench.read(name, 'system.csv')).toBe(bench.read(`${name}-1`, 'system.csv'));
      const { program } = JSON.parse(bench.read(name, 'manifest.json')) as { program: { plugins: object[] } };
      expect(program.plugins).toEqual([
        { name: `${name}.js`, file: example(`${name}.js`), sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      ]);
      expect(await bench.entente('validate', example(`${name}.yaml`), ...given)).toMatchObject({ code: 0 });
      expect((await bench.entente('describe', example(`${name}.yaml`), ...given)).stdout).toContain(
        name === 'capability-only' ? 'capability-only' : 'regime_kinship_weight',
      );
      expect((await bench.entente('validate', example(`${name}.yaml`))).code).toBe(2);
    },
  );

  it('say by capability alone that all but the strongest balance', () => {
    const posture = (state: string) => rows('capability-only', 'states.csv').filter((row) => row['state'] === state && row['tick'] !== '0');
    expect(posture('GRT').every(({ strategy }) => strategy !== 'balance')).toBe(true);
    for (const state of ['MID', 'RIV', 'SML']) expect(posture(state).some(({ strategy }) => strategy === 'balance')).toBe(true);
  });

  it('say of similar regimes that the term brings them together', async () => {
    const without = [
      'run',
      example('regime-kinship.yaml'),
      '--plugin',
      example('regime-kinship.js'),
      '--set',
      'parameters.regime_kinship_weight=0',
    ];
    expect((await bench.entente(...without, '--seed', '1', '--replicates', '4', '--out', 'without')).code).toBe(0);
    const kindred = mean(numbers('average_share_kindred_ties', 'regime-kinship', 'runs.csv'));
    expect(kindred).toBeGreaterThan(mean(numbers('average_share_kindred_ties', 'without', 'runs.csv')) + 0.1);
  });
});

describe('a plugin', () => {
  beforeAll(async () => {
    bench.write('capability.mjs', readFileSync(example('capability-only.js'), 'utf8'));
    await bench.entente('run', example('capability-only.yaml'), '--plugin', 'capability.mjs', '--seed', '1', '--out', 'made', '--quiet');
  });

  it('can be swept by its own parameters, on threads, and explained', async () => {
    bench.write(
      'margin.yaml',
      `{entente: 1, experiment: margin, scenario: ${example('capability-only.yaml')}, design: {name: factorial}, seed: 1, replicates: 2,
        factors: [{name: margin, path: parameters.capability_margin, values: [0.5, 5]}]}`,
    );
    const sweep = ['sweep', 'margin.yaml', '--plugin', 'capability.mjs', '--workers', '2', '--out', 'margin', '--quiet'];
    expect(await bench.entente(...sweep)).toMatchObject({ code: 0, stderr: '' });
    const balancing = numbers('average_share_balancing', 'margin', 'runs.csv');
    expect(mean(balancing.slice(0, 2))).toBeGreaterThan(mean(balancing.slice(2)));
    for (const shard of ['1', '2'])
      await bench.entente(...sweep.slice(0, -3), '--shard', `${shard}/2`, '--out', `shard-${shard}`, '--quiet');
    expect(await bench.entente('merge', 'shard-1', 'shard-2', '--out', 'merged', '--quiet')).toMatchObject({ code: 0 });
    expect(bench.read('merged', 'runs.csv')).toBe(bench.read('margin', 'runs.csv'));
    expect((await bench.entente('slurm', 'margin.yaml', '--plugin', 'capability.mjs', '--shards', '2', '--out', 'job')).code).toBe(0);
    expect(bench.read('job-slurm', 'array.sh')).toContain('sweep --plugin capability.mjs');
    const { stdout, code } = await bench.entente('explain', 'made', '--state', 'MID', '--tick', '3', '--plugin', 'capability.mjs');
    expect(code).toBe(0);
    expect(stdout).toContain('Middle');
  });

  it('is needed, unchanged, to make results again or to explain them', async () => {
    const from = ['run', '--from', 'made/manifest.json', '--seed', '1'].slice(0, 3);
    expect(await bench.entente(...from, '--plugin', 'capability.mjs', '--out', 'again', '--quiet')).toMatchObject({ code: 0 });
    expect(bench.read('again', 'system.csv')).toBe(bench.read('made', 'system.csv'));
    const missing = await bench.entente(...from, '--out', 'no-1');
    expect(missing).toMatchObject({ code: 2 });
    expect(missing.stderr).toContain('expected the plugin capability.mjs that the results were made with');
    expect(missing.stderr).toContain('add --plugin capability.mjs, if you trust it');
    bench.write('capability.mjs', bench.read('capability.mjs').replace('power > limit', 'power >= limit'));
    const changed = await bench.entente(...from, '--plugin', 'capability.mjs', '--out', 'no-2');
    expect(changed).toMatchObject({ code: 2 });
    expect(changed.stderr).toMatch(/found another text \([0-9a-f]{12}\.\.\.\); restore the file as it was/);
    expect((await bench.entente('explain', 'made', '--state', 'MID', '--tick', '3')).code).toBe(2);
    expect((await bench.entente(...from, '--plugin', 'gone.mjs', '--out', 'no-3')).stderr).toContain(
      'gone.mjs: expected a plugin file, found no such file',
    );
  });

  it('is a part of what a run is', async () => {
    await bench.entente(
      'run',
      example('capability-only.yaml'),
      '--plugin',
      example('capability-only.js'),
      '--seed',
      '1',
      '--out',
      'same',
      '--quiet',
    );
    await bench.entente('run', example('capability-only.yaml'), '--plugin', 'capability.mjs', '--seed', '1', '--out', 'other', '--quiet');
    const [made, same, other] = ['made', 'same', 'other'].map((folder) => rows(folder, 'runs.csv')[0]?.['run']);
    expect(same).toBe(made);
    expect(other).not.toBe(made);
  });

  it.each([
    ['that is missing', 'none.mjs', undefined, 'expected a plugin file, found no such file'],
    ['that exports nothing', 'empty.mjs', '', 'found no export; write export default'],
    ['that exports something else', 'else.mjs', 'export const x = 1;', 'found exports of something else (x)'],
    ['that is no JavaScript', 'broken.mjs', 'export default {', 'expected a module of JavaScript that can be loaded, found SyntaxError'],
    ['that throws as it is loaded', 'throws.mjs', 'throw new RangeError("too far");', 'found RangeError: too far'],
    [
      'that names a term that exists',
      'twice.mjs',
      TERM('() => 0', 'security'),
      'expected a name that is not yet among the value terms, found "security" again',
    ],
    [
      'that names a parameter that exists',
      'key.mjs',
      TERM('() => 0').replace('meaning', 'parameters: { temperature: { default: 1, min: 0, max: 1, unit: "u", meaning: "m" } }, meaning'),
      'expected a parameter of a new name',
    ],
    ['with a mistyped key', 'typo.mjs', TERM('() => 0').replace('scope', 'space'), 'found "space"'],
    ['without a function', 'none-value.mjs', TERM('3'), 'term "odd": value: expected a function, found 3'],
    ['that returns NaN', 'nan.mjs', TERM('() => NaN'), 'term "odd": value: expected a finite number, found NaN for'],
    ['that throws in a run', 'late.mjs', TERM('() => { throw new Error("oops"); }'), 'found Error: oops for'],
    ['that reads the clock', 'clock.mjs', TERM('() => Date.now() * 0'), 'found a call of Date.now() for'],
    ['that dates itself', 'date.mjs', TERM('() => new Date().getTime() * 0'), 'found a call of new Date() for'],
    ['that reads the other clock', 'performance.mjs', TERM('() => performance.now() * 0'), 'found a call of performance.now() for'],
    ['that reads the age of the process', 'uptime.mjs', TERM('() => process.uptime() * 0'), 'found a call of process.uptime() for'],
    ['that draws random numbers', 'random.mjs', TERM('() => Math.random() * 0'), 'found a call of Math.random() for'],
    [
      'that draws them elsewhere',
      'crypto.mjs',
      TERM('() => crypto.getRandomValues(new Uint8Array(1))[0]'),
      'found a call of crypto.getRandomValues() for',
    ],
  ])('%s ends the run with 2 and one typed message', async (_, name, text, message) => {
    const given = text === undefined ? ['--plugin', name] : plugin(name, text);
    for (const workers of name === 'nan.mjs' ? ['1', '2'] : ['2']) {
      const { code, stderr, stdout } = await bench.entente(
        ...[
          'run',
          join(ROOT, 'scenarios', 'minimal.yaml'),
          ...given,
          '--seed',
          '1',
          '--replicates',
          '2',
          '--workers',
          workers,
          '--out',
          `bad-${name}`,
          '--quiet',
        ],
      );
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain(`${name}: `);
      expect(stderr).toContain(message);
      expect(stderr).toContain('; '); // the remedy
      expect(stderr).not.toContain('bug');
    }
  });

  it('in TypeScript is read by a Node that reads it; for others the remedy says which that is', async () => {
    const given = plugin('typed.ts', TERM('(): number => 0'));
    const { code, stderr } = await bench.entente(
      'run',
      join(ROOT, 'scenarios', 'minimal.yaml'),
      ...given,
      '--seed',
      '1',
      '--out',
      'typed',
      '--quiet',
    );
    if ('typescript' in process.features && process.features.typescript) expect(code).toBe(0);
    else
      expect(stderr).toMatch(
        /^typed\.ts: .*; compile it to JavaScript, or use Node 22\.18 or newer, which reads TypeScript; this is Node \d/,
      );
  });

  it('that is wrong in a sweep ends it with 2 too', async () => {
    bench.write(
      'costs.yaml',
      `{entente: 1, experiment: costs, scenario: ${ROOT}scenarios/minimal.yaml, design: {name: factorial}, seed: 1, factors: [{name: cost, path: parameters.entrapment_cost, values: [0, 3]}]}`,
    );
    const { code, stderr } = await bench.entente(
      'sweep',
      'costs.yaml',
      ...plugin('nan.mjs', TERM('() => NaN')),
      '--out',
      'bad-sweep',
      '--quiet',
    );
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining('nan.mjs: term "odd": value: expected a finite number, found NaN'),
    });
  });
});

describe('definitions in a program', () => {
  const scenario = () => readScenario(join(ROOT, 'scenarios', 'minimal.yaml'));

  it('are refused with everything that is wrong at once', () => {
    const paths = (work: () => unknown) => {
      try {
        work();
      } catch (error) {
        if (error instanceof InputError) return error.problems.map(({ path }) => path);
      }
      return 'nothing was thrown';
    };
    expect(paths(() => defineRule({ name: 'Bad Name', meaning: '' } as never))).toEqual([
      'rule "Bad Name": name',
      'rule "Bad Name": meaning',
      'rule "Bad Name": choose',
    ]);
    expect(paths(() => defineRule({ name: 'inertia', meaning: 'x', choose: () => 0 }))).toEqual(['rule "inertia": inertia']);
    expect(paths(() => defineTerm({ name: 'a', scope: 'tie', meaning: 'x', weights: ['b'] as never, value: () => 0 }))).toEqual([
      'term "a": weights',
    ]);
    expect(
      paths(() =>
        defineTerm({
          name: 'a',
          scope: 'tie',
          meaning: 'x',
          parameters: { p: { default: 3, min: 0, max: 1, unit: 'u', meaning: 'm' } },
          value: () => 0,
        }),
      ),
    ).toEqual(['term "a": parameters.p']);
    expect(paths(() => defineMetric({ name: 'x', kind: 'index', meaning: 'x', value: () => 0 }))).toEqual([
      'metric "x": unit',
      'metric "x": bounds',
    ]);
    expect(paths(() => defineMetric({ name: 'n_agreements', kind: 'flow', meaning: 'x', value: () => 0 }))).toEqual([
      'metric "n_agreements": n_agreements',
    ]);
    expect(paths(() => defineTerm(undefined as never))).toEqual(['term']);
  });

  it('are columns, parameters and rules from then on, and another run', async () => {
    const before = simulate(await scenario(), { seed: 1 });
    defineMetric({
      name: 'mean_ideology',
      kind: 'share',
      meaning: 'mean place of states',
      value: ({ world: w }) => w.ideology.reduce((a, b) => a + b, 0) / w.n,
    });
    defineTerm({
      name: 'whim',
      scope: 'option',
      meaning: 'worth of any change',
      parameters: { whim_weight: { default: 0, min: -1, max: 1, unit: 'utility', meaning: 'worth of any change' } },
      weights: ['whim_weight'],
      value: ({ w, action }) => (action === 'keep' ? 0 : w.parameters.whim_weight),
    });
    defineRule({ name: 'stubborn', meaning: 'keeps everything as it is', choose: () => 0 });
    const after = simulate(await scenario(), { seed: 1, record: { decisions: 1 } });
    expect(after.id).not.toBe(before.id);
    expect(after.system['mean_ideology']?.length).toBe(after.ticks + 1);
    expect(after.outcomes['final_mean_ideology']).toBe(after.system['mean_ideology']?.at(-1));
    expect(after.system['n_alliance_ties']).toEqual(before.system['n_alliance_ties']);
    expect(after.decisions['term_whim']).toBeInstanceOf(Float64Array);
    const aloof = simulate(await readScenario(join(ROOT, 'scenarios', 'minimal.yaml'), { set: { 'parameters.whim_weight': -1 } }), {
      seed: 1,
    });
    expect(aloof.outcomes['final_n_agreements']).toBe(0);
    const stubborn = simulate(await readScenario(join(ROOT, 'scenarios', 'minimal.yaml'), { set: { rule: 'stubborn' } }), {
      seed: 1,
      record: { decisions: 1 },
    });
    expect(stubborn.outcomes['total_new_agreements']).toBe(0);
    expect(new Set(stubborn.decisions['chance'] as Float64Array)).toEqual(new Set([0, 1, NaN]));
    expect(registries.rules.map(({ name }) => name)).toContain('stubborn');
  });

  it('run in this thread, as no other sees them', async () => {
    defineMetric({ name: 'n_own', kind: 'stock', unit: 'states', meaning: 'own', value: () => 7 });
    const runs = [];
    for await (const { outcomes } of runAll(await scenario(), { seed: 1, replicates: 2 })) runs.push(outcomes['final_n_own']);
    expect(runs).toEqual([7, 7]);
    await expect(runAll(await scenario(), { seed: 1, replicates: 2, workers: 2 }).next()).rejects.toThrow('or run with { workers: 1 }');
  });

  it('that go wrong in a run are PluginErrors', async () => {
    defineRule({ name: 'beyond', meaning: 'chooses what is not there', choose: ({ count }) => count });
    defineRule({
      name: 'unsure',
      meaning: 'is not sure',
      choose: () => 0,
      probabilities: (_menu, _world, probabilities) => void probabilities.fill(0.3),
    });
    const run = async (rule: string) =>
      simulate(await readScenario(join(ROOT, 'scenarios', 'minimal.yaml'), { set: { rule } }), { seed: 1, record: { decisions: 1 } });
    await expect(run('beyond')).rejects.toThrow(PluginError);
    await expect(run('beyond')).rejects.toThrow('rule "beyond": choose: expected a position in the menu, from 0 to');
    await expect(run('unsure')).rejects.toThrow(
      'rule "unsure": probabilities: expected four probabilities that add up to 1, found 0.3, 0.3, 0.3, 0.3',
    );
  });

  it('leave the clock to everybody else', () => {
    expect(Date.now()).toBeGreaterThan(1e12);
    expect(new Date()).toBeInstanceOf(Date);
    expect(new Date(0).toISOString()).toBe('1970-01-01T00:00:00.000Z');
    expect(typeof Date()).toBe('string');
    expect(performance.now()).toBeGreaterThan(0);
    expect(Math['random' as 'abs'](1)).toBeLessThan(1);
    expect(process.hrtime.bigint()).toBeGreaterThan(0n);
    expect(crypto.randomUUID()).toHaveLength(36);
  });

  it('come from files that are loaded once', async () => {
    const first = await loadPlugin(example('capability-only.js'));
    expect(await loadPlugin(example('capability-only.js'))).toBe(first);
    const run = simulate(await readScenario(example('capability-only.yaml')), { seed: 1 });
    expect(run.ticks).toBe(20);
  });
});
