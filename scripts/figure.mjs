// Draws the results of entente run as one SVG, the same bytes each time. Needs dist.
//   node scripts/figure.mjs results/indo-pacific-2022 docs/figures/first-picture.svg
import { mean, quantile } from 'simple-statistics';
import { readResults, rowsOf } from '../dist/index.js';
import { drawChart } from './page/make-page.mjs';

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

const axis = { title: null, tickCount: 5 };
const x = {
  field: 'time',
  type: 'quantitative',
  scale: { zero: false, nice: false },
  axis: { title: null, format: 'd', grid: false, tickCount: 6 },
};
const y = (field, more = {}) => ({ field, type: 'quantitative', axis, ...more });

function panelSpec(panel, rows, start) {
  const legend = { title: null, orient: 'bottom', columns: 2, symbolStrokeWidth: 3, symbolOpacity: 1, offset: 6 };
  const color = {
    field: 'series',
    type: 'nominal',
    scale: { domain: Object.values(panel.columns), range: panel.colours },
    legend: { ...legend, symbolType: panel.stacked ? 'square' : 'stroke' },
  };
  const base = { title: panel.title, width: 250, height: 190, data: { values: summarise(rows, panel.columns, start) } };
  if (panel.stacked) {
    const stacked = y('mean', { stack: 'zero', scale: { domain: [0, 1] } });
    return { ...base, mark: { type: 'area', opacity: 0.9 }, encoding: { x, y: stacked, color, order: { field: 'order' } } };
  }
  return {
    ...base,
    layer: [
      { mark: { type: 'area', opacity: 0.2 }, encoding: { x, y: y('low'), y2: { field: 'high' }, color } },
      { mark: { type: 'line', strokeWidth: 2.2 }, encoding: { x, y: y('mean'), color } },
    ],
  };
}

try {
  const results = await readResults(folder);
  const rows = rowsOf(await results.table('system', ['replicate', 'tick', ...PANELS.flatMap(({ columns }) => Object.keys(columns))]));
  const replicates = new Set(rows.map(({ replicate }) => replicate)).size;
  const bands = replicates > 1 ? '; bands from the tenth to the ninetieth percentile' : '';
  const { title, name, start = 0 } = results.manifest.scenario ?? {};
  await drawChart(target, {
    padding: 12,
    title: {
      text: title || name || 'entente',
      subtitle: `mean of ${replicates} replicates${bands}`,
      anchor: 'start',
      fontSize: 15,
      offset: 14,
    },
    config: { title: { fontSize: 12, anchor: 'start' } },
    hconcat: PANELS.map((panel) => panelSpec(panel, rows, start)),
    bounds: 'flush',
    spacing: 55,
    resolve: { scale: { color: 'independent' } },
  });
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
