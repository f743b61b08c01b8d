// The chart of docs/sensitivity.md: parameters by metrics, each cell an effect in standard deviations between replicates.
import { METRICS, ranked, SMALL, strongest, WIDE } from './effects.mjs';

/** Deviations at which the colours end. */
const MOST = 4;
const PANELS = [
  { title: 'over the swept range', changes: WIDE },
  { title: 'a small step (10 %, or 1)', changes: SMALL },
];

/** The chart as a specification of Vega-Lite. */
export function chart(rows, defaults) {
  const order = ranked(rows, defaults).map(({ parameter }) => parameter);
  const metrics = Object.keys(METRICS);
  const panels = PANELS.map(({ title, changes }, p) => {
    const values = order.flatMap((parameter) =>
      metrics.flatMap((metric) => {
        const effect = strongest(rows, defaults, parameter, metric, changes);
        if (effect === null) return [];
        const kind = effect.difference === 0 ? 'none' : effect.clear ? 'clear' : 'unclear';
        return [{ parameter, metric, size: Number(effect.size.toFixed(3)), kind }];
      }),
    );
    const axis = { title: null, labelFontSize: 9, ticks: false, domain: false };
    const y = {
      field: 'parameter',
      type: 'nominal',
      sort: order,
      scale: { domain: order },
      axis: p === 0 ? { ...axis, labelLimit: 200 } : null,
    };
    const x = {
      field: 'metric',
      type: 'nominal',
      sort: metrics,
      scale: { domain: metrics },
      axis: { ...axis, orient: 'top', labelAngle: -60 },
    };
    const colour = {
      field: 'size',
      type: 'quantitative',
      scale: { scheme: 'blueorange', domain: [-MOST, MOST], clamp: true, domainMid: 0 },
      legend: p === 0 ? { title: 'as the parameter rises, in deviations', orient: 'bottom', gradientLength: 220, titleLimit: 400 } : null,
    };
    return {
      title: { text: title, anchor: 'middle', fontSize: 11 },
      width: { step: 22 },
      height: { step: 12 },
      data: { values },
      encoding: { x, y },
      layer: [
        {
          transform: [{ filter: "datum.kind !== 'none'" }],
          mark: { type: 'rect', stroke: 'white', aria: false },
          encoding: {
            color: colour,
            opacity: { condition: { test: "datum.kind === 'clear'", value: 1 }, value: 0.25 },
          },
        },
        {
          transform: [{ filter: "datum.kind === 'none'" }],
          mark: { type: 'point', shape: 'circle', filled: true, size: 4, color: '#999999', opacity: 1, aria: false },
        },
      ],
    };
  });
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    title: {
      text: 'What every single parameter does',
      subtitle: [
        'Full colour: the 95 % interval of the paired difference excludes 0.',
        'Pale: it does not. Dot: no difference in any replicate.',
      ],
    },
    hconcat: panels,
    spacing: 12,
    resolve: { scale: { color: 'shared' } },
  };
}
