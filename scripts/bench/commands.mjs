import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Loaded before the command: it writes what the whole process has used when the main thread ends. */
const METER = `data:text/javascript,${encodeURIComponent(`
  import { writeFileSync } from 'node:fs';
  import { isMainThread } from 'node:worker_threads';
  if (isMainThread) process.on('exit', () => writeFileSync(process.env.ENTENTE_METER, JSON.stringify({ ...process.cpuUsage(), ...process.resourceUsage() })));
`)}`;

/** Calls a function with a temporary folder, which is deleted when it ends. */
export function withFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), 'entente-bench-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs a command of the program built in `root`: milliseconds of the clock and of the processor, all threads together, and peak memory in MiB. */
export function timeCommand(root, args) {
  return withFolder((folder) => {
    const meter = join(folder, 'meter');
    const started = performance.now();
    execFileSync(process.execPath, ['--import', METER, join(root, 'dist/cli/main.js'), ...args.map((arg) => arg.replace('OUT', folder))], {
      stdio: 'ignore',
      env: { ...process.env, ENTENTE_METER: meter },
    });
    const clock = performance.now() - started;
    const { user, system, maxRSS } = JSON.parse(readFileSync(meter, 'utf8'));
    return { clock, processor: (user + system) / 1000, memory: maxRSS / 1024 };
  });
}

/** Number of files of code that a command loads. */
export function modulesOf(root, args) {
  return withFolder((folder) => {
    execFileSync(process.execPath, [join(root, 'dist/cli/main.js'), ...args], {
      stdio: 'ignore',
      env: { ...process.env, NODE_V8_COVERAGE: folder },
    });
    const reports = readdirSync(folder).map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')));
    return new Set(reports.flatMap(({ result }) => result.map(({ url }) => url).filter((url) => url.startsWith('file:')))).size;
  });
}

/** The commands whose time from start to end is measured; OUT is a temporary folder. */
export const COMMANDS = {
  help: ['--help'],
  'small run': ['run', 'scenarios/minimal.yaml', '--seed', '1', '--quiet', '--out', 'OUT/out'],
};

/** Arguments of a sweep of generated systems that writes system metrics alone; its scenario is written into `folder`. */
export function sweepOf(folder, { states, ticks, runs, workers }) {
  const scenario = join(folder, 'sweep.json');
  const content = { entente: 1, name: 'sweep', ticks, generate: { states, seed: 1 }, record: { states: 0, dyads: 0, decisions: 0 } };
  writeFileSync(scenario, JSON.stringify(content));
  return ['run', scenario, '--seed', '1', '--replicates', String(runs), '--workers', String(workers), '--out', 'OUT/out', '--quiet'];
}
