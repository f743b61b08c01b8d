// The bilateral core (docs/bilateral-core.md) in other simulation frameworks: checks that all count the same events, and compares their processor time.
//   node scripts/bench/peers.mjs [--install] [--quick] [--tools FOLDER] [--out FILE.json]
// --install puts what a peer needs into FOLDER (default results/peers): Mesa from PyPI, AgentScript from npm, krABMaga from crates.io. A peer whose tools
// are not there is left out, with the reason. Time of a tick is that of many ticks less that of few, each from start to end, so that starting and
// most compiling cancel out; all peers take their turn in every round. Needs dist and bash.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { median } from 'simple-statistics';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const HERE = join(ROOT, 'scripts/bench/peers');
const { values: options } = parseArgs({
  options: {
    install: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    tools: { type: 'string', default: join(ROOT, 'results', 'peers') },
    out: { type: 'string', default: join(ROOT, 'results', 'peers.json') },
  },
});
const tools = resolve(options.tools);
const SEED = 1;
const ROUNDS = options.quick ? 1 : 7;
/** Ticks of the two runs whose difference is measured. */
const SIZES = [
  { states: 30, few: 100, many: options.quick ? 300 : 1100 },
  { states: 200, few: 10, many: options.quick ? 20 : 60 },
];

const talk = (text) => process.stderr.write(`${text}\n`);
const python = join(tools, 'venv/bin/python');
const agentscript = join(tools, 'npm/node_modules/agentscript');
const rust = join(tools, 'cargo/target/release/bilateral-core');

/** Every peer: what it is written in, how its tools are installed, where they are then, and its command. */
const PEERS = [
  { name: "entente's layout", language: 'JavaScript', command: [process.execPath, join(HERE, 'entente.mjs')] },
  {
    name: 'Mesa 3.3.1',
    language: 'Python',
    needs: python,
    install() {
      execFileSync('python3', ['-m', 'venv', join(tools, 'venv')]);
      execFileSync(python, ['-m', 'pip', 'install', '--quiet', 'mesa==3.3.1']);
    },
    command: [python, join(HERE, 'mesa_model.py')],
  },
  {
    name: 'AgentScript 0.10.27',
    language: 'JavaScript',
    needs: agentscript,
    install: () =>
      void execFileSync('npm', ['install', '--silent', '--no-save', '--prefix', join(tools, 'npm'), 'agentscript@0.10.27'], { cwd: tools }),
    command: [process.execPath, join(HERE, 'agentscript.mjs')],
  },
  {
    name: 'krABMaga 0.6.2',
    language: 'Rust',
    needs: rust,
    install() {
      cpSync(join(HERE, 'krabmaga'), join(tools, 'cargo'), { recursive: true });
      execFileSync('cargo', ['build', '--release', '--quiet'], { cwd: join(tools, 'cargo'), stdio: ['ignore', 2, 2] });
    },
    command: [rust],
  },
];

/** Counts of a run, and the seconds of the processor that it took from start to end. */
function run({ command }, states, ticks) {
  const line = 'exec 3>&1; TIMEFORMAT="%U %S"; { time "$@" >&3; } 2>&1';
  const env = { ...process.env, AGENTSCRIPT: agentscript, LC_ALL: 'C' };
  const lines = execFileSync('bash', ['-c', line, 'bash', ...command, states, ticks, SEED].map(String), { encoding: 'utf8', env });
  const [counts, times] = lines.trim().split('\n');
  const [user, system] = times.split(' ').map(Number);
  return { counts: JSON.parse(counts), seconds: user + system };
}

function installed() {
  mkdirSync(tools, { recursive: true });
  return PEERS.filter((peer) => {
    const { name, needs } = peer;
    if (needs === undefined || existsSync(needs)) return true;
    try {
      if (!options.install) throw new Error('--install was not given');
      talk(`installing ${name}`);
      peer.install();
      return true;
    } catch (error) {
      talk(`${name} is left out: ${error.message}`);
      return false;
    }
  });
}

const peers = installed();
const counts = {};
const times = new Map(peers.map(({ name }) => [name, SIZES.map(() => [])]));
for (let round = 0; round < ROUNDS; round++)
  for (const [s, { states, few, many }] of SIZES.entries()) {
    talk(`round ${round + 1} of ${ROUNDS}, ${states} states`);
    for (const peer of peers) {
      const [short, long] = [few, many].map((ticks) => run(peer, states, ticks));
      counts[states] ??= long.counts;
      const different = Object.keys(counts[states]).filter((key) => counts[states][key] !== long.counts[key]);
      if (different.length > 0) {
        const [key] = different;
        talk(`${peer.name}, ${states} states, ${many} ticks: expected ${key} ${counts[states][key]}, found ${long.counts[key]}`);
        process.exit(1);
      }
      times.get(peer.name)[s].push((1000 * (long.seconds - short.seconds)) / (many - few));
    }
  }

const [own] = peers;
const compared = peers.map(({ name, language }) => ({
  name,
  language,
  sizes: SIZES.map(({ states }, s) => {
    const ratios = times.get(name)[s].map((time, round) => time / times.get(own.name)[s][round]);
    return { states, tick: median(times.get(name)[s]), ratio: median(ratios), least: Math.min(...ratios), greatest: Math.max(...ratios) };
  }),
}));
mkdirSync(dirname(options.out), { recursive: true });
writeFileSync(
  options.out,
  `${JSON.stringify({ date: new Date().toISOString(), rounds: ROUNDS, seed: SEED, counts, compared }, null, 2)}\n`,
);
for (const [states, events] of Object.entries(counts)) process.stdout.write(`${states} states, all alike: ${JSON.stringify(events)}\n`);
for (const { name, language, sizes } of compared)
  process.stdout.write(
    `${`${name}, ${language}`.padEnd(34)}${sizes.map(({ states, tick, ratio }) => `${states} states: ${tick.toPrecision(3)} ms a tick, ${ratio.toPrecision(3)} x`).join('   ')}\n`,
  );
talk(`written to ${options.out}`);
