// Effects of single parameters from the tables of a sweep: paired differences from the default, with intervals.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

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
const LEVEL = 0.95;
const NAMES = Object.keys(METRICS);
const table = (text) => parse(text, { columns: true });
const read = (folder, file) => table(readFileSync(join(folder, file), 'utf8'));
const figure = (text) => (text === '' ? NaN : Number(text));
const rounded = (x) => (x === null || Number.isNaN(x) ? '' : String(Number(x.toPrecision(4))));

/** For every configuration and metric the values by replicate. */
function byConfiguration(folder) {
  const out = new Map();
  for (const row of read(folder, 'runs.csv')) {
    if (row.status !== 'done') throw new Error(`${folder}: run ${row.run} has the status ${row.status}`);
    const config = Number(row.config);
    if (!out.has(config)) out.set(config, Object.fromEntries(NAMES.map((name) => [name, []])));
    for (const name of NAMES) out.get(config)[name][Number(row.replicate)] = figure(row[METRICS[name]]);
  }
  return out;
}

/** How a value differs from the default: an end of the swept range, or a small step. */
function changeOf({ default: standard, choices, swept }, value) {
  if (choices !== undefined) return 'other';
  if (Number(value) === swept[0]) return 'low';
  if (Number(value) === swept[1]) return 'high';
  return Number(value) < standard ? 'less' : 'more';
}

/** Rows of sensitivity.csv: for each value of each parameter and each metric the difference from the default and half its interval. */
export function effectsOf(folder, { PARAMETERS }, { pairedDifference }) {
  const values = byConfiguration(folder);
  const base = values.get(0);
  return read(folder, 'points.csv').flatMap((point) => {
    const [, f] = /^F(\d+)L\d+$/.exec(point.role) ?? [];
    if (f === undefined) return [];
    const parameter = Object.keys(PARAMETERS)[Number(f) - 1];
    const row = { parameter, value: point[parameter], change: changeOf(PARAMETERS[parameter], point[parameter]) };
    for (const name of NAMES) {
      const { difference, low, high } = pairedDifference(values.get(Number(point.config))[name], base[name], LEVEL);
      row[name] = rounded(difference);
      row[`${name}_half`] = rounded(low === null ? null : (high - low) / 2);
    }
    return [row];
  });
}

/** Rows of sensitivity-default.csv: each metric at the defaults, and its deviation over replicates pooled over all configurations. */
export function defaultsOf(folder, { meanInterval }) {
  const values = byConfiguration(folder);
  return NAMES.map((metric) => {
    const { n, mean } = meanInterval(values.get(0)[metric], LEVEL);
    const variances = [...values.values()].map((of) => meanInterval(of[metric], LEVEL).sd).filter((sd) => sd !== null);
    const pooled = Math.sqrt(variances.reduce((sum, sd) => sum + sd * sd, 0) / variances.length);
    return { metric, column: METRICS[metric], n, mean: rounded(mean), sd: rounded(pooled) };
  });
}

/** An effect of a parameter on a metric: the largest over some of its changes, in deviations, signed by what the metric does as the parameter rises. */
export function strongest(rows, defaults, parameter, metric, changes) {
  const sd = Number(defaults.find((row) => row.metric === metric).sd);
  const effects = rows
    .filter((row) => row.parameter === parameter && changes.includes(row.change))
    .map((row) => {
      const difference = Number(row[metric]);
      const up = row.change === 'low' || row.change === 'less' ? -1 : 1;
      return {
        size: sd === 0 ? 0 : (up * difference) / sd,
        difference,
        value: row.value,
        clear: Math.abs(difference) > Number(row[`${metric}_half`]),
      };
    });
  // An effect that is told from nothing goes before a larger one that is not.
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

export const parseTable = table;
