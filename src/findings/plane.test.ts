import { describe, expect, it } from 'vitest';
import { createBench } from './bench.ts';
import { FINDINGS } from './index.ts';
import { STORED_SEED } from './stored.ts';
import { testFinding } from './test-finding.ts';

/** The findings that look at the plane of the two costs share their runs. */
const bench = createBench(STORED_SEED);

describe('the plane of entrapment and abandonment costs', () => {
  it.each(FINDINGS.filter(({ number }) => number <= 3))('finding $number: $title', { timeout: 300_000 }, (finding) => {
    const { effects, verdict } = testFinding(finding, bench, 'fast');
    expect(effects.filter((e) => e.hypothesis.part === 'claim' && e.verdict !== 'holds')).toEqual([]);
    expect(verdict).toBe('holds');
  });
});
