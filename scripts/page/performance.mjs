// How fast the program is: runs scripts/bench.mjs and scripts/bench/peers.mjs, which takes an hour on two cores that do nothing else; with the options
// below a part of it.
//   --quick       fewer rounds and sizes, in five minutes
//   --from DIR    from bench.json and peers.json in a folder
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { code, paddedTable as table } from '../reference/markdown.mjs';
import { ROOT } from './make-page.mjs';

/** Runs and ticks of the sweep for which the page says how long it takes, and on how many cores. */
const SWEEP = { runs: 1000, ticks: 100 };
const LAPTOP = 8;
const CLUSTER = 200;

const fixed = (x) => {
  const value = Number(x);
  return value >= 100 ? value.toFixed(0) : value.toPrecision(value < 0.1 ? 2 : 3);
};
const percent = (x) => `${(100 * Number(x)).toFixed(0)} %`;

/** A length of time in words. */
function lasting(seconds) {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  if (seconds < 90 * 60) return `${Math.ceil(seconds / 60)} min`;
  return seconds < 48 * 3600 ? `${fixed(seconds / 3600)} h` : `${fixed(seconds / 86_400)} days`;
}

/** The stored tables from what the benches write. */
function rowsOf(bench, peers) {
  const sizes = bench.sizes.map(({ byPhase, ...size }) => {
    const sum = Object.values(byPhase).reduce((a, b) => a + b, 0);
    return { ...size, ...Object.fromEntries(Object.entries(byPhase).map(([name, time]) => [name, time / sum])) };
  });
  const { machine } = bench;
  const values = [
    ['machine', '', machine.cpu],
    ['cores', '', machine.cores],
    ['memory', 'GiB', machine.memoryGiB],
    ['node', '', bench.node],
    ['date', '', bench.date.slice(0, 10)],
    ['quick', '', String(bench.quick)],
    ...bench.exponents.map(({ from, to, exponent }) => [`growth ${from} to ${to}`, 'exponent', exponent]),
    ...bench.options.flatMap(({ states, ...one }) =>
      ['allocated', 'option', 'terms', 'inC', 'inCWithContexts', 'ratio', 'ratioWithContexts', 'skipped'].flatMap((key) =>
        one[key] === undefined ? [] : [[`${key} at ${states}`, '', one[key]]],
      ),
    ),
    ...bench.starts.flatMap(({ name, clock, processor, modules }) => [
      [`${name}: clock`, 's', clock],
      [`${name}: processor`, 's', processor],
      ...(modules === undefined ? [] : [[`${name}: modules`, '', modules]]),
    ]),
    ...bench.sweep.flatMap(({ workers, runsPerSecond, runsPerProcessorSecond, memory }) => [
      [`${workers} workers: runs a second`, '', runsPerSecond],
      [`${workers} workers: runs a second of the processor`, '', runsPerProcessorSecond],
      [`${workers} workers: memory`, 'MiB', memory],
    ]),
  ].map(([name, unit, value]) => ({ name, unit, value }));
  const compared = peers.compared.flatMap(({ name, language, sizes: measured }) =>
    measured.map((size) => ({
      name,
      language,
      ...size,
      formed: peers.counts[size.states].formed,
      disputes: peers.counts[size.states].disputes,
    })),
  );
  return { sizes, values, peers: compared };
}

