import type { AnalysisInput } from '../analyses/analysis.ts';
import { COLOURS, groupedBy, MOST_SERIES, percent, saysN, lines, type Picture, type TableRecord } from '../../charts/picture.ts';

/** First- and total-order indices of each metric: by factor, and by tick where there are several. */
export function indicesPicture(rows: readonly TableRecord[], { study, options }: AnalysisInput): Picture[] {
  const drawn = rows.filter(({ outcome, order, index }) => outcome === 'mean' && order !== 'second' && index !== null);
  return [...groupedBy(drawn, 'metric')].flatMap(([metric, of]) => {
    const title = {
      text: `${String(metric)}: sensitivity indices`,
      subtitle: lines(`${study.name}: bootstrap intervals at ${percent(options.level)}, ${saysN(of, 'row-blocks')}`),
    };
    const byTick = of.filter(({ tick }) => tick !== null);
    const whole = of.filter(({ tick }) => tick === null);
    return [
      ...(whole.length > 0 ? [byFactor(`sobol-${String(metric)}`, title, whole)] : []),
      ...(new Set(byTick.map(({ tick }) => tick)).size > 1 && study.factors.length < MOST_SERIES
        ? [overTime(`sobol-ticks-${String(metric)}`, title, byTick)]
        : []),
    ];
  });
}

interface Title {
  text: string;
  subtitle: string[];
}

function byFactor(name: string, title: Title, rows: readonly TableRecord[]): Picture {
  const y = { field: 'factor', type: 'nominal' as const, title: null, sort: null };
  const yOffset = { field: 'order' };
  const color = {
    field: 'order',
    type: 'nominal' as const,
    title: null,
    scale: { domain: ['first', 'total'], range: COLOURS.slice(0, 2) },
  };
  const axis = 'share of the variance';
  return {
    name,
    spec: {
      title,
      data: { values: rows as object[] },
      width: 420,
      height: { step: 16 },
      layer: [
        { mark: { type: 'bar', opacity: 0.55 }, encoding: { y, yOffset, color, x: { field: 'index', type: 'quantitative', title: axis } } },
        {
          mark: { type: 'rule' },
          encoding: { y, yOffset, x: { field: 'ci_low', type: 'quantitative', title: axis }, x2: { field: 'ci_high' } },
        },
      ],
    },
  };
}

function overTime(name: string, title: Title, rows: readonly TableRecord[]): Picture {
  const x = { field: 'tick', type: 'quantitative' as const, title: 'tick' };
  const color = { field: 'factor', type: 'nominal' as const, title: null, sort: null, scale: { range: COLOURS } };
  const panel = (order: string) => ({
    title: `${order} order`,
    data: { values: rows.filter((row) => row['order'] === order) as object[] },
    width: 320,
    height: 240,
    layer: [
      {
        mark: { type: 'area' as const, opacity: 0.2 },
        encoding: {
          x,
          color,
          y: { field: 'ci_low', type: 'quantitative' as const, title: 'share of the variance' },
          y2: { field: 'ci_high' },
        },
      },
      { mark: { type: 'line' as const }, encoding: { x, color, y: { field: 'index', type: 'quantitative' as const } } },
    ],
  });
  return { name, spec: { title, data: { values: [] }, hconcat: [panel('first'), panel('total')], resolve: { scale: { y: 'shared' } } } };
}
