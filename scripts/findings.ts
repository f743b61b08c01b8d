// Tests the findings of scenarios/findings and prints the effects as CSV.
//   npm run findings                      the full set, with the seed of the pages
//   npm run findings -- --fast            few replicates
//   npm run findings -- --fresh           with a random seed, printed, and the results kept under results/
//   npm run findings -- --seed N          with this seed
//   npm run findings -- --only N          one finding (repeatable)
//   npm run findings -- --write           the full set, to docs/findings: data, pages, charts; what was written by hand in them is kept
//   npm run findings -- --ablation        the fast set with each value term switched off in turn; with --write to docs/findings too
//   npm run findings -- --pages           the pages and charts from the stored data, without a run
// The exit code is 1 when a finding does not hold that holds by the stored data.
import { randomInt } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { VALUE_TERMS } from '../src/model/terms/index.ts';
import { createBench, ROOT, UNALTERED, weigh, type Bench } from './findings/bench.ts';
import { findingChart, planeChart, PLANE_OUTCOMES } from './findings/charts.ts';
import { FINDINGS, type Alteration } from './findings/finding.ts';
import { testFinding, type Outcome } from './findings/judge.ts';
import * as pages from './findings/pages.ts';
import { planeArm, PLANE_TITLES, PLANES } from './findings/plane.ts';
import * as records from './findings/records.ts';

const DOCS = join(ROOT, 'docs', 'findings');
const talk = (text: string): void => void process.stderr.write(`${text}\n`);

type Options = NonNullable<ReturnType<typeof readOptions>>;

function readOptions() {
  const flag = { type: 'boolean', default: false } as const;
  const options = {
    fast: flag,
    fresh: flag,
    write: flag,
    ablation: flag,
    pages: flag,
    seed: { type: 'string' },
    only: { type: 'string', multiple: true, default: [] as string[] },
  } as const;
  try {
    const { values } = parseArgs({ options });
    const only = values.only.map(Number);
    const [unknown] = only.filter((n) => !FINDINGS.some(({ number }) => number === n));
    if (unknown !== undefined) throw new Error(`--only ${unknown}: expected the number of a finding, 1 to ${FINDINGS.length}`);
    if (values.seed !== undefined && !/^\d{1,15}$/.test(values.seed))
      throw new Error(`--seed ${values.seed}: expected a whole number from 0`);
    if (values.fresh && values.seed !== undefined) throw new Error('--fresh draws the seed; leave out --seed');
    if (values.write && (values.fresh || values.seed !== undefined || (values.fast && !values.ablation)))
      throw new Error('--write stores the full set with the seed of the pages; leave out --fresh, --seed and --fast');
    return { ...values, only, seed: values.fresh ? randomInt(2_147_483_647) : Number(values.seed ?? records.STORED_SEED) };
  } catch (error) {
    talk((error as Error).message);
    process.exitCode = 2;
    return null;
  }
}

const describe = ({ finding, verdict }: Outcome) => `${finding.number} ${finding.title}: ${verdict}`;

function testAll(
  { fast, only }: Pick<Options, 'fast' | 'only'>,
  bench: Bench,
  alter: Alteration,
  done: (outcome: Outcome) => void = () => undefined,
): Outcome[] {
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

/** Means over the grid of the charts. */
function testPlanes(bench: Bench): records.PlaneRecord[] {
  return PLANES.flatMap((plane) =>
    plane.grid.e.flatMap((e) =>
      plane.grid.a.flatMap((a) => {
        const runs = bench.outcomes(planeArm(plane, e, a), plane.replicates);
        talk(`  ${plane.world}: e = ${e}, a = ${a}`);
        return Object.keys(PLANE_OUTCOMES).map((outcome) => {
          const values = runs.flatMap((run) => run.get(outcome) ?? []);
          const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
          return { world: plane.world, e, a, outcome, n: values.length, mean: records.rounded(mean) };
        });
      }),
    ),
  );
}

/** The fast set with every value term on, and with each switched off in turn; every row is kept as it comes. */
function ablate(options: Options): records.AblationRecord[] {
  const first = ({ finding, effects }: Outcome) => {
    const claim = finding.hypotheses.find(({ part }) => part === 'claim');
    return effects.find(({ id }) => id === claim?.id)?.effect ?? NaN;
  };
  const base = new Map<number, number>();
  return ['', ...VALUE_TERMS.map(({ name }) => name)].flatMap((term) => {
    talk(term === '' ? 'all terms on' : `without ${term}`);
    const alter = term === '' ? UNALTERED : weigh(term, 0);
    const rows = testAll({ ...options, fast: true }, createBench(options.seed, alter), alter).map((outcome) => {
      const { number } = outcome.finding;
      if (term === '') base.set(number, first(outcome));
      return { term, finding: number, verdict: outcome.verdict, ratio: records.rounded(first(outcome) / (base.get(number) ?? NaN)) };
    });
    if (options.write) keepAblation(rows);
    return rows;
  });
}

function keepAblation(rows: readonly records.AblationRecord[]): void {
  const place = ({ term, finding }: records.AblationRecord) => 100 * (1 + VALUE_TERMS.findIndex(({ name }) => name === term)) + finding;
  const others = records
    .readRecords(ROOT)
    .ablation.filter((x) => !rows.some(({ term, finding }) => x.term === term && x.finding === finding));
  store(
    'ablation',
    [...others, ...rows].sort((x, y) => place(x) - place(y)),
  );
}

function store(table: records.TableName, rows: readonly object[], folder = join(DOCS, 'data')): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${table}.csv`), records.toCsv(table, rows));
}

/** Rows of a finding that was tested take the place of its old ones: a set that is interrupted loses nothing. */
function keep(outcome: Outcome): void {
  const stored = records.readRecords(ROOT);
  const fresh = records.recordsOf(outcome);
  for (const table of ['effects', 'exact'] as const) {
    const others = stored[table].filter(({ finding }) => finding !== outcome.finding.number);
    store(
      table,
      [...others, ...fresh[table]].sort((x, y) => x.finding - y.finding),
    );
  }
}

async function writePages(): Promise<void> {
  const stored = records.readRecords(ROOT);
  const put = (name: string, made: string, rest?: string) => {
    const path = join(DOCS, name);
    writeFileSync(path, pages.withMadePart(existsSync(path) ? readFileSync(path, 'utf8') : null, made, rest));
  };
  for (const finding of FINDINGS) {
    put(pages.pageName(finding), pages.findingPage(finding, stored), '## What was tried\n');
    writeFileSync(join(DOCS, pages.chartName(finding)), await findingChart(finding, stored));
  }
  for (const [world, title] of Object.entries(PLANE_TITLES))
    writeFileSync(join(DOCS, `plane-${world}.svg`), await planeChart(world, title ?? world, stored));
  put('README.md', pages.overviewPage(stored));
  put('ablation.md', pages.ablationPage(stored));
}

async function main(options: Options): Promise<void> {
  if (options.pages) return writePages();
  talk(`seed ${options.seed}`);
  if (options.ablation) {
    process.stdout.write(records.toCsv('ablation', ablate(options)));
    return options.write ? writePages() : undefined;
  }
  const before = records.readRecords(ROOT);
  const bench = createBench(options.seed);
  const outcomes = testAll(options, bench, UNALTERED, (outcome) => {
    if (options.write) keep(outcome);
  });
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
  for (const outcome of lost) talk(`no longer holds: ${describe(outcome)}`);
  if (lost.length > 0) process.exitCode = 1;
}

const options = readOptions();
if (options !== null) await main(options);
