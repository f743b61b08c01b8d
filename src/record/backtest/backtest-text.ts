import type { TopLevelSpec } from 'vega-lite';
import type { Column } from '../../measure/column.ts';
import type { Cell } from '../../results/csv.ts';
import type { Picture } from '../../charts/picture.ts';
import { COLOURS } from '../../charts/picture.ts';
import type { Backtest, Curve, Fit, PairForecast, Period, RuleScore } from './backtest.ts';
import { PREDICTORS } from './predictors.ts';
import { RULES } from './rules.ts';
import { TASKS } from './tasks.ts';

const column = (name: string, type: Column['type'], meaning: string): Column => ({ name, type, unit: '', meaning });
const WHEN = [column('from', 'integer', 'first year'), column('to', 'integer', 'last year'), column('task', 'string', 'what is predicted')];

/** Tables of a backtest with their columns. */
export const BACKTEST_COLUMNS = {
  scores: [
    ...WHEN,
    column('rule', 'string', 'rule of the forecast'),
    column('dyads', 'integer', 'pairs'),
    column('positives', 'integer', 'pairs in which the event occurred'),
    column('auc', 'number', 'area under the curve'),
    column('auc_low', 'number', 'lower end of its interval, over pairs resampled by state'),
    column('auc_high', 'number', 'upper end'),
    column('auc_replicates_low', 'number', 'lower end of its interval over replicates; of the model alone'),
    column('auc_replicates_high', 'number', 'upper end'),
    column('average_precision', 'number', 'average precision; of a coin the share of positives'),
    column('precision_low', 'number', 'lower end of its interval, over pairs resampled by state'),
    column('precision_high', 'number', 'upper end'),
    column('brier', 'number', 'mean squared difference of probabilities and outcomes; empty for rules without probabilities'),
    column('lead', 'number', 'area under the curve of the model less that of this rule'),
    column('lead_low', 'number', 'lower end of its interval, over pairs resampled by state'),
    column('lead_high', 'number', 'upper end'),
  ],
  reliability: [
    ...WHEN,
    column('rule', 'string', 'rule of the forecast'),
    column('low', 'number', 'lower bound of the bin of probabilities'),
    column('high', 'number', 'upper bound'),
    column('n', 'integer', 'pairs in the bin'),
    column('mean_chance', 'number', 'mean predicted probability'),
    column('observed', 'number', 'share in which the event occurred'),
  ],
  coefficients: [
    ...WHEN,
    column('predictor', 'string', 'predictor of the regression, of the decade before'),
    column('coefficient', 'number', 'per standard deviation'),
    column('standard_error', 'number', 'pairs taken as independent, and so too small'),
    column('rows', 'integer', 'pairs that it was fitted to'),
    column('positives', 'integer', 'of these, pairs in which the event occurred'),
    column('converged', 'boolean', 'whether the fit came to an end'),
  ],
  pairs: [
    ...WHEN,
    column('state_a', 'string', 'first state'),
    column('state_b', 'string', 'second state'),
    column('came', 'boolean', 'whether the event occurred'),
    column('model', 'number', 'share of the simulated worlds in which it does'),
    column('logit', 'number', 'probability by the regression'),
  ],
} as const;

const when = ({ period, task }: { period: Period; task: { name: string } }): Cell[] => [period.from, period.to, task.name];

export const scoreCells = (s: RuleScore): Cell[] => [
  ...when(s),
  s.rule,
  s.dyads,
  s.positives,
  s.auc,
  s.aucByState.low,
  s.aucByState.high,
  s.aucByReplicate.low,
  s.aucByReplicate.high,
  s.averagePrecision,
  s.precisionByState.low,
  s.precisionByState.high,
  s.brier,
  s.lead,
  s.leadByState.low,
  s.leadByState.high,
];
export const curveCells = (curve: Curve): Cell[][] =>
  curve.bins.map(({ low, high, n, meanProbability, observed }) => [...when(curve), curve.rule, low, high, n, meanProbability, observed]);
export const fitCells = (f: Fit): Cell[][] =>
  ['constant', ...PREDICTORS].map((name, k) => {
    const error = f.fit.standardErrors[k] ?? NaN;
    return [...when(f), name, f.fit.coefficients[k] ?? null, Number.isNaN(error) ? null : error, f.rows, f.positives, f.fit.converged];
  });
export const pairCells = (p: PairForecast): Cell[] => [...when(p), p.a, p.b, p.came, p.model, p.logit];

const short = (x: number | null | undefined) => (x === null || x === undefined ? '-' : x.toFixed(3));
const yearsOf = ({ from, to }: Period) => `${from}-${to}`;

/** The scores as a table in words. */
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
  const widths = head.map((title, c) => Math.max(title.length, ...rows.map((row) => (row[c] ?? '').length)));
  return [head, ...rows]
    .map(
      (row) =>
        `${row
          .map((cell, c) => cell.padEnd(widths[c] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

/** What the scores say, in one paragraph: misses as well as hits. */
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

/** Areas under the curve of all rules, by task and period. */
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
