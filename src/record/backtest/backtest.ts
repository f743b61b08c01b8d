import { FIXED } from '../../model/constants.ts';
import { InputError } from '../../base/errors.ts';
import { designStream } from '../../base/random.ts';
import { fitLogit, logitProbability, logitScore, type Logit } from '../../statistics/logit.ts';
import { quantiles } from '../../statistics/intervals.ts';
import { brierScore, discrimination, rank, reliability, type Ranking, type ReliabilityBin } from '../../statistics/prediction.ts';
import { loadScenario } from '../../scenario/load.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { checkYears } from '../check-files.ts';
import { stateValues } from '../state-values.ts';
import { Notices } from '../notices.ts';
import { buildScenario, spanOf } from '../import.ts';
import { membersOf } from '../members.ts';
import { pairValues } from '../pairs.ts';
import { readRecord, type RecordFiles } from '../read-record.ts';
import { pairKey, type RecordData } from '../record-data.ts';
import { capitalDistance, dyadsOf, predictorsOf, type Dyad } from './predictors.ts';
import { modelScore, RULES, type Forecast } from './rules.ts';
import { simulateTies, type Simulation } from './simulate-ties.ts';
import { isPositive, isAmong, TASKS, type Task } from './tasks.ts';
import { recordTies, type Ties } from './ties.ts';
import { percentileRank, jointUtility } from './worth.ts';

/** Years from the first to the last of a test. */
export interface Period {
  from: number;
  to: number;
}
/** Years between the pair of years that a regression is fitted to. */
const DECADE = 10;
/** Penalty of the regression, which keeps it finite where few ties came. */
const PENALTY = 1;
/** Bounds of the bins of the reliability curve. */
const BINS = [0, 0.01, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1];

export interface BacktestOptions {
  simulation: Simulation;
  /** `path=value` of every `--set`. */
  sets: readonly string[];
  /** Parameters as fitted to the record rather than the program's defaults; `sets` come on top of either. */
  calibrated: boolean;
  /** Of the intervals, in (0,1). */
  level: number;
  /** Resamples of states; a tenth of it of replicates. */
  resamples: number;
}

export interface Interval {
  low: number | null;
  high: number | null;
}
/** How a rule did at a task in a period. */
export interface RuleScore {
  period: Period;
  task: Task;
  rule: string;
  dyads: number;
  positives: number;
  auc: number | null;
  /** Over pairs, resampled by state. */
  aucByState: Interval;
  /** Over replicates; of the model alone. */
  aucByReplicate: Interval;
  averagePrecision: number | null;
  precisionByState: Interval;
  brier: number | null;
  /** Area under the curve of the model less that of this rule. */
  lead: number | null;
  leadByState: Interval;
}
export interface Curve {
  period: Period;
  task: Task;
  rule: string;
  bins: ReliabilityBin[];
}
export interface Fit {
  period: Period;
  task: Task;
  rows: number;
  positives: number;
  fit: Logit;
}
/** A pair with its forecasts and its outcome. */
export interface PairForecast {
  period: Period;
  task: Task;
  a: string;
  b: string;
  came: boolean;
  model: number;
  logit: number | null;
}
export interface Backtest {
  scores: RuleScore[];
  curves: Curve[];
  fits: Fit[];
  pairs: PairForecast[];
  notes: string[];
  scenarios: Scenario[];
}

/** Tests the model on periods that it has not seen. @throws InputError for files and years that do not serve */
export async function backtest(files: RecordFiles, periods: readonly Period[], options: BacktestOptions): Promise<Backtest> {
  const out = emptyBacktest();
  for (const period of periods) {
    const { record, notes } = await recordOfPeriod(files, period);
    await backtestPeriod(record, period, options, out);
    out.notes.push(...notes);
  }
  out.notes = [...new Set(out.notes)];
  return out;
}

export const emptyBacktest = (): Backtest => ({ scores: [], curves: [], fits: [], pairs: [], notes: [], scenarios: [] });

/** What a period needs of the files: read once, it serves any number of tests of the period. @throws InputError for files and years that do not serve */
export async function recordOfPeriod(files: RecordFiles, period: Period): Promise<{ record: RecordData; notes: string[] }> {
  const notices = new Notices();
  const record = await readRecord(files, spanOf(period.from - DECADE, period.from, period.to), notices);
  notices.throwIfAny();
  checkYears(record, period.from, notices);
  refuseUnknown(record, period, notices);
  notices.throwIfAny();
  return { record, notes: notesOf(period, notices) };
}

