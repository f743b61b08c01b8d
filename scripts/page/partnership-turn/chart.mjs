// The chart of docs/partnership-turn.md: three metrics over the years, the four arms with their bands and the record dashed.
import { ARMS, RECORD } from './metrics.mjs';

const PANELS = {
  nonmilitary_per_defence_pact: ['agreements without an obligation', 'to fight, per defence pact'],
  n_cooperation_ties: ['pairs with a partnership', 'of their own'],
  overlap_cooperation: ['share of these pairs with', 'a defence tie too'],
};
const WORLD = 'all';
const COLOURS = ['#999999', '#e69f00', '#0072b2', '#009e73', '#000000', '#d55e00'];

/** The chart as a specification of Vega-Lite. */
export function chart(values) {
  const arms = ARMS.map(({ arm }) => arm);
  const rows = values
    .filter(({ world, mean }) => world === WORLD && mean !== '')
    .map(({ arm, metric, ...row }) => ({
      arm,
      metric,
      ...Object.fromEntries(['year', 'mean', 'low', 'high'].map((name) => [name, Number(row[name])])),
    }));
  const x = { field: 'year', type: 'quantitative', title: null, scale: { nice: false }, axis: { format: 'd', values: [1990, 1995, 2000] } };
  const y = { field: 'mean', type: 'quantitative', title: null };
  const color = {
    field: 'arm',
    type: 'nominal',
    sort: null,
    scale: { domain: [...arms, ...RECORD], range: COLOURS },
    legend: { orient: 'bottom', title: null, columns: 3, symbolOpacity: 1, symbolType: 'square' },
  };
  const panels = Object.entries(PANELS).map(([metric, title]) => {
    const data = (shown) => ({ values: rows.filter((row) => row.metric === metric && shown.includes(row.arm)) });
    const line = { type: 'line', strokeWidth: 1.5 };
    return {
      title: { text: title, anchor: 'start', fontSize: 11, fontWeight: 'normal' },
      width: 190,
      height: 200,
      layer: [
        {
          data: data(arms),
          mark: { type: 'area', opacity: 0.25 },
          encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' }, color },
        },
        { data: data(arms), mark: line, encoding: { x, y, color } },
        { data: data(RECORD), mark: { ...line, strokeDash: [4, 3], point: { size: 18, filled: true } }, encoding: { x, y, color } },
      ],
    };
  });
  return { hconcat: panels, spacing: 48, bounds: 'flush', resolve: { scale: { color: 'shared' } } };
}
