// Compares results folders of entente run, a few series at a time: a table on standard output, a chart as SVG, the same bytes each time. Needs dist.
//   node scripts/side-by-side.mjs --watch SERIES[,SERIES...] FOLDER... FILE.svg
// A series is a column of system.csv (n_alliance_ties), of a state (IND.n_partnership_ties), of a pair (GBR-CHN.intent_ab, read in the order named),
// or a count of events by kind, actor, other state and obligation, with * for any (honoured:GBR:JPN:defence). The first folder is the control, and
// where the others share its seed, differences are paired by replicate. Counts and new_ columns are added up over the run; else means over ticks.
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { mean } from 'simple-statistics';
import { readResults, rowsOf } from '../dist/index.js';
import { meanInterval, pairedDifference } from '../dist/statistics/intervals.js';
import { drawChart } from './page/make-page.mjs';
import { paddedTable } from './reference/markdown.mjs';

const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#e69f00'];
const DASHES = [
  [1, 0],
  [6, 3],
  [2, 2],
  [8, 2, 2, 2],
];

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}

const { values, positionals: folders } = parseArgs({ allowPositionals: true, options: { watch: { type: 'string' } } });
const target = folders.pop();
if (values.watch === undefined || folders.length === 0 || !target?.endsWith('.svg'))
  fail('usage: node scripts/side-by-side.mjs --watch SERIES[,SERIES...] FOLDER... FILE.svg');
const watched = values.watch.split(',');

/** Where a series is: table, columns, and from a row its number; undefined where the row has nothing to do with it. */
function reader(series) {
  if (series.includes(':')) {
    const [kind, actor = '*', other = '*', obligation = '*'] = series.split(':');
    const fits = (wanted, cell) => wanted === '*' || wanted === cell;
    const of = (row) =>
      row.event === kind && fits(actor, row.actor) && fits(other, row.other) && fits(obligation, row.obligation) ? 1 : undefined;
    return { table: 'events', columns: ['event', 'actor', 'other', 'obligation'], flow: true, of };
  }
  const [who, column] = series.split('.');
  if (column === undefined) return { table: 'system', columns: [series], flow: series.startsWith('new_'), of: (row) => row[series] };
  const [a, b] = who.split('-');
  if (b === undefined)
    return { table: 'states', columns: ['state', column], flow: false, of: (row) => (row.state === a ? row[column] : undefined) };
  const turned = column.replace(/_(ab|ba)$/, (_, side) => (side === 'ab' ? '_ba' : '_ab'));
  const of = (row) => {
    if (row.state_a === a && row.state_b === b) return row[column];
    return row.state_a === b && row.state_b === a ? row[turned] : undefined;
  };
  return { table: 'dyads', columns: ['state_a', 'state_b', column, turned], flow: false, of };
}

/** Rows of some columns of a table of results. */
async function rowsIn(results, table, columns) {
  if (!results.tables.includes(table)) fail(`${results.folder}: has no table ${table}; run with --record ${table}=1 for states and dyads`);
  return rowsOf(await results.table(table, [...new Set(['replicate', 'tick', ...columns])]));
}

/** Values of a series by replicate and tick; flows are added up from the start. */
async function valuesOf(results, series) {
  const { table, columns, flow, of } = reader(series);
  const system = await results.table('system', ['replicate', 'tick']);
  const ticks = system.tick.reduce((a, b) => Math.max(a, b));
  const grid = Array.from({ length: new Set(system.replicate).size }, () => new Array(ticks + 1).fill(flow ? 0 : NaN));
  for (const row of await rowsIn(results, table, columns)) {
    const x = of(row);
    if (x === undefined) continue;
    if (flow) grid[row.replicate][row.tick] += x ?? 0;
    else grid[row.replicate][row.tick] = x ?? NaN;
  }
  if (table !== 'system' && !flow && grid.every((line) => line.every(Number.isNaN)))
    fail(`${results.folder}: nothing of ${series} was recorded`);
  if (flow) for (const line of grid) for (let t = 1; t < line.length; t++) line[t] += line[t - 1];
  return { flow, grid };
}

const there = (numbers) => numbers.filter((x) => !Number.isNaN(x));
const meanOf = (numbers) => (there(numbers).length === 0 ? NaN : mean(there(numbers)));

/** One number a replicate: a flow's sum, else the mean over the ticks after the start. */
const summary = ({ flow, grid }) => grid.map((line) => (flow ? line.at(-1) : meanOf(line.slice(1))));

function round(x) {
  if (x === null || Number.isNaN(x)) return 'none';
  const size = Math.abs(x);
  const text = x.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3);
  return Number(text) === 0 ? text.replace('-', '') : text;
}

function tableRow(series, columns) {
  const [control, ...others] = columns.map(summary);
  const cells = others.map((other) => {
    const { difference, low, high } = pairedDifference(other, control, 0.95);
    return `${difference > 0 ? '+' : ''}${round(difference)} [${round(low)}, ${round(high)}]`;
  });
  const what = columns[0].flow ? 'sum of the run' : 'mean over ticks';
  return [`\`${series}\``, what, round(meanInterval(control, 0.95).mean), ...cells];
}

function panel(series, columns) {
  const points = columns.flatMap(({ grid }, f) =>
    grid[0].map((_, tick) => ({ tick, run: labels[f], value: meanOf(grid.map((line) => line[tick])) })),
  );
  const axis = { title: null, grid: false, tickCount: 5 };
  const legend = { title: null, orient: 'bottom', columns: 4, symbolType: 'stroke', symbolStrokeWidth: 2 };
  const run = (range) => ({ field: 'run', type: 'nominal', scale: { domain: labels, range }, legend });
  return {
    title: { text: series, subtitle: columns[0].flow ? 'added up from the start, by tick' : 'level, by tick' },
    width: 190,
    height: 140,
    data: { values: points.filter(({ value }) => !Number.isNaN(value)) },
    mark: { type: 'line', strokeWidth: 2 },
    encoding: {
      x: { field: 'tick', type: 'quantitative', axis: { ...axis, format: 'd' } },
      y: { field: 'value', type: 'quantitative', axis: { ...axis, grid: true } },
      color: run(COLOURS),
      strokeDash: run(DASHES),
    },
  };
}

const labels = folders.map((folder) => basename(folder));
const data = [];
try {
  const results = await Promise.all(folders.map(readResults));
  for (const series of watched) data.push(await Promise.all(results.map((one) => valuesOf(one, series))));
} catch (error) {
  fail(error.message);
}
const text = `mean of ${data[0][0].grid.length} replicates`;
await drawChart(target, {
  padding: 10,
  config: { title: { fontSize: 12, subtitleFontSize: 10, subtitleColor: '#666', anchor: 'start' } },
  title: { text, anchor: 'start', fontSize: 10, color: '#666', fontWeight: 'normal', offset: 4 },
  hconcat: watched.map((series, s) => panel(series, data[s])),
  spacing: 28,
});
const head = ['series', 'what', labels[0], ...labels.slice(1).map((label) => `${label}: difference`)];
const rows = watched.map((series, s) => tableRow(series, data[s]));
process.stdout.write(`${paddedTable(head, rows)}\n`);
