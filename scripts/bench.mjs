// How fast the program is: milliseconds per tick by the number of states, how that grows, what each phase takes, and runs per second of a small sweep.
//   node scripts/bench.mjs [--quick] [--out FILE.json]
// Times by size are medians of rounds in which all sizes take their turn, each in a process of its own, so that a slow spell of the machine affects
// all of them. Where the clock and the processor differ much, the machine was busy with something else. Compare times of one machine only.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { linearRegression, max, median } from 'simple-statistics';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const { values: options } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, out: { type: 'string', default: join(ROOT, 'results', 'bench.json') } },
});

const SIZES = options.quick ? [10, 30, 100, 200, 500] : [10, 30, 100, 200, 500, 1000, 2000];
const ROUNDS = options.quick ? 1 : 5;
const MILLISECONDS = options.quick ? 2000 : 6000;
const SWEEP = { states: 30, ticks: 100, runs: options.quick ? 20 : 1000, workers: [1, 2] };

const talk = (text) => process.stderr.write(`${text}\n`);
const node = (...args) =>
  execFileSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1e9 });

function measureSizes() {
  const rounds = Array.from({ length: ROUNDS }, (_, k) => {
    talk(`round ${k + 1} of ${ROUNDS}`);
    return SIZES.map((states) => JSON.parse(node('scripts/bench/one-size.mjs', String(states), String(MILLISECONDS))));
  });
  return SIZES.map((states, s) => {
    const all = rounds.map((round) => round[s]);
    const phases = Object.keys(all[0].byPhase).map((name) => [name, median(all.map((one) => one.byPhase[name]))]);
    return {
      states,
      tick: median(all.map((one) => one.tick)),
      processor: median(all.map((one) => one.processor)),
      fastest: Math.min(...all.map((one) => one.tick)),
      slowest: Math.max(...all.map((one) => one.tick)),
      memory: max(all.map((one) => one.memory)),
      byPhase: Object.fromEntries(phases),
    };
  });
}

/** How processor time grows between two sizes, as far as they were measured: the exponent x of time = a * states^x. */
function growth(sizes, from, to) {
  const within = sizes.filter(({ states }) => states >= from && states <= to);
  const points = within.map(({ states, processor }) => [Math.log(states), Math.log(processor)]);
  return { from, to: within.at(-1).states, exponent: linearRegression(points).m };
}

/** Runs per second of the whole program, from the command to the written tables. */
function measureSweep() {
  const scratch = mkdtempSync(join(tmpdir(), 'entente-bench-'));
  const scenario = join(scratch, 'sweep.json');
  const content = {
    entente: 1,
    name: 'sweep',
    ticks: SWEEP.ticks,
    generate: { states: SWEEP.states, seed: 1 },
    record: { states: 0, dyads: 0, decisions: 0 },
  };
  writeFileSync(scenario, JSON.stringify(content));
  try {
    return SWEEP.workers.map((workers) => {
      talk(`${SWEEP.runs} runs, ${workers} ${workers === 1 ? 'worker' : 'workers'}`);
      const out = join(scratch, `out-${workers}`);
      const options = ['--seed', '1', '--replicates', String(SWEEP.runs), '--workers', String(workers), '--out', out, '--quiet'];
      const started = performance.now();
      node('dist/cli/main.js', 'run', scenario, ...options);
      const seconds = (performance.now() - started) / 1000;
      return { workers, seconds, runsPerSecond: SWEEP.runs / seconds };
    });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

const digits = (x) => (x >= 100 ? x.toFixed(0) : x.toPrecision(3));
const row = (cells, widths) => cells.map((text, k) => String(text).padStart(widths[k])).join('  ');

function print({ sizes, exponents, sweep }) {
  const phases = Object.keys(sizes[0].byPhase);
  const headings = ['states', 'ms/tick', 'cpu ms', 'fastest', 'slowest', 'ticks/s', 'MiB', ...phases];
  const widths = headings.map((heading) => Math.max(heading.length, 7));
  const lines = sizes.map((size) => {
    const sum = Object.values(size.byPhase).reduce((a, b) => a + b, 0);
    const shares = phases.map((phase) => `${((100 * size.byPhase[phase]) / sum).toFixed(1)}%`);
    return row(
      [size.states, ...[size.tick, size.processor, size.fastest, size.slowest, 1000 / size.tick, size.memory].map(digits), ...shares],
      widths,
    );
  });
  const throughput = sweep.map(
    ({ workers, seconds, runsPerSecond }) =>
      `${workers} ${workers === 1 ? 'worker' : 'workers'}: ${digits(seconds)} s, ${digits(runsPerSecond)} runs/s`,
  );
  process.stdout.write(
    [
      row(headings, widths),
      ...lines,
      '',
      ...exponents.map(({ from, to, exponent }) => `processor time grows as states^${exponent.toFixed(2)} from ${from} to ${to} states`),
      '',
      `${SWEEP.runs} runs x ${SWEEP.ticks} ticks x ${SWEEP.states} states, system metrics written:`,
      ...throughput,
      '',
    ].join('\n'),
  );
}

const sizes = measureSizes();
const result = {
  machine: {
    cpu: cpus()[0]?.model ?? '',
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    platform: process.platform,
    arch: process.arch,
  },
  node: process.version,
  date: new Date().toISOString(),
  quick: options.quick,
  sizes,
  exponents: [growth(sizes, 30, 200), growth(sizes, 200, 2000)],
  sweep: measureSweep(),
};
mkdirSync(dirname(options.out), { recursive: true });
writeFileSync(options.out, `${JSON.stringify(result, null, 2)}\n`);
print(result);
talk(`written to ${options.out}`);
