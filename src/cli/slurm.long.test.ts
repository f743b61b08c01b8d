import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { digests, useBench } from '../testing/cli.ts';

const bench = useBench();
const PATH = process.env['PATH'] ?? '';

/** A Slurm whose sbatch answers with `lines` of shell and notes what it was given; without lines, none at all. */
function slurm(sbatch: string | undefined, arraySize = 1001): void {
  const bin = bench.path('bin');
  rmSync(bin, { recursive: true, force: true });
  mkdirSync(bin);
  process.env['PATH'] = bin;
  if (sbatch === undefined) return;
  const commands = {
    sbatch: `[ "$1" = --version ] && exit 0\necho "$PWD: $*" >>"${bench.path('calls')}"\n${sbatch}`,
    scontrol: `echo 'MaxArraySize            = ${arraySize}'`,
  };
  for (const [name, lines] of Object.entries(commands)) {
    writeFileSync(`${bin}/${name}`, `#!/bin/sh\n${lines}\n`);
    chmodSync(`${bin}/${name}`, 0o755);
  }
}

const REFUSES = `printf 'sbatch: error: invalid partition specified: nowhere\\nsbatch: error: Batch job \\033[31msubmission failed\\n' >&2; exit 1`;
const calls = () => (existsSync(bench.path('calls')) ? bench.read('calls').trim().split('\n') : []);
/** A shard as the job's task would do it. */
const shard = (out: string, i: number, of: number) =>
  bench.entente('sweep', 'plane.yaml', '--shard', `${i}/${of}`, '--out', `${out}-slurm/shards/${i}`, '--workers', '1', '--quiet');

beforeAll(() => {
  bench.write('world.yaml', 'entente: 1\nname: world\nticks: 3\ngenerate: {states: 5}\n');
  bench.write(
    'plane.yaml',
    'entente: 1\nexperiment: plane\nscenario: world.yaml\nfactors:\n  - {name: e, path: parameters.entrapment_cost, values: [0, 1, 2]}\nreplicates: 4\nseed: 1\n',
  );
});
beforeEach(() => {
  rmSync(bench.path('calls'), { force: true });
  slurm('echo 41');
  return () => (process.env['PATH'] = PATH);
});

describe('a job that is written', () => {
  it('calls the script itself where the program was started by a link to it', () => {
    mkdirSync(bench.path('node_modules/.bin'), { recursive: true });
    mkdirSync(bench.path('real'));
    symlinkSync('../../real/entente', bench.path('node_modules/.bin/entente'));
    symlinkSync(join(process.cwd(), 'dist/cli/main.js'), bench.path('real/entente'));
    const args = ['slurm', 'plane.yaml', '--out', 'linked', '--shards', '2'];
    execFileSync(process.execPath, [bench.path('node_modules/.bin/entente'), ...args], { cwd: bench.path(), stdio: 'ignore' });
    expect(bench.read('linked-slurm', 'array.sh')).toContain(`${join(process.cwd(), 'dist/cli/main.js')} sweep`);
  });

  it('has scripts and nothing submitted, again with the same command, and refuses another in its place', async () => {
    const args = ['slurm', 'plane.yaml', '--out', 'written', '--shards', '3', '--time', '10', '--mem', '1G', '--cpus', '2'];
    const { code, stdout, stderr } = await bench.entente(...args);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toContain('(cd written-slurm && sbatch array.sh)');
    expect(bench.list('written-slurm')).toEqual(['array.sh', 'log', 'merge.sh', 'shards', 'slurm.json']);
    const script = bench.read('written-slurm', 'array.sh');
    for (const line of ['--array=1-3', '--time=10', '--mem=1G', '--cpus-per-task=2']) expect(script).toContain(`#SBATCH ${line}\n`);
    expect(script).toContain('--seed 1 --replicates 4 --workers 2 --worker-memory 384');
    expect((await bench.entente(...args)).code).toBe(0);
    expect(bench.read('written-slurm', 'array.sh')).toBe(script);
    const other = await bench.entente('slurm', 'plane.yaml', '--out', 'written', '--shards', '4');
    expect(other.code).toBe(2);
    expect(other.stderr).toContain('expected 3 as before, found 4');
    const changed = await bench.entente('slurm', 'plane.yaml', '--out', 'written', '--ticks', '2');
    expect(changed.code).toBe(2);
    expect(changed.stderr).toContain('choose another place with --out, or remove the folder');
    expect(bench.read('written-slurm', 'array.sh')).toBe(script);
    expect(calls()).toEqual([]);
  });

  it('has as many shards as a look at some runs suggests', async () => {
    const { code, stdout } = await bench.entente('slurm', 'plane.yaml', '--out', 'judged', '--json', '--quiet');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ folder: 'judged-slurm', out: 'judged', shards: 2, runs: 12 });
  });

  it('takes no place that holds something else', async () => {
    mkdirSync(bench.path('taken-slurm'));
    bench.write('taken-slurm/mine.txt', '');
    const { code, stderr } = await bench.entente('slurm', 'plane.yaml', '--out', 'taken', '--shards', '2');
    expect(code).toBe(4);
    expect(stderr).toContain('taken-slurm exists and holds no job of ours');
    expect(bench.list('taken-slurm')).toEqual(['mine.txt']);
  });
});

