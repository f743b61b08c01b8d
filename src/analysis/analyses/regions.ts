import { prevailing } from '../regions.ts';
import { regionsPicture } from '../pictures/regions.ts';
import { fieldValues, planeOf } from '../plane.ts';
import { isFactorial, varying } from '../study.ts';
import { resampling, type Analysis } from './analysis.ts';
import { column, N_REPLICATES, TICK } from './columns.ts';

/** The postures and kinds of ties that prevail over the plane of two factors. */
export const regions: Analysis = {
  name: 'regions',
  meaning:
    'which posture and which kind of tie prevails in each cell of the plane of two factors, and with which certainty; other factors are averaged over or held fixed',
  source: ['EfronTibshirani1993'],
  unsuited: (study, options) =>
    planeOf(study, options) !== undefined
      ? undefined
      : isFactorial(study) && varying(study).length > 2
        ? 'more than two factors vary: choose two with --plane FACTOR,FACTOR; others are averaged over, or held with --hold FACTOR=VALUE'
        : 'it needs a factorial design of two factors or more that vary',
  unasked: Infinity,
  tables: [
    {
      name: 'regions',
      meaning: 'a competition, tick and field of the plane: what has the greatest mean over replicates there',
      columns: [
        column.text('competition', '`posture`: shares of states in each posture; `tie`: pairs of states tied by each kind of agreement'),
        TICK,
        column.whole('config', 'number of the configuration, as in runs.csv and points.csv; empty where the field has several'),
        column.whole('configs', 'configurations in the field: more than one where other factors are averaged over, in each replicate'),
        column.text('averaged', 'factors that are averaged over, separated by spaces; empty where there are none'),
        column.text('held', 'factors held at a value by --hold; empty where there are none'),
        column.text('factor', 'the first factor'),
        column.text('value', 'its value'),
        column.text('factor_b', 'the second factor'),
        column.text('value_b', 'its value'),
        N_REPLICATES,
        column.text('prevails', 'the competitor with the greatest mean, the first in a tie'),
        column.number('mean', 'its mean over replicates'),
        column.number('lead', 'by how much it is ahead of the next'),
        column.share('certainty', 'share of resamples of the replicates in which the same prevails; empty with fewer than two replicates'),
      ],
      rows: ({ study, competitions, options }) => {
        const plane = planeOf(study, options);
        if (plane === undefined) return [];
        const others = [plane.averaged, plane.held].map((list) => (list.length === 0 ? null : list.join(' ')));
        return competitions.flatMap(({ name, competitors, tick, outcomes }) =>
          plane.fields.map((field) => {
            const { value, valueB, configs } = field;
            const config = configs[0] ?? 0;
            const lists = outcomes.map((outcome) => fieldValues(field, outcome, study.replicates));
            const { n, winner, mean, lead, certainty } = prevailing(
              lists,
              options.resamples,
              resampling(options, 'regions', name, tick, config).draw,
            );
            return [
              ...[name, tick, configs.length === 1 ? config : null, configs.length, ...others],
              ...[plane.a.name, value, plane.b.name, valueB],
              ...[n, winner === null ? null : (competitors[winner] ?? null), mean, lead, certainty],
            ];
          }),
        );
      },
      pictures: regionsPicture,
    },
  ],
};
