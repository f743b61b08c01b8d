import { appendFileSync, cpSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { openResults, readTable } from '../results/read-results.ts';
import { digests } from '../testing/cli.ts';
import { EXPERIMENT, useBenchWithSweep, WORLD } from '../testing/sweep.ts';

const { path, write, read, list, entente, during, whole, sweep, until, parts, recorded, killed } = useBenchWithSweep();

describe('entente sweep', () => {
  it('makes a results folder that can be read back, with the factors first and a table of points', async () => {
    expect(list('whole')).toEqual([
      'datapackage.json',
      'errors.csv',
      'events.csv',
      'manifest.json',
      'points.csv',
      'runs.csv',
      'system.csv',
    ]);
    const results = await openResults(path('whole'));
    expect(results.manifest.experiment).toMatchObject({ name: 'tried', points: 12, replicates: 3 });
    const runs = await readTable(results, 'runs', ['config', 'replicate', 'seed', 'e', 'rule_used', 'peak', 'digest']);
    expect(runs.rows).toBe(36);
    expect([...runs.numbers('config')]).toEqual(Array.from({ length: 36 }, (_, k) => k % 12));
    expect([...runs.numbers('replicate')]).toEqual(Array.from({ length: 36 }, (_, k) => Math.floor(k / 12)));
    const points = await readTable(results, 'points');
    expect([...points.numbers('e')]).toEqual([0, 0, 0, 0, 2, 2, 2, 2, 4, 4, 4, 4]);
    expect(points.has('u_rule_used')).toBe(true);
    const system = await readTable(results, 'system', ['mean_insecurity', 'tick']);
    expect(system.rows).toBe(36 * 5);
    expect(runs.numbers('peak')[0]).toBe(Math.max(...system.numbers('mean_insecurity').slice(0, 5)));
  });

  it('gives points the same random draws: a factor that sets nothing changes no bit, and a rule that draws is another run', async () => {
    const runs = await readTable(await openResults(path('whole')), 'runs', ['run', 'nothing', 'digest']);
    const digest = runs.texts('digest');
    for (let k = 0; k < runs.rows; k += 2) expect(digest[k + 1]).toBe(digest[k]);
    expect(new Set(runs.texts('run')).size).toBe(36);
    expect(digest[12]).not.toBe(digest[0]);
  });

  it('makes a run that entente run reproduces from its row alone', async () => {
    const runs = await readTable(await openResults(path('whole')), 'runs', ['digest']);
    await entente(
      'run',
      'world.yaml',
      '--seed',
      '1',
      '--replicates',
      '3',
      '--set',
      'parameters.entrapment_cost=4',
      '--rule',
      'inertia',
      '--out',
      'one',
      '--quiet',
    );
    const again = await readTable(await openResults(path('one')), 'runs', ['digest']);
    expect(again.texts('digest')).toEqual([runs.texts('digest')[10], runs.texts('digest')[22], runs.texts('digest')[34]]);
  });

  it.each(['2', '5'])('gives the same bytes on %s workers', async (workers) => {
    expect((await sweep(`w${workers}`, '--workers', workers, '--quiet')).code).toBe(0);
    expect(digests(path(`w${workers}`))).toEqual(whole);
  });

  it('resumes after kill -9 to the same bytes, and cuts off an incomplete entry', async () => {
    expect((await killed('killed', '--workers', '2', '--quiet')).code).toBe(null);
    const [first = ''] = parts('killed').filter((name) => readFileSync(path('killed', 'sweep', 'parts', name)).length > 0);
    appendFileSync(path('killed', 'sweep', 'parts', first), '0123456789abcdef {"id":"r00');
    const { code, stderr } = await sweep('killed', '--workers', '2');
    expect(code).toBe(0);
    expect(stderr).toMatch(/removed \d+ bytes of an incomplete entry\n\d+ of 36 runs are there already/);
    expect(digests(path('killed'))).toEqual(whole);
    expect(list('killed')).not.toContain('sweep');
  });

  it('adds replicates and points to what is there, and does no run twice', async () => {
    await sweep('grown', '--replicates', '1', '--quiet');
    const { code, stderr } = await sweep('grown');
    expect(code).toBe(0);
    expect(stderr).toContain('12 of 36 runs are there already');
    expect(digests(path('grown'))).toEqual(whole);
    const fresh = await sweep('grown', '--json', '--quiet');
    expect(JSON.parse(fresh.stdout)).toMatchObject({ runs: { done: 36, failed: 0, before: 36 } });
    write('list1.yaml', listOf('{e: 1}, {e: 2}'));
    write('list2.yaml', listOf('{e: 1}, {e: 2}, {e: 3}'));
    await entente('sweep', 'list1.yaml', '--out', 'list', '--quiet');
    expect((await entente('sweep', 'list2.yaml', '--out', 'list')).stderr).toContain('4 of 6 runs are there already');
    await entente('sweep', 'list2.yaml', '--out', 'list-whole', '--quiet');
    expect(digests(path('list'))).toEqual(digests(path('list-whole')));
  });

  it('refuses a folder of another experiment, and shows the difference', async () => {
    write('other.yaml', EXPERIMENT.replace('seed: 1', 'seed: 2').replace('high: 4', 'high: 5'));
    const seed = await entente('sweep', 'other.yaml', '--out', 'whole');
    expect(seed.code).toBe(2);
    expect(seed.stderr).toContain('seed: expected 1 as before, found 2');
    const points = await entente('sweep', 'other.yaml', '--seed', '1', '--out', 'whole');
    expect(points.stderr).toContain('expected the same 12 points at the beginning, found others');
    expect(points.stderr).toContain('factors.0.range.high: expected 4 as before, found 5');
    write('world2.yaml', WORLD.replace('states: 5', 'states: 6'));
    write('other.yaml', EXPERIMENT.replace('world.yaml', 'world2.yaml'));
    expect((await entente('sweep', 'other.yaml', '--out', 'whole')).stderr).toContain(
      'scenarios.0.input.generate.states: expected 5 as before, found 6',
    );
    expect((await sweep('whole', '--replicates', '2')).stderr).toContain('replicates: expected at least the 3 that are there, found 2');
    expect(digests(path('whole'))).toEqual(whole);
  });

  it('refuses results that were altered or cut short', async () => {
    cpSync(path('whole'), path('altered'), { recursive: true });
    appendFileSync(path('altered', 'system.csv'), 'x');
    expect(await sweep('altered')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('system.csv: expected a file with the digest'),
    });
    truncateSync(path('altered', 'system.csv'), 1000);
    expect((await sweep('altered')).code).toBe(2);
    expect((await sweep('altered', '--force', '--quiet')).code).toBe(0);
    expect(digests(path('altered'))).toEqual(whole);
  });

  it('refuses an entry that was altered, by its checksum', async () => {
    await killed('tampered', '--workers', '1', '--quiet');
    const [first = ''] = parts('tampered').filter((name) => readFileSync(path('tampered', 'sweep', 'parts', name)).length > 0);
    const file = path('tampered', 'sweep', 'parts', first);
    const [line = ''] = readFileSync(file, 'utf8').split('\n');
    writeFileSync(file, `${line.replace('"replicate":0', '"replicate":1')}\n${line}\n`);
    const { code, stderr } = await sweep('tampered');
    expect(code).toBe(2);
    expect(stderr).toContain('found an altered one at byte 0');
  });

  it('refuses a second sweep in the same folder while the first is running', async () => {
    const second: { code: number | null; stderr: string }[] = [];
    const first = await during(['sweep', 'experiment.yaml', '--out', 'held', '--workers', '1', '--quiet'], async (pid) => {
      await until(() => recorded('held'));
      // Held still, so that it cannot have ended before the second begins.
      process.kill(pid, 'SIGSTOP');
      second.push(await sweep('held'));
      process.kill(pid, 'SIGCONT');
    });
    expect(first.code).toBe(0);
    expect(second).toMatchObject([{ code: 4, stderr: expect.stringContaining('which is still running') }]);
    expect(digests(path('held'))).toEqual(whole);
  });

  it('refuses a folder that holds something else', async () => {
    mkdirSync(path('taken'));
    write('taken/notes.txt', 'mine');
    expect(await sweep('taken', '--force')).toMatchObject({ code: 4 });
    expect(list('taken')).toEqual(['notes.txt']);
  });
});

