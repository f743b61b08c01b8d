import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MAIN = join(ROOT, 'dist', 'cli', 'main.js');

/** Result of a command of the built program. */
export interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** A temporary folder in which the built program is run. */
export interface Bench {
  /** Absolute path of a file in the folder. */
  path: (...names: string[]) => string;
  write: (name: string, text: string) => void;
  read: (...names: string[]) => string;
  list: (...names: string[]) => string[];
  entente: (...args: string[]) => Promise<Outcome>;
  /** Runs the program with a standard output that nobody reads. */
  unread: (...args: string[]) => Promise<Pick<Outcome, 'code' | 'stderr'>>;
  /** Starts the program, calls `meddle` with its process id, and waits for the program to end. */
  during: (args: string[], meddle: (pid: number) => Promise<void>) => Promise<Outcome>;
}

/** A bench for the tests of one file; checks that the program was built from the current sources. */
export function useBench(): Bench {
  let dir = '';
  beforeAll(() => {
    execFileSync(process.execPath, [join(ROOT, 'scripts', 'build.mjs'), '--check'], { stdio: 'inherit' });
    dir = mkdtempSync(join(tmpdir(), 'entente-cli-'));
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));
  const path = (...names: string[]) => join(dir, ...names);
  const during: Bench['during'] = (args, meddle) =>
    new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [MAIN, ...args], { cwd: dir, env: { ...process.env, NO_COLOR: '1' } });
      const out: Record<'stdout' | 'stderr', string> = { stdout: '', stderr: '' };
      for (const name of ['stdout', 'stderr'] as const) child[name].setEncoding('utf8').on('data', (text: string) => (out[name] += text));
      child.on('error', reject);
      child.on('close', (code) => resolve({ code, ...out }));
      meddle(child.pid ?? 0).catch(reject);
    });
  return {
    path,
    write: (name, text) => writeFileSync(path(name), text),
    read: (...names) => readFileSync(path(...names), 'utf8'),
    list: (...names) => readdirSync(path(...names)).sort((a, b) => (a < b ? -1 : 1)),
    entente: (...args) => during(args, () => Promise.resolve()),
    unread: (...args) =>
      new Promise((resolve, reject) => {
        const child = spawn(process.execPath, [MAIN, ...args], { cwd: dir });
        let stderr = '';
        child.stdout.destroy();
        child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
        child.on('error', reject);
        child.on('close', (code) => resolve({ code, stderr }));
      }),
    during,
  };
}

/** The scenario `small.yaml` of a bench with runs. */
export const SMALL = `entente: 1
name: small
ticks: 10
record: {states: 1, dyads: 5}
generate: {states: 8, rivalries: 2}
stop: [{metric: new_wars, above: 3}]
`;
/** The command that makes the results of the small scenario, seed 1, five replicates, to which all others are compared. */
export const FIVE = ['run', 'small.yaml', '--seed', '1', '--replicates', '5', '--quiet'];

/** A bench with `small.yaml`, `forever.yaml`, which no test runs to its end, and the results of FIVE in `five`. */
export function useBenchWithRuns(): Bench {
  const bench = useBench();
  beforeAll(async () => {
    bench.write('small.yaml', SMALL);
    bench.write('forever.yaml', 'entente: 1\nname: forever\nticks: 10000\ngenerate: {states: 20}\n');
    const { code, stderr } = await bench.entente(...FIVE, '--workers', '1', '--out', 'five');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });
  return bench;
}

/** Digests of all files of a results folder except the manifest, which has dates. */
export function digests(folder: string, except: readonly string[] = []): Record<string, string> {
  const names = readdirSync(folder).filter((name) => name !== 'manifest.json' && !except.includes(name));
  return Object.fromEntries(
    names.map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex'),
    ]),
  );
}
