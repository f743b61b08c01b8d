import type { AnalysisInput } from '../analyses/analysis.ts';
import { COLOURS, groupedBy, MOST_SERIES, percent, saysN, lines, type Picture, type TableRecord } from '../../charts/picture.ts';

/** The mean of each metric over time with its pointwise interval, and, for a single configuration, its quantiles. */
export function bands(rows: readonly TableRecord[], { study, outcomes, options }: AnalysisInput): Picture[] {
  if (study.points.length > MOST_SERIES) return [];
  const alone = study.points.length === 1;
  const byTick = rows.filter(({ tick, mean }) => tick !== null && mean !== null);
  return [...groupedBy(byTick, 'metric')].flatMap(([metric, of]) => {
    if (new Set(of.map(({ tick }) => tick)).size < 2) return [];
    const unit = outcomes.find((outcome) => outcome.metric === metric)?.unit ?? '';
    const x = { field: 'tick', type: 'quantitative' as const, title: 'tick' };
    const colour = {
      field: 'point',
      type: 'nominal' as const,
      title: null,
      sort: null,
      scale: { range: COLOURS },
      legend: alone ? null : { orient: 'bottom' as const, columns: 2 },
    };
    const band = (low: string, high: string, opacity: number) => ({
      mark: { type: 'area' as const, opacity },
      encoding: {
        x,
        y: {
          field: low,
          type: 'quantitative' as const,
          scale: { zero: false },
          title: unit === '' ? String(metric) : `${String(metric)} (${unit})`,
        },
        y2: { field: high },
        color: colour,
      },
    });
    return [
      {
        name: `bands-${String(metric)}`,
        spec: {
          title: {
            text: String(metric),
            subtitle: lines(
              `${study.name}: mean and pointwise ${percent(options.level)} interval${alone ? ', with quantiles 5 to 95% and 25 to 75%' : ''}; ${saysN(of, 'replicates')}`,
            ),
          },
          data: { values: of as object[] },
          width: 520,
          height: 260,
          layer: [
            ...(alone ? [band('q05', 'q95', 0.12), band('q25', 'q75', 0.18)] : []),
            band('ci_low', 'ci_high', 0.3),
            {
              mark: { type: 'line' as const, strokeWidth: 1.5 },
              encoding: { x, y: { field: 'mean', type: 'quantitative' as const }, color: colour },
            },
          ],
        },
      },
    ];
  });
}
