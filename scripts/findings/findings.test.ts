import { describe, expect, it } from 'vitest';
import { createBench, FOLDER } from './bench.ts';
import { FINDINGS, parseFinding } from './finding.ts';
import { testFinding } from './judge.ts';
import { STORED_SEED } from './records.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

describe('a finding', () => {
  // One that takes seconds; the long suite tests all.
  it('holds by its runs as it does by the stored ones', () => {
    const growing = FINDINGS.filter(({ slug }) => slug === 'rising-threat');
    expect(growing.map((finding) => testFinding(finding, createBench(STORED_SEED), 'fast').verdict)).toEqual(['holds']);
  });

  const text = readFileSync(join(FOLDER, '06-rising-threat.yaml'), 'utf8');
  it.each([
    ['an unknown key', text.replace('claim:', 'claims:'), 'Unrecognized key: "claims"'],
    [
      'an arm in a world that it does not have',
      text.replace('{ world: threat-steady', '{ world: threat-study'),
      'expected one of threat-steady',
    ],
    [
      'a hypothesis about an arm that it does not have',
      text.replace('to: growing', 'to: grown'),
      'expected the name of an arm, found grown',
    ],
    ['a setting without a value', text.replace('parameters.entrapment_cost=2', 'parameters.entrapment_cost'), 'expected path=value'],
    ['an expectation of its own', text.replace('expect: rises', 'expect: soars'), 'expect'],
    ['an exact claim that no code tests', `${text}exact: { magic: it is }\n`, 'expected one of plain'],
  ])('with %s is refused with its place', (_, wrong, message) => {
    expect(wrong).not.toBe(text);
    expect(() => parseFinding('06-rising-threat.yaml', wrong)).toThrow(message);
  });
});
