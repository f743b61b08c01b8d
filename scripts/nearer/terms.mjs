// Which value term tells the pairs that came to have a defence tie from those that did not: a diagnosis without simulating.
const load = (module) => import(new URL(`../../dist/${module}`, import.meta.url));

/** Area under the curve of each term of a plain alliance, summed over the two, among pairs untied in the first year; and of what lies behind cooperation. */
export async function heldToTerms(data, periods) {
  const [
    { filesIn },
    { Notices },
    { recordOfPeriod },
    { buildScenario },
    { membersOf },
    { recordTies },
    { dyadsOf, capitalDistance },
    { pairKey },
    { compileScenario },
    { createEvaluator, valueChange },
    { changeOf },
    { VALUE_TERMS },
    { discrimination, rank },
  ] = await Promise.all(
    [
      'record/read-record.js',
      'record/notices.js',
      'record/backtest/backtest.js',
      'record/import.js',
      'record/members.js',
      'record/backtest/ties.js',
      'record/backtest/predictors.js',
      'record/record-data.js',
      'scenario/compile.js',
      'model/choice/evaluate.js',
      'model/choice/change.js',
      'model/terms/index.js',
      'statistics/prediction.js',
    ].map(load),
  );
  const files = await filesIn(data, new Notices());
  const rows = [];
  for (const { from, to } of periods) {
    const { record } = await recordOfPeriod(files, { from, to });
    const { scenario } = buildScenario(record, { year: from, ticks: 1, name: 'terms', calibrated: false }, new Notices());
    const w = compileScenario(scenario, { seed: 1, replicate: 0 });
    const members = membersOf(record, from);
    const [first, last] = [recordTies(record, from).defence, recordTies(record, to).defence];
    const evaluator = createEvaluator(w);
    const terms = new Float64Array(VALUE_TERMS.length);
    const place = (ccode) => w.ids.indexOf(members.get(ccode).id);
    const scores = new Map();
    const outcomes = [];
    const add = (name, value) => scores.set(name, [...(scores.get(name) ?? []), value]);
    for (const dyad of dyadsOf(members, membersOf(record, to))) {
      const key = pairKey(dyad.a, dyad.b);
      if (first.has(key)) continue;
      outcomes.push(last.has(key) ? 1 : 0);
      const [i, k] = [place(dyad.a), place(dyad.b)];
      const option = { action: 'found', strategy: 0, partner: k, third: -1, template: 'alliance', agreement: null, adversaries: null };
      const sums = new Float64Array(VALUE_TERMS.length);
      for (const state of [i, k]) {
        valueChange(evaluator, w, state, changeOf(w, i, option), terms);
        terms.forEach((value, t) => (sums[t] += value));
      }
      VALUE_TERMS.forEach(({ name }, t) => add(name, sums[t]));
      const proximity = 1 / (1 + (capitalDistance(record, dyad, from) ?? Infinity) / w.parameters.reach_km);
      const affinity = w.affinity[i * w.n + k];
      add('affinity', affinity);
      add('proximity', proximity);
      add('affinity x proximity', affinity * proximity);
    }
    for (const [term, values] of scores) rows.push({ from, to, term, auc: discrimination(rank(values, outcomes)).auc });
  }
  return rows;
}
