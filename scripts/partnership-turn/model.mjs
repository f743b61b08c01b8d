// The figures of the model, from the results of the sweep.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { ARMS, FIRST, LAST, METRICS } from './metrics.mjs';

const { meanInterval, pairedDifference } = await import(new URL('../../dist/statistics/intervals.js', import.meta.url));
const LEVEL = 0.95;
const figure = (x) => (x === null ? '' : Number(x.toPrecision(6)));
const read = (folder, name) => parse(readFileSync(join(folder, name), 'utf8'), { columns: true });

/** By arm, year and metric the values of the replicates, in their order; a run that failed is a fault. */
function valuesOf(folder) {
  const failed = read(folder, 'runs.csv').filter(({ status }) => status !== 'done');
  if (failed.length > 0) throw new Error(`${failed.length} runs are not complete: ${failed[0].status}`);
  const configs = new Map(
    read(folder, 'points.csv').map(({ config, threat, trade }) => [config, ARMS.find((a) => a.threat === threat && a.trade === trade).arm]),
  );
  const values = new Map();
  for (const row of read(folder, 'system.csv'))
    for (const metric of Object.keys(METRICS)) {
      const key = `${configs.get(row.config)}|${FIRST + Number(row.tick)}|${metric}`;
      const own = values.get(key) ?? [];
      values.set(key, own);
      own[Number(row.replicate)] = row[metric] === '' ? NaN : Number(row[metric]);
    }
  return values;
}

/** Means over replicates with their intervals. */
export function figuresOf(world, folder) {
  return [...valuesOf(folder)].map(([key, values]) => {
    const [arm, year, metric] = key.split('|');
    const { n, mean, low, high } = meanInterval(values, LEVEL);
    return { world, arm, year, metric, n, mean: figure(mean), low: figure(low), high: figure(high) };
  });
}

/** What each arm changes in the last year, replicate by replicate with the same luck. */
export function differencesOf(world, folder) {
  const values = valuesOf(folder);
  const [base, ...others] = ARMS.map(({ arm }) => arm);
  const at = (arm, metric) => values.get(`${arm}|${LAST}|${metric}`);
  return Object.keys(METRICS).flatMap((metric) =>
    others.map((arm) => {
      const { n, difference, low, high } = pairedDifference(at(arm, metric), at(base, metric), LEVEL);
      return { world, arm, metric, n, difference: figure(difference), low: figure(low), high: figure(high) };
    }),
  );
}
