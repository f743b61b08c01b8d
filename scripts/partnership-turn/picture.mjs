// The picture of docs/partnership-turn.md: three metrics over the years, the four arms with their bands and the record dashed.
import { ARMS } from './metrics.mjs';

const PANELS = {
  nonmilitary_per_defence_pact: ['agreements without an obligation', 'to fight, per defence pact'],
  n_cooperation_ties: ['pairs with a partnership', 'of their own'],
  overlap_cooperation: ['share of these pairs with', 'a defence tie too'],
};
const WORLD = 'all';
const RECORD = ['record', 'record, states of 1989'];
const COLOURS = ['#999999', '#e69f00', '#0072b2', '#009e73', '#000000', '#d55e00'];

/** The picture as a specification of Vega-Lite. */
export function picture(figures) {
  const own = figures.filter(({ world }) => world === WORLD);
  const arms = ARMS.map(({ arm }) => arm);
  const rows = (metric) => own.filter((row) => row.metric === metric && row.mean !== '');
  const panels = Object.entries(PANELS).map(([metric, title]) => {
    const x = {
      field: 'year',
      type: 'quantitative',
      title: null,
      scale: { nice: false },
      axis: { format: 'd', values: [1990, 1995, 2000] },
    };
    const y = { field: 'mean', type: 'quantitative', title: null };
    const numbers = ({ arm, year, mean, low, high }) => ({
      arm,
      year: Number(year),
      mean: Number(mean),
      low: Number(low),
      high: Number(high),
    });
    const model = rows(metric)
      .filter(({ arm }) => arms.includes(arm))
      .map(numbers);
    const record = rows(metric)
      .filter(({ arm }) => RECORD.includes(arm))
      .map(numbers);
    const color = {
      field: 'arm',
      type: 'nominal',
      sort: null,
      scale: { domain: [...arms, ...RECORD], range: COLOURS },
      legend: { orient: 'bottom', title: null, columns: 3, symbolOpacity: 1, symbolType: 'square' },
    };
    return {
      title: { text: title, anchor: 'start', fontSize: 11, fontWeight: 'normal' },
      width: 190,
      height: 200,
      layer: [
        {
          data: { values: model },
          mark: { type: 'area', opacity: 0.25 },
          encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' }, color },
        },
        { data: { values: model }, mark: { type: 'line', strokeWidth: 1.5 }, encoding: { x, y, color } },
        {
          data: { values: record },
          mark: { type: 'line', strokeWidth: 1.5, strokeDash: [4, 3], point: { size: 18, filled: true } },
          encoding: { x, y, color },
        },
      ],
    };
  });
  return { hconcat: panels, spacing: 48, bounds: 'flush', resolve: { scale: { color: 'shared' } } };
}