/** A period is refused where the files hold nothing of its end to score it by. */
function refuseUnknown(record: RecordData, { from, to }: Period, notices: Notices): void {
  const pairs = record.coverage.get('atop-directed-dyads') ?? record.coverage.get('atop-dyads');
  const treaties = pairs ?? record.coverage.get('atop-members') ?? record.coverage.get('atop-treaties');
  const remedy = 'choose earlier years, or give a newer version of the file';
  if (treaties?.last === undefined)
    notices.problem({
      path: '--atop-members',
      expected: 'a file of alliances',
      found: 'none',
      remedy: 'without one there is nothing to score',
    });
  else if (to > treaties.last)
    notices.problem({
      file: treaties.file,
      expected: `a last year of at most ${treaties.last}, where the file ends`,
      found: String(to),
      remedy,
    });
  const cooperation = record.coverage.get('dcad');
  const inside = cooperation?.first !== undefined && cooperation.last !== undefined && from >= cooperation.first && to <= cooperation.last;
  if (!inside)
    notices.note(
      'cooperation agreements are not known at both ends: partnerships are those of treaties, and of cooperation agreements as far as they go',
    );
}

const notesOf = ({ from, to }: Period, notices: Notices) => notices.notes().map((note) => `${from}-${to}: ${note}`);

/** Tests one period, and adds what comes of it to `out`. */
export async function backtestPeriod(record: RecordData, period: Period, options: BacktestOptions, out: Backtest): Promise<void> {
  const { from, to } = period;
  const notices = new Notices();
  const made = buildScenario(record, { year: from, ticks: to - from, name: `record-${from}`, calibrated: options.calibrated }, notices);
  const scenario = options.sets.length === 0 ? made.scenario : loadScenario('', made.text, { sets: options.sets });
  out.scenarios.push(scenario);
  const members = membersOf(record, from);
  const known = knownPairs(record, period);
  const earlier = knownPairs(record, { from: from - DECADE, to: from });
  const simulated = await simulateTies(scenario, members, options.simulation);
  const worth = { defence: jointUtility(scenario, members, 'defence'), partnership: jointUtility(scenario, members, 'partnership') };
  const name = (ccode: number) => members.get(ccode)?.id ?? String(ccode);
  for (const task of TASKS) {
    const pairs = known.filter(({ before }) => isAmong(task, before[task.layer]));
    const outcomes = pairs.map(({ after }) => (isPositive(task, after[task.layer]) ? 1 : 0));
    const past = earlier.filter(({ before }) => isAmong(task, before[task.layer]));
    const pastOutcomes = past.map(({ after }) => (isPositive(task, after[task.layer]) ? 1 : 0));
    const fit = regression(past, pastOutcomes);
    if (fit !== null) out.fits.push({ period, task, rows: past.length, positives: total(pastOutcomes), fit });
    const draws = designStream(options.simulation.seed, `backtest|${from}|${to}|${task.name}|random`);
    const input = {
      task,
      tied: pairs.map(({ before }) => before[task.layer]),
      distance: pairs.map(({ distance }) => distance),
      power: pairs.map(({ predictors }) => predictors?.[1] ?? NaN),
      commonEnemies: pairs.map(({ enemies }) => enemies),
      simulated: pairs.map(({ key }) => shareTrue(simulated, task, key)),
      replicates: simulated.length,
      worth: worthAmong(pairs, task, worth[task.layer]),
      regression: fit === null ? null : forecastBy(fit, pairs),
      earlierRate: past.length === 0 ? NaN : total(pastOutcomes) / past.length,
      draws: pairs.map(() => draws()),
    };
    const forecasts = RULES.flatMap((rule) => {
      const forecast = rule.forecast(input);
      return forecast === null ? [] : [{ rule: rule.name, forecast }];
    });
    out.scores.push(...scoreRules({ period, task, pairs, outcomes, forecasts, simulated, worth: input.worth, options }));
    for (const { rule, forecast } of forecasts)
      if ((rule === 'model' || rule === 'logit') && forecast.probabilities !== null)
        out.curves.push({ period, task, rule, bins: reliability(forecast.probabilities, outcomes, BINS) });
    pairs.forEach(({ a, b }, k) =>
      out.pairs.push({
        period,
        task,
        a: name(a),
        b: name(b),
        came: outcomes[k] === 1,
        model: input.simulated[k] ?? 0,
        logit: input.regression?.probabilities[k] ?? null,
      }),
    );
  }
  out.notes.push(...notesOf(period, notices));
}