describe('wrong options', () => {
  it('are reported all at once, and nothing is written', async () => {
    const wrong = {
      '--shards': '1',
      '--time': '1h',
      '--mem': '2 GB',
      '--cpus': '0',
      '--partition': 'a;b',
      '--account': '$(x)',
      '--module': 'x\ny',
      '--setup': 'a\nb',
    };
    const { code, stderr } = await bench.entente('slurm', 'plane.yaml', '--out', 'wrong', ...Object.entries(wrong).flat());
    expect(code).toBe(2);
    for (const option of Object.keys(wrong)) expect(stderr).toMatch(new RegExp(`^${option}: expected `, 'm'));
    expect(existsSync(bench.path('wrong-slurm'))).toBe(false);
  });

  it.each([
    ['5', 7, 'at most the 4 tasks that an array of this Slurm can have (MaxArraySize)', ['--replicates', '9'], 5],
    ['13', 1001, 'at most the 12 runs that there are', [], 1001],
  ])('such as %s shards are refused with a word', async (shards, _size, words, more, arraySize) => {
    slurm('echo 41', arraySize);
    const { code, stderr } = await bench.entente('slurm', 'plane.yaml', '--out', 'many', '--shards', shards, ...more, '--submit');
    expect(code).toBe(2);
    expect(stderr).toContain(words);
    expect(existsSync(bench.path('many-slurm'))).toBe(false);
    expect(calls()).toEqual([]);
  });

  it('together with --resubmit are refused', async () => {
    const { code, stderr } = await bench.entente('slurm', 'plane.yaml', '--resubmit', '--time', '5');
    expect(code).toBe(2);
    expect(stderr).toContain('found --time');
  });
});

describe('Slurm', () => {
  it.each(['--submit', '--resubmit'])('that is absent is said to be, by %s', async (option) => {
    slurm(undefined);
    const { code, stderr } = await bench.entente('slurm', 'plane.yaml', '--out', 'absent', option);
    expect(code).toBe(2);
    expect(stderr).toBe(
      `${option}: expected sbatch, the command of Slurm that submits jobs, found none on the PATH; give the command where the cluster's jobs are submitted, or leave out ${option}\n`,
    );
    expect(existsSync(bench.path('absent-slurm'))).toBe(false);
  });

  it.each([
    [REFUSES, 'Slurm refused the job (sbatch ended with 1): invalid partition specified: nowhere; Batch job  [31msubmission failed\n'],
    ['echo what?', 'sbatch gave no number of a job but: what?\n'],
    ['kill -9 $$', 'sbatch did not answer (ended by SIGKILL)'],
  ])('that refuses is reported, and leaves nothing: %s', async (sbatch, words) => {
    slurm(sbatch);
    const { code, stdout, stderr } = await bench.entente('slurm', 'plane.yaml', '--out', 'deep/refused', '--shards', '2', '--submit');
    expect({ code, stdout }).toEqual({ code: 4, stdout: '' });
    expect(stderr).toContain(words);
    expect(existsSync(bench.path('deep'))).toBe(false);
  });

  it('is given the array once, and then what is missing alone; the shards make the sweep', async () => {
    slurm('echo "41;cluster"');
    const first = await bench.entente('slurm', 'plane.yaml', '--out', 'done', '--shards', '4', '--submit');
    expect({ code: first.code, stdout: first.stdout }).toEqual({ code: 0, stdout: '41\n' });
    expect(first.stderr).toContain('entente slurm plane.yaml --out done --resubmit');
    const twice = await bench.entente('slurm', 'plane.yaml', '--out', 'done', '--submit');
    expect(twice.code).toBe(2);
    expect(twice.stderr).toContain('submitted as job 41');

    for (const i of [1, 3]) expect((await shard('done', i, 4)).code).toBe(0);
    slurm('echo 42');
    const again = await bench.entente('slurm', 'plane.yaml', '--out', 'done', '--resubmit');
    expect({ code: again.code, stdout: again.stdout }).toEqual({ code: 0, stdout: '42\n' });
    expect(calls()).toEqual([
      `${bench.path('done-slurm')}: --parsable array.sh`,
      `${bench.path('done-slurm')}: --parsable --array=2,4 array.sh`,
    ]);

    // One that shows that it lives is left alone; one that has shown nothing for a minute is not.
    mkdirSync(bench.path('done-slurm/shards/2/sweep'), { recursive: true });
    bench.write('done-slurm/shards/2/sweep/lock', '');
    const alive = JSON.parse((await bench.entente('slurm', 'plane.yaml', '--out', 'done', '--resubmit', '--json')).stdout) as object;
    expect(alive).toMatchObject({ job: '42', tasks: '4' });
    const then = Date.now() / 1000 - 60;
    utimesSync(bench.path('done-slurm/shards/2/sweep/lock'), then, then);
    const dead = JSON.parse((await bench.entente('slurm', 'plane.yaml', '--out', 'done', '--resubmit', '--json')).stdout) as object;
    expect(dead).toMatchObject({ tasks: '2,4' });

    for (const i of [2, 4]) expect((await shard('done', i, 4)).code).toBe(0);
    const nothing = await bench.entente('slurm', 'plane.yaml', '--out', 'done', '--resubmit');
    expect({ code: nothing.code, stdout: nothing.stdout }).toEqual({ code: 0, stdout: '' });
    expect(nothing.stderr).toContain('next: bash done-slurm/merge.sh');
    expect(calls()).toHaveLength(4);

    expect((await bench.entente('sweep', 'plane.yaml', '--out', 'whole', '--workers', '1', '--quiet')).code).toBe(0);
    const shards = [1, 2, 3, 4].map((i) => `done-slurm/shards/${i}`);
    expect((await bench.entente('merge', ...shards, '--out', 'done', '--quiet')).code).toBe(0);
    expect(digests(bench.path('done'))).toEqual(digests(bench.path('whole')));

    bench.write('world.yaml', 'entente: 1\nname: world\nticks: 3\ngenerate: {states: 6}\n');
    const changed = await bench.entente('slurm', 'plane.yaml', '--out', 'done', '--resubmit');
    expect(changed.code).toBe(2);
    expect(changed.stderr).toContain('done-slurm: ');
    expect(calls()).toHaveLength(4);
  }, 180_000);
});
