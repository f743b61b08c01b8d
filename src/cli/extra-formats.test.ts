import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { parquetReadObjects } from 'hyparquet';
import { beforeAll, describe, expect, it } from 'vitest';
import { openResults, readTable } from '../results/read-results.ts';
import { useBench } from '../testing/cli.ts';

const { path, write, list, entente } = useBench();

const EXPERIMENT = `entente: 1
experiment: tried
scenario: world.yaml
factors: [{name: e, path: parameters.entrapment_cost, low: 0, high: 4, levels: 3}]
replicates: 2
seed: 1
keep: [system]
`;
const sweep = (out: string, ...args: string[]) => entente('sweep', 'experiment.yaml', '--out', out, ...args);
const digests = (out: string) =>
  Object.fromEntries(
    list(`${out}/parquet`).map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(path(out, 'parquet', name)))
        .digest('hex'),
    ]),
  );

let whole: Record<string, string>;
beforeAll(async () => {
  write('world.yaml', 'entente: 1\nname: world\nticks: 3\ngenerate: {states: 4}\n');
  write('experiment.yaml', EXPERIMENT);
  expect(await sweep('whole', '--also', 'parquet', '--workers', '1', '--quiet')).toEqual({ code: 0, stdout: '', stderr: '' });
  whole = digests('whole');
});

describe('--also parquet', () => {
  it('writes every table of a sweep next to its CSV, with the same values', async () => {
    expect(Object.keys(whole)).toEqual(['errors.parquet', 'manifest.json', 'points.parquet', 'runs.parquet', 'system.parquet']);
    const results = await openResults(path('whole'));
    const data = readFileSync(path('whole', 'parquet', 'runs.parquet'));
    const file = data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength);
    const rows = await parquetReadObjects({ file });
    const runs = await readTable(results, 'runs', ['e', 'digest']);
    expect(rows.map(({ e }) => e as number)).toEqual([...runs.numbers('e')]);
    expect(rows.map(({ digest }) => digest as string)).toEqual(runs.texts('digest'));
  });

  it('gives the same bytes on two workers, and of a sweep that was interrupted before it could write them', async () => {
    expect((await sweep('two', '--also', 'parquet', '--workers', '2', '--quiet')).code).toBe(0);
    expect(digests('two')).toEqual(whole);
    rmSync(path('two', 'parquet'), { recursive: true });
    const again = await sweep('two', '--also', 'parquet', '--json', '--quiet');
    expect(JSON.parse(again.stdout)).toMatchObject({
      runs: { before: 6 },
      also: expect.arrayContaining(['parquet/runs.parquet']) as string[],
    });
    expect(digests('two')).toEqual(whole);
  });

  it('leaves one that is there as it is, replaces one of older results, and says so where it is not asked to', async () => {
    await sweep('grown', '--replicates', '1', '--also', 'parquet', '--quiet');
    const before = statSync(path('grown', 'parquet')).ino;
    await sweep('grown', '--replicates', '1', '--also', 'parquet', '--quiet');
    expect(statSync(path('grown', 'parquet')).ino).toBe(before);
    expect((await sweep('grown')).stderr).toContain('note: grown/parquet is of the results as they were before; --also parquet renews it');
    await sweep('grown', '--also', 'parquet', '--quiet');
    expect(digests('grown')).toEqual(whole);
  });

  it('works for shards put together, and for runs', async () => {
    for (const shard of ['1/2', '2/2']) await sweep(`shard-${shard[0] ?? ''}`, '--shard', shard, '--quiet');
    expect((await entente('merge', 'shard-1', 'shard-2', '--out', 'merged', '--also', 'parquet', '--quiet')).code).toBe(0);
    expect(digests('merged')).toEqual(whole);
    const run = await entente('run', 'world.yaml', '--seed', '1', '--out', 'run', '--also', 'parquet,duckdb', '--json', '--quiet');
    expect(JSON.parse(run.stdout)).toMatchObject({
      also: expect.arrayContaining(['parquet/system.parquet', 'duckdb/entente.sql']) as string[],
    });
  });

  it('refuses a shape that is none or that not all results have, before any run', async () => {
    expect(await sweep('none', '--also', 'duckdb,parkett')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--also: expected one of parquet, duckdb, found "parkett"') as string,
    });
    expect((await sweep('none', '--also', 'gexf')).stderr).toContain('--also: expected one of parquet, duckdb');
    expect(list('.')).not.toContain('none');
  });

  it('says that the results are whole where the shape cannot be written', async () => {
    await sweep('blocked', '--quiet');
    mkdirSync(path('blocked', 'parquet'));
    write('blocked/parquet/notes.txt', 'mine');
    const { code, stderr } = await sweep('blocked', '--also', 'parquet');
    expect(code).toBe(4);
    expect(stderr).toContain('the results themselves are whole: entente export blocked --to parquet continues from them');
    expect(readFileSync(path('blocked', 'parquet', 'notes.txt'), 'utf8')).toBe('mine');
  });
});
