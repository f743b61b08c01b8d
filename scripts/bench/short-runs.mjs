// Throughput and memory of sweeps of many short runs, and what a second worker brings. Prints a line per sweep. The time of a sweep of very few runs is
// that of starting program and workers: it is subtracted from all others, and printed.
//   node scripts/bench/short-runs.mjs [RUNS [ROUNDS]]        100,000 runs by default, and 1 round of one worker against two
// A worker takes some thousand runs until its code is compiled, each worker for itself: fewer runs gain less from a second one.
// Needs dist, and Linux for the memory.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clearInterval, setInterval } from 'node:timers';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const runs = Number(process.argv[2] ?? 100_000);
const rounds = Number(process.argv[3] ?? 1);
const folder = mkdtempSync(join(tmpdir(), 'entente-short-'));
let sweeps = 0;

/** Resident memory of a process and its threads, in MB. */
function memoryOf(pid) {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** Seconds of a sweep, and its memory sampled over time. */
async function sweep(replicates, workers) {
  const name = `sweep-${(sweeps += 1)}`;
  const file = join(folder, `${name}.yaml`);
  const scenario = join(ROOT, 'scenarios', 'minimal.yaml');
  writeFileSync(file, `entente: 1\nexperiment: short\nscenario: ${scenario}\nreplicates: ${replicates}\nseed: 1\nticks: 5\nkeep: []\n`);
  const started = performance.now();
  const args = [join(ROOT, 'dist', 'cli', 'main.js'), 'sweep', file, '--workers', String(workers), '--out', join(folder, name), '--quiet'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const memory = [];
  const watch = setInterval(() => memory.push(memoryOf(child.pid)), 100);
  const code = await new Promise((resolve) => child.on('close', resolve));
  clearInterval(watch);
  if (code !== 0) throw new Error(`the sweep ended with ${code}`);
  const seconds = (performance.now() - started) / 1000;
  rmSync(join(folder, name), { recursive: true });
  return { seconds, memory };
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const starts = new Map();

/** Runs per second, without the start. */
async function rate(replicates, workers) {
  const { seconds, memory } = await sweep(replicates, workers);
  const perSecond = replicates / (seconds - starts.get(workers));
  const tenths = [1, 3, 5, 7, 9].map((tenth) =>
    median(memory.slice(Math.floor(((tenth - 1) / 10) * memory.length)).slice(0, 11)).toFixed(0),
  );
  process.stdout.write(
    `${replicates} runs, ${workers} worker(s): ${seconds.toFixed(1)} s, ${perSecond.toFixed(0)} runs/s after the start, ` +
      `${Math.max(...memory).toFixed(0)} MB at most, over time ${tenths.join(' ')}\n`,
  );
  return perSecond;
}

try {
  for (const workers of [1, 2]) {
    const tries = [await sweep(workers, workers), await sweep(workers, workers), await sweep(workers, workers)];
    starts.set(workers, median(tries.map(({ seconds }) => seconds)));
    process.stdout.write(`start with ${workers} worker(s): ${starts.get(workers).toFixed(2)} s\n`);
  }
  const few = await rate(1000, 2);
  const gains = [];
  const many = [];
  for (let round = 0; round < rounds; round++) {
    // two, one and two again: the speed of a shared machine drifts over the minutes that this takes
    const before = await rate(runs, 2);
    const one = await rate(runs, 1);
    const two = mean([before, await rate(runs, 2)]);
    many.push(two);
    gains.push(two / one);
  }
  process.stdout.write(`two workers: ${median(gains).toFixed(2)} times one (${gains.map((gain) => gain.toFixed(2)).join(', ')})\n`);
  process.stdout.write(`${runs} runs: ${(mean(many) / few).toFixed(2)} times the throughput of 1000\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
