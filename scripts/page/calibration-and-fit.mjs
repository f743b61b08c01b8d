// How each step of the calibration changes the fit to the historical record: every step added one by one and left out by itself, and the ties and
// patterns of each setting compared with the record.
//   --data DIR       your own files of the record; about an hour with all settings
//   --replicates N   fewer runs for a shorter look
//   --terms          the value terms alone, without simulating; a minute
//   --only NAME      one setting alone, to standard output
import { join } from 'node:path';
import { backtestPeriod, emptyBacktest, recordOfPeriod } from '../../dist/record/backtest/backtest.js';
import { CALIBRATION_STEPS, calibratedSets } from '../../dist/record/calibration.js';
import { Notices } from '../../dist/record/notices.js';
import { filesIn } from '../../dist/record/read-record.js';
import { PERIODS, settings, tables, WORLDS } from './calibration-and-fit/tables.mjs';
import { scoresOfTerms } from './calibration-and-fit/terms.mjs';
import { entente, toCsv, withFolder } from './make-page.mjs';

/** Runs and ticks of a scorecard. */
const SCORED = { replicates: 6, ticks: 12 };
/** Resamples of states for the intervals of the last setting that adds a step. */
const RESAMPLES = 500;
const SETTINGS = settings(CALIBRATION_STEPS);
const talk = (text) => process.stderr.write(`${text}\n`);

export const page = {
  options: {
    data: { type: 'string' },
    replicates: { type: 'string', default: '6' },
    only: { type: 'string' },
    terms: { type: 'boolean', default: false },
  },
  required: { data: 'the folder with your files of the record' },
  stored: { terms: 'nearer-terms.csv', ties: 'nearer-ties.csv', patterns: 'nearer-patterns.csv' },
  async compute({ data, replicates, only, terms }) {
    const files = await filesIn(data, new Notices());
    const fitted = PERIODS.filter((period) => period.fitted);
    if (terms) return { terms: await scoresOfTerms(files, fitted) };
    const asked = SETTINGS.filter(({ name }) => only === undefined || name === only);
    const ties = await scoresOfTies(files, asked, Number(replicates));
    const patterns = await scoresOfPatterns(data, asked);
    if (only === undefined) return { terms: await scoresOfTerms(files, fitted), ties, patterns };
    process.stdout.write(`${toCsv(ties)}\n${toCsv(patterns)}`);
    return undefined;
  },
  tables: ({ terms, ties, patterns }) => tables({ terms, ties, patterns, all: SETTINGS }),
};

/** Scores of the settings in every period; the record of a period is read once. */
async function scoresOfTies(files, asked, replicates) {
  const whole = asked.findLast(({ kind }) => kind === 'added');
  const simulation = { seed: 1, replicates, workers: 2, signal: new globalThis.AbortController().signal, done: () => undefined };
  const rows = [];
  for (const { from, to } of PERIODS) {
    const { record } = await recordOfPeriod(files, { from, to });
    for (const { name, steps } of asked) {
      const out = emptyBacktest();
      const resamples = name === whole?.name ? RESAMPLES : 0;
      const how = { simulation, sets: calibratedSets(steps), calibrated: false, level: 0.95, resamples };
      await backtestPeriod(record, { from, to }, how, out);
      for (const { task, rule, positives, auc, aucByState } of out.scores)
        rows.push({ setting: name, from, to, task: task.name, rule, positives, auc, low: aucByState.low, high: aucByState.high });
      talk(`${from}-${to}: ${name}`);
    }
  }
  return rows;
}

/** The scorecard of the settings in a run from each world. */
const scoresOfPatterns = (data, asked) =>
  withFolder((folder) => {
    const [world, out] = ['world.yaml', 'results'].map((name) => join(folder, name));
    const size = ['--seed', '1', '--replicates', SCORED.replicates, '--record', 'dyads=1', '--quiet', '--force', '--out', out];
    return WORLDS.flatMap(({ year, scored }) => {
      entente('import', '--data', data, '--year', year, '--ticks', SCORED.ticks, '--uncalibrated', '--out', world, '--force', '--json');
      return asked
        .filter(({ kind }) => scored.includes(kind))
        .flatMap(({ name, steps }) => {
          entente('run', world, ...size, ...calibratedSets(steps).flatMap((set) => ['--set', set]));
          talk(`${year}: ${name}`);
          const { scores } = JSON.parse(entente('score', out, '--json'));
          return scores.map(({ name: pattern, n, value, low, high, result }) => ({
            setting: name,
            year,
            pattern,
            n,
            value,
            low,
            high,
            result,
          }));
        });
    });
  });
