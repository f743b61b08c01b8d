import type { AnalysisInput } from '../analyses/analysis.ts';
import { COLOURS, groupedBy, MOST_SERIES, lines, type Picture, type TableRecord } from '../../charts/picture.ts';

/** How the coefficient of variation of each metric settles with the number of replicates. */
export function cvPicture(rows: readonly TableRecord[], { study }: AnalysisInput): Picture[] {
  if (study.points.length > MOST_SERIES) return [];
  return [
    ...groupedBy(
      rows.filter(({ cv }) => cv !== null),
      'metric',
    ),
  ].map(([metric, of]) => ({
    name: `cv-${String(metric)}`,
    spec: {
      title: { text: `${String(metric)}: coefficient of variation`, subtitle: lines(`${study.name}: of the first n replicates`) },
      data: { values: of as object[] },
      width: 420,
      height: 240,
      mark: { type: 'line' },
      encoding: {
        x: { field: 'n', type: 'quantitative', title: 'replicates' },
        y: { field: 'cv', type: 'quantitative', title: 'sd / |mean|' },
        color: {
          field: 'point',
          type: 'nominal',
          title: null,
          sort: null,
          scale: { range: COLOURS },
          legend: study.points.length === 1 ? null : { orient: 'bottom', columns: 2 },
        },
      },
    },
  }));
}
