import { max, mean, min } from 'simple-statistics';
import { LEVELS, TOTALS, type Level, type RunEntry, type Total } from '../experiment/run-entry.ts';
import type { AgreementOutcome } from '../measure/agreement-outcomes.ts';

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
  /** Pairs of replicates that are the same to the last bit: in a stochastic model, a sign of a fault. */
  same: [number, number][];
}

/** Failures that are reported in full. */
const FAILURES_SHOWN = 4;

/** Gathers the summary run by run. */
export interface Gatherer {
  add(entry: RunEntry): void;
  summary(): Summary;
}

export function gatherSummary(): Gatherer {
  const byName = new Map<string, number[]>();
  const fates = new Map<string, AgreementOutcome & { runs: number }>();
  const digests = new Map<string, number>();
  const made: Summary = { runs: { done: 0, failed: 0 }, start: {}, end: {}, totals: {}, fates: [], stopped: {}, failures: [], same: [] };
  return {
    add({ failure, replicate, stopReason, digest, brief }) {
      if (failure !== '') {
        made.runs.failed += 1;
        if (made.failures.length < FAILURES_SHOWN) made.failures.push(`replicate ${replicate}: ${failure}`);
        return;
      }
      made.runs.done += 1;
      for (const [name, value] of Object.entries(brief?.numbers ?? {})) {
        const values = byName.get(name);
        if (values === undefined) byName.set(name, [value]);
        else values.push(value);
      }
      for (const { name, what } of brief?.agreements ?? []) {
        const fate = fates.get(`${what} ${name}`) ?? { name, what, runs: 0 };
        fates.set(`${what} ${name}`, { ...fate, runs: fate.runs + 1 });
      }
      if (stopReason !== 'ticks') made.stopped[stopReason] = (made.stopped[stopReason] ?? 0) + 1;
      const twin = digests.get(digest);
      if (twin === undefined) digests.set(digest, replicate);
      else made.same.push([twin, replicate]);
    },
    summary() {
      const spreads = <K extends string>(keys: readonly K[], prefix = '') =>
        Object.fromEntries(keys.flatMap((key) => spreadOf(byName.get(`${prefix}${key}`)).map((spread) => [key, spread]))) as Partial<
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
