import { max, mean, min } from 'simple-statistics';
import { InvariantError } from '../base/errors.ts';
import { OUTCOMES } from '../measure/columns.ts';
import { agreementOutcomes, type AgreementOutcome } from '../measure/agreement-outcomes.ts';
import { numbersOf } from '../measure/table.ts';
import type { RunOutput } from '../run/run-output.ts';

/** Metrics of which the summary tells the start and the end. */
export const LEVELS = {
  n_alliance_ties: 'alliance ties',
  n_partnership_ties: 'partnership ties',
  n_minilateral_ties: 'minilateral ties',
  share_balancing: 'share of states balancing',
  share_bandwagoning: 'share bandwagoning',
  share_partnering: 'share partnering',
  share_unaligned: 'share unaligned',
  mean_insecurity: 'mean insecurity',
} as const;
export type Level = keyof typeof LEVELS;

/** Outcomes of which the summary tells the number in a run. */
export const TOTALS = {
  total_new_disputes: 'disputes',
  total_new_wars: 'wars',
  total_new_entrapments: 'entrapments',
  total_new_abandonments: 'abandonments',
} as const;
export type Total = keyof typeof TOTALS;

/** Mean and range over replicates. */
export interface Spread {
  mean: number;
  min: number;
  max: number;
}

/** What happened in all runs together. */
export interface Summary {
  runs: { done: number; failed: number };
  start: Partial<Record<Level, Spread>>;
  end: Partial<Record<Level, Spread>>;
  totals: Partial<Record<Total, Spread>>;
  /** Agreements of the scenario that ended, matured or were hollowed out, and in how many runs; most often first. */
  fates: (AgreementOutcome & { runs: number })[];
  /** Runs that were stopped by a condition, by condition. */
  stopped: Record<string, number>;
  failures: string[];
  /** Pairs of replicates that came out the same to the last bit: with chance in the model, a sign of a fault. */
  same: [number, number][];
}

/** Failures that are told in full. */
const TOLD_FAILURES = 4;

/** Gathers the summary run by run. */
export interface Gatherer {
  add(output: RunOutput): void;
  summary(): Summary;
}

export function gatherSummary(): Gatherer {
  const figures = new Map<string, number[]>();
  const fates = new Map<string, AgreementOutcome & { runs: number }>();
  const digests = new Map<string, number>();
  const made: Summary = { runs: { done: 0, failed: 0 }, start: {}, end: {}, totals: {}, fates: [], stopped: {}, failures: [], same: [] };
  const note = (key: string, value: number | undefined) => {
    if (value === undefined || Number.isNaN(value)) return;
    const values = figures.get(key);
    if (values === undefined) figures.set(key, [value]);
    else values.push(value);
  };
  return {
    add(output) {
      if (output.failure !== '') {
        made.runs.failed += 1;
        if (made.failures.length < TOLD_FAILURES) made.failures.push(`replicate ${output.replicate}: ${output.failure}`);
        return;
      }
      made.runs.done += 1;
      const { system, agreements } = output.tables;
      for (const level of Object.keys(LEVELS)) {
        const series = numbersOf(system, level);
        note(`start ${level}`, series?.[0]);
        note(`end ${level}`, series?.at(-1));
      }
      for (const total of Object.keys(TOTALS)) note(total, output.outcomes[outcomeAt(total)] ?? undefined);
      for (const { name, what } of agreements === undefined ? [] : agreementOutcomes(agreements)) {
        const fate = fates.get(`${what} ${name}`) ?? { name, what, runs: 0 };
        fates.set(`${what} ${name}`, { ...fate, runs: fate.runs + 1 });
      }
      if (output.stopReason !== 'ticks') made.stopped[output.stopReason] = (made.stopped[output.stopReason] ?? 0) + 1;
      const twin = digests.get(output.digest);
      if (twin === undefined) digests.set(output.digest, output.replicate);
      else made.same.push([twin, output.replicate]);
    },
    summary() {
      const spreads = <K extends string>(keys: readonly K[], prefix = '') =>
        Object.fromEntries(keys.flatMap((key) => spreadOf(figures.get(`${prefix}${key}`)).map((spread) => [key, spread]))) as Partial<
          Record<K, Spread>
        >;
      const levels = Object.keys(LEVELS) as Level[];
      return {
        ...made,
        start: spreads(levels, 'start '),
        end: spreads(levels, 'end '),
        totals: spreads(Object.keys(TOTALS) as Total[]),
        fates: [...fates.values()].sort((a, b) => b.runs - a.runs || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)),
      };
    },
  };
}

function spreadOf(values: number[] | undefined): Spread[] {
  return values === undefined || values.length === 0 ? [] : [{ mean: mean(values), min: min(values), max: max(values) }];
}

function outcomeAt(name: string): number {
  const at = OUTCOMES.findIndex((outcome) => outcome.name === name);
  if (at < 0) throw new InvariantError(`the summary tells of ${name}, which is not measured`);
  return at;
}
