import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrayScript, mergeScript, shellWord, taskRanges, type SlurmJob } from './slurm-script.ts';

const JOB: SlurmJob = {
  name: 'plane',
  shards: 8,
  cpus: 2,
  time: '1:30:00',
  mem: '2G',
  partition: 'short,long',
  account: 'ir_lab',
  modules: ['nodejs/20'],
  setup: ['export A=1'],
  program: ['node', 'main.js'],
  cwd: '/data/sweeps',
  experiment: 'plane.yaml',
  options: ['--seed', '1'],
  folder: 'results/plane-slurm',
  out: 'results/plane',
};

/** Texts that do harm where they are not quoted. */
const NASTY = [
  "it's",
  '$(touch harm)',
  '`touch harm`',
  '"',
  'a  b ',
  'two\nlines',
  '\r\n',
  '\t',
  '\\',
  '-rf',
  '',
  '~',
  '*',
  '!x',
  '#',
  "'\n'",
  'é—\u007f',
];

/** What bash makes of some words. */
const inBash = (line: string) =>
  execFileSync('bash', ['-c', `printf '%s\\0' ${line}`], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1);

describe('a word of the shell', () => {
  it('is the text again, whatever is in it, and stays in its line', () => {
    const words = NASTY.map(shellWord);
    expect(inBash(words.join(' '))).toEqual(NASTY);
    expect(words.filter((word) => /\p{Cc}/u.test(word))).toEqual([]);
  });

  it('is the text again for texts of all kinds', () => {
    const texts = fc
      .sample(
        fc.array(
          fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', '')),
          { minLength: 1 },
        ),
        { numRuns: 30, seed: 1 },
      )
      .flat();
    expect(inBash(texts.map(shellWord).join(' '))).toEqual(texts);
  });

  it('is bare where nothing is in it to quote', () => {
    expect(shellWord('results/plane-1.yaml')).toBe('results/plane-1.yaml');
  });
});

describe('numbers of tasks', () => {
  it.each([
    [[3], '3'],
    [[3, 7], '3,7'],
    [[1, 2, 3, 5, 6, 9], '1-3,5-6,9'],
  ])('%j are %s', (numbers, text) => expect(taskRanges(numbers)).toBe(text));
});

describe('the script of the array', () => {
  it('asks for what is wanted and does one shard a task', () => {
    expect(arrayScript(JOB)).toBe(`#!/bin/bash
#SBATCH --job-name=entente-plane
#SBATCH --ntasks=1
#SBATCH --array=1-8
#SBATCH --cpus-per-task=2
#SBATCH --requeue
#SBATCH --output=/dev/null
#SBATCH --time=1:30:00
#SBATCH --mem=2G
#SBATCH --partition=short,long
#SBATCH --account=ir_lab
# Does the shards of a sweep: sbatch array.sh
set -eo pipefail
cd -- /data/sweeps
exec >>results/plane-slurm/log/"$SLURM_ARRAY_TASK_ID".txt 2>&1
module load nodejs/20
export A=1
cd -- /data/sweeps
exec node main.js sweep \\
  --shard "$SLURM_ARRAY_TASK_ID"/8 \\
  --out results/plane-slurm/shards/"$SLURM_ARRAY_TASK_ID" \\
  --seed 1 \\
  -- plane.yaml
`);
  });

  it('leaves to the cluster what is not asked for', () => {
    const script = arrayScript({ ...JOB, time: undefined, mem: undefined, partition: undefined, account: undefined });
    expect(script).not.toMatch(/--(time|mem|partition|account)=/);
  });

  it.each(NASTY)('hands the program %j as it is, in its place', (text) => {
    const dir = mkdtempSync(join(tmpdir(), 'entente-script-'));
    const cwd = join(dir, `x${text}`);
    const log = join(cwd, `y${text}`, 'log');
    mkdirSync(log, { recursive: true });
    const job = {
      ...JOB,
      name: text,
      modules: [],
      setup: [],
      cwd,
      program: ['printf', '%s\\0', text],
      folder: `y${text}`,
      experiment: text,
    };
    const run = (script: string) =>
      execFileSync('bash', ['-s'], { input: script, encoding: 'utf8', env: { ...process.env, SLURM_ARRAY_TASK_ID: '3' } });
    try {
      run(arrayScript({ ...job, options: ['--set', text] }));
      const array = ['sweep', '--shard', '3/8', '--out', `y${text}/shards/3`, '--set', text, '--', text, ''];
      expect(readFileSync(join(log, '3.txt'), 'utf8').split('\0')).toEqual([text, ...array]);
      const merge = run(mergeScript({ ...job, out: text }));
      expect(merge.split('\0')).toEqual([text, 'merge', '--out', text, '--', `y${text}/shards/*`, '']);
      expect(readdirSync(dir)).toEqual([`x${text}`]);
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });

  it.each(NASTY)('has no directive that %j made', (text) => {
    const directives = (job: SlurmJob) =>
      arrayScript(job)
        .split('\n')
        .filter((line) => line.startsWith('#SBATCH'));
    const nasty = { ...JOB, name: `${text}\n#SBATCH --x`, cwd: text, experiment: `${text}\n#SBATCH --x`, folder: text, out: text };
    expect(directives(nasty).slice(1)).toEqual(directives(JOB).slice(1));
    expect(directives(nasty)[0]).toMatch(/^#SBATCH --job-name=entente-[A-Za-z0-9_.-]+$/);
  });
});
