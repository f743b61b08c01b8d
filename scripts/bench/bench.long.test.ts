import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { useBench } from '../../src/testing/cli.ts';
import { ratioOf } from './against.mjs';
import { runKernel } from './kernel.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const folder = useBench();
const hasCompiler = spawnSync(process.env['CC'] ?? 'cc', ['--version']).status === 0 || process.env['ENTENTE_REQUIRE_ALL'] === '1';

describe('the kernel in C', () => {
  it.runIf(hasCompiler).each([30, 100])('computes the terms of the program to the bit, at %i states', (states) => {
    const measured: Record<string, unknown> = runKernel(states, 20);
    expect(measured).toMatchObject({ differing: 0, greatest: 0 });
    expect(measured['options']).toBeGreaterThan(400);
    expect(measured['option']).toBeGreaterThan(0);
  });

  it('is left out, with the reason, where there is no compiler', () => {
    const given = process.env['CC'];
    process.env['CC'] = 'no-such-compiler';
    try {
      expect(runKernel(30, 20)).toEqual({ states: 30, skipped: 'no C compiler: no-such-compiler is not there' });
    } finally {
      if (given === undefined) delete process.env['CC'];
      else process.env['CC'] = given;
    }
  });
});

describe('a comparison with a revision', () => {
  const bench = (...args: string[]) => spawnSync(process.execPath, ['scripts/bench.mjs', ...args], { cwd: ROOT, encoding: 'utf8' });
  const checkedOut = () => execFileSync('git', ['worktree', 'list'], { cwd: ROOT, encoding: 'utf8' }).match(/entente-against-\w+/g) ?? [];

  it('builds it elsewhere, measures both in turn and leaves only the numbers', () => {
    const before = checkedOut();
    const out = folder.path('against.json');
    const { status, stdout, stderr } = bench('--against', 'HEAD', '--quick', '--only', '30', '--out', out);
    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(stdout).toMatch(/^tick 30 +ms +[\d.]+ +[\d.]+ +[\d.]+ +[\d.]+ to [\d.]+$/m);
    const { against, compared } = JSON.parse(readFileSync(out, 'utf8')) as { against: string; compared: Record<string, never>[] };
    expect(against).toBe('HEAD');
    expect(compared.map(({ name }) => name)).toEqual(['tick 30', 'memory 30', 'option at 30', 'options a tick at 30', 'allocated at 30']);
    expect(compared[0]).toMatchObject({ unit: 'ms', pairs: Array.from({ length: 3 }, () => expect.any(Array) as unknown) });
    expect(checkedOut()).toEqual(before);
  });

  it('says what is wrong with a revision that does not exist', () => {
    const { status, stdout, stderr } = bench('--against', 'nowhere');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toBe('--against: expected a revision of this repository, found "nowhere"; give a commit, a branch or a tag\n');
  });

  it('has the ratio of neighbouring slices, and an interval that a slow spell of both does not widen', () => {
    const slow = [1, 1, 5, 1].map((spell, s) => [10 * spell, 5 * spell * (1 + s / 1000)]);
    const { ratio, low, high } = ratioOf([slow, slow]);
    expect(ratio).toBeCloseTo(0.5, 2);
    expect(low).toBeGreaterThan(0.49);
    expect(high).toBeLessThan(0.51);
  });
});
