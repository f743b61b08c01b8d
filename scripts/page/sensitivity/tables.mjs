// The tables of docs/sensitivity.md, from the stored tables alone.
import { code, table } from '../../reference/markdown.mjs';
import { METRICS, ranked, SMALL, strongest, WIDE } from './effects.mjs';
import { ELSEWHERE } from './elsewhere.mjs';

/** Effects of small steps above this share of a metric's mean are listed. */
const LARGE = 0.25;
const NAMES = Object.keys(METRICS);
const signed = (x) => `${x > 0 ? '+' : ''}${x}`;

/** Small steps that move a metric by more than a quarter of its mean, beyond sampling error. */
export function largeEffectsOfSmallSteps(rows, defaults) {
  return rows.flatMap((row) => {
    if (!SMALL.includes(row.change)) return [];
    return defaults.flatMap(({ metric, mean }) => {
      const share = Number(row[metric]) / Number(mean);
      const clear = Math.abs(Number(row[metric])) > Number(row[`${metric}_half`]);
      return clear && Math.abs(share) > LARGE ? [{ parameter: row.parameter, value: row.value, metric, share }] : [];
    });
  });
}

/** Parameters that change no metric in any replicate, whatever their value. */
export function inert(rows) {
  const names = [...new Set(rows.map(({ parameter }) => parameter))];
  return names.filter((name) =>
    rows
      .filter(({ parameter }) => parameter === name)
      .every((row) => NAMES.every((metric) => row[metric] === '0' && row[`${metric}_half`] === '0')),
  );
}

/** What stands between the marks of the page. */
export function tables(rows, defaults, acts, notSwept) {
  const sd = (metric) => Number(defaults.find((row) => row.metric === metric).sd);
  const largest = (parameter, changes) =>
    NAMES.map((metric) => ({ metric, ...strongest(rows, defaults, parameter, metric, changes) }))
      .filter((effect) => effect.clear === true && sd(effect.metric) > 0)
      .sort((a, b) => Math.abs(b.size) - Math.abs(a.size))[0];
  const describe = (effect) =>
    effect === undefined ? 'none beyond sampling error' : `${code(effect.metric)} ${signed(effect.difference)} at ${effect.value}`;
  const list = ranked(rows, defaults).map(({ parameter, score }, k) => [
    k + 1,
    code(parameter),
    score.toFixed(2),
    describe(largest(parameter, WIDE)),
    NAMES.filter((metric) => strongest(rows, defaults, parameter, metric, WIDE)?.clear === true).length,
    describe(largest(parameter, SMALL)),
  ]);
  const withoutEffect = inert(rows);
  const largeEffects = largeEffectsOfSmallSteps(rows, defaults).map(({ parameter, value, metric, share }) => [
    code(parameter),
    value,
    code(metric),
    `${signed(Math.round(100 * share))} %`,
  ]);
  return [
    '## At the defaults',
    table(
      ['metric', 'column of `runs.csv`', 'mean', 'standard deviation over replicates', 'n'],
      defaults.map((row) => [code(row.metric), code(row.column), row.mean, row.sd, row.n]),
    ),
    '## Small steps with large effects',
    largeEffects.length === 0 ? 'None.' : table(['parameter', 'at', 'metric', 'of its mean'], largeEffects),
    '## No effect in these worlds',
    withoutEffect.length === 0
      ? 'None: every parameter makes a difference in some replicate.'
      : table(
          ['parameter', 'what it needs to act', 'shown on', 'at', 'moves', 'by', 'in replicates'],
          acts
            .filter(({ parameter }) => withoutEffect.includes(parameter))
            .map((row) => [
              code(row.parameter),
              ELSEWHERE[row.parameter]?.why,
              `${code(row.scenario)}${(ELSEWHERE[row.parameter]?.set ?? []).map((set) => `, ${code(set)}`).join('')}`,
              row.value,
              code(row.metric),
              signed(Number(row.difference)),
              `${row.moved} of ${row.replicates}`,
            ]),
        ),
    ...(notSwept.length === 0 ? [] : ['## Not swept yet', `Added after the sweep: ${notSwept.map(code).join(', ')}.`]),
    '## Every parameter',
    table(['', 'parameter', 'effect', 'largest effect over the range', 'metrics moved', 'largest effect of a small step'], list),
  ].join('\n\n');
}
