// Puts the findings to the test on the built program and prints what it says as CSV.
//   npm run findings                      the full set, with the seed of the pages
//   npm run findings -- --fast            few replicates
//   npm run findings -- --fresh           with a seed drawn anew, printed and kept under results/
//   npm run findings -- --seed N          with a seed of one's own
//   npm run findings -- --only N          one finding (repeatable)
//   npm run findings -- --write           the full set, to docs/findings: data, pages, figures; what was written by hand in them is kept
//   npm run findings -- --ablation        the fast set with each value term switched off in turn; with --write to docs/findings too
//   npm run findings -- --pages           the pages and figures anew from the stored data, without a run
// The exit code is 1 when a finding does not hold that holds by the stored data.
import { randomInt } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DOCS = join(ROOT, 'docs', 'findings');
const load = (name) => import(new URL(`../dist/findings/${name}.js`, import.meta.url));
const talk = (text) => process.stderr.write(`${text}\n`);

const [{ FINDINGS }, { createBench }, { testFinding }, records, pages, figures, { without }, planes, { STORED_SEED, readRecords }, terms] =
  await Promise.all([
    load('index'),
    load('bench'),
    load('test-finding'),
    load('records'),
    load('pages'),
    load('figures'),
    load('ablation'),
    load('plane'),
    load('stored'),
    import(new URL('../dist/model/terms/index.js', import.meta.url)),
  ]);

function readOptions() {
  const flag = { type: 'boolean', default: false };
  const options = {
    fast: flag,
    fresh: flag,
    write: flag,
    ablation: flag,
    pages: flag,
    seed: { type: 'string' },
    only: { type: 'string', multiple: true, default: [] },
  };
  try {
    const { values } = parseArgs({ options });
    const only = values.only.map(Number);
    const unknown = only.filter((n) => !FINDINGS.some(({ number }) => number === n));
    if (unknown.length > 0) throw new Error(`--only ${unknown[0]}: expected the number of a finding, 1 to ${FINDINGS.length}`);
    if (values.seed !== undefined && !/^\d{1,15}$/.test(values.seed))
      throw new Error(`--seed ${String(values.seed)}: expected a whole number from 0`);
    if (values.fresh && values.seed !== undefined) throw new Error('--fresh draws the seed; leave out --seed');
    if (values.write && (values.fresh || values.seed !== undefined || (values.fast && !values.ablation)))
      throw new Error('--write stores the full set with the seed of the pages; leave out --fresh, --seed and --fast');
    return { ...values, only, seed: values.fresh ? randomInt(2 ** 31) : Number(values.seed ?? STORED_SEED) };
  } catch (error) {
    talk(error.message);
    process.exitCode = 2;
    return null;
  }
}

const describe = ({ finding, verdict }) => `${finding.number} ${finding.title}: ${verdict}`;

function testAll({ fast, only }, bench, alter, done = () => undefined) {
  bench.onRun = (runs) => {
    if (runs % 20 === 0) talk(`  ${runs} runs`);
  };
  return FINDINGS.filter(({ number }) => only.length === 0 || only.includes(number)).map((finding) => {
    const outcome = testFinding(finding, bench, fast ? 'fast' : 'full', alter);
    talk(describe(outcome));
    done(outcome);
    return outcome;
  });
}

/** Means over the grid of the pictures. */
function testPlanes(bench) {
  return planes.PLANES.flatMap((plane) =>
    plane.grid.e.flatMap((e) =>
      plane.grid.a.flatMap((a) => {
        const runs = bench.figures(planes.planeArm(plane, e, a), plane.replicates);
        talk(`  ${plane.world}: e = ${e}, a = ${a}`);
        return Object.keys(figures.PLANE_OUTCOMES).map((outcome) => {
          const values = runs.map((run) => run.get(outcome)).filter((x) => x !== null);
          const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
          return { world: plane.world, e, a, outcome, n: values.length, mean: records.rounded(mean) };
        });
      }),
    ),
  );
}

