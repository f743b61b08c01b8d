import { describe, expect, it } from 'vitest';
import { UNCONDITIONAL } from '../../src/model/treaty/casus.ts';
import type { World } from '../../src/model/world.ts';
import { createBench, weigh } from './bench.ts';
import { FINDINGS, type Alteration, type Finding, type Verdict } from './finding.ts';
import { testFinding } from './judge.ts';

/** What a finding says of a model that was altered, with few replicates. */
function underFault(number: number, alter: Alteration, replicates = 4): Record<string, Verdict> {
  const finding = FINDINGS.find((f) => f.number === number) as Finding;
  const small = { ...finding, replicates: { fast: replicates, full: replicates } };
  const { effects, exact } = testFinding(small, createBench(1, alter), 'fast', alter);
  return Object.fromEntries([...effects, ...exact].map(({ id, verdict }) => [id, verdict]));
}

/** Every obligation binds whatever its treaty says. */
function ignoreConditions(w: World): void {
  for (const agreement of w.book.all)
    for (const member of agreement.members)
      for (const obligation of member.obligations as unknown as { when: typeof UNCONDITIONAL }[]) obligation.when = UNCONDITIONAL;
}

/** Others agree by the toss of a coin, whatever it is worth to them. */
function ignoreConsent(w: World): void {
  w.parameters.consent_temperature = 1e9;
}

describe('a planted fault', () => {
  it('in the sign of the security term is seen by the finding on a growing threat', () => {
    expect(underFault(6, weigh('security', -1))['climbs']).not.toBe('holds');
  });

  it('in the sign of the entrapment term is seen by the finding on named purposes', () => {
    expect(underFault(8, weigh('entrapment', -1))['general']).not.toBe('holds');
  });

  it('of consent that does not look at its worth is seen by the same finding', () => {
    const verdicts = Object.values(underFault(8, ignoreConsent));
    expect(verdicts.every((v) => v === 'holds')).toBe(false);
  });

  it('of conditions that are ignored is seen by the finding on the casus foederis, in the very cases that have them', () => {
    const verdicts = underFault(10, ignoreConditions);
    for (const id of ['one-attacker', 'outside', 'provoked']) expect(verdicts[id], id).toBe('fails');
    expect(verdicts['plain']).toBe('holds');
  });

  it('is what makes them fail: without one they hold', () => {
    const none: Alteration = () => undefined;
    expect(Object.values(underFault(8, none)).every((v) => v === 'holds')).toBe(true);
    expect(underFault(6, none)['climbs']).toBe('holds');
  });
});
