import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InputError } from '../../base/errors.ts';
import { fitLogit, logitScore } from '../../statistics/logit.ts';
import { discrimination, rank } from '../../statistics/prediction.ts';
import { ROOT } from '../../testing/project.ts';
import { withRecord } from '../../testing/record-folder.ts';
import { Notices } from '../notices.ts';
import { membersOf } from '../members.ts';
import { filesIn, readRecord, type RecordFiles } from '../read-record.ts';
import type { RecordData } from '../record-data.ts';
import { backtest, readPeriods, type BacktestOptions } from './backtest.ts';
import { backtestParagraph } from './backtest-text.ts';
import { capitalDistance, dyadsOf, predictorsOf } from './predictors.ts';
import { RULES } from './rules.ts';
import { recordTies } from './ties.ts';
import { TASKS } from './tasks.ts';
import { pairKey } from '../record-data.ts';

const options = (replicates = 2): BacktestOptions => ({
  simulation: { seed: 1, replicates, workers: 1, signal: new AbortController().signal, done: () => undefined },
  sets: [],
  calibrated: true,
  level: 0.95,
  resamples: 50,
});

describe('a backtest of the example', () => {
  let dir: string;
  let files: RecordFiles;
  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'entente-backtest-'));
    cpSync(join(ROOT, 'docs', 'how-to', 'import-example'), dir, { recursive: true });
    // a treaty that comes after the start, so that there is something to predict
    const file = join(dir, 'treaty-members.csv');
    const text = readFileSync(file, 'utf8');
    const row = (ccode: number) => text.split('\n')[1]?.replace(/^1,901,1,1990/, `5,${ccode},1,1999`) ?? '';
    writeFileSync(file, `${text}${row(901)}\n${row(905)}\n`);
    files = await filesIn(dir, new Notices());
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it('scores every task by every rule that has a forecast, and says what it rests on', async () => {
    const made = await backtest(files, [{ from: 1995, to: 1999 }], options());
    const rules = new Set(made.scores.map(({ rule }) => rule));
    expect([...rules]).toEqual(RULES.map(({ name }) => name).filter((name) => name !== 'logit')); // no decade before in the example
    const task = made.scores.filter((s) => s.task.name === 'defence_new');
    expect(task[0]).toMatchObject({ dyads: 11, positives: 1 });
    expect(task.find(({ rule }) => rule === 'unchanged')?.auc).toBe(0.5);
    const model = task.find(({ rule }) => rule === 'model');
    const nearest = task.find(({ rule }) => rule === 'nearest');
    expect(nearest?.lead).toBeCloseTo((model?.auc ?? NaN) - (nearest?.auc ?? NaN), 12);
    expect(made.pairs.filter((p) => p.task.name === 'defence_new' && p.came)).toMatchObject([{ a: 'ARC', b: 'ESK' }]);
    expect(backtestParagraph(made, 2)).toContain('in 0 of 1 periods');
    expect(TASKS.length).toBe(5);
  });

  it('gives the same scores again', async () => {
    const once = () => backtest(files, [{ from: 1995, to: 1999 }], options());
    expect((await once()).scores).toEqual((await once()).scores);
  });

  it('refuses years of which the files hold nothing to score by', async () => {
    const error: unknown = await backtest(files, [{ from: 1995, to: 2005 }], options()).catch((reason: unknown) => reason);
    expect((error as InputError).problems).toMatchObject([
      { file: files.atop_members, found: '2005', expected: 'a last year of at most 1999, where the file ends' },
    ]);
    const { atop_members: _, ...without } = files;
    await expect(backtest(without, [{ from: 1995, to: 1999 }], options())).rejects.toThrow('--atop-members');
  });

  it('reads periods, and refuses what is none', () => {
    expect(readPeriods(['1980-1990'])).toEqual([{ from: 1980, to: 1990 }]);
    for (const text of ['1990-1980', '1980', '80-90', '1980-1980']) expect(() => readPeriods([text])).toThrow(InputError);
  });
});

/**
 * Area under the curve and average precision of new defence ties, and of all of them by persistence, in ATOP 5.1 with NMC 7.0, capital distances, extended
 * UDS and contiguity 3.2: worked out in R and Python, with other code, from the same files.
 */
const BASELINES = [
  { from: 1925, to: 1935, ties: 8, distance: 0.913, logit: 0.951, precision: 0.046, persistence: 0.846 },
  { from: 1950, to: 1960, ties: 70, distance: 0.676, logit: 0.576, precision: 0.083, persistence: 0.905 },
  { from: 1980, to: 1990, ties: 168, distance: 0.927, logit: 0.789, precision: 0.139, persistence: 0.902 },
  { from: 1990, to: 2000, ties: 174, distance: 0.919, logit: 0.931, precision: 0.189, persistence: 0.916 },
];

describe('the rules that a model must beat', () => {
  withRecord((folder) => {
    let record: RecordData;
    beforeAll(async () => {
      const { states, nmc, atop_dyads, distance, contiguity, democracy } = await filesIn(folder, new Notices());
      const years = new Set(BASELINES.flatMap(({ from, to }) => [from - 10, from, to]));
      const notices = new Notices();
      const needed = Object.fromEntries(
        Object.entries({ states, nmc, atop_dyads, distance, contiguity, democracy }).filter(([, file]) => file !== undefined),
      );
      record = await readRecord(needed, { years, disputesFrom: 0, to: 0 }, notices);
      notices.throwIfAny();
    }, 60_000);

    const pairs = (from: number, to: number) => {
      const [before, after] = [recordTies(record, from).defence, recordTies(record, to).defence];
      return dyadsOf(membersOf(record, from), membersOf(record, to)).map((dyad) => ({
        predictors: predictorsOf(record, dyad, from) ?? [],
        distance: capitalDistance(record, dyad, from) ?? NaN,
        tied: before.has(pairKey(dyad.a, dyad.b)),
        came: after.has(pairKey(dyad.a, dyad.b)) ? 1 : 0,
      }));
    };

    it.each(BASELINES)('have their known scores from $from to $to', ({ from, to, ties, distance, logit, precision, persistence }) => {
      const all = pairs(from, to);
      const untied = all.filter(({ tied }) => !tied);
      const outcomes = untied.map(({ came }) => came);
      expect(outcomes.reduce((a, b) => a + b, 0)).toBe(ties);
      expect(
        discrimination(
          rank(
            untied.map((p) => -p.distance),
            outcomes,
          ),
        ).auc,
      ).toBeCloseTo(distance, 3);
      const earlier = pairs(from - 10, from).filter(({ tied }) => !tied);
      const fit = fitLogit(
        earlier.map(({ predictors }) => predictors),
        earlier.map(({ came }) => came),
        1,
      );
      const scored = discrimination(
        rank(
          untied.map(({ predictors }) => logitScore(fit, predictors)),
          outcomes,
        ),
      );
      expect(scored.auc).toBeCloseTo(logit, 3);
      expect(scored.averagePrecision).toBeCloseTo(precision, 3);
      const kept = discrimination(
        rank(
          all.map(({ tied }) => (tied ? 1 : 0)),
          all.map(({ came }) => came),
        ),
      );
      expect(kept.auc).toBeCloseTo(persistence, 3);
    });
  });
});