const total = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

interface KnownPair extends Dyad {
  key: number;
  before: Record<'defence' | 'partnership', boolean>;
  after: Record<'defence' | 'partnership', boolean>;
  predictors: number[] | null;
  distance: number;
  enemies: number;
}

/** The pairs of states that were there in both years, with what the first year knew of them and their ties in both. */
function knownPairs(record: RecordData, { from, to }: Period): KnownPair[] {
  const members = membersOf(record, from);
  const [first, last] = [recordTies(record, from), recordTies(record, to)];
  const enemies = enemiesOf(record, from);
  const has = (ties: Ties, key: number) => ({ defence: ties.defence.has(key), partnership: ties.partnership.has(key) });
  return dyadsOf(members, membersOf(record, to)).map((dyad) => {
    const key = pairKey(dyad.a, dyad.b);
    const theirs = enemies.get(dyad.b);
    return {
      ...dyad,
      key,
      before: has(first, key),
      after: has(last, key),
      predictors: predictorsOf(record, dyad, from),
      distance: capitalDistance(record, dyad, from) ?? NaN,
      enemies: [...(enemies.get(dyad.a) ?? [])].filter((l) => theirs?.has(l) === true).length,
    };
  });
}

/** The rivals of each state: pairs of much hostility. */
function enemiesOf(record: RecordData, year: number): Map<number, Set<number>> {
  const members = membersOf(record, year);
  const out = new Map<number, Set<number>>();
  const add = (a: number, b: number) => out.set(a, (out.get(a) ?? new Set<number>()).add(b));
  for (const { a, b, hostility } of pairValues(record, members, stateValues(record, members, year, new Notices()), year, new Notices())) {
    if (hostility < FIXED.rivalry_level) continue;
    add(a, b);
    add(b, a);
  }
  return out;
}

function regression(pairs: readonly KnownPair[], outcomes: readonly number[]): Logit | null {
  const rows = pairs.flatMap(({ predictors }, k) => (predictors === null ? [] : [{ predictors, outcome: outcomes[k] ?? 0 }]));
  const came = rows.filter(({ outcome }) => outcome === 1).length;
  if (came === 0 || came === rows.length) return null;
  return fitLogit(
    rows.map(({ predictors }) => predictors),
    rows.map(({ outcome }) => outcome),
    PENALTY,
  );
}

function forecastBy(fit: Logit, pairs: readonly KnownPair[]): { probabilities: number[]; scores: number[] } {
  return {
    probabilities: pairs.map(({ predictors }) => (predictors === null ? 0 : logitProbability(fit, predictors))),
    scores: pairs.map(({ predictors }) => (predictors === null ? NaN : logitScore(fit, predictors))),
  };
}

/** Places of untied pairs by what a tie would be worth; a tie that is there stands above all. */
function worthAmong(pairs: readonly KnownPair[], { layer }: Task, worth: ReadonlyMap<number, number>): number[] {
  const places = percentileRank(pairs.map(({ key, before }) => (before[layer] ? -Infinity : (worth.get(key) ?? -Infinity))));
  return places.map((place, k) => (pairs[k]?.before[layer] === true ? 1 : place));
}

function shareTrue(runs: readonly Ties[], task: Task, key: number): number {
  return runs.filter((ties) => isPositive(task, ties[task.layer].has(key))).length / runs.length;
}

interface Scored {
  period: Period;
  task: Task;
  pairs: readonly KnownPair[];
  outcomes: readonly number[];
  forecasts: readonly { rule: string; forecast: Forecast }[];
  simulated: readonly Ties[];
  worth: readonly number[];
  options: BacktestOptions;
}

