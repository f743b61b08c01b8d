// Effects of single parameters from the results of a sweep: paired differences from the default, with intervals.
import { PARAMETERS } from '../../../dist/model/parameters.js';
import { analysed } from '../make-page.mjs';

/** Metrics of the page, by the columns of runs.csv: stocks and shares as means over the ticks, events as their number in the run. */
export const METRICS = {
  n_alliance_ties: 'average_n_alliance_ties',
  n_partnership_ties: 'average_n_partnership_ties',
  n_minilateral_ties: 'average_n_minilateral_ties',
  partnership_share: 'average_partnership_share',
  share_unaligned: 'average_share_unaligned',
  share_bandwagoning: 'average_share_bandwagoning',
  mean_insecurity: 'average_mean_insecurity',
  disputes: 'total_new_disputes',
  wars: 'total_new_wars',
  entrapments: 'total_new_entrapments',
  abandonments: 'total_new_abandonments',
};
const NAMES = Object.keys(METRICS);
export const rounded = (x) => (x === null ? '' : String(Number(x.toPrecision(4))));

/** How a value differs from the default: an end of the swept range, or a small step. */
function changeOf({ default: usual, choices, swept }, value) {
  if (choices !== undefined) return 'other';
  if (value === swept[0]) return 'low';
  if (value === swept[1]) return 'high';
  return value < usual ? 'less' : 'more';
}

/**
 * Rows of sensitivity.csv, for each value of each parameter and each metric the difference from the default and half its interval, and of
 * sensitivity-default.csv, each metric at the defaults and its deviation over replicates pooled over all configurations.
 */
export async function computedEffects(folder) {
  const { points, statistics, differences } = await analysed(folder, { metrics: Object.values(METRICS) });
  const rows = points.flatMap((point) => {
    const [, f] = /^F(\d+)L\d+$/.exec(point.role) ?? [];
    if (f === undefined) return [];
    const parameter = Object.keys(PARAMETERS)[Number(f) - 1];
    const row = { parameter, value: point[parameter], change: changeOf(PARAMETERS[parameter], point[parameter]) };
    for (const name of NAMES) {
      const { difference, ci_low, ci_high } = differences.find(({ config, metric }) => config === point.config && metric === METRICS[name]);
      row[name] = rounded(difference);
      row[`${name}_half`] = rounded(ci_low === null ? null : (ci_high - ci_low) / 2);
    }
    return [row];
  });
  const defaults = NAMES.map((name) => {
    const own = statistics.filter(({ metric }) => metric === METRICS[name]);
    const { n, mean } = own.find(({ config }) => config === 0);
    const variances = own.filter(({ sd }) => sd !== null).map(({ sd }) => sd * sd);
    const pooled = Math.sqrt(variances.reduce((sum, x) => sum + x, 0) / variances.length);
    return { metric: name, column: METRICS[name], n, mean: rounded(mean), sd: rounded(pooled) };
  });
  return { rows, defaults };
}

/** An effect of a parameter on a metric: the largest over some of its changes, in deviations, signed by what the metric does as the parameter rises. */
export function strongest(rows, defaults, parameter, metric, changes) {
  const sd = Number(defaults.find((row) => row.metric === metric).sd);
  const effects = rows
    .filter((row) => row.parameter === parameter && changes.includes(row.change))
    .map((row) => {
      const difference = Number(row[metric]);
      const up = row.change === 'low' || row.change === 'less' ? -1 : 1;
      const size = sd === 0 ? 0 : (up * difference) / sd;
      return { size, difference, value: row.value, clear: Math.abs(difference) > Number(row[`${metric}_half`]) };
    });
  // An effect whose interval excludes 0 comes before a larger one whose interval does not.
  return effects.sort((a, b) => Number(b.clear) - Number(a.clear) || Math.abs(b.size) - Math.abs(a.size))[0] ?? null;
}

export const WIDE = ['low', 'high', 'other'];
export const SMALL = ['less', 'more'];

/** Parameters by the root of the mean square of their effects over the swept range, greatest first. */
export function ranked(rows, defaults) {
  const names = [...new Set(rows.map(({ parameter }) => parameter))];
  const score = (parameter) =>
    Math.sqrt(NAMES.reduce((sum, metric) => sum + (strongest(rows, defaults, parameter, metric, WIDE)?.size ?? 0) ** 2, 0) / NAMES.length);
  return names
    .map((parameter) => ({ parameter, score: score(parameter) }))
    .sort((a, b) => b.score - a.score || (a.parameter < b.parameter ? -1 : 1));
}
