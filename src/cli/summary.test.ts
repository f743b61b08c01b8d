import { describe, expect, it } from 'vitest';
import { OUTCOMES, TABLES, type Cell } from '../measure/columns.ts';
import { agreementOutcomes, type AgreementOutcome } from '../measure/agreement-outcomes.ts';
import { TableBuilder } from '../measure/table.ts';
import { failedOutput, type RunOutput } from '../run/run-output.ts';
import { specOf } from '../run/run-spec.ts';
import { simulate } from '../run/simulate.ts';
import { resolveScenario } from '../scenario/load.ts';
import { entryOf } from '../experiment/run-entry.ts';
import { timeLeft } from './progress.ts';
import { formatDuration } from './format-number.ts';
import { gatherSummary } from './summary.ts';
import { threeDigits, summaryText } from './summary-text.ts';

const job = {
  scenario: resolveScenario({ entente: 1, name: 's', ticks: 1, generate: { states: 5 } }),
  seed: 1,
  replicates: 2,
  checkEvery: 1,
};
const real = simulate(specOf(job, 0));

/** A run with these values at its end and these numbers of wars. */
function run(replicate: number, allianceTies: number, wars: number, became: AgreementOutcome[] = []): RunOutput {
  const tables = structuredClone(real.tables);
  const ties = tables.system?.columns['n_alliance_ties'];
  if (ties instanceof Float64Array) ties[ties.length - 1] = allianceTies;
  const agreements = new TableBuilder(TABLES.agreements);
  for (const { name, what } of became) {
    const [kind, kindAtEnd] = what === 'hollowed' ? ['alliance', 'partnership'] : ['partnership', 'alliance'];
    const cells = new Map<string, Cell>([
      ['name', name],
      ['kind', kind],
      ['kind_end', kindAtEnd],
      ['end', what === 'ended' ? 1 : null],
    ]);
    agreements.add(TABLES.agreements.map((column) => cells.get(column.name) ?? null));
  }
  tables.agreements = agreements.table();
  expect(agreementOutcomes(tables.agreements)).toEqual(became);
  const outcomes = [...real.outcomes];
  outcomes[OUTCOMES.findIndex(({ name }) => name === 'total_new_wars')] = wars;
  return { ...real, replicate, tables, outcomes, digest: String(replicate) };
}

describe('the summary', () => {
  it('gives mean and range over replicates, and the outcomes of agreements', () => {
    const gatherer = gatherSummary();
    gatherer.add(entryOf(run(0, 4, 0, [{ name: 'NATO', what: 'ended' }]), true));
    const both: AgreementOutcome[] = [
      { name: 'NATO', what: 'ended' },
      { name: 'Quad', what: 'matured' },
    ];
    gatherer.add(entryOf(run(1, 7, 3, both), true));
    const summary = gatherer.summary();
    expect(summary.end.n_alliance_ties).toEqual({ mean: 5.5, min: 4, max: 7 });
    expect(summary.totals.total_new_wars).toEqual({ mean: 1.5, min: 0, max: 3 });
    const text = summaryText(summary, 2);
    expect(text).toMatch(/alliance ties +0 +5\.5 +4 to 7\n/);
    expect(text).toMatch(/wars 1\.5 \(0 to 3\)/);
    expect(text).toMatch(/agreements of the scenario that ended: NATO \(2 of 2 runs\)\n/);
    expect(text).toMatch(/that matured into alliances: Quad \(1 of 2 runs\)\n/);
  });

  it('gives one number for one run', () => {
    const gatherer = gatherSummary();
    gatherer.add(entryOf(run(0, 4, 2), true));
    const text = summaryText(gatherer.summary(), 1);
    expect(text).toMatch(/alliance ties +0 +4\n/);
    expect(text).toMatch(/in the run: disputes \d+, wars 2,/);
  });

  it('reports the first failures and how many more there are', () => {
    const gatherer = gatherSummary();
    for (let r = 0; r < 6; r++) gatherer.add(entryOf(failedOutput(specOf(job, r), `InvariantError: ${r}`), true));
    expect(summaryText(gatherer.summary(), 6)).toBe(
      'failed: 6 of 6\n' + [0, 1, 2, 3].map((r) => `  replicate ${r}: InvariantError: ${r}\n`).join('') + '  and 2 more, in errors.csv\n',
    );
  });

  it('warns of replicates that came out the same', () => {
    const gatherer = gatherSummary();
    gatherer.add(entryOf(run(0, 1, 0), true));
    gatherer.add(entryOf({ ...run(1, 1, 0), digest: '0' }, true));
    expect(summaryText(gatherer.summary(), 2)).toMatch(/replicates 0 and 1 came out the same to the last bit/);
  });
});

describe('numbers for people', () => {
  it.each([
    [3, '3'],
    [0.031249, '0.0312'],
    [1234.5, '1235'],
    [99.95, '100'],
    [-0.5, '-0.5'],
  ])('%d is %s', (x, text) => expect(threeDigits(x)).toBe(text));

  it.each([
    [400, 'under a second'],
    [40_000, '40 s'],
    [180_000, '3 min'],
    [7_800_000, '2 h 10 min'],
    [7_200_000, '2 h'],
  ])('%d ms are %s', (ms, text) => expect(formatDuration(ms)).toBe(text));

  it('promise time from the rate so far, and nothing before there is one', () => {
    expect(timeLeft(0, 100, 5000)).toBe('measuring');
    expect(timeLeft(25, 100, 20_000)).toBe('about 60 s left');
  });
});
