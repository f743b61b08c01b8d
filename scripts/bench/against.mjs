// Compares the working tree, as it is built in dist/, with another revision: both are measured in turn, slice by slice, in time of the processor. A slow
// spell of the machine then affects both, and only the ratio of neighbouring slices is used.
import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import seedrandom from 'seedrandom';
import { median, quantile } from 'simple-statistics';
import { COMMANDS, modulesOf, sweepOf, timeCommand, withFolder } from './commands.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const git = (...args) => execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
const RESAMPLES = 2000;
const LEVEL = 0.95;
/** So much room for what is new that the garbage collector hardly runs. */
const SEMI_SPACE = ['--min-semi-space-size=256', '--max-semi-space-size=256'];

/** The commit of a revision. @throws where there is none */
export function commitOf(revision) {
  try {
    return git('rev-parse', '--verify', '--quiet', `${revision}^{commit}`);
  } catch {
    throw new Error(
      `--against: expected a revision of this repository, found ${JSON.stringify(revision)}; give a commit, a branch or a tag`,
    );
  }
}

/** Checks a commit out into a temporary folder and builds it there with the modules of this working tree. Removed when the process ends. */
function checkOut(commit) {
  const folder = join(mkdtempSync(join(tmpdir(), 'entente-against-')), 'entente');
  git('worktree', 'add', '--detach', folder, commit);
  process.on('exit', () => {
    git('worktree', 'remove', '--force', folder);
    execFileSync('rmdir', [join(folder, '..')]);
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: folder, stdio: ['ignore', 2, 2] });
  return folder;
}

/** Milliseconds a tick of both in turn: pairs by slice, by pair of processes. Sizes whose ticks are long have few of them in a slice. */
async function measureTicks(roots, world, { processes, slices, milliseconds }) {
  const pairs = [];
  const memory = [[], []];
  for (let p = 0; p < processes; p++) {
    const children = roots.map((root) => fork(join(ROOT, 'scripts/bench/ticking.mjs'), [world], { cwd: ROOT, env: envOf(root) }));
    const ask = async (x, request) => {
      const answer = once(children[x], 'message');
      children[x].send(request);
      return (await answer)[0];
    };
    try {
      await Promise.all(children.map((child) => Promise.race([once(child, 'message'), endOf(child)])));
      let slowest = 0;
      for (const x of [0, 1]) {
        let [spent, ticks] = [0, 0];
        for (; spent < 8 * milliseconds; ticks++) spent += (await ask(x, { ticks: 1 })).processor;
        slowest = Math.max(slowest, spent / ticks);
      }
      const ticks = Math.max(1, Math.round(milliseconds / slowest));
      for (const x of [0, 1]) await ask(x, { restart: true });
      const ofProcess = [];
      for (let s = 0; s < slices; s++) {
        const pair = [0, 0];
        for (const x of (s + p) % 2 === 0 ? [0, 1] : [1, 0]) pair[x] = (await ask(x, { ticks })).processor / ticks;
        ofProcess.push(pair);
      }
      pairs.push(ofProcess);
      for (const x of [0, 1]) memory[x].push((await ask(x, { ticks: 0 })).memory);
    } finally {
      for (const child of children) child.kill();
    }
  }
  return { pairs, memory };
}

/** Environment of a script that measures the program built in `root`. */
const envOf = (root) => ({ ...process.env, ENTENTE_BENCH_ROOT: root });

async function endOf(child) {
  const [code] = await once(child, 'exit');
  throw new Error(`a world of a revision did not start (${code}): is it older than what scripts/bench/world.mjs loads?`);
}

/** What a function measures of both roots, in turn. */
function measurePairs(roots, rounds, measure) {
  return Array.from({ length: rounds }, (_, r) => {
    const pair = [0, 0];
    for (const x of r % 2 === 0 ? [0, 1] : [1, 0]) pair[x] = measure(roots[x]);
    return [pair];
  });
}

/** Median ratio of paired slices and its interval: pairs of processes are drawn with replacement, and then slices of each. */
export function ratioOf(pairs) {
  const ratios = pairs.map((ofProcess) => ofProcess.map(([other, own]) => own / other));
  const random = seedrandom('against');
  const drawn = (list) => Array.from(list, () => list[Math.floor(random() * list.length)]);
  const medians = Array.from({ length: RESAMPLES }, () => median(drawn(ratios).flatMap(drawn)));
  const tail = (1 - LEVEL) / 2;
  return { ratio: median(ratios.flat()), low: quantile(medians, tail), high: quantile(medians, 1 - tail) };
}

