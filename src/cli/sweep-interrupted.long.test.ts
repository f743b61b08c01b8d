import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { digests } from '../testing/cli.ts';
import { useBenchWithSweep } from '../testing/sweep.ts';

const { path, read, list, entente, during, whole, sweep, until, parts, recorded, killed } = useBenchWithSweep();

describe('entente sweep', () => {
  it('resumes after Ctrl-C, which ends with 130 and says how', async () => {
    const { code, stderr } = await during(['sweep', 'experiment.yaml', '--out', 'stopped', '--workers', '1'], async (pid) => {
      await until(() => recorded('stopped'));
      process.kill(pid, 'SIGINT');
    });
    expect(code).toBe(130);
    expect(stderr).toContain('of 36 runs are complete and kept in stopped: rerun the same command to resume');
    expect((await sweep('stopped', '--quiet')).code).toBe(0);
    expect(digests(path('stopped'))).toEqual(whole);
  });
});

describe('entente analyse', () => {
  it('takes a sweep that is running as it is, which comes to the same end', async () => {
    const { code } = await during(['sweep', 'experiment.yaml', '--out', 'running', '--workers', '1', '--quiet'], async () => {
      await until(
        () => parts('running').reduce((sum, name) => sum + read('running', 'sweep', 'parts', name).split('\n').length - 1, 0) >= 13,
      );
      expect((await entente('analyse', 'running', '--out', 'of-running', '--quiet')).code).toBe(0);
      expect(list('of-running')).toContain('statistics.csv');
    });
    expect(code).toBe(0);
    expect(digests(path('running'))).toEqual(whole);
  });
});

describe('the lock of another machine', () => {
  const lockOf = (host: string) => JSON.stringify({ pid: 1, host, born: '1', token: `token-of-${host}` });

  it('is taken over when it shows no life for a while, and is respected when it does', async () => {
    await killed('far', '--workers', '1', '--quiet');
    writeFileSync(path('far', 'sweep', 'lock'), lockOf('elsewhere'));
    const beat = setInterval(() => writeFileSync(path('far', 'sweep', 'lock'), lockOf('elsewhere')), 500);
    const alive = await sweep('far');
    clearInterval(beat);
    expect(alive.code).toBe(4);
    expect(alive.stderr).toContain('far is locked by elsewhere; waiting to see whether that process is still alive');
    expect(alive.stderr).toContain('far is in use by process 1 on elsewhere, which is still running');
    expect((await sweep('far', '--quiet')).code).toBe(0);
    expect(digests(path('far'))).toEqual(whole);
  }, 120_000);
});

describe('a full disk', () => {
  it('ends with 4, keeps what is done, and is resumed once there is room', async ({ skip }) => {
    const disk = path('disk');
    mkdirSync(disk);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=120k', 'tmpfs', disk], { stdio: 'ignore' });
    } catch {
      skip('a small disk cannot be mounted here');
    }
    try {
      const { code, stderr } = await sweep('disk/out', '--workers', '2');
      expect(code).toBe(4);
      expect(stderr).toMatch(/the disk is full; .*the same command/);
      execFileSync('mount', ['-o', 'remount,size=20m', disk]);
      expect((await sweep('disk/out', '--quiet')).code).toBe(0);
      expect(digests(path('disk', 'out'))).toEqual(whole);
    } finally {
      execFileSync('umount', [disk]);
    }
  });
});
