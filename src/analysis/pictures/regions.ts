import type { AnalysisInput } from '../analyses/analysis.ts';
import { COLOURS, groupedBy, saysN, lines, type Picture, type TableRecord } from '../../charts/picture.ts';
import { planeOf } from '../plane.ts';
import { planeAxes } from './plane.ts';

/** Most values of a factor with which the certainty is written into each cell of the plane. */
const MOST_WRITTEN = 12;

/** The regions of the plane: the prevailing competitor as colour, its certainty as opacity and in per cent. */
export function regionsPicture(rows: readonly TableRecord[], input: AnalysisInput): Picture[] {
  const { study, competitions } = input;
  const plane = planeOf(study, input.options);
  if (plane === undefined) return [];
  const { x, y, width, height } = planeAxes(plane.a, plane.b);
  const written = [plane.a, plane.b].every(({ values }) => values.length <= MOST_WRITTEN);
  const others = [
    ...(plane.averaged.length === 0 ? [] : [`averaged over ${plane.averaged.join(', ')}`]),
    ...(plane.held.length === 0 ? [] : [`at ${plane.held.join(', ')}`]),
  ];
  return [
    ...groupedBy(
      rows.filter(({ prevails }) => prevails !== null),
      'competition',
    ),
  ].flatMap(([name, all]) =>
    [...groupedBy(all, 'tick')].map(([tick, of]) => {
      const competitors = competitions.find((competition) => competition.name === name)?.competitors ?? [];
      const values = of.map((row) => ({
        ...row,
        strength: row['certainty'] ?? 1,
        text: row['certainty'] === null ? '' : String(Math.round(100 * Number(row['certainty']))),
      }));
      return {
        name: tick === null ? `regions-${String(name)}` : `regions-${String(name)}-${String(tick as number)}`,
        spec: {
          title: {
            text: `What prevails: ${String(name)}${tick === null ? '' : ` at tick ${String(tick as number)}`}`,
            subtitle: lines(
              `${[study.name, ...others].join(', ')}: greatest mean over replicates, ${saysN(of, 'at each point')}; in the fields, % of resamples that agree`,
            ),
          },
          data: { values },
          width,
          height,
          layer: [
            {
              mark: { type: 'rect' as const },
              encoding: {
                x,
                y,
                color: {
                  field: 'prevails',
                  type: 'nominal' as const,
                  title: null,
                  scale: { domain: [...competitors], range: COLOURS.slice(0, competitors.length) },
                },
                opacity: {
                  field: 'strength',
                  type: 'quantitative' as const,
                  scale: { domain: [0.4, 1], range: [0.25, 0.95], clamp: true },
                  legend: null,
                },
              },
            },
            ...(written
              ? [{ mark: { type: 'text' as const, fontSize: 10, color: '#222222' }, encoding: { x, y, text: { field: 'text' } } }]
              : []),
          ],
        },
      };
    }),
  );
}
