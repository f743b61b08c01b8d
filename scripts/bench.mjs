// How fast the program is: milliseconds per tick by the number of states, how that grows, what each phase takes, what an option costs here and in C, what
// starting takes, and runs per second of a small sweep. Or how much faster or slower it is than another revision.
//   node scripts/bench.mjs [--quick] [--out FILE.json]
//   node scripts/bench.mjs --against REVISION [--only NAME] [--quick] [--out FILE.json]
// Times by size are medians of rounds in which all sizes take their turn, each in a process of its own, so that a slow spell of the machine affects
// all of them. Where the clock and the processor differ much, the machine was busy with something else. Compare times of one machine only.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { linearRegression, max, median } from 'simple-statistics';
import { commitOf, compare, tableOf } from './bench/against.mjs';
import { COMMANDS, modulesOf, sweepOf, timeCommand, withFolder } from './bench/commands.mjs';
import { runKernel } from './bench/kernel.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    out: { type: 'string' },
    against: { type: 'string' },
    only: { type: 'string', default: '' },
  },
});

const SIZES = options.quick ? [10, 30, 100, 200, 500] : [10, 30, 100, 200, 500, 1000, 2000];
const ROUNDS = options.quick ? 1 : 5;
const MILLISECONDS = options.quick ? 2000 : 6000;
/** Sizes at which what is allocated and what an option costs in C are measured. */
const DETAILED = [30, 200];
const SWEEP = { states: 30, ticks: 100, runs: options.quick ? 20 : 1000, workers: [1, 2] };
const SEMI_SPACE = ['--min-semi-space-size=256', '--max-semi-space-size=256'];

const talk = (text) => process.stderr.write(`${text}\n`);
const node = (...args) =>
  execFileSync(process.execPath, args.map(String), { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1e9 });

