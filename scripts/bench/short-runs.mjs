// Throughput and memory of a sweep of many short runs, and what a second worker brings. Prints a line a sweep.
//   node scripts/bench/short-runs.mjs [RUNS]        100,000 by default, beside 1,000
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clearInterval, setInterval } from 'node:timers';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const runs = Number(process.argv[2] ?? 100_000);
const folder = mkdtempSync(join(tmpdir(), 'entente-short-'));

/** Peak resident memory of a process and those it started as threads, in MB, sampled: Linux alone. */
function memoryOf(pid) {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

async function sweep(replicates, workers) {
  const name = `${replicates}-${workers}`;
  const file = join(folder, `${name}.yaml`);
  const scenario = join(ROOT, 'scenarios', 'minimal.yaml');
  writeFileSync(file, `entente: 1\nexperiment: short\nscenario: ${scenario}\nreplicates: ${replicates}\nseed: 1\nticks: 5\nkeep: []\n`);
  const started = performance.now();
  const args = [join(ROOT, 'dist', 'cli', 'main.js'), 'sweep', file, '--workers', String(workers), '--out', join(folder, name), '--quiet'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  let peak = 0;
  const watch = setInterval(() => (peak = Math.max(peak, memoryOf(child.pid))), 200);
  const code = await new Promise((resolve) => child.on('close', resolve));
  clearInterval(watch);
  if (code !== 0) throw new Error(`the sweep ended with ${code}`);
  const seconds = (performance.now() - started) / 1000;
  process.stdout.write(
    `${replicates} runs, ${workers} worker(s): ${seconds.toFixed(1)} s, ${(replicates / seconds).toFixed(0)} runs/s, ${peak.toFixed(0)} MB at most\n`,
  );
  return replicates / seconds;
}

try {
  await sweep(1000, 1);
  const one = await sweep(runs / 10, 1);
  const two = await sweep(runs / 10, 2);
  process.stdout.write(`two workers: ${(two / one).toFixed(2)} times one\n`);
  const many = await sweep(runs, 2);
  process.stdout.write(`${runs} runs: ${(many / two).toFixed(2)} times the throughput of ${runs / 10}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
