import { UNALTERED, type Bench } from './bench.ts';
import type { Alteration, ExactResult, Finding, Hypothesis, Verdict } from './finding.ts';
import { judge, together, type Effect } from './judge.ts';

/** How much is run: few replicates in a minute or so, or those that the pages report. */
export type Extent = 'fast' | 'full';

/** A finding put to the test. */
export interface Outcome {
  readonly finding: Finding;
  readonly effects: readonly (Effect & { readonly hypothesis: Hypothesis })[];
  readonly exact: readonly (ExactResult & { readonly id: string; readonly statement: string; readonly verdict: Verdict })[];
  readonly verdict: Verdict;
}

/** Replicates of the exact comparisons. */
const EXACT_REPLICATES = { fast: 1, full: 4 } as const;

/** Puts a finding to the test on a bench; `alter` must be the bench's own. */
export function testFinding(finding: Finding, bench: Bench, extent: Extent, alter: Alteration = UNALTERED): Outcome {
  const effects = finding.hypotheses
    .filter(({ fullOnly }) => extent === 'full' || fullOnly !== true)
    .map((hypothesis) => {
      const replicates = Math.min(finding.replicates[extent], hypothesis.most ?? Infinity);
      return { ...judge(hypothesis, finding, bench, replicates), hypothesis };
    });
  const exact = finding.exact.map(({ id, statement, run }) => {
    const result = run(bench.seed, alter, EXACT_REPLICATES[extent]);
    const verdict: Verdict = result.cases === 0 ? 'open' : result.faults === 0 ? 'holds' : 'fails';
    return { ...result, id, statement, verdict };
  });
  const claims = effects.filter(({ hypothesis }) => hypothesis.part === 'claim');
  return { finding, effects, exact, verdict: together([...claims, ...exact].map(({ verdict }) => verdict)) };
}
