import { tQuantile } from '../../src/statistics/distributions.ts';
import { meanInterval, pairedDifference } from '../../src/statistics/intervals.ts';
import { UNALTERED, type Bench, type RunOutcomes } from './bench.ts';
import { EXACT_CLAIMS, type ExactResult } from './exact.ts';
import type { Alteration, Arm, Finding, Hypothesis, Verdict } from './finding.ts';

/** Confidence of every interval, two-sided. */
const LEVEL = 0.95;
/** Probability with which the smallest detectable effect would be distinguished from none. */
const POWER = 0.8;

/** What the runs say of a hypothesis. */
export interface Effect {
  readonly id: string;
  /** Pairs of runs in which both outcomes are defined. */
  readonly n: number;
  /** Means over those pairs; `from` already times its factor. */
  readonly from: number;
  readonly to: number;
  /** Mean of the paired differences, with its interval, and their standard deviation. */
  readonly effect: number;
  readonly low: number;
  readonly high: number;
  readonly sd: number;
  /** Smallest effect beyond the tolerance that n pairs with this deviation distinguish from none with probability POWER. */
  readonly detectable: number;
  readonly verdict: Verdict;
}

/** Measures and judges one hypothesis over paired replicates. */
function judge(h: Hypothesis, finding: Finding, bench: Bench, replicates: number): Effect {
  const to = bench.outcomes(armOf(finding, h.to), replicates);
  const from = typeof h.from === 'number' ? null : bench.outcomes(armOf(finding, h.from), replicates);
  const times = h.times ?? 1;
  const pairs = to.flatMap((outcomes, r): [number, number][] => {
    const x = from === null ? (h.from as number) : valueOf(from[r], h.from_outcome ?? h.outcome);
    const y = valueOf(outcomes, h.outcome);
    return x === null || y === null ? [] : [[times * x, y]];
  });
  return effectOf(h, pairs);
}

/** The effect in pairs of outcomes, from and to. */
export function effectOf(h: Pick<Hypothesis, 'id' | 'expect' | 'tolerance'>, pairs: readonly (readonly [number, number])[]): Effect {
  const from = pairs.map(([x]) => x);
  const to = pairs.map(([, y]) => y);
  const { n, difference, low, high, sd } = pairedDifference(to, from, LEVEL);
  const means = { from: meanInterval(from, LEVEL).mean ?? NaN, to: meanInterval(to, LEVEL).mean ?? NaN };
  if (difference === null || low === null || high === null || sd === null)
    return { id: h.id, n, ...means, effect: difference ?? NaN, low: NaN, high: NaN, sd: NaN, detectable: NaN, verdict: 'open' };
  const reach = tQuantile(1 - (1 - LEVEL) / 2, n - 1) + tQuantile(POWER, n - 1);
  const detectable = (reach * sd) / Math.sqrt(n);
  return { id: h.id, n, ...means, effect: difference, low, high, sd, detectable, verdict: verdictOf(h, low, high) };
}

/** Where the interval lies against the tolerance. */
export function verdictOf({ expect, tolerance }: Pick<Hypothesis, 'expect' | 'tolerance'>, low: number, high: number): Verdict {
  switch (expect) {
    case 'rises':
      return low > tolerance ? 'holds' : high <= tolerance ? 'fails' : 'open';
    case 'falls':
      return high < -tolerance ? 'holds' : low >= -tolerance ? 'fails' : 'open';
    case 'level':
      if (low > -tolerance && high < tolerance) return 'holds';
      return low >= tolerance || high <= -tolerance ? 'fails' : 'open';
  }
}

/** A finding holds when all its claims do; it fails when one is seen not to hold. */
export function together(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('fails')) return 'fails';
  return verdicts.length > 0 && verdicts.every((v) => v === 'holds') ? 'holds' : 'open';
}

function armOf(finding: Finding, name: string): Arm {
  const arm = finding.arms.find((a) => a.name === name);
  if (arm === undefined) throw new RangeError(`finding ${finding.number} has no arm "${name}"`);
  return arm;
}

function valueOf(outcomes: RunOutcomes | undefined, outcome: string): number | null {
  const value = outcomes?.get(outcome);
  if (value === undefined) throw new RangeError(`no outcome is named "${outcome}"`);
  return value;
}

/** How much is run: few replicates in a minute or so, or those that the pages report. */
type Extent = 'fast' | 'full';

/** A finding tested. */
export interface Outcome {
  readonly finding: Finding;
  readonly effects: readonly (Effect & { readonly hypothesis: Hypothesis })[];
  readonly exact: readonly (ExactResult & { readonly id: string; readonly statement: string; readonly verdict: Verdict })[];
  readonly verdict: Verdict;
}

/** Replicates of the exact comparisons. */
const EXACT_REPLICATES = { fast: 1, full: 4 } as const;

/** Tests a finding on a bench; `alter` must be the bench's own. */
export function testFinding(finding: Finding, bench: Bench, extent: Extent, alter: Alteration = UNALTERED): Outcome {
  const effects = finding.hypotheses
    .filter(({ full_only }) => extent === 'full' || !full_only)
    .map((hypothesis) => {
      const replicates = Math.min(finding.replicates[extent], hypothesis.most ?? Infinity);
      return { ...judge(hypothesis, finding, bench, replicates), hypothesis };
    });
  const exact = finding.exact.map(({ id, statement }) => {
    const result = EXACT_CLAIMS[id]?.(bench.seed, alter, EXACT_REPLICATES[extent]) ?? { cases: 0, faults: 0, first: '' };
    const verdict: Verdict = result.cases === 0 ? 'open' : result.faults === 0 ? 'holds' : 'fails';
    return { ...result, id, statement, verdict };
  });
  const claims = effects.filter(({ hypothesis }) => hypothesis.part === 'claim');
  return { finding, effects, exact, verdict: together([...claims, ...exact].map(({ verdict }) => verdict)) };
}
