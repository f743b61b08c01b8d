// Which value terms distinguish the pairs that formed a defence tie from those that did not: a diagnosis without simulating.
import { VALUE_TERMS } from '../../../dist/model/terms/index.js';
import { changeOf } from '../../../dist/model/choice/change.js';
import { evaluatorOf, valueChange } from '../../../dist/model/choice/evaluate.js';
import { recordOfPeriod } from '../../../dist/record/backtest/backtest.js';
import { capitalDistance, dyadsOf } from '../../../dist/record/backtest/predictors.js';
import { recordTies } from '../../../dist/record/backtest/ties.js';
import { buildScenario } from '../../../dist/record/import.js';
import { membersOf } from '../../../dist/record/members.js';
import { Notices } from '../../../dist/record/notices.js';
import { pairKey } from '../../../dist/record/record-data.js';
import { compileScenario } from '../../../dist/scenario/compile.js';
import { discrimination, rank } from '../../../dist/statistics/prediction.js';

/**
 * By period and term the area under the curve of each term of a plain alliance, summed over the two states, among pairs untied in the first year; and
 * that of what cooperation is made of.
 */
export async function scoresOfTerms(files, periods) {
  const rows = [];
  for (const { from, to } of periods) {
    const { record } = await recordOfPeriod(files, { from, to });
    const { scenario } = buildScenario(record, { year: from, ticks: 1, name: 'terms', calibrated: false }, new Notices());
    const w = compileScenario(scenario, { seed: 1, replicate: 0 });
    const evaluator = evaluatorOf(w);
    const members = membersOf(record, from);
    const index = (ccode) => w.ids.indexOf(members.get(ccode).id);
    const [first, last] = [from, to].map((year) => recordTies(record, year).defence);
    const pairs = dyadsOf(members, membersOf(record, to)).filter((dyad) => !first.has(pairKey(dyad.a, dyad.b)));
    const outcomes = pairs.map((dyad) => (last.has(pairKey(dyad.a, dyad.b)) ? 1 : 0));
    const values = pairs.map((dyad) => {
      const [i, k] = [index(dyad.a), index(dyad.b)];
      const proximity = 1 / (1 + (capitalDistance(record, dyad, from) ?? Infinity) / w.parameters.reach_km);
      const affinity = w.affinity[i * w.n + k];
      return { ...termsOfAlliance(w, evaluator, i, k), affinity, proximity, 'affinity x proximity': affinity * proximity };
    });
    for (const term of Object.keys(values[0] ?? {})) {
      const scores = values.map((of) => of[term]);
      rows.push({ from, to, term, auc: discrimination(rank(scores, outcomes)).auc });
    }
  }
  return rows;
}

/** Every term by name, of an alliance of two states and summed over both. */
function termsOfAlliance(w, evaluator, i, k) {
  const option = { action: 'found', strategy: 0, partner: k, third: -1, template: 'alliance', agreement: null, adversaries: null };
  const terms = new Float64Array(VALUE_TERMS.length);
  const sums = new Float64Array(VALUE_TERMS.length);
  for (const state of [i, k]) {
    valueChange(evaluator, w, state, changeOf(w, i, option), terms);
    terms.forEach((value, t) => (sums[t] += value));
  }
  return Object.fromEntries(VALUE_TERMS.map(({ name }, t) => [name, sums[t]]));
}
