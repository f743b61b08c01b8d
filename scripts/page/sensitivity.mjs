// One-at-a-time sensitivity of the main metrics to every parameter: runs scenarios/experiments/one-at-a-time.yaml, ten minutes on two cores, resumed
// where it was interrupted.
//   --results DIR   from results of the experiment that are there
//   --keep          without the runs on other worlds, whose table stays
import { PARAMETERS } from '../../dist/model/parameters.js';
import { entente } from './make-page.mjs';
import { chart } from './sensitivity/chart.mjs';
import { computedEffects } from './sensitivity/effects.mjs';
import { ELSEWHERE, elsewhere } from './sensitivity/elsewhere.mjs';
import { sweptValues } from './sensitivity/experiment.mjs';
import { inert, tables, largeEffectsOfSmallSteps } from './sensitivity/tables.mjs';

/** Parameters that were added after the sweep; the page names them. */
const notSwept = (rows) => Object.keys(PARAMETERS).filter((key) => !rows.some(({ parameter }) => parameter === key));

export const page = {
  options: { results: { type: 'string' }, keep: { type: 'boolean', default: false } },
  stored: { rows: 'sensitivity.csv', defaults: 'sensitivity-default.csv', acts: 'sensitivity-elsewhere.csv' },
  async compute({ results, keep }) {
    const folder = results ?? 'results/one-at-a-time';
    if (results === undefined) entente('sweep', 'scenarios/experiments/one-at-a-time.yaml', '--out', folder);
    return { ...(await computedEffects(folder)), ...(keep ? {} : { acts: await elsewhere() }) };
  },
  tables: ({ rows, defaults, acts }) => tables(rows, defaults, acts, notSwept(rows)),
  charts: { 'sensitivity.svg': ({ rows, defaults }) => chart(rows, defaults) },
  problems: ({ rows, defaults, acts }, prose) => [
    ...gaps(rows, acts),
    ...[...new Set(largeEffectsOfSmallSteps(rows, defaults).map(({ parameter }) => parameter))]
      .filter((name) => !prose.includes(`\`${name}\``))
      .map((name) => `docs/sensitivity.md does not mention ${name}, a small step of which moves a metric far`),
  ],
};

/** Values of parameters that the stored tables lack or have in excess, and parameters without an effect anywhere. */
function gaps(rows, acts) {
  const later = notSwept(rows);
  const has = new Set(rows.map(({ parameter, value }) => `${parameter}=${value}`));
  const needed = Object.entries(PARAMETERS).flatMap(([key, spec]) =>
    (later.includes(key) ? [] : sweptValues(spec)).filter((value) => value !== spec.default).map((value) => `${key}=${value}`),
  );
  const missing = needed.filter((value) => !has.delete(value));
  const shown = (name) => acts.some(({ parameter, moved }) => parameter === name && Number(moved) > 0);
  return [
    ...missing.map((value) => `sensitivity.csv lacks ${value}; run node scripts/page.mjs sensitivity`),
    ...[...has].map((value) => `sensitivity.csv has ${value}, which the experiment does not have`),
    ...inert(rows)
      .filter((name) => !shown(name))
      .map((name) => `${name} has no effect on any world; name one in scripts/page/sensitivity/elsewhere.mjs`),
    ...Object.keys(ELSEWHERE)
      .filter((name) => !acts.some(({ parameter }) => parameter === name))
      .map((name) => `sensitivity-elsewhere.csv lacks ${name}`),
  ];
}
