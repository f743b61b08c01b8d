import { describe, expect, it } from 'vitest';
import { createBench } from './bench.ts';
import { FINDINGS } from './index.ts';
import { STORED_SEED } from './stored.ts';
import { testFinding } from './test-finding.ts';

const bench = createBench(STORED_SEED);
/** Claims that are known not to come out: their pages say what was tried. A claim that does is taken out here. */
const MISSED: Record<number, readonly string[]> = {};

describe('findings in controlled and other worlds', () => {
  it.each(FINDINGS.filter(({ number }) => number > 3))('finding $number: $title', { timeout: 300_000 }, (finding) => {
    const { effects, exact } = testFinding(finding, bench, 'fast');
    const claims = [...effects.filter(({ hypothesis }) => hypothesis.part === 'claim'), ...exact];
    expect(claims.length).toBeGreaterThan(0);
    expect(claims.filter(({ verdict }) => verdict !== 'holds').map(({ id }) => id)).toEqual(MISSED[finding.number] ?? []);
  });
});
