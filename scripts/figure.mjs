// Draws what comes out of a results folder as one static SVG, the same bytes each time:
//   node scripts/figure.mjs results/indo-pacific-2022 docs/figures/first-picture.svg
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { mean, quantile } from 'simple-statistics';
import * as vega from 'vega';
import * as vegaLite from 'vega-lite';

const [folder, target] = process.argv.slice(2);
if (folder === undefined || target === undefined) {
  process.stderr.write('usage: node scripts/figure.mjs RESULTS_FOLDER FILE.svg\n');
  process.exit(2);
}

const PANELS = [
  {
    title: 'Pairs of states tied by agreements',
    columns: { n_alliance_ties: 'alliance', n_partnership_ties: 'partnership', n_minilateral_ties: 'minilateral' },
    colours: ['#0072b2', '#e69f00', '#009e73'],
  },
  {
    title: 'Postures, share of states',
    columns: {
      share_balancing: 'balancing',
      share_bandwagoning: 'bandwagoning',
      share_partnering: 'partnering',
      share_unaligned: 'unaligned',
    },
    colours: ['#0072b2', '#d55e00', '#e69f00', '#bbbbbb'],
    stacked: true,
  },
  {
    title: 'Conflict, new in the tick',
    columns: { new_disputes: 'disputes', new_wars: 'wars' },
    colours: ['#cc79a7', '#5a1846'],
  },
];

/** Rows of the folder's system.csv as objects with numbers; empty cells are null. */
function systemRows() {
  const path = join(folder, 'system.csv');
  if (!existsSync(path)) {
    process.stderr.write(`${path}: expected the results of entente run; run npm start first\n`);
    process.exit(2);
  }
  const columns = ['tick', ...PANELS.flatMap((panel) => Object.keys(panel.columns))];
  const parse = Object.fromEntries(columns.map((name) => [name, 'number']));
  const rows = vega.read(readFileSync(path, 'utf8'), { type: 'csv', parse });
  for (const name of columns) if (!(name in rows[0])) throw new Error(`${path}: column ${name} is missing`);
  return rows;
}

/** Tick, series, mean, tenth and ninetieth percentile over the replicates. */
function summarise(rows, columns, start) {
  const byTick = new Map();
  for (const row of rows) byTick.set(row.tick, [...(byTick.get(row.tick) ?? []), row]);
  return [...byTick].flatMap(([tick, replicates]) =>
    Object.entries(columns).map(([column, series], order) => {
      const values = replicates.map((row) => row[column]);
      return { time: start + tick, series, order, mean: mean(values), low: quantile(values, 0.1), high: quantile(values, 0.9) };
    }),
  );
}

function panelSpec(panel, rows, start) {
  const colour = {
    field: 'series',
    type: 'nominal',
    scale: { domain: Object.values(panel.columns), range: panel.colours },
    legend: {
      title: null,
      orient: 'bottom',
      columns: 2,
      symbolType: panel.stacked ? 'square' : 'stroke',
      symbolStrokeWidth: 3,
      symbolOpacity: 1,
      offset: 6,
    },
  };
  const x = {
    field: 'time',
    type: 'quantitative',
    scale: { zero: false, nice: false },
    axis: { title: null, format: 'd', grid: false, tickCount: 6 },
  };
  const y = (field, more = {}) => ({ field, type: 'quantitative', axis: { title: null, tickCount: 5 }, ...more });
  const base = { title: panel.title, width: 250, height: 190, data: { values: summarise(rows, panel.columns, start) } };
  if (panel.stacked) {
    const encoding = { x, y: y('mean', { stack: 'zero', scale: { domain: [0, 1] } }), color: colour, order: { field: 'order' } };
    return { ...base, mark: { type: 'area', opacity: 0.9 }, encoding };
  }
  return {
    ...base,
    layer: [
      { mark: { type: 'area', opacity: 0.2 }, encoding: { x, y: y('low'), y2: { field: 'high' }, color: colour } },
      { mark: { type: 'line', strokeWidth: 2.2 }, encoding: { x, y: y('mean'), color: colour } },
    ],
  };
}

const manifestPath = join(folder, 'manifest.json');
const manifest = existsSync(manifestPath) ? JSON.parse(readFileSync(manifestPath, 'utf8')) : {};
const rows = systemRows();
const replicates = new Set(rows.map((row) => row.replicate)).size;
const spec = {
  $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
  background: 'white',
  padding: 12,
  title: {
    text: manifest.scenario?.title || manifest.scenario?.name || 'entente',
    subtitle: `mean of ${replicates} replicates${replicates > 1 ? '; bands from the tenth to the ninetieth percentile' : ''}`,
    anchor: 'start',
    fontSize: 15,
    offset: 14,
  },
  config: {
    font: 'Helvetica, Arial, sans-serif',
    view: { stroke: null },
    axis: { domainColor: '#888', gridColor: '#eee' },
    title: { fontSize: 12, anchor: 'start' },
  },
  hconcat: PANELS.map((panel) => panelSpec(panel, rows, manifest.scenario?.start ?? 0)),
  bounds: 'flush',
  spacing: 55,
  resolve: { scale: { color: 'independent' } },
};
const view = new vega.View(vega.parse(vegaLite.compile(spec).spec), { renderer: 'none' });
mkdirSync(dirname(target), { recursive: true });
writeFileSync(target, `${await view.toSVG()}\n`);
