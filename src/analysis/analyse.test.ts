import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../base/digest.ts';
import { designStream } from '../base/random.ts';
import { analyseCommand, type RawAnalyseOptions } from '../cli/commands/analyse.ts';
import type { FactorShape } from '../experiment/designs/design.ts';
import { writeSyntheticSweep, type SyntheticSweep } from '../testing/synthetic-sweep.ts';
import { ANALYSIS_TABLES } from './analyses/index.ts';

let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'entente-analyse-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const ranges = (n: number, levels?: number): FactorShape[] =>
  Array.from({ length: n }, (_, k) => ({ name: `x${k + 1}`, levels, discrete: false }));
const ishigami = (u: readonly number[]) => {
  const [a = 0, b = 0, c = 0] = u.map((v) => Math.PI * (2 * v - 1));
  return Math.sin(a) + 7 * Math.sin(b) ** 2 + 0.1 * c ** 4 * Math.sin(a);
};

/** Writes a sweep, analyses it as the command does, and gives what came out. */
async function analysed(name: string, sweep: SyntheticSweep, options: RawAnalyseOptions = {}) {
  const folder = join(dir, name);
  writeSyntheticSweep(folder, sweep);
  const said = await analyse(folder, options);
  return {
    folder,
    ...said,
    table: (table: string) => records(join(folder, 'analysis', `${table}.csv`)),
    files: readdirSync(join(folder, 'analysis')),
  };
}
async function analyse(folder: string, options: RawAnalyseOptions) {
  const said = { stdout: '', stderr: '' };
  const io = { stdout: (text: string) => void (said.stdout += text), stderr: (text: string) => void (said.stderr += text) };
  const code = await analyseCommand(folder, options, ['analyse', 'DIR'], io);
  return { code, ...said };
}
const records = (file: string) => parse(readFileSync(file), { columns: true }) as Record<string, string>[];
const numbers = (rows: readonly Record<string, string>[], column: string) =>
  rows.map((row) => (row[column] === '' ? NaN : Number(row[column])));

describe('entente analyse of a Saltelli sweep', () => {
  it('finds the indices of the Ishigami function to the sixth decimal, at the end and tick by tick', async () => {
    const { table, files } = await analysed(
      'ishigami',
      {
        design: 'saltelli',
        options: { rows: 256, dummy: false, scramble: false },
        factors: ranges(3),
        replicates: 1,
        ticks: 3,
        model: (u) => ({ final_y: ishigami(u) }),
      },
      { metrics: 'y,final_y', at: '2,3', resamples: '20' },
    );
    const rows = table('sobol');
    const of = (metric: string, tick: string, order: string) =>
      numbers(
        rows.filter((row) => row['metric'] === metric && row['tick'] === tick && row['order'] === order),
        'index',
      ).map((x) => Number(x.toFixed(6)));
    for (const [metric, tick] of [
      ['final_y', ''],
      ['y', '2'],
      ['y', '3'],
    ] as const) {
      expect(of(metric, tick, 'first')).toEqual([0.326024, 0.482007, 0.011232]);
      expect(of(metric, tick, 'total')).toEqual([0.564602, 0.457007, 0.250649]);
    }
    expect(new Set(rows.map(({ n }) => n))).toEqual(new Set(['256']));
    expect(files).toEqual(expect.arrayContaining(['sobol-final_y.svg', 'sobol-ticks-y.svg', 'manifest.json', 'datapackage.json']));
  });

  it('gives the dummy exactly 0, over replicates that differ in their random draws', async () => {
    const { table } = await analysed(
      'dummy',
      {
        design: 'saltelli',
        options: { rows: 64, second_order: true },
        factors: ranges(3),
        replicates: 3,
        model: (u, r) => ({ noisy: ishigami(u) + 5 * designStream(r, 'noise')() * (u[0] ?? 0) }),
      },
      { resamples: '50' },
    );
    const dummy = table('sobol').filter((row) => row['factor'] === 'dummy' && row['order'] === 'total');
    expect(dummy.map(({ outcome }) => outcome)).toEqual(['mean', 'variance']);
    for (const row of dummy)
      expect([row['index'], row['ci_low'], row['ci_high'], row['reading']]).toEqual(['0', '0', '0', 'no effect in any run']);
    expect(dummy[0]?.['sd_replicates']).toBe('0');
    expect(table('sobol').filter(({ order, outcome }) => order === 'second' && outcome === 'mean')).toHaveLength(6);
  });

  it('drops the row-blocks of failed runs and of runs that are not done, and says how many', async () => {
    const { table, stderr } = await analysed(
      'holes',
      {
        design: 'saltelli',
        options: { rows: 64, dummy: false },
        factors: ranges(3),
        replicates: 1,
        model: (u, _, config) => ({ y: config === 7 ? null : ishigami(u) }),
        undone: (config) => config > 300,
      },
      { resamples: '20' },
    );
    // Five points a block: the failed one is in block 1, those from 301 on begin in block 60.
    expect(table('sobol')[0]).toMatchObject({ n: '59', dropped: '5' });
    expect(stderr).toContain('301 of 320 runs are there');
    expect(stderr).toContain('1 run failed');
  });

  it('leaves the indices of a constant empty', async () => {
    const { table } = await analysed('constant', {
      design: 'saltelli',
      options: { rows: 8 },
      factors: ranges(2),
      replicates: 2,
      model: () => ({ y: 0.1 }),
    });
    for (const row of table('sobol')) expect([row['index'], row['ci_low'], row['ci_high']]).toEqual(['', '', '']);
    expect(JSON.stringify(table('statistics'))).not.toMatch(/NaN|Infinity/);
  });
});