/** Everything that is compared: names, and a function that measures the roots in turn and gives for each name a unit and pairs. */
function metricsOf(quick) {
  const how = quick ? { processes: 3, slices: 6, milliseconds: 200 } : { processes: 5, slices: 12, milliseconds: 400 };
  const rounds = quick ? 5 : 15;
  const runs = quick ? 20 : 100;
  const worlds = ['30', '200', '1000', ...(quick ? [] : ['2000']), 'scenarios/indo-pacific-2022.yaml'];
  return [
    ...worlds.map((world) => ({
      names: [`tick ${world}`, `memory ${world}`],
      async measure(roots) {
        const { pairs, memory } = await measureTicks(roots, world, how);
        return [
          ['ms', pairs],
          ['MiB', memory[0].map((other, p) => [[other, memory[1][p]]])],
        ];
      },
    })),
    {
      names: ['option at 30', 'options a tick at 30'],
      measure(roots) {
        const sizes = measurePairs(roots, quick ? 2 : 5, (root) => oneSize(root, []));
        return ['option', 'options'].map((key) => [
          key === 'option' ? 'ns' : '',
          sizes.map((ofProcess) => ofProcess.map((pair) => pair.map((size) => size[key]))),
        ]);
      },
    },
    {
      names: ['allocated at 30'],
      measure: (roots) => [['KiB a tick', measurePairs(roots, quick ? 2 : 5, (root) => oneSize(root, SEMI_SPACE, 'allocated').allocated)]],
    },
    ...Object.entries(COMMANDS).map(([name, args]) => ({
      names: [name],
      measure: (roots) => [['ms', measurePairs(roots, rounds, (root) => timeCommand(root, args).processor)]],
    })),
    { names: ['modules of help'], measure: (roots) => [['files', measurePairs(roots, 1, (root) => modulesOf(root, COMMANDS.help))]] },
    {
      names: ['runs with system.csv'],
      measure: (roots) => [
        [
          'ms a run',
          withFolder((folder) => {
            const args = sweepOf(folder, { states: 30, ticks: 100, runs, workers: 1 });
            return measurePairs(roots, quick ? 3 : 5, (root) => timeCommand(root, args).processor / runs);
          }),
        ],
      ],
    },
  ];
}

/** What one-size.mjs measures of 30 states in the program built in `root`. */
function oneSize(root, flags, ...args) {
  const script = [join(ROOT, 'scripts/bench/one-size.mjs'), '30', '1500', ...args];
  return JSON.parse(execFileSync(process.execPath, [...flags, ...script], { encoding: 'utf8', env: envOf(root) }));
}

/** Compares with a revision; `only` leaves out what does not contain it in its name. Prints a line to stderr as it goes. Returns what the JSON file has. */
export async function compare(revision, { quick, only = '', talk }) {
  const commit = commitOf(revision);
  talk(`building ${revision} (${commit.slice(0, 12)})`);
  const roots = [checkOut(commit), ROOT];
  const compared = [];
  for (const metric of metricsOf(quick)) {
    const { names } = metric;
    if (!names.some((name) => name.includes(only))) continue;
    talk(names[0]);
    for (const [m, [unit, pairs]] of (await metric.measure(roots)).entries()) {
      const [other, own] = [0, 1].map((x) => median(pairs.flat().map((pair) => pair[x])));
      compared.push({ name: names[m], unit, other, own, ...ratioOf(pairs), pairs });
    }
  }
  return {
    against: revision,
    commit,
    here: `${git('rev-parse', 'HEAD')}${git('status', '--porcelain') === '' ? '' : ' and changes'}`,
    compared,
  };
}

const digits = (x) => (x >= 100 ? x.toFixed(0) : x.toPrecision(3));

/** The comparison as a table. */
export function tableOf({ against, compared }) {
  const rows = compared.map(({ name, unit, other, own, ratio, low, high }) => [
    name,
    unit,
    digits(other),
    digits(own),
    ratio.toFixed(3),
    `${low.toFixed(3)} to ${high.toFixed(3)}`,
  ]);
  const all = [['', 'in', against, 'here', 'ratio', '95 % interval'], ...rows];
  const widths = all[0].map((_, c) => Math.max(...all.map((row) => row[c].length)));
  return `${all.map((row) => row.map((cell, c) => (c < 2 ? cell.padEnd(widths[c]) : cell.padStart(widths[c]))).join('  ')).join('\n')}\n`;
}