/** Scores of all rules with intervals from the same resamples of states, in which a pair counts as often as its two states were drawn. */
function scoreRules(scored: Scored): RuleScore[] {
  const { period, task, pairs, outcomes, forecasts, options } = scored;
  const rankings = forecasts.map(({ forecast }) => rank(forecast.scores, outcomes));
  const plain = rankings.map((ranking) => discrimination(ranking));
  const again = resampled(scored, rankings);
  const model = forecasts.findIndex(({ rule }) => rule === 'model');
  const modelAuc = plain[model]?.auc ?? null;
  return forecasts.map(({ rule, forecast }, f) => {
    const { auc = null, averagePrecision = null } = plain[f] ?? {};
    const draws = again.map((draw) => draw[f]);
    return {
      period,
      task,
      rule,
      dyads: pairs.length,
      positives: total(outcomes),
      auc,
      aucByState: intervalOf(
        draws.map((draw) => draw?.auc ?? null),
        options.level,
      ),
      aucByReplicate: rule === 'model' ? overReplicates(scored) : { low: null, high: null },
      averagePrecision,
      precisionByState: intervalOf(
        draws.map((draw) => draw?.averagePrecision ?? null),
        options.level,
      ),
      brier: forecast.probabilities === null ? null : brierScore(forecast.probabilities, outcomes),
      lead: rule === 'model' || auc === null || modelAuc === null ? null : modelAuc - auc,
      leadByState:
        rule === 'model'
          ? { low: null, high: null }
          : intervalOf(
              again.map((draw) => {
                const [one, two] = [draw[model]?.auc ?? null, draw[f]?.auc ?? null];
                return one === null || two === null ? null : one - two;
              }),
              options.level,
            ),
    };
  });
}

function resampled({ period, task, pairs, options }: Scored, rankings: readonly Ranking[]): ReturnType<typeof discrimination>[][] {
  const draw = designStream(options.simulation.seed, `backtest|${period.from}|${period.to}|${task.name}|states`);
  const codes = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))].sort((x, y) => x - y);
  return Array.from({ length: options.resamples }, () => {
    const times = new Map<number, number>();
    for (let k = 0; k < codes.length; k++) {
      const code = codes[Math.floor(draw() * codes.length)] ?? 0;
      times.set(code, (times.get(code) ?? 0) + 1);
    }
    const weights = Float64Array.from(pairs, ({ a, b }) => (times.get(a) ?? 0) * (times.get(b) ?? 0));
    return rankings.map((ranking) => discrimination(ranking, weights));
  });
}

/** The model's area under the curve over resamples of its replicates: what more runs would still move. */
function overReplicates({ period, task, pairs, outcomes, simulated, worth, options }: Scored): Interval {
  const draw = designStream(options.simulation.seed, `backtest|${period.from}|${period.to}|${task.name}|replicates`);
  if (simulated.length < 2) return { low: null, high: null };
  const came = simulated.map((ties) => Uint8Array.from(pairs, ({ key }) => (isPositive(task, ties[task.layer].has(key)) ? 1 : 0)));
  const values = Array.from({ length: Math.ceil(options.resamples / 10) }, () => {
    const sums = new Float64Array(pairs.length);
    for (let r = 0; r < simulated.length; r++) {
      const run = came[Math.floor(draw() * simulated.length)];
      for (let k = 0; k < sums.length; k++) sums[k] = (sums[k] ?? 0) + (run?.[k] ?? 0);
    }
    const scores = Array.from(sums, (sum, k) => modelScore({ task, worth, replicates: simulated.length }, sum / simulated.length, k));
    return discrimination(rank(scores, outcomes)).auc;
  });
  return intervalOf(values, options.level);
}

function intervalOf(values: readonly (number | null)[], level: number): Interval {
  const there = values.filter((value) => value !== null);
  if (there.length === 0) return { low: null, high: null };
  const [low = null, high = null] = quantiles(there, [(1 - level) / 2, (1 + level) / 2]);
  return { low, high };
}

/** Periods of the command line, each as FROM-TO. @throws InputError */
export function readPeriods(texts: readonly string[]): Period[] {
  return texts.map((text) => {
    const [, from = '', to = ''] = /^(\d{4})-(\d{4})$/.exec(text) ?? [];
    if (from === '' || Number(from) >= Number(to))
      throw new InputError([
        {
          path: '--period',
          expected: 'two years, the first before the second',
          found: JSON.stringify(text),
          remedy: 'write for instance --period 1980-1990',
        },
      ]);
    return { from: Number(from), to: Number(to) };
  });
}