describe('entente analyse of a Morris sweep', () => {
  it('finds the slopes of a linear function, and 0 for the dummy, with its coordinate or without', async () => {
    const sweep: SyntheticSweep = {
      design: 'morris',
      options: { trajectories: 10 },
      factors: ranges(2),
      replicates: 2,
      model: ([a = 0, b = 0], r) => ({ y: 3 * a - 2 * b + 7 * designStream(r, 'noise')() }),
    };
    const { table, folder, files } = await analysed('morris', sweep);
    const found = (rows: Record<string, string>[]) =>
      rows.map((row) => [row['factor'], ...['mu', 'mu_star', 'sigma'].map((c) => Number(row[c]).toFixed(9))]);
    const expected = [
      ['x1', '3.000000000', '3.000000000', '0.000000000'],
      ['x2', '-2.000000000', '2.000000000', '0.000000000'],
      ['dummy', '0.000000000', '0.000000000', '0.000000000'],
    ];
    expect(found(table('morris'))).toEqual(expected);
    expect(table('morris')[2]).toMatchObject({ n: '10', mu_star: '0', mu_star_low: '0', mu_star_high: '0', sigma: '0' });
    expect(files).toContain('morris-y.svg');
    alter(folder, 'points.csv', (text) => text.replaceAll(/,[^,\n]*$/gm, ''));
    alter(folder, 'datapackage.json', (text) => text.replace(/,\{"name":"u_dummy"[^}]*\}/, ''));
    await analyse(folder, { out: join(folder, 'again') });
    expect(found(records(join(folder, 'again', 'morris.csv')))).toEqual(expected);
  });
});

/** Alters a file of the results and the manifest with it. */
function alter(folder: string, name: string, change: (text: string) => string): void {
  const before = readFileSync(join(folder, name), 'utf8');
  const text = change(before);
  expect(text).not.toBe(before);
  writeFileSync(join(folder, name), text);
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as { files: Record<string, unknown> };
  manifest.files[name] = { sha256: sha256(text), bytes: Buffer.byteLength(text) };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
}

/** The plane of two factors: alliances prevail where the first is below the second, partnerships elsewhere, and random draws decide on the border. */
const PLANE: SyntheticSweep = {
  design: 'factorial',
  options: {},
  factors: ranges(2, 5),
  replicates: 12,
  ticks: 2,
  model: ([a = 0, b = 0], r, config) => ({
    final_n_alliance_ties: 10 + 20 * (b - a) + designStream(r, `noise ${config}`)(),
    final_n_partnership_ties: 10 + designStream(r, `other ${config}`)(),
    final_n_minilateral_ties: 1,
  }),
};

