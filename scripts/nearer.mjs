// How the model was brought nearer to the record: every step of the calibration, added one by one and taken away by itself, held to ties and patterns of
// the record. Writes the figures that docs/calibration-and-fit.md shows, and its tables. The prose is written by hand.
//   node scripts/nearer.mjs --data DIR       everything from files of your own; about an hour (--replicates N for a shorter look)
//   ... --terms                              the terms alone, without simulating; a minute
//   ... --only NAME                          one setting alone, to standard output
//   node scripts/nearer.mjs --draw           tables anew from the stored figures
//   node scripts/nearer.mjs --check          exit code 1 if the tables are not those of the stored figures
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { firstDifference } from './differences.mjs';
import { PERIODS, WORLDS, settings, tables } from './nearer/page.mjs';
import { heldToTerms } from './nearer/terms.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const { values: options } = parseArgs({
  options: {
    data: { type: 'string' },
    replicates: { type: 'string', default: '6' },
    only: { type: 'string' },
    terms: { type: 'boolean', default: false },
    draw: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
  },
});
const load = (module) => import(new URL(`../dist/${module}`, import.meta.url));
const PAGE = join(ROOT, 'docs/calibration-and-fit.md');
const STORED = Object.fromEntries(['terms', 'ties', 'patterns'].map((name) => [name, join(ROOT, `docs/figures/nearer-${name}.csv`)]));
const BEGIN = '<!-- made by scripts/nearer.mjs: begin -->';
const END = '<!-- made by scripts/nearer.mjs: end -->';
/** Runs and ticks of a scorecard. */
const SCORED = { replicates: '6', ticks: 12 };
/** Resamples of states for the intervals of the last setting that adds a step. */
const RESAMPLES = 500;

const { CALIBRATION_STEPS, calibratedSets } = await load('record/calibration.js');
const SETTINGS = settings(CALIBRATION_STEPS).filter(({ name }) => options.only === undefined || name === options.only);

if (!options.draw && !options.check) {
  if (options.data === undefined) {
    process.stderr.write('give --data DIR, the folder with your files of the record; or --draw, --check\n');
    process.exit(2);
  }
  if (options.only === undefined) {
    const fitted = PERIODS.filter((period) => period.fitted);
    writeFileSync(STORED.terms, stringify(await heldToTerms(options.data, fitted), { header: true }));
  }
  const [ties, patterns] = options.terms ? [[], []] : [await heldToTies(options.data), await heldToPatterns(options.data)];
  if (options.only !== undefined) process.stdout.write(`${stringify(ties, { header: true })}\n${stringify(patterns, { header: true })}`);
  else if (!options.terms) {
    writeFileSync(STORED.ties, stringify(ties, { header: true }));
    writeFileSync(STORED.patterns, stringify(patterns, { header: true }));
  }
}
if (options.only === undefined) show();

/** Scores of every setting in every period; the record of a period is read once. */
async function heldToTies(data) {
  const [{ filesIn }, { Notices }, { backtestPeriod, emptyBacktest, recordOfPeriod }] = await Promise.all(
    ['record/read-record.js', 'record/notices.js', 'record/backtest/backtest.js'].map(load),
  );
  const files = await filesIn(data, new Notices());
  const replicates = Number(options.replicates);
  const whole = SETTINGS.findLast(({ kind }) => kind === 'added');
  const rows = [];
  for (const { from, to } of PERIODS) {
    const { record } = await recordOfPeriod(files, { from, to });
    for (const { name, steps } of SETTINGS) {
      const simulation = { seed: 1, replicates, workers: 2, signal: new globalThis.AbortController().signal, done: () => undefined };
      const out = emptyBacktest();
      await backtestPeriod(
        record,
        { from, to },
        { simulation, sets: calibratedSets(steps), calibrated: false, level: 0.95, resamples: name === whole?.name ? RESAMPLES : 0 },
        out,
      );
      for (const { task, rule, positives, auc, aucByState } of out.scores)
        rows.push({ setting: name, from, to, task: task.name, rule, positives, auc, low: aucByState.low, high: aucByState.high });
      process.stderr.write(`${from}-${to}: ${name}\n`);
    }
  }
  return rows;
}

/** The scorecard of every setting in a run from each world. */
async function heldToPatterns(data) {
  const rows = [];
  const folder = mkdtempSync(join(tmpdir(), 'entente-nearer-'));
  const entente = (...args) =>
    execFileSync(process.execPath, [join(ROOT, 'dist/cli/main.js'), ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    for (const { year, scored } of WORLDS) {
      const world = join(folder, `${year}.yaml`);
      entente(
        'import',
        '--data',
        data,
        '--year',
        String(year),
        '--ticks',
        String(SCORED.ticks),
        '--uncalibrated',
        '--out',
        world,
        '--json',
      );
      for (const { name, steps, kind } of SETTINGS) {
        if (!scored.includes(kind)) continue;
        const sets = calibratedSets(steps).flatMap((set) => ['--set', set]);
        const out = join(folder, 'results');
        entente(
          'run',
          world,
          '--seed',
          '1',
          '--replicates',
          SCORED.replicates,
          '--record',
          'dyads=1',
          ...sets,
          '--out',
          out,
          '--force',
          '--quiet',
        );
        for (const score of JSON.parse(entente('score', out, '--json')).scores)
          rows.push({
            setting: name,
            year,
            pattern: score.name,
            n: score.n,
            value: score.value,
            low: score.low,
            high: score.high,
            result: score.result,
          });
        process.stderr.write(`${year}: ${name}\n`);
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return rows;
}

function show() {
  const [terms, ties, patterns] = [STORED.terms, STORED.ties, STORED.patterns].map((file) =>
    parse(readFileSync(file, 'utf8'), { columns: true }),
  );
  const text = readFileSync(PAGE, 'utf8');
  const [before, rest = ''] = text.split(BEGIN);
  const [, after = ''] = rest.split(END);
  const wanted = `${before}${BEGIN}\n\n${tables({ terms, ties, patterns, steps: CALIBRATION_STEPS })}\n\n${END}${after}`;
  if (!options.check) writeFileSync(PAGE, wanted);
  else if (wanted !== text) {
    process.stderr.write(`docs/calibration-and-fit.md is not what the stored figures give: ${firstDifference(text, wanted)}\n`);
    process.exitCode = 1;
  }
}
