import type { AnalysisInput } from '../analyses/analysis.ts';
import type { Plane } from '../plane.ts';
import { isFactorial, varying } from '../study.ts';
import { groupedBy, saysN, lines, type Picture, type TableRecord } from '../../charts/picture.ts';

/** The axes of the plane of two factors, values in their order. */
export function planeAxes(a: Plane['a'], b: Plane['b']) {
  const axis = { labelAngle: 0, labelOverlap: true };
  return {
    x: { field: 'value', type: 'ordinal' as const, title: a.label, sort: [...a.values], axis },
    y: { field: 'value_b', type: 'ordinal' as const, title: b.label, sort: [...b.values].reverse(), axis },
    width: 36 * Math.min(16, Math.max(4, a.values.length)),
    height: 36 * Math.min(16, Math.max(4, b.values.length)),
  };
}

/** The mean of each metric over the plane of two factors. */
export function plane(rows: readonly TableRecord[], input: AnalysisInput): Picture[] {
  const { study, outcomes } = input;
  const [a, b, more] = varying(study);
  if (a === undefined || b === undefined || more !== undefined || !isFactorial(study)) return [];
  const { x, y, width, height } = planeAxes(a.factor, b.factor);
  const whole = rows.filter(({ tick, mean }) => tick === null && mean !== null);
  return [...groupedBy(whole, 'metric')].map(([metric, of]) => {
    const unit = outcomes.find((outcome) => outcome.metric === metric)?.unit ?? '';
    const values = of.map((row) => {
      const point = study.points[Number(row['config'])];
      return { value: point?.values[a.f], value_b: point?.values[b.f], mean: row['mean'] };
    });
    return {
      name: `plane-${String(metric)}`,
      spec: {
        title: { text: String(metric), subtitle: lines(`${study.name}: mean over replicates, ${saysN(of, 'at each point')}`) },
        data: { values },
        width,
        height,
        mark: { type: 'rect' },
        encoding: {
          x,
          y,
          color: { field: 'mean', type: 'quantitative', title: unit === '' ? 'mean' : unit, scale: { scheme: 'viridis' } },
        },
      },
    };
  });
}