function measureSizes() {
  const rounds = Array.from({ length: ROUNDS }, (_, k) => {
    talk(`round ${k + 1} of ${ROUNDS}`);
    return SIZES.map((states) => JSON.parse(node('scripts/bench/one-size.mjs', states, MILLISECONDS)));
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
      options: median(all.map((one) => one.options)),
      option: median(all.map((one) => one.option)),
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

/** What a tick allocates, and what an option costs here and in C, in turn: a round of each after the other. */
function measureOptions() {
  return DETAILED.map((states) => {
    talk(`options of ${states} states`);
    const { allocated } = JSON.parse(node(...SEMI_SPACE, 'scripts/bench/one-size.mjs', states, MILLISECONDS, 'allocated'));
    const rounds = Array.from({ length: ROUNDS }, () => {
      const { option } = JSON.parse(node('scripts/bench/one-size.mjs', states, MILLISECONDS));
      return { option, kernel: runKernel(states, 200) };
    });
    const [{ kernel }] = rounds;
    const medianOf = (read) => median(rounds.map(read));
    if (kernel.skipped !== undefined) return { states, allocated, option: medianOf(({ option }) => option), skipped: kernel.skipped };
    if (kernel.differing > 0) throw new Error(`kernel.c computes other terms than the program: ${JSON.stringify(kernel)}`);
    return {
      states,
      allocated,
      option: medianOf(({ option }) => option),
      compiler: kernel.compiler,
      terms: kernel.terms,
      inC: medianOf((round) => round.kernel.option),
      inCWithContexts: medianOf((round) => round.kernel.optionWithContexts),
      ratio: medianOf((round) => round.option / round.kernel.option),
      ratioWithContexts: medianOf((round) => round.option / round.kernel.optionWithContexts),
    };
  });
}

/** Seconds from start to end of short commands, and the modules that they load. */
function measureStarts() {
  return Object.entries(COMMANDS).map(([name, args]) => {
    talk(name);
    const times = Array.from({ length: options.quick ? 3 : 11 }, () => timeCommand(ROOT, args));
    const [clock, processor] = ['clock', 'processor'].map((key) => median(times.map((time) => time[key])) / 1000);
    return { name, clock, processor, modules: name === 'help' ? modulesOf(ROOT, args) : undefined };
  });
}

/** Runs per second of the whole program, from the command to the written tables. */
function measureSweep() {
  return withFolder((folder) =>
    SWEEP.workers.map((workers) => {
      talk(`${SWEEP.runs} runs, ${workers} ${workers === 1 ? 'worker' : 'workers'}`);
      const { clock, processor, memory } = timeCommand(ROOT, sweepOf(folder, { ...SWEEP, workers }));
      const seconds = clock / 1000;
      return { workers, seconds, runsPerSecond: SWEEP.runs / seconds, runsPerProcessorSecond: (1000 * SWEEP.runs) / processor, memory };
    }),
  );
}

const digits = (x) => (x >= 100 ? x.toFixed(0) : x.toPrecision(3));
const row = (cells, widths) => cells.map((text, k) => String(text).padStart(widths[k])).join('  ');

function print({ sizes, exponents, options: detailed, starts, sweep }) {
  const phases = Object.keys(sizes[0].byPhase);
  const headings = ['states', 'ms/tick', 'cpu ms', 'fastest', 'slowest', 'ticks/s', 'MiB', 'options', ...phases];
  const widths = headings.map((heading) => Math.max(heading.length, 7));
  const lines = sizes.map((size) => {
    const sum = Object.values(size.byPhase).reduce((a, b) => a + b, 0);
    const shares = phases.map((phase) => `${((100 * size.byPhase[phase]) / sum).toFixed(1)}%`);
    const cells = [size.tick, size.processor, size.fastest, size.slowest, 1000 / size.tick, size.memory, size.options];
    return row([size.states, ...cells.map(digits), ...shares], widths);
  });
  const ofOptions = detailed.map(
    ({ states, allocated, option, skipped, terms, inC, inCWithContexts, ratio, ratioWithContexts }) =>
      `${states} states: ${digits(allocated)} KiB allocated a tick; ${digits(option)} ns an option, consent and all; ` +
      (skipped === undefined
        ? `in C ${digits(inC)} ns for its value alone (${digits(ratio)} x), ${digits(inCWithContexts)} ns with the contexts (${digits(ratioWithContexts)} x); ${terms} terms equal to the bit`
        : `C is left out: ${skipped}`),
  );
  const ofStarts = starts.map(
    ({ name, clock, processor, modules }) =>
      `${name}: ${digits(processor)} s of the processor, ${digits(clock)} s${modules === undefined ? '' : `, ${modules} modules`}`,
  );
  const throughput = sweep.map(
    ({ workers, seconds, runsPerSecond, memory }) =>
      `${workers} ${workers === 1 ? 'worker' : 'workers'}: ${digits(seconds)} s, ${digits(runsPerSecond)} runs/s, ${digits(memory)} MiB`,
  );
  process.stdout.write(
    [
      row(headings, widths),
      ...lines,
      '',
      ...exponents.map(({ from, to, exponent }) => `processor time grows as states^${exponent.toFixed(2)} from ${from} to ${to} states`),
      '',
      ...ofOptions,
      '',
      ...ofStarts,
      '',
      `${SWEEP.runs} runs x ${SWEEP.ticks} ticks x ${SWEEP.states} states, system metrics written:`,
      ...throughput,
      '',
    ].join('\n'),
  );
}

function write(name, result) {
  const file = options.out ?? join(ROOT, 'results', name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(
    file,
    `${JSON.stringify({ machine, node: process.version, date: new Date().toISOString(), quick: options.quick, ...result }, null, 2)}\n`,
  );
  talk(`written to ${file}`);
}

const machine = {
  cpu: cpus()[0]?.model ?? '',
  cores: availableParallelism(),
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  platform: process.platform,
  arch: process.arch,
};

async function measureAgainst() {
  try {
    commitOf(options.against);
  } catch (error) {
    talk(error.message);
    process.exitCode = 2;
    return;
  }
  const result = await compare(options.against, { quick: options.quick, only: options.only, talk });
  process.stdout.write(tableOf(result));
  write('bench-against.json', result);
}

function measure() {
  const sizes = measureSizes();
  const result = {
    sizes,
    exponents: [growth(sizes, 30, 200), growth(sizes, 200, 2000)],
    options: measureOptions(),
    starts: measureStarts(),
    sweep: measureSweep(),
  };
  print(result);
  write('bench.json', result);
}

if (options.against === undefined) measure();
else await measureAgainst();
