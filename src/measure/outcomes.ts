import type { Column } from './column.ts';
import { METRIC_REGISTRY, METRICS, type MeasureContext, type Metric } from './metrics/index.ts';
import { columnOf } from './system-row.ts';

/** How a run's outcome is made from a metric's values at its ticks. */
export const OUTCOME_KINDS = {
  final: 'at the last tick of the run',
  average: 'mean over the ticks of the run after tick 0, leaving out those where it is not defined; empty where it never is',
  total: 'sum over the ticks of the run',
  pooled: 'over the run as a whole: its parts are added up over all ticks before they are divided; empty where nothing could have happened',
  first: 'first tick at which it is above 0; empty where it never is',
} as const;
export type OutcomeKind = keyof typeof OUTCOME_KINDS;

/** A number of a whole run: a column of runs.csv. */
export interface Outcome extends Column {
  readonly metric: string;
  readonly kind: OutcomeKind;
}

/** Metrics of which the first tick is an outcome. */
const FIRSTS: readonly string[] = [
  'new_alliances',
  'new_partnerships',
  'new_minilaterals',
  'new_matured',
  'new_hollowed',
  'new_disputes',
  'new_wars',
  'new_entrapments',
  'new_abandonments',
];

const ALL: Outcome[] = [];
/** Where each outcome comes from, in the order of OUTCOMES. */
const PLACES: { metric: Metric; m: number; kind: OutcomeKind }[] = [];
METRIC_REGISTRY.each((metric, m) => {
  for (const kind of kindsOf(metric)) {
    ALL.push(outcomeOf(metric, kind));
    PLACES.push({ metric, m, kind });
  }
});

/** Every outcome of a run: `final_` and `average_` of what describes a tick's end, `total_` of counts, `pooled_` of rates, `first_` ticks. */
export const OUTCOMES: readonly Outcome[] = ALL;

function kindsOf(metric: Metric): OutcomeKind[] {
  if (metric.rate) return ['pooled'];
  if (!metric.flow) return ['final', 'average'];
  return FIRSTS.includes(metric.name) ? ['total', 'first'] : ['total'];
}

function outcomeOf(metric: Metric, kind: OutcomeKind): Outcome {
  const column = columnOf(metric);
  const name = `${kind}_${metric.name}`;
  const meaning = `${metric.meaning}; ${OUTCOME_KINDS[kind]}`;
  const made = { ...column, name, meaning, metric: metric.name, kind };
  if (kind === 'first') return { ...made, type: 'integer', unit: 'ticks' };
  if (kind === 'average') return { ...made, type: 'number' };
  return kind === 'total' ? { ...made, unit: 'per run' } : made;
}

/** What outcomes are made from, by metric in the order of METRICS. Plain data, so that a run can be saved and resumed. */
export interface Account {
  /** Value at the last tick. */
  readonly last: (number | null)[];
  readonly sum: number[];
  /** Ticks after tick 0 at which it was defined. */
  readonly defined: number[];
  /** -1 = never. */
  readonly first: number[];
  /** Parts of a rate. */
  readonly of: number[];
  readonly over: number[];
}

/** An account of nothing. */
export function createAccount(): Account {
  const zeros = () => METRICS.map(() => 0);
  return { last: METRICS.map(() => null), sum: zeros(), defined: zeros(), first: METRICS.map(() => -1), of: zeros(), over: zeros() };
}

/** Enters a tick's values, given in the order of METRICS. */
export function enter(account: Account, c: MeasureContext, values: readonly (number | null)[]): void {
  METRICS.forEach((metric, m) => {
    const value = values[m] ?? null;
    account.last[m] = value;
    if (c.world.tick === 0) return;
    if (metric.rate) {
      add(account.of, m, metric.rate.of(c) ?? 0);
      add(account.over, m, metric.rate.over(c) ?? 0);
    }
    if (value === null) return;
    add(account.sum, m, value);
    add(account.defined, m, 1);
    if (value > 0 && account.first[m] === -1) account.first[m] = c.world.tick;
  });
}

function add(sums: number[], m: number, value: number): void {
  sums[m] = (sums[m] ?? 0) + value;
}

/** The outcomes of the run so far, in the order of OUTCOMES. */
export function outcomesOf(account: Account): (number | null)[] {
  return PLACES.map(({ metric, m, kind }) => ofAccount(account, metric, m, kind));
}

function ofAccount(account: Account, { rate }: Metric, m: number, kind: OutcomeKind): number | null {
  const { last, sum, defined, first, of, over } = account;
  switch (kind) {
    case 'final':
      return last[m] ?? null;
    case 'total':
      return sum[m] ?? 0;
    case 'average':
      return defined[m] ? (sum[m] ?? 0) / defined[m] : null;
    case 'pooled':
      return rate && over[m] ? (rate.times * (of[m] ?? 0)) / over[m] : null;
    case 'first':
      return first[m] === -1 ? null : (first[m] ?? null);
  }
}