describe('entente analyse of a plane', () => {
  it('reports the regions and how sure they are, effects, differences and statistics, each with its n', async () => {
    const { table, files, stdout } = await analysed('plane', PLANE, { resamples: '200', metrics: 'n_alliance_ties' });
    const regions = table('regions');
    expect(regions).toHaveLength(25);
    for (const { value = '', value_b: other = '', prevails, certainty, n } of regions) {
      expect(n).toBe('12');
      if (value === other) expect(Number(certainty)).toBeLessThanOrEqual(1);
      else expect([prevails, certainty]).toEqual([Number(value) < Number(other) ? 'alliance' : 'partnership', '1']);
    }
    const main = table('effects').filter(
      ({ metric, tick, factor, factor_b: second }) => metric === 'n_alliance_ties' && tick === '' && factor === 'x1' && second === '',
    );
    expect(main.map(({ value }) => value)).toEqual(['0', '0.25', '0.5', '0.75', '1']);
    numbers(main, 'effect').forEach((effect, l) => expect(Math.abs(effect - (10 - 5 * l))).toBeLessThan(0.5));
    const last = table('differences')
      .filter(({ metric, tick }) => metric === 'n_alliance_ties' && tick === '')
      .at(-5);
    // The point (1, 0) against (0, 0): 20 fewer.
    expect(last).toMatchObject({ config: '20', point: 'x1=1, x2=0', reference: '0', n: '12' });
    expect(Number(last?.['ci_low'])).toBeLessThan(-19.5);
    expect(Number(last?.['ci_high'])).toBeGreaterThan(-20.5);
    const sources = table('variance').filter(({ metric, tick }) => metric === 'n_alliance_ties' && tick === '');
    expect(sources.map(({ source, n, points }) => [source, n, points])).toEqual([
      ['points', '12', '25'],
      ['seed', '12', '25'],
      ['points by seed', '12', '25'],
    ]);
    expect(numbers(sources, 'share').reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(Number(sources[0]?.['share'])).toBeGreaterThan(0.9);
    expect(files).toEqual(expect.arrayContaining(['regions-tie.svg', 'plane-n_alliance_ties.svg', 'effects-n_alliance_ties.svg']));
    expect(stdout).toContain('regions.csv');
  });

  it('writes the same bytes again, and numbers do not hang on what else is asked for', async () => {
    const folder = join(dir, 'plane');
    const files = (name: string) =>
      readdirSync(join(folder, name)).map((file) => [file, sha256(readFileSync(join(folder, name, file), 'utf8'))]);
    for (const out of ['one', 'two'])
      await analyse(folder, { out: join(folder, out), resamples: '200', metrics: 'n_alliance_ties,final_n_minilateral_ties', at: 'end' });
    expect(files('one')).toEqual(files('two'));
    await analyse(folder, { out: join(folder, 'three'), resamples: '200', metrics: 'final_n_alliance_ties', analyses: 'regions' });
    expect(records(join(folder, 'three', 'regions.csv'))).toEqual(records(join(folder, 'one', 'regions.csv')));
  });

  it('has every column in its data dictionary, and no table that the registry does not have', () => {
    const made = join(dir, 'plane', 'analysis');
    const { resources } = JSON.parse(readFileSync(join(made, 'datapackage.json'), 'utf8')) as {
      resources: { name: string; schema: { fields: { name: string; description: string }[] } }[];
    };
    for (const { name, schema } of resources) {
      const [header = ''] = readFileSync(join(made, `${name}.csv`), 'utf8').split('\n');
      expect(schema.fields.map((field) => field.name).join()).toBe(header);
      expect(schema.fields.every(({ description }) => description !== '')).toBe(true);
      expect(ANALYSIS_TABLES.map((table) => table.name)).toContain(name);
    }
  });
});

describe('entente analyse of three factors', () => {
  const CUBE = {
    design: 'factorial',
    options: {},
    factors: [1, 2, 3].map((k) => ({ name: `x${k}`, levels: k === 3 ? 2 : 3, discrete: true })),
    replicates: 6,
    model: ([a = 0, b = 0, c = 0]: readonly number[], r: number) => ({
      final_n_alliance_ties: a + (c > 0.5 ? 4 : 0) + 0.001 * designStream(r, 'noise')(),
      final_n_partnership_ties: b + 1.9,
      final_n_minilateral_ties: 0,
    }),
  };

  it('reports the regions of a plane, with the other factors averaged over or held, and says how when not asked', async () => {
    const unasked = await analysed('cube', CUBE, { metrics: 'final_n_alliance_ties' });
    expect(unasked.stderr).toContain('more than two factors vary: --plane FACTOR,FACTOR shows the regions of two of them');
    const averaged = await analysed('cube-averaged', CUBE, { analyses: 'regions', plane: 'x1,x2', resamples: '50' });
    expect(averaged.table('regions')).toHaveLength(9);
    // means over x3: a + 2 against b + 1.9
    for (const row of averaged.table('regions')) {
      expect(row).toMatchObject({ config: '', configs: '2', averaged: 'x3', held: '', factor: 'x1', factor_b: 'x2', n: '6' });
      const [a, b] = [Number(row['value']), Number(row['value_b'])];
      expect(row['prevails']).toBe(a + 0.1 > b ? 'alliance' : 'partnership');
    }
    for (const [value, prevails] of [
      ['0', 'partnership'],
      ['1', 'alliance'],
    ]) {
      // oxfmt-ignore
      const held = await analysed(`cube-held-${value ?? ''}`, CUBE, { analyses: 'regions', hold: [`x3=${value ?? ''}`], resamples: '50' });
      expect(held.table('regions')).toHaveLength(9);
      for (const row of held.table('regions'))
        expect(row).toMatchObject({ configs: '1', averaged: '', held: `x3=${value ?? ''}`, prevails });
      expect(held.table('regions').every(({ config }) => config !== '')).toBe(true);
    }
  });

  it.each([
    [{ analyses: 'regions' }, 'more than two factors vary: choose two with --plane FACTOR,FACTOR'],
    [{ plane: 'x1' }, '--plane: expected two factors'],
    [{ plane: 'x1,x1' }, '--plane: expected two factors'],
    [{ plane: 'x1,x4' }, '--plane: expected a factor that varies: x1, x2, x3, found "x4"'],
    [{ plane: 'x1,x2', hold: ['x2=1'] }, '--hold: expected a factor that is not in the plane'],
    [{ plane: 'x1,x2', hold: ['x3=7'] }, '--hold: expected a value of x3: 0, 1'],
    [{ hold: ['x3'] }, '--hold: expected FACTOR=VALUE'],
  ])('refuses %j', async (options, message) => {
    await expect(analyse(join(dir, 'cube'), { out: join(dir, 'no'), ...options })).rejects.toThrow(message);
  });
});

describe('entente analyse of a sweep one at a time', () => {
  it('compares with the base and advises on replicates', async () => {
    const { table, files } = await analysed('oat', {
      design: 'one_at_a_time',
      options: {},
      factors: ranges(2, 3),
      replicates: 20,
      model: ([a = 0, b = 0], r) => ({ y: a + 10 * b + designStream(r, 'noise')() }),
    });
    expect(table('differences').map((row) => [row['reference'], Number(row['difference']).toFixed(6), row['n']])).toEqual([
      ['0', '-0.500000', '20'],
      ['0', '0.500000', '20'],
      ['0', '-5.000000', '20'],
      ['0', '5.000000', '20'],
    ]);
    expect(table('replicates')).toHaveLength(5);
    expect(Number(table('replicates')[0]?.['n_1_percent'])).toBeGreaterThan(Number(table('replicates')[0]?.['n_5_percent']));
    expect(files).toEqual(expect.arrayContaining(['differences-y.svg', 'cv-y.svg']));
  });
});

describe('entente analyse refuses', () => {
  const folder = () => join(dir, 'plane');

  it('a metric that is none, with the nearest name, all at once', async () => {
    const refusal = analyse(folder(), { metrics: 'n_aliance_ties,zzz', out: join(dir, 'x') });
    await expect(refusal).rejects.toThrow(/n_aliance_ties.*did you mean "n_alliance_ties".*\n.*zzz/);
  });

  it('an analysis that the design does not allow, with the reason', async () => {
    await expect(analyse(folder(), { analyses: 'sobol,morris', out: join(dir, 'x') })).rejects.toThrow(
      /allow the analysis sobol, found a sweep by the design factorial.*needs the design saltelli\n.*needs the design morris/,
    );
    await expect(analyse(folder(), { analyses: 'sobl', out: join(dir, 'x') })).rejects.toThrow('did you mean "sobol"?');
  });

  it('results without any metric that it would take unasked, naming those that are there', async () => {
    const bare = join(dir, 'bare');
    writeSyntheticSweep(bare, { ...PLANE, replicates: 2, model: () => ({ final_y: 1 }) });
    await expect(analyse(bare, {})).rejects.toThrow('name some: there are y, final_y');
  });

  it('options that say nothing, all at once', async () => {
    await expect(analyse(folder(), { level: '95', at: 'last', resamples: '-1', metrics: ',' })).rejects.toThrow(
      /--level.*\n.*--resamples.*\n.*--at.*\n.*--metrics/,
    );
    await expect(analyse(folder(), { against: '25', out: join(dir, 'x') })).rejects.toThrow('from 0 to 24');
  });

  it('an altered table, a folder that is none, and points that do not fit the runs', async () => {
    await expect(analyse(join(dir, 'nowhere'), {})).rejects.toThrow('no such folder');
    const broken = join(dir, 'broken');
    writeSyntheticSweep(broken, { ...PLANE, replicates: 2 });
    writeFileSync(join(broken, 'runs.csv'), `${readFileSync(join(broken, 'runs.csv'), 'utf8')}\n`);
    await expect(analyse(broken, {})).rejects.toThrow('digest');
    writeSyntheticSweep(broken, { ...PLANE, replicates: 2 });
    alter(broken, 'points.csv', (text) => text.split('\n').slice(0, -3).join('\n'));
    await expect(analyse(broken, {})).rejects.toThrow('a row for each of 25 configurations');
  });

  it('to write over what is there without --force, and over results even with it', async () => {
    await expect(analyse(folder(), {})).rejects.toThrow('exists already');
    await analyse(folder(), { force: true, metrics: 'n_alliance_ties', analyses: 'statistics', at: 'end' });
    expect(readdirSync(join(folder(), 'analysis'))).toEqual([
      'datapackage.json',
      'manifest.json',
      'plane-n_alliance_ties.svg',
      'statistics.csv',
    ]);
    await expect(analyse(folder(), { force: true, out: folder() })).rejects.toThrow('not an analysis of ours');
  });
});