const listOf = (points: string) => `entente: 1
experiment: listed
scenario: world.yaml
factors: [{name: e, path: parameters.entrapment_cost}]
design: {name: list, points: [${points}]}
replicates: 2
seed: 1
`;

describe('runs that fail', () => {
  it('are given up after --timeout, leave the others alone, and end with 3', async () => {
    write('slow.yaml', 'entente: 1\nname: slow\nticks: 10000\ngenerate: {states: 60}\n');
    write('timed.yaml', listOf('{e: 1}').replace('world.yaml', 'slow.yaml').replace('replicates: 2', 'replicates: 1'));
    const { code, stderr } = await entente('sweep', 'timed.yaml', '--out', 'timed', '--timeout', '1');
    expect(code).toBe(3);
    expect(stderr).toContain('point 0, replicate 0: the run took more than 1 s');
    expect(read('timed', 'errors.csv').split('\n')[1]).toMatch(
      /^r[0-9a-f]{15},0,0,1,slow,parameters.entrapment_cost=1,"the run took more than 1 s/,
    );
    expect(read('timed', 'runs.csv').split('\n')[1]).toContain(',failed,0,');
  });

  it('by lack of memory fail alone, and stop the sweep with --on-error stop, which can be resumed', async () => {
    write('five.yaml', WORLD.replace('ticks: 4', 'ticks: 20'));
    write(
      'mixed.yaml',
      `entente: 1
experiment: mixed
scenario: five.yaml
factors: [{name: n, path: generate.states, values: [5, 60]}]
seed: 1
keep: [decisions]
`,
    );
    const mixed = (...args: string[]) =>
      entente('sweep', 'mixed.yaml', '--out', 'mixed', '--worker-memory', '32', '--workers', '1', ...args);
    const { code, stderr } = await mixed('--on-error', 'stop');
    expect(code).toBe(3);
    expect(stderr).toContain('failed: point 1, replicate 0: the run needs more memory than its worker may have');
    expect(stderr).toContain('stopped: 1 run failed; 1 is done and kept in mixed');
    expect(list('mixed')).toEqual(['sweep']);
    expect((await mixed('--quiet')).code).toBe(3);
    expect(read('mixed', 'errors.csv').trim().split('\n').length).toBe(2);
    expect(read('mixed', 'runs.csv')).toMatch(/,5,done,20,/);
    expect(read('mixed', 'runs.csv')).toMatch(/,60,failed,0,/);
  }, 180_000);
});

