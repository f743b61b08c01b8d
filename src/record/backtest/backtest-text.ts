import type { TopLevelSpec } from 'vega-lite';
import type { Field } from '../../measure/column.ts';
import { COLOURS, type Picture } from '../../charts/picture.ts';
import type { ReliabilityBin } from '../../statistics/prediction.ts';
import { alignedText, csvOf, field } from '../table-text.ts';
import type { Backtest, Curve, Fit, PairForecast, Period, RuleScore } from './backtest.ts';
import { PREDICTORS } from './predictors.ts';
import { RULES } from './rules.ts';
import { TASKS } from './tasks.ts';

type When = Pick<RuleScore, 'period' | 'task'>;
const WHEN = [
  field<When>('from', 'integer', 'first year', ({ period }) => period.from),
  field<When>('to', 'integer', 'last year', ({ period }) => period.to),
  field<When>('task', 'string', 'what is predicted', ({ task }) => task.name),
];
const RULE = field<{ rule: string }>('rule', 'string', 'rule of the forecast', ({ rule }) => rule);

const SCORES: readonly Field<[RuleScore]>[] = [
  ...WHEN,
  RULE,
  field('dyads', 'integer', 'pairs', (s) => s.dyads),
  field('positives', 'integer', 'pairs in which the event occurred', (s) => s.positives),
  field('auc', 'number', 'area under the curve', (s) => s.auc),
  field('auc_low', 'number', 'lower end of its interval, over pairs resampled by state', (s) => s.aucByState.low),
  field('auc_high', 'number', 'upper end', (s) => s.aucByState.high),
  field('auc_replicates_low', 'number', 'lower end of its interval over replicates; only for the model', (s) => s.aucByReplicate.low),
  field('auc_replicates_high', 'number', 'upper end', (s) => s.aucByReplicate.high),
  field('average_precision', 'number', 'average precision; for a random forecast, the share of positives', (s) => s.averagePrecision),
  field('precision_low', 'number', 'lower end of its interval, over pairs resampled by state', (s) => s.precisionByState.low),
  field('precision_high', 'number', 'upper end', (s) => s.precisionByState.high),
  field('brier', 'number', 'mean squared difference of probabilities and outcomes; empty for rules without probabilities', (s) => s.brier),
  field('lead', 'number', 'area under the curve of the model minus that of this rule', (s) => s.lead),
  field('lead_low', 'number', 'lower end of its interval, over pairs resampled by state', (s) => s.leadByState.low),
  field('lead_high', 'number', 'upper end', (s) => s.leadByState.high),
];

const RELIABILITY: readonly Field<[Omit<Curve, 'bins'> & ReliabilityBin]>[] = [
  ...WHEN,
  RULE,
  field('low', 'number', 'lower bound of the bin of probabilities', ({ low }) => low),
  field('high', 'number', 'upper bound', ({ high }) => high),
  field('n', 'integer', 'pairs in the bin', ({ n }) => n),
  field('mean_chance', 'number', 'mean predicted probability', ({ meanProbability }) => meanProbability),
  field('observed', 'number', 'share in which the event occurred', ({ observed }) => observed),
];

const COEFFICIENTS: readonly Field<[Fit & { name: string; k: number }]>[] = [
  ...WHEN,
  field('predictor', 'string', 'predictor of the regression, of the decade before', ({ name }) => name),
  field('coefficient', 'number', 'per standard deviation', ({ fit, k }) => fit.coefficients[k] ?? null),
  field('standard_error', 'number', 'pairs taken as independent, and so too small', ({ fit, k }) => orEmpty(fit.standardErrors[k])),
  field('rows', 'integer', 'pairs that it was fitted to', ({ rows }) => rows),
  field('positives', 'integer', 'of these, pairs in which the event occurred', ({ positives }) => positives),
  field('converged', 'boolean', 'whether the fit came to an end', ({ fit }) => fit.converged),
];

const PAIRS: readonly Field<[PairForecast]>[] = [
  ...WHEN,
  field('state_a', 'string', 'first state', ({ a }) => a),
  field('state_b', 'string', 'second state', ({ b }) => b),
  field('came', 'boolean', 'whether the event occurred', ({ came }) => came),
  field('model', 'number', 'share of the simulated worlds in which it does', ({ model }) => model),
  field('logit', 'number', 'probability by the regression', ({ logit }) => logit),
];

/** The tables of a backtest as CSV, by name. */
export const backtestTables = ({ scores, curves, fits, pairs }: Backtest): Record<string, string> => ({
  scores: csvOf(SCORES, scores),
  reliability: csvOf(
    RELIABILITY,
    curves.flatMap(({ bins, ...curve }) => bins.map((bin) => ({ ...curve, ...bin }))),
  ),
  coefficients: csvOf(
    COEFFICIENTS,
    fits.flatMap((fit) => ['constant', ...PREDICTORS].map((name, k) => ({ ...fit, name, k }))),
  ),
  pairs: csvOf(PAIRS, pairs),
});

