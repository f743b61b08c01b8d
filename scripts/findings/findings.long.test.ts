import { describe, expect, it } from 'vitest';
import { createBench } from './bench.ts';
import { FINDINGS } from './finding.ts';
import { testFinding } from './judge.ts';
import { STORED_SEED } from './records.ts';

/** Findings that look at the same arms share their runs. */
const bench = createBench(STORED_SEED);
/** Claims that are known not to come out: their pages say what was tried. A claim that does is taken out here. */
const MISSED: Record<number, readonly string[]> = {};

describe('findings in the fast set', () => {
  it.each(FINDINGS)('finding $number: $title', (finding) => {
    const { effects, exact } = testFinding(finding, bench, 'fast');
    const claims = [...effects.filter(({ hypothesis }) => hypothesis.part === 'claim'), ...exact];
    expect(claims.length).toBeGreaterThan(0);
    expect(claims.filter(({ verdict }) => verdict !== 'holds').map(({ id }) => id)).toEqual(MISSED[finding.number] ?? []);
  });
});