describe('shards', () => {
  beforeAll(async () => {
    for (const s of [1, 2, 3, 4]) expect((await sweep(`shard${s}`, '--shard', `${s}/4`, '--quiet')).code).toBe(0);
  });

  it('merge, in any order, to the bytes of the sweep as one', async () => {
    expect((await entente('merge', 'shard3', 'shard1', 'shard4', 'shard2', '--out', 'merged')).code).toBe(0);
    expect(digests(path('merged'))).toEqual(whole);
    expect((await openResults(path('merged'))).manifest.experiment?.shard).toBeUndefined();
    expect((await sweep('merged', '--json', '--quiet')).stdout).toContain('"before": 36');
  });

  it('are refused with gaps, overlaps, or a shard of another sweep', async () => {
    const refused = async (...folders: string[]) => {
      const { code, stderr } = await entente('merge', ...folders, '--out', 'no');
      expect(code).toBe(2);
      return stderr;
    };
    expect(await refused('shard1', 'shard2', 'shard4')).toContain('expected all 4 shards, found none of 3');
    expect(await refused('shard1', 'shard2', 'shard3', 'shard4', 'shard4')).toContain('expected each shard once, found shard 4 again');
    expect(await refused('shard1', 'whole')).toContain('expected a shard of a sweep, found a whole sweep');
    await sweep('foreign', '--shard', '4/4', '--seed', '9', '--quiet');
    expect(await refused('shard1', 'shard2', 'shard3', 'foreign')).toContain('found shard 4/4 of another');
    expect(list()).not.toContain('no');
  });

  it.each(['0/4', '5/4', '1', '1/0', 'a/b', '-1/4', '1.5/4'])('of the number %s there are none', async (shard) => {
    expect(await sweep('none', '--shard', shard)).toMatchObject({ code: 2, stderr: expect.stringContaining('--shard: expected i/n') });
  });
});