/** The fast set with every value term on, and with each switched off in turn; every row is kept as it comes. */
function ablate(options) {
  const first = ({ finding, effects }) => {
    const claim = finding.hypotheses.find(({ part }) => part === 'claim');
    return effects.find(({ id }) => id === claim?.id)?.effect ?? NaN;
  };
  const fast = { ...options, fast: true };
  const base = new Map();
  return ['', ...terms.VALUE_TERMS.map(({ name }) => name)].flatMap((term) => {
    talk(term === '' ? 'all terms on' : `without ${term}`);
    const alter = term === '' ? () => undefined : without(term);
    const rows = testAll(fast, createBench(options.seed, alter), alter).map((outcome) => {
      const { number } = outcome.finding;
      if (term === '') base.set(number, first(outcome));
      return { term, finding: number, verdict: outcome.verdict, ratio: records.rounded(first(outcome) / base.get(number)) };
    });
    if (options.write) keepAblation(rows);
    return rows;
  });
}

function keepAblation(rows) {
  const same = (x, y) => x.term === y.term && x.finding === y.finding;
  const place = ({ term, finding }) => 100 * (1 + terms.VALUE_TERMS.findIndex(({ name }) => name === term)) + finding;
  const others = readRecords(ROOT).ablation.filter((x) => !rows.some((y) => same(x, y)));
  store(
    'ablation',
    [...others, ...rows].sort((x, y) => place(x) - place(y)),
  );
}

function store(table, rows, folder = join(DOCS, 'data')) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${table}.csv`), records.toCsv(table, rows));
}

/** Rows of a finding that was tested take the place of its old ones: a set that is broken off loses nothing. */
function keep(outcome) {
  const stored = readRecords(ROOT);
  const fresh = records.recordsOf(outcome);
  for (const table of ['effects', 'exact']) {
    const others = stored[table].filter(({ finding }) => finding !== outcome.finding.number);
    store(
      table,
      [...others, ...fresh[table]].sort((x, y) => x.finding - y.finding),
    );
  }
}

async function writePages() {
  const stored = readRecords(ROOT);
  const put = (name, made, rest) => {
    const path = join(DOCS, name);
    writeFileSync(path, pages.withMadePart(existsSync(path) ? readFileSync(path, 'utf8') : null, made, rest));
  };
  for (const finding of FINDINGS) {
    put(pages.pageName(finding), pages.findingPage(finding, stored), '## What was tried\n');
    writeFileSync(join(DOCS, pages.figureName(finding)), await figures.findingFigure(finding, stored));
  }
  for (const [world, title] of Object.entries(planes.PLANE_TITLES))
    writeFileSync(join(DOCS, `plane-${world}.svg`), await figures.planeFigure(world, title, stored));
  put('README.md', pages.overviewPage(stored));
  put('ablation.md', pages.ablationPage(stored));
}

async function main(options) {
  if (options.pages) return writePages();
  talk(`seed ${options.seed}`);
  if (options.ablation) {
    const rows = ablate(options);
    process.stdout.write(records.toCsv('ablation', rows));
    if (options.write) await writePages();
    return undefined;
  }
  const before = readRecords(ROOT);
  const bench = createBench(options.seed);
  const outcomes = testAll(
    options,
    bench,
    () => undefined,
    (outcome) => {
      if (options.write) keep(outcome);
    },
  );
  const tested = outcomes.map(records.recordsOf);
  const effects = tested.flatMap((r) => r.effects);
  const exact = tested.flatMap((r) => r.exact);
  process.stdout.write(records.toCsv('effects', effects));
  process.stdout.write(records.toCsv('exact', exact));
  if (options.fresh) {
    const folder = join(ROOT, 'results', `findings-${options.seed}`);
    store('effects', effects, folder);
    store('exact', exact, folder);
    talk(`seed ${options.seed}; kept in results/findings-${options.seed}`);
  }
  if (options.write) {
    if (options.only.length === 0) store('planes', testPlanes(bench));
    await writePages();
  }
  const lost = outcomes.filter(({ finding, verdict }) => verdict !== 'holds' && pages.verdictOf(finding, before) === 'holds');
  for (const outcome of lost) talk(`does not hold as it did: ${describe(outcome)}`);
  if (lost.length > 0) process.exitCode = 1;
  return undefined;
}

const options = readOptions();
if (options !== null) await main(options);
