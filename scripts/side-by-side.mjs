// Holds results folders of entente run against each other, a few series at a time: a table on standard output, a picture as SVG, the same bytes each time.
//   node scripts/side-by-side.mjs --watch SERIES[,SERIES...] FOLDER... FILE.svg
// A series is a column of system.csv (n_alliance_ties), of a state (IND.n_partnership_ties), of a pair (GBR-CHN.intent_ab, read in the order named),
// or a count of events by kind, actor, other state and obligation, with * for any (honoured:GBR:JPN:defence). The first folder is the control, and
// where the others share its seed, differences are paired by replicate. Counts and new_ columns are added up over the run; else means over ticks.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { mean } from 'simple-statistics';
import * as vega from 'vega';
import * as vegaLite from 'vega-lite';
import { meanInterval, pairedDifference } from '../dist/statistics/intervals.js';

const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#e69f00'];
const DASHES = [
  [1, 0],
  [6, 3],
  [2, 2],
  [8, 2, 2, 2],
];
const usage = 'usage: node scripts/side-by-side.mjs --watch SERIES[,SERIES...] FOLDER... FILE.svg\n';

function fail(message) {
  process.stderr.write(message);
  process.exit(2);
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { watch: { type: 'string' } } });
const target = positionals.pop();
const folders = positionals;
if (values.watch === undefined || folders.length === 0 || !target?.endsWith('.svg')) fail(usage);
const watched = values.watch.split(',');

const tables = new Map();
/** The rows of a table of a results folder, read once. */
function rowsOf(folder, table) {
  const path = join(folder, `${table}.csv`);
  if (!tables.has(path)) {
    if (!existsSync(path)) fail(`${path}: expected the results of entente run, with --record ${table}=1 for states and dyads\n`);
    tables.set(path, vega.read(readFileSync(path, 'utf8'), { type: 'csv', parse: {} }));
  }
  return tables.get(path);
}

function number(row, column, path) {
  const cell = row[column];
  if (cell === undefined) fail(`${path}: column ${column} is missing\n`);
  if (cell === 'true' || cell === 'false') return Number(cell === 'true');
  return cell === '' ? NaN : Number(cell);
}

/** What of a row belongs to the series, as a number; undefined where nothing does. */
function reader(series) {
  if (series.includes(':')) {
    const [kind, actor = '*', other = '*', obligation = '*'] = series.split(':');
    const fits = (wanted, cell) => wanted === '*' || wanted === cell;
    const of = (row) =>
      row.event === kind && fits(actor, row.actor) && fits(other, row.other) && fits(obligation, row.obligation) ? 1 : undefined;
    return { table: 'events', flow: true, of };
  }
  if (!series.includes('.')) return { table: 'system', flow: series.startsWith('new_'), of: (row) => number(row, series, 'system.csv') };
  const [who, column] = series.split('.');
  const [a, b] = who.split('-');
  if (b === undefined)
    return { table: 'states', flow: false, of: (row) => (row.state === a ? number(row, column, 'states.csv') : undefined) };
  const turned = column.replace(/_(ab|ba)$/, (_, side) => (side === 'ab' ? '_ba' : '_ab'));
  const of = (row) => {
    if (row.state_a === a && row.state_b === b) return number(row, column, 'dyads.csv');
    return row.state_a === b && row.state_b === a ? number(row, turned, 'dyads.csv') : undefined;
  };
  return { table: 'dyads', flow: false, of };
}

/** Value of a series by replicate and tick; flows are added up from the start. */
function valuesOf(folder, series) {
  const system = rowsOf(folder, 'system');
  const { table, flow, of } = reader(series);
  const ticks = Math.max(...system.map((row) => Number(row.tick)));
  const replicates = new Set(system.map((row) => row.replicate)).size;
  const grid = Array.from({ length: replicates }, () => new Array(ticks + 1).fill(flow ? 0 : NaN));
  for (const row of rowsOf(folder, table)) {
    const x = of(row);
    if (x === undefined) continue;
    const line = grid[Number(row.replicate)];
    if (flow) line[Number(row.tick)] += Number.isNaN(x) ? 0 : x;
    else line[Number(row.tick)] = x;
  }
  if (table !== 'system' && !flow && grid.every((line) => line.every(Number.isNaN))) fail(`${folder}: nothing of ${series} was recorded\n`);
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

const labels = folders.map((folder) => basename(folder));
const data = watched.map((series) => folders.map((folder) => valuesOf(folder, series)));

function tableRow(series, columns) {
  const [control, ...others] = columns.map(summary);
  const cells = others.map((other) => {
    const { difference, low, high } = pairedDifference(other, control, 0.95);
    const sign = difference > 0 ? '+' : '';
    return `${sign}${round(difference)} [${round(low)}, ${round(high)}]`;
  });
  const what = columns[0].flow ? 'sum of the run' : 'mean over ticks';
  return [`\`${series}\``, what, round(meanInterval(control, 0.95).mean), ...cells];
}

/** A table in Markdown, its columns as wide as their widest cell. */
function markdown(head, rows) {
  const widths = head.map((_, c) => Math.max(...[head, ...rows].map((row) => row[c].length)));
  const line = (cells) => `| ${cells.map((cell, c) => cell.padEnd(widths[c])).join(' | ')} |\n`;
  return line(head) + line(widths.map((width) => '-'.repeat(width))) + rows.map(line).join('');
}

function panel(series, columns) {
  const points = columns.flatMap(({ grid }, f) =>
    grid[0].map((_, tick) => ({ tick, run: labels[f], value: meanOf(grid.map((line) => line[tick])) })),
  );
  const axis = { title: null, grid: false, tickCount: 5 };
  const legend = { title: null, orient: 'bottom', columns: 4, symbolType: 'stroke', symbolStrokeWidth: 2 };
  return {
    title: { text: series, subtitle: columns[0].flow ? 'added up from the start, by tick' : 'level, by tick' },
    width: 190,
    height: 140,
    data: { values: points.filter(({ value }) => !Number.isNaN(value)) },
    mark: { type: 'line', strokeWidth: 2 },
    encoding: {
      x: { field: 'tick', type: 'quantitative', axis: { ...axis, format: 'd' } },
      y: { field: 'value', type: 'quantitative', axis: { ...axis, grid: true } },
      color: {
        field: 'run',
        type: 'nominal',
        scale: { domain: labels, range: COLOURS },
        legend,
      },
      strokeDash: { field: 'run', type: 'nominal', scale: { domain: labels, range: DASHES }, legend },
    },
  };
}

const replicates = data[0][0].grid.length;
const spec = {
  $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
  background: 'white',
  padding: 10,
  config: {
    font: 'Helvetica, Arial, sans-serif',
    view: { stroke: null },
    axis: { domainColor: '#888', gridColor: '#eee' },
    title: { fontSize: 12, subtitleFontSize: 10, subtitleColor: '#666', anchor: 'start' },
  },
  title: { text: `mean of ${replicates} replicates`, anchor: 'start', fontSize: 10, color: '#666', fontWeight: 'normal', offset: 4 },
  hconcat: watched.map((series, s) => panel(series, data[s])),
  spacing: 28,
};
const view = new vega.View(vega.parse(vegaLite.compile(spec).spec), { renderer: 'none' });
mkdirSync(dirname(target), { recursive: true });
writeFileSync(target, `${await view.toSVG()}\n`);
const head = ['series', 'what', labels[0], ...labels.slice(1).map((label) => `${label}: difference`)];
process.stdout.write(
  markdown(
    head,
    watched.map((series, s) => tableRow(series, data[s])),
  ),
);