describe('entente merge --partial', () => {
  it('lays the complete replicates of an unfinished sweep out as a smaller one', async () => {
    rmSync(path('half'), { recursive: true, force: true });
    await during(['sweep', 'experiment.yaml', '--out', 'half', '--workers', '1', '--quiet'], async (pid) => {
      await until(() => parts('half').reduce((sum, name) => sum + read('half', 'sweep', 'parts', name).split('\n').length - 1, 0) >= 13);
      process.kill(pid, 'SIGKILL');
    });
    const { code, stderr } = await entente('merge', '--partial', 'half', '--out', 'so-far');
    expect(code).toBe(0);
    const [, replicates = ''] = /(\d) of 3 replicates/.exec(stderr) ?? [];
    await sweep('smaller', '--replicates', replicates, '--quiet');
    expect(digests(path('so-far'))).toEqual(digests(path('smaller')));
  });
});

describe('entente analyse', () => {
  it('takes an unfinished sweep as it is, with its complete replicates, and leaves it alone', async () => {
    const records = () => [list('half', 'sweep'), digests(path('half', 'sweep', 'parts')), read('half', 'sweep', 'sweep.json')];
    const before = records();
    const unfinished = await entente('analyse', 'half', '--json');
    expect(unfinished.code).toBe(0);
    const [, replicates = '', runs] = /not finished: this stands on (\d) of 3 replicates, (\d+) runs/.exec(unfinished.stderr) ?? [];
    expect(Number(runs)).toBe(12 * Number(replicates));
    expect(JSON.parse(unfinished.stdout)).toMatchObject({ so_far: { replicates: Number(replicates), of: 3 } });
    expect(list('half')).toEqual(['analysis', 'sweep']);
    expect(records()).toEqual(before);
    await entente('analyse', 'smaller', '--quiet');
    for (const name of list('smaller', 'analysis'))
      if (name !== 'manifest.json') expect(read('half', 'analysis', name)).toBe(read('smaller', 'analysis', name));
    rmSync(path('half', 'analysis'), { recursive: true });
    expect((await sweep('half', '--quiet')).code).toBe(0);
    expect(digests(path('half'))).toEqual(whole);
  });

  it('says what there is where no replicate is complete, and others say that the sweep is not finished', async () => {
    await killed('begun', '--workers', '1', '--quiet');
    const { code, stderr } = await entente('analyse', 'begun');
    expect(code).toBe(2);
    expect(stderr).toMatch(/expected at least one replicate of all points, found \d+ of 12 runs of the first/);
    expect(list('begun')).toEqual(['sweep']);
    const exported = await entente('export', 'begun', '--to', 'parquet');
    expect(exported).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('found a sweep that is not finished; give its command again') as string,
    });
  });
});

describe('a sweep where runs are wanted', () => {
  it('is refused by run --from, with the command that reproduces it', async () => {
    const { code, stderr } = await entente('run', '--from', 'whole/manifest.json', '--out', 'again');
    expect(code).toBe(2);
    expect(stderr).toContain('found that of the sweep "tried" (12 points x 3 replicates, 36 runs)');
    expect(stderr).toContain('entente sweep experiment.yaml --seed 1 --replicates 3 --out DIR');
    expect(list()).not.toContain('again');
  });

  it.each([
    ['explain', '--state', 'S1', '--tick', '1'],
    ['branch', '--at', '1', '--set', 'rule=inertia'],
    ['compare', 'whole'],
  ])('is refused by %s, with the command that makes the runs of a point: the same runs', async (command, ...args) => {
    const { code, stderr } = await entente(command, 'whole', ...args);
    expect(code).toBe(2);
    const [, line = ''] = /its point 0 is: entente (.*) --out DIR; points\.csv has the others/.exec(stderr) ?? [];
    const out = `point-of-${command}`;
    expect((await entente(...line.split(' '), '--out', out, '--quiet')).code).toBe(0);
    const runs = async (folder: string) => readTable(await openResults(path(folder)), 'runs', ['config', 'digest']);
    const [all, own] = [await runs('whole'), await runs(out)];
    const configs = all.numbers('config');
    expect(own.texts('digest')).toEqual(all.texts('digest').filter((_, k) => configs[k] === 0));
  });
});
