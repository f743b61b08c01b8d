import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { digests, FIVE, useBenchWithRuns } from '../testing/cli.ts';
import { verifyResults } from '../results/verify.ts';

const bench = useBenchWithRuns();
const { entente } = bench;

describe('an interruption', () => {
  it.each([
    ['SIGINT', '1'],
    ['SIGTERM', '1'],
    ['SIGINT', '2'],
  ] as const)('by %s with %s workers leaves nothing behind and exits with 130', async (signal, workers) => {
    const before = bench.list();
    const args = ['run', 'forever.yaml', '--replicates', '4', '--workers', workers, '--out', 'new/forever', '--quiet'];
    const { code, stderr } = await bench.during(args, async (pid) => {
      while (!bench.list().includes('new')) await wait(20);
      await wait(300);
      process.kill(pid, signal);
    });
    expect({ code, stderr }).toEqual({ code: 130, stderr: `interrupted by ${signal}; nothing half-written is left\n` });
    expect(bench.list()).toEqual(before);
  });
});

describe('a run that was interrupted', () => {
  const LONG = ['run', 'small.yaml', '--seed', '1', '--replicates', '60', '--workers', '1'];
  let whole: Record<string, string>;
  const parts = (out: string) => bench.path(out, 'sweep', 'parts');
  /** Starts a command, and sends it a signal once at least one run is complete. */
  const stopped = (args: string[], out: string, signal: NodeJS.Signals) =>
    bench.during([...args, '--out', out], async (pid) => {
      const begun = () => existsSync(parts(out)) && readdirSync(parts(out)).some((name) => statSync(join(parts(out), name)).size > 0);
      for (let tries = 0; tries < 4000 && !begun(); tries++) await wait(5);
      process.kill(pid, signal);
    });

  beforeAll(async () => {
    expect((await entente(...LONG, '--quiet', '--out', 'sixty')).code).toBe(0);
    whole = digests(bench.path('sixty'));
  });

  it.each(['1', '2'])('is resumed by the same command after kill -9, to the same bytes, with %s workers', async (workers) => {
    const args = [...LONG.slice(0, -1), workers];
    expect((await stopped(args, `killed-${workers}`, 'SIGKILL')).code).toBe(null);
    const { code, stderr } = await entente(...args, '--out', `killed-${workers}`);
    expect(code).toBe(0);
    expect(stderr).toMatch(/\n\d+ of 60 runs are there already\n/);
    const summary = (text: string) => text.slice(text.indexOf('start'), text.indexOf('results:'));
    expect(summary(stderr)).toBe(summary((await entente(...LONG, '--out', `sixty-${workers}`)).stderr));
    expect(summary(stderr)).not.toBe('');
    expect(digests(bench.path(`killed-${workers}`))).toEqual(whole);
  });

  it('says how after Ctrl-C, and keeps the seed that was drawn', async () => {
    const args = LONG.filter((word, w) => word !== '--seed' && LONG[w - 1] !== '--seed');
    const { code, stderr } = await stopped(args, 'drawn', 'SIGINT');
    expect(code).toBe(130);
    const [, seed, kept] =
      /seed (\d+) \(random[^\n]*\n[^]*?(\d+) of 60 runs are complete and kept in drawn: rerun the same command to resume\n/.exec(stderr) ??
      [];
    expect(Number(kept)).toBeGreaterThan(0);
    const resumed = await entente(...args, '--out', 'drawn', '--json', '--quiet');
    expect(JSON.parse(resumed.stdout)).toMatchObject({ seed: Number(seed), seed_drawn: true, runs: { done: 60, failed: 0 } });
    expect(bench.list('drawn')).not.toContain('sweep');
    expect((await entente('run', '--from', 'drawn/manifest.json', '--out', 'drawn-again', '--quiet')).code).toBe(0);
    expect(digests(bench.path('drawn-again'))).toEqual(digests(bench.path('drawn')));
  });

  it('is not mixed with another: the difference is shown, and force starts over', async () => {
    await stopped([...LONG, '--quiet'], 'mixed', 'SIGKILL');
    const other = [...LONG, '--set', 'parameters.entrapment_cost=3', '--quiet', '--out', 'mixed'];
    const { code, stderr } = await entente(...other);
    expect(code).toBe(2);
    expect(stderr).toMatch(/settings\.0: expected nothing as before, found "parameters\.entrapment_cost=3"/);
    expect((await entente(...other, '--force')).code).toBe(0);
    await entente(...other.slice(0, -1), 'unmixed');
    expect(digests(bench.path('mixed'))).toEqual(digests(bench.path('unmixed')));
  });

  it('leaves the older results that it was to replace, until it is resumed', async () => {
    await entente(...FIVE, '--record', 'decisions=1', '--out', 'older-results');
    const before = digests(bench.path('older-results'));
    expect((await stopped([...LONG, '--quiet', '--force'], 'older-results', 'SIGKILL')).code).toBe(null);
    const { sweep: _sweep, ...now } = Object.fromEntries(
      bench
        .list('older-results')
        .map((name) => [name, name === 'sweep' || name === 'manifest.json' ? '' : bench.read('older-results', name)]),
    );
    expect(Object.keys(now).filter((name) => name !== 'manifest.json')).toEqual(Object.keys(before));
    await verifyResults(bench.path('older-results'));
    expect((await entente(...LONG, '--quiet', '--out', 'older-results')).code).toBe(4);
    const { stderr } = await entente(...LONG, '--force', '--out', 'older-results');
    expect(stderr).toMatch(/\n\d+ of 60 runs are there already\n/);
    expect(digests(bench.path('older-results'))).toEqual(whole);
  });

  it('has its folder for itself while it goes', async () => {
    const second: unknown[] = [];
    const first = await bench.during([...LONG, '--quiet', '--out', 'shared'], async (pid) => {
      while (!existsSync(parts('shared'))) await wait(5);
      process.kill(pid, 'SIGSTOP');
      second.push(await entente(...LONG, '--quiet', '--out', 'shared'));
      process.kill(pid, 'SIGCONT');
    });
    expect(first.code).toBe(0);
    expect(second).toMatchObject([{ code: 4, stderr: expect.stringMatching(/shared is in use by process \d+ on /) }]);
    expect(digests(bench.path('shared'))).toEqual(whole);
  });

  it('resumes a checkpoint too', async () => {
    const until = ['run', 'small.yaml', '--seed', '1', '--replicates', '60', '--quiet', '--until', '4', '--checkpoint', 'sixty-half'];
    expect((await entente(...until)).code).toBe(0);
    expect((await stopped(['run', '--resume', 'sixty-half', '--quiet'], 'sixty-halves', 'SIGKILL')).code).toBe(null);
    expect((await entente('run', '--resume', 'sixty-half', '--quiet', '--out', 'sixty-halves')).code).toBe(0);
    expect(digests(bench.path('sixty-halves'))).toEqual(whole);
  });

  it('keeps what a full disk has taken, and is resumed once there is room', async (context) => {
    const disk = bench.path('small-disk');
    mkdirSync(disk);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=200k', 'tmpfs', disk], { stdio: 'ignore' });
    } catch {
      return context.skip('only root can mount a small disk');
    }
    try {
      const args = [...LONG, '--quiet', '--out', 'small-disk/out'];
      const { code, stderr } = await entente(...args);
      expect(stderr).toMatch(
        /^cannot write small-disk\/out: the disk is full; [^;]*; \d+ of 60 runs are complete and kept in small-disk\/out: rerun the same command to resume\n$/,
      );
      expect(code).toBe(4);
      execFileSync('mount', ['-o', 'remount,size=20m', disk]);
      expect((await entente(...args)).code).toBe(0);
      expect(digests(bench.path('small-disk', 'out'))).toEqual(whole);
    } finally {
      execFileSync('umount', [disk]);
    }
  });
});

