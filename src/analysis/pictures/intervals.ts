import type { AnalysisInput } from '../analyses/analysis.ts';
import { COLOURS, groupedBy, percent, saysN, lines, type Picture, type TableRecord } from '../../charts/picture.ts';

/** Most points whose differences are drawn one below another. */
const MOST_POINTS = 40;

/** The difference of each configuration from the reference, with its interval. */
export function differencesPicture(rows: readonly TableRecord[], { study, options }: AnalysisInput): Picture[] {
  if (study.points.length - 1 > MOST_POINTS) return [];
  const whole = rows.filter(({ tick, difference }) => tick === null && difference !== null);
  const reference = study.points[Number(rows[0]?.['reference'])]?.label ?? '';
  return [...groupedBy(whole, 'metric')].map(([metric, of]) => {
    const y = { field: 'point', type: 'nominal' as const, title: null, sort: null, axis: { labelLimit: 320 } };
    const title = 'difference';
    return {
      name: `differences-${String(metric)}`,
      spec: {
        title: {
          text: `${String(metric)}: difference from ${reference}`,
          subtitle: lines(`${study.name}: mean of pairs with ${percent(options.level)} interval, ${saysN(of, 'pairs')}`),
        },
        data: { values: of as object[] },
        width: 380,
        height: { step: 20 },
        layer: [
          { mark: { type: 'rule', color: '#999999', strokeDash: [3, 3] }, encoding: { x: { datum: 0 } } },
          {
            mark: { type: 'rule', color: COLOURS[0] ?? '' },
            encoding: { y, x: { field: 'ci_low', type: 'quantitative', title }, x2: { field: 'ci_high' } },
          },
          {
            mark: { type: 'point', filled: true, size: 40, color: COLOURS[0] ?? '', opacity: 1 },
            encoding: { y, x: { field: 'difference', type: 'quantitative', title } },
          },
        ],
      },
    };
  });
}

/** The main effects of each factor, side by side. */
export function effectsPicture(rows: readonly TableRecord[], { study, options }: AnalysisInput): Picture[] {
  const main = rows.filter(({ tick, effect, factor_b: other }) => tick === null && effect !== null && other === null);
  return [...groupedBy(main, 'metric')].map(([metric, of]) => ({
    name: `effects-${String(metric)}`,
    spec: {
      title: {
        text: `${String(metric)}: main effects`,
        subtitle: lines(
          `${study.name}: mean at the value less the mean of all points, with ${percent(options.level)} interval, ${saysN(of, 'replicates')}`,
        ),
      },
      data: { values: of as object[] },
      hconcat: [...groupedBy(of, 'factor')].map(([name, values]) => {
        const factor = study.factors.find((other) => other.name === name);
        const x = {
          field: 'value',
          type: 'ordinal' as const,
          title: factor?.label ?? String(name),
          sort: [...(factor?.values ?? [])],
          axis: { labelAngle: 0, labelOverlap: true },
        };
        return {
          data: { values: values as object[] },
          width: Math.min(420, Math.max(120, 34 * values.length)),
          height: 220,
          layer: [
            { mark: { type: 'rule' as const, color: '#999999', strokeDash: [3, 3] }, encoding: { y: { datum: 0 } } },
            {
              mark: { type: 'rule' as const, color: COLOURS[0] ?? '' },
              encoding: { x, y: { field: 'ci_low', type: 'quantitative' as const, title: 'effect' }, y2: { field: 'ci_high' } },
            },
            {
              mark: { type: 'line' as const, color: COLOURS[0] ?? '', point: { filled: true, color: COLOURS[0] ?? '' } },
              encoding: { x, y: { field: 'effect', type: 'quantitative' as const, title: 'effect' } },
            },
          ],
        };
      }),
      resolve: { scale: { y: 'shared' } },
    },
  }));
}
