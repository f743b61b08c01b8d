// Golden results: each shipped scenario, run small by the built program. results/reference/<name>.json.gz has the cells of every table by column;
// they are compared by value, without the columns that identify a run, so that a new column or parameter is no change.
//   node scripts/reference.mjs [NAME...]           stores them: a change of results, to be explained in CHANGELOG.md
//   node scripts/reference.mjs --check [NAME...]   compares, and says what differs; the new files are left in results/changed/
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { compareTables } from './differences.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const GOLDEN = join(ROOT, 'results', 'reference');
const CHANGED = join(ROOT, 'results', 'changed');
const OPTIONS = ['--seed', '1', '--replicates', '2', '--ticks', '10', '--quiet'];
/** Columns with digests that identify a run: a new parameter or column changes them. */
const IDENTITIES = new Set(['run', 'digest']);
/** Most differences that are shown. */
const SHOWN = 10;

const byCodePoint = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const goldenFile = (name) => join(GOLDEN, `${name}.json.gz`);

function shippedScenarios() {
  return readdirSync(join(ROOT, 'scenarios'))
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length))
    .sort(byCodePoint);
}

function run(name, out) {
  execFileSync(process.execPath, [join('dist', 'cli', 'main.js'), 'run', join('scenarios', `${name}.yaml`), ...OPTIONS, '--out', out], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** The tables of a results folder: by name the cells by column, as text. */
function tablesOf(folder) {
  const files = readdirSync(folder).filter((file) => file.endsWith('.csv'));
  return Object.fromEntries(files.sort(byCodePoint).map((file) => [file.slice(0, -'.csv'.length), columnsOf(join(folder, file))]));
}

function columnsOf(path) {
  const [header, ...rows] = parse(readFileSync(path, 'utf8'));
  return Object.fromEntries(header.flatMap((name, c) => (IDENTITIES.has(name) ? [] : [[name, rows.map((row) => row[c])]])));
}

function stored(name) {
  return existsSync(goldenFile(name)) ? JSON.parse(gunzipSync(readFileSync(goldenFile(name))).toString()) : {};
}

const inWords = (added) => (added.length === 0 ? '' : `, with ${added.length} columns that are not stored: ${added.join(', ')}`);
const shown = (faults) => [...faults.slice(0, SHOWN), ...(faults.length > SHOWN ? [`and ${faults.length - SHOWN} more`] : [])].join('\n');

function store(name, out) {
  const now = tablesOf(out);
  const { faults, added } = compareTables(stored(name), now);
  mkdirSync(GOLDEN, { recursive: true });
  if (faults.length + added.length > 0) writeFileSync(goldenFile(name), gzipSync(JSON.stringify(now), { level: 9 }));
  const what = faults.length === 0 ? `${added.length} columns added, every stored value as before` : `changed\n${shown(faults)}`;
  process.stdout.write(`${name}: ${what}\n`);
}

function check(name, out) {
  const { faults, added } = compareTables(stored(name), tablesOf(out));
  if (!existsSync(goldenFile(name))) faults.push('nothing is stored');
  if (faults.length === 0) {
    process.stdout.write(`${name}: as stored${inWords(added)}\n`);
    return;
  }
  cpSync(out, join(CHANGED, name), { recursive: true });
  process.stderr.write(`${name}: results changed; the new ones are in results/changed/${name}\n${shown(faults)}\n`);
  process.exitCode = 1;
}

execFileSync(process.execPath, ['scripts/build.mjs'], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
const checking = process.argv.includes('--check');
const asked = process.argv.slice(2).filter((argument) => argument !== '--check');
const scratch = mkdtempSync(join(tmpdir(), 'entente-reference-'));
try {
  for (const name of asked.length > 0 ? asked : shippedScenarios()) {
    const out = join(scratch, name);
    run(name, out);
    (checking ? check : store)(name, out);
  }
  const forgotten = existsSync(GOLDEN)
    ? readdirSync(GOLDEN).filter((file) => !shippedScenarios().some((name) => file === `${name}.json.gz`))
    : [];
  if (forgotten.length > 0) {
    process.stderr.write(`results/reference has ${forgotten.join(', ')} but scenarios/ has not\n`);
    process.exitCode = 1;
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