describe('the shards of a run', () => {
  it('merge to the bytes of the run as a whole, and each can be reproduced', async () => {
    for (const s of [1, 2]) {
      // The number of workers stands in the manifest; without --workers it depends on how fast the machine is just then.
      expect((await entente(...FIVE, '--workers', '1', '--shard', `${s}/2`, '--out', `shard-${s}`)).code).toBe(0);
    }
    expect(bench.read('shard-1', 'runs.csv').trim().split('\n')).toHaveLength(4);
    expect((await entente('merge', 'shard-2', 'shard-1', '--out', 'merged', '--quiet')).code).toBe(0);
    expect(digests(bench.path('merged'))).toEqual(digests(bench.path('five')));
    const undated = (out: string) => ({
      ...(JSON.parse(bench.read(out, 'manifest.json')) as object),
      ...{ command: 0, started: 0, finished: 0 },
    });
    expect(undated('merged')).toEqual(undated('five'));
    expect((await entente('run', '--from', 'shard-2/manifest.json', '--out', 'shard-2-again', '--quiet')).code).toBe(0);
    expect(digests(bench.path('shard-2-again'))).toEqual(digests(bench.path('shard-2')));
  });

  it('need a seed, the same for all', async () => {
    const { code, stderr } = await entente('run', 'small.yaml', '--replicates', '5', '--shard', '1/2');
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/--seed: expected a seed, the same for all shards, found none/),
    });
  });
});

describe('a run with a time limit', () => {
  it('fails alone when it takes longer, and can stop the others', async () => {
    const slow = ['run', 'forever.yaml', '--seed', '1', '--replicates', '3', '--workers', '1', '--timeout', '1'];
    const { code, stderr } = await entente(...slow, '--max-failures', '1', '--out', 'timed');
    expect(code).toBe(3);
    expect(stderr).toMatch(/stopped: 2 runs failed; 0 are done and kept in timed/);
    expect((await entente(...slow, '--quiet', '--out', 'timed')).code).toBe(3);
    expect(bench.read('timed', 'errors.csv').match(/"the run took more than 1 s/g)).toHaveLength(3);
    await verifyResults(bench.path('timed'));
  });
});

describe('a run that fails', () => {
  it('of memory is a row in errors.csv, and the exit code is 3', async () => {
    const big = [
      'run',
      'forever.yaml',
      '--seed',
      '1',
      '--ticks',
      '20',
      '--set',
      'generate.states=60',
      '--record',
      'decisions=1',
      '--replicates',
      '2',
    ];
    const { code, stderr } = await entente(...big, '--workers', '2', '--worker-memory', '16', '--out', 'starved');
    expect(code).toBe(3);
    expect(stderr).toMatch(/failed: 2 of 2/);
    const errors = bench.read('starved', 'errors.csv').trim().split('\n');
    expect(errors).toHaveLength(3);
    expect(errors[1]).toMatch(
      /,0,1,forever,generate.states=60 ticks=20 record.decisions=1,"the run needs more memory than its worker may have/,
    );
    expect(bench.read('starved', 'runs.csv')).toMatch(/\n[^\n]*,failed,/);
    await verifyResults(bench.path('starved'));
  });
});
