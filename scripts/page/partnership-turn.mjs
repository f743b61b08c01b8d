// The turn from alliances to partnerships after 1989, in the model and in the historical record: runs scenarios/experiments/partnership-turn-1990.yaml
// on the world of 1989, imported from files of your own.
//   --data DIR           your files of the record; a few minutes
//   --replicates N       fewer runs for a shorter look
//   --workers N          threads
//   --set PATH=VALUE     something set in both worlds (repeatable); writes nothing, and prints the values as CSV
import { join } from 'node:path';
import { chart } from './partnership-turn/chart.mjs';
import { ARMS, FIRST, LAST, METRICS } from './partnership-turn/metrics.mjs';
import { valuesOfRecord, worldsOf } from './partnership-turn/record.mjs';
import { tables } from './partnership-turn/tables.mjs';
import { analysed, entente, toCsv, withFolder } from './make-page.mjs';

const rounded = (x) => (x === null ? '' : Number(x.toPrecision(6)));

export const page = {
  options: {
    data: { type: 'string' },
    replicates: { type: 'string', default: '20' },
    workers: { type: 'string', default: '2' },
    set: { type: 'string', multiple: true, default: [] },
  },
  required: { data: 'the folder with your files of the record' },
  stored: { values: 'partnership-turn.csv', effects: 'partnership-turn-effects.csv' },
  compute: ({ data, replicates, workers, set }) =>
    withFolder(async (folder) => {
      const values = await valuesOfRecord(data);
      const effects = [];
      for (const { world, file } of await worldsOf(data, folder)) {
        const out = join(folder, world);
        const where = ['--scenario', file, '--out', out, ...set.flatMap((one) => ['--set', one])];
        entente('sweep', 'scenarios/experiments/partnership-turn-1990.yaml', '--replicates', replicates, '--workers', workers, ...where);
        const model = await valuesOfModel(world, out);
        values.push(...model.values);
        effects.push(...model.effects);
      }
      if (set.length === 0) return { values, effects };
      process.stdout.write(toCsv(values));
      return undefined;
    }),
  tables: ({ values, effects }) => tables(values, effects),
  charts: { 'partnership-turn.svg': ({ values }) => chart(values) },
  claims: /^## What is seen\n([\s\S]*?)^## /m,
};

/** Means over replicates in every year, and what each arm changes in the last, replicate by replicate with the same random draws, with intervals. */
async function valuesOfModel(world, folder) {
  const { points, statistics, differences } = await analysed(folder, { metrics: Object.keys(METRICS), at: 'all' });
  const armOf = ({ config }) => {
    const { threat, trade } = points.find((point) => point.config === config);
    return ARMS.find((arm) => arm.threat === threat && arm.trade === trade).arm;
  };
  const inOrder = statistics.sort((a, b) => a.config - b.config || a.tick - b.tick);
  const values = inOrder.map((row) => {
    const { metric, tick, n, mean, ci_low, ci_high } = row;
    return { world, arm: armOf(row), year: FIRST + tick, metric, n, mean: rounded(mean), low: rounded(ci_low), high: rounded(ci_high) };
  });
  const effects = differences
    .filter(({ tick }) => FIRST + tick === LAST)
    .map((row) => {
      const { metric, n, difference, ci_low, ci_high } = row;
      return { world, arm: armOf(row), metric, n, difference: rounded(difference), low: rounded(ci_low), high: rounded(ci_high) };
    });
  return { values, effects };
}