function tables({ sizes, values, peers }) {
  const valueOf = (name) => values.find((row) => row.name === name)?.value;
  const named = (prefix) => values.filter(({ name }) => name.startsWith(prefix));
  const phases = ['alignment', 'perception', 'learning', 'disputes', 'assessment'];
  const hours = ({ processor }, cores) => lasting((SWEEP.runs * SWEEP.ticks * Number(processor)) / 1000 / cores);
  const growth = named('growth ').map(({ name, value }) => {
    const [from, to] = name.match(/\d+/g);
    return `From ${from} to ${to} states, processor time grows as the number of states to the power ${Number(value).toFixed(2)}.`;
  });
  const detailed = named('allocated at ').map(({ name, value }) => {
    const states = name.split(' ').at(-1);
    const [option, inC, ratio, whole, wholeRatio] = ['option', 'inC', 'ratio', 'inCWithContexts', 'ratioWithContexts'].map((key) =>
      valueOf(`${key} at ${states}`),
    );
    return [
      states,
      fixed(value),
      fixed(option),
      ...(inC === undefined ? ['', '', '', ''] : [fixed(inC), fixed(ratio), fixed(whole), fixed(wholeRatio)]),
    ];
  });
  const starts = values.filter(({ name }) => name.endsWith(': processor')).map(({ name }) => name.replace(/: .*/, ''));
  const workers = values.filter(({ name }) => name.endsWith('workers: memory')).map(({ name }) => name.split(' ')[0]);
  const peerNames = [...new Set(peers.map(({ name }) => name))];
  const peerSizes = [...new Set(peers.map(({ states }) => states))];
  const ofPeer = (name, states) => peers.find((row) => row.name === name && row.states === states);
  const quick = valueOf('quick') === 'true' ? ' These are numbers of a short measurement (`--quick`), for orientation alone.' : '';
  return [
    `Measured on ${valueOf('date')}, ${valueOf('machine').trim()}, ${valueOf('cores')} cores, Node ${valueOf('node')}.${quick}`,
    '### A tick',
    table(
      ['states', 'ms a tick', 'processor ms', 'fastest to slowest', 'MiB', 'options a tick', ...phases],
      sizes.map((size) => [
        size.states,
        ...[size.tick, size.processor].map(fixed),
        `${fixed(size.fastest)} to ${fixed(size.slowest)}`,
        ...[size.memory, size.options].map(fixed),
        ...phases.map((phase) => percent(size[phase])),
      ]),
    ),
    growth.join(' '),
    '### What to expect',
    `${SWEEP.runs} runs of ${SWEEP.ticks} ticks, from the processor time of a tick: on one core, on a laptop with ${LAPTOP} cores, and on ${CLUSTER} cores of a cluster. Recording and starting come on top, and cores that share memory and heat are slower than one alone.`,
    table(
      ['states', 'one core', `${LAPTOP} cores`, `${CLUSTER} cores`],
      sizes.map((size) => [size.states, ...[1, LAPTOP, CLUSTER].map((cores) => hours(size, cores))]),
    ),
    '### The whole program',
    'Runs of 100 ticks of 30 states with `system.csv`, from the command to the written tables:',
    table(
      ['workers', 'runs a second', 'runs a second of the processor', 'MiB'],
      workers.map((count) => [
        count,
        ...['runs a second', 'runs a second of the processor', 'memory'].map((what) => fixed(valueOf(`${count} workers: ${what}`))),
      ]),
    ),
    table(
      ['start', 'processor s', 's', 'modules'],
      starts.map((name) => [
        name === 'help' ? code('entente --help') : `${code('entente run scenarios/minimal.yaml')}`,
        fixed(valueOf(`${name}: processor`)),
        fixed(valueOf(`${name}: clock`)),
        valueOf(`${name}: modules`),
      ]),
    ),
    '### The limit',
    'An option as the program weighs it, including listing the options, asking for consent and choosing; in C the value of an option alone, and with the preparation that the options of a state and of a partner share. The ratios compare the program with each.',
    table(['states', 'KiB allocated a tick', 'ns an option', 'C, ns', 'ratio', 'C with preparation, ns', 'ratio'], detailed),
    '### Other frameworks',
    'The [bilateral core](bilateral-core.md), milliseconds of the processor a tick, and the median ratio to the first line with its range over rounds. All count the same events.',
    table(
      ['', 'language', ...peerSizes.flatMap((states) => [`${states} states, ms`, 'ratio'])],
      peerNames.map((name) => [
        name,
        ofPeer(name, peerSizes[0]).language,
        ...peerSizes.flatMap((states) => {
          const { tick, ratio, least, greatest } = ofPeer(name, states);
          return [fixed(tick), name === peerNames[0] ? '1' : `${fixed(ratio)} (${fixed(least)} to ${fixed(greatest)})`];
        }),
      ]),
    ),
  ].join('\n\n');
}

const chart = ({ sizes }) => ({
  width: 420,
  height: 260,
  data: { values: sizes.map(({ states, processor }) => ({ states: Number(states), processor: Number(processor) })) },
  mark: { type: 'line', point: true },
  encoding: {
    x: { field: 'states', type: 'quantitative', scale: { type: 'log' }, title: 'states' },
    y: { field: 'processor', type: 'quantitative', scale: { type: 'log' }, title: 'milliseconds of the processor a tick' },
  },
});

export const page = {
  options: { quick: { type: 'boolean', default: false }, from: { type: 'string' } },
  stored: { sizes: 'performance-sizes.csv', values: 'performance-values.csv', peers: 'performance-peers.csv' },
  compute({ quick, from }) {
    const folder = from ?? join(ROOT, 'results');
    const run = (script, ...args) => execFileSync(process.execPath, [join(ROOT, script), ...args], { cwd: ROOT, stdio: ['ignore', 2, 2] });
    if (from === undefined) {
      const how = quick ? ['--quick'] : [];
      run('scripts/bench.mjs', ...how, '--out', join(folder, 'bench.json'));
      run('scripts/bench/peers.mjs', '--install', ...how, '--out', join(folder, 'peers.json'));
    }
    const [bench, peers] = ['bench', 'peers'].map((name) => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')));
    return rowsOf(bench, peers);
  },
  tables,
  charts: { 'performance.svg': chart },
};
