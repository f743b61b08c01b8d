import { prevailing } from '../regions.ts';
import { regionsPicture } from '../pictures/regions.ts';
import { varying } from '../study.ts';
import { resampling, type Analysis } from './analysis.ts';
import { column, CONFIG, N_REPLICATES, TICK } from './columns.ts';
import { isFactorial } from './effects.ts';

/** What prevails over the plane of two factors. */
export const regions: Analysis = {
  name: 'regions',
  meaning: 'which posture and which kind of tie prevails at each point of the plane of two factors, and how sure that is',
  source: ['EfronTibshirani1993'],
  unsuited: (study) =>
    varying(study).length === 2 && isFactorial(study) ? undefined : 'it needs a factorial design of exactly two factors that vary',
  unasked: Infinity,
  tables: [
    {
      name: 'regions',
      meaning: 'a competition, tick and point of the plane: what has the greatest mean over replicates there',
      columns: [
        column.text('competition', '`posture`: shares of states in each posture; `tie`: pairs of states tied by each kind of agreement'),
        TICK,
        CONFIG,
        column.text('factor', 'the first factor'),
        column.text('value', 'its value'),
        column.text('factor_b', 'the second factor'),
        column.text('value_b', 'its value'),
        N_REPLICATES,
        column.text('prevails', 'the competitor with the greatest mean, the first of those that are level'),
        column.number('mean', 'its mean over replicates'),
        column.number('lead', 'by how much it is ahead of the next'),
        column.share('certainty', 'share of resamples of the replicates in which the same prevails; empty with fewer than two replicates'),
      ],
      rows: ({ study, competitions, options }) => {
        const [a, b] = varying(study);
        return competitions.flatMap(({ name, competitors, tick, outcomes }) =>
          study.points.map(({ config, values }) => {
            const lists = outcomes.map((outcome) => outcome.values[config] ?? new Float64Array(0));
            const { n, winner, mean, lead, certainty } = prevailing(
              lists,
              options.resamples,
              resampling(options, 'regions', name, tick, config).draw,
            );
            return [
              ...[
                name,
                tick,
                config,
                a?.factor.name ?? null,
                values[a?.f ?? -1] ?? null,
                b?.factor.name ?? null,
                values[b?.f ?? -1] ?? null,
              ],
              ...[n, winner === null ? null : (competitors[winner] ?? null), mean, lead, certainty],
            ];
          }),
        );
      },
      pictures: regionsPicture,
    },
  ],
};