const orEmpty = (x = NaN) => (Number.isNaN(x) ? null : x);
const short = (x: number | null | undefined) => (x === null || x === undefined ? '-' : x.toFixed(3));
const yearsOf = ({ from, to }: Period) => `${from}-${to}`;

/** The scores as a text table. */
export function backtestText({ scores }: Backtest): string {
  const head = ['years', 'task', 'rule', 'AUC', 'by state', 'by replicate', 'AP', 'Brier', 'model ahead by'];
  const rows = scores.map((s, k) => {
    const before = scores[k - 1];
    const fresh = before === undefined || before.task !== s.task || before.period !== s.period;
    const range = ({ low, high }: { low: number | null; high: number | null }) => (low === null ? '' : `${short(low)} to ${short(high)}`);
    return [
      fresh ? yearsOf(s.period) : '',
      fresh ? `${s.task.title} (${s.positives} of ${s.dyads})` : '',
      s.rule,
      short(s.auc),
      range(s.aucByState),
      range(s.aucByReplicate),
      short(s.averagePrecision),
      s.brier === null ? '' : s.brier.toFixed(4),
      s.lead === null ? '' : `${s.lead < 0 ? '' : '+'}${short(s.lead)} (${range(s.leadByState)})`,
    ];
  });
  return alignedText(head, rows);
}

/** A summary of the scores in one paragraph, misses as well as hits. */
export function backtestParagraph({ scores }: Backtest, replicates: number): string {
  const periods = [...new Set(scores.map(({ period }) => period))];
  const auc = (period: Period, task: string, rule: string) =>
    scores.find((s) => s.period === period && s.task.name === task && s.rule === rule)?.auc ?? null;
  const beats = (period: Period, task: string, rule: string) => {
    const [model, other] = [auc(period, task, 'model'), auc(period, task, rule)];
    return model !== null && other !== null && model > other;
  };
  const both = periods.filter((period) => beats(period, 'defence_new', 'nearest') && beats(period, 'defence_new', 'logit'));
  const persistence = periods.filter((period) => beats(period, 'defence_all', 'unchanged'));
  const news = periods.map((period) => {
    const model = scores.find((s) => s.period === period && s.task.name === 'defence_new' && s.rule === 'model');
    return `${yearsOf(period)} ${short(model?.auc)} against ${short(auc(period, 'defence_new', 'nearest'))} and ${short(auc(period, 'defence_new', 'logit'))} (${model?.positives ?? 0} new ties)`;
  });
  const all = periods.map(
    (period) =>
      `${yearsOf(period)} ${short(auc(period, 'defence_all', 'model'))} against ${short(auc(period, 'defence_all', 'unchanged'))}`,
  );
  return [
    `Over ${replicates} simulated worlds for each period, the model predicts new defence ties better than distance alone and than a regression fitted to the`,
    `decade before in ${both.length} of ${periods.length} periods (area under the curve, model against distance and regression: ${news.join('; ')}),`,
    `and all defence ties at the end better than the rule that nothing changes in ${persistence.length} of ${periods.length} (${all.join('; ')}).`,
    'No parameter of the model was fitted to these years by this command.',
    'Few ties are new in any decade and most come in a few treaties of many members, so intervals by state are wide, and average precision is the measure to read',
    'next to the area. A rule is worth something where it is ahead of all others by more than its interval, on years it was not fitted to.',
  ].join(' ');
}

/** A chart of the areas under the curve of all rules, by task and period. */
export function backtestPicture({ scores }: Backtest): Picture {
  const values = scores
    .filter(({ auc }) => auc !== null)
    .map(({ period, task, rule, auc, aucByState, positives }) => ({
      period: yearsOf(period),
      task: task.title,
      rule: rule.replaceAll('_', ' '),
      auc,
      low: aucByState.low,
      high: aucByState.high,
      positives,
    }));
  const order = RULES.map(({ name }) => name.replaceAll('_', ' '));
  const y = { field: 'rule', type: 'nominal' as const, sort: order, title: null };
  const colour = { field: 'rule', type: 'nominal' as const, sort: order, scale: { domain: order, range: COLOURS }, legend: null };
  const spec: TopLevelSpec = {
    title: {
      text: 'How well ties are predicted',
      subtitle: ['area under the curve with 95% interval over pairs resampled by state; .5 is a coin (dashed)'],
    },
    data: { values },
    facet: {
      row: { field: 'period', type: 'ordinal', title: null },
      column: { field: 'task', type: 'nominal', title: null, sort: TASKS.map(({ title }) => title) },
    },
    spec: {
      width: 170,
      height: 120,
      layer: [
        { mark: { type: 'rule', strokeDash: [4, 3], color: '#999999' }, encoding: { x: { datum: 0.5 } } },
        {
          mark: { type: 'rule' },
          encoding: {
            y,
            color: colour,
            x: { field: 'low', type: 'quantitative', scale: { domain: [0, 1] }, title: null },
            x2: { field: 'high' },
          },
        },
        {
          mark: { type: 'point', filled: true, size: 45 },
          encoding: { y, color: colour, x: { field: 'auc', type: 'quantitative', title: 'area under the curve' } },
        },
      ],
    },
  };
  return { name: 'backtest', spec };
}
