// Golden results: each shipped scenario, run small by the built program. Kept in results/reference/<name>/ are the SHA-256 of every result file
// and system.csv itself, to be read.
//   node scripts/reference.mjs [NAME...]           writes them anew: a change of results, to be explained in CHANGELOG.md
//   node scripts/reference.mjs --check [NAME...]   compares, and says where results first differ; the new files are left in results/changed/
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { firstCellDifference, firstDifference } from './differences.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const GOLDEN = join(ROOT, 'results', 'reference');
const CHANGED = join(ROOT, 'results', 'changed');
const OPTIONS = ['--seed', '1', '--replicates', '2', '--ticks', '10', '--quiet'];
/** Kept whole, so that a difference can be shown cell by cell. */
const READABLE = 'system.csv';
/** Names the machine and the time, which are not results. */
const NOT_RESULTS = new Set(['manifest.json']);

const byCodePoint = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const text = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : '');

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

/** One line a result file, as sha256sum prints them. */
function digests(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const names = files.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)).filter((name) => !NOT_RESULTS.has(name));
  const line = (name) =>
    `${createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex')}  ${name}\n`;
  return names.sort(byCodePoint).map(line).join('');
}

function store(name, out) {
  const folder = join(GOLDEN, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'SHA256SUMS'), digests(out));
  writeFileSync(join(folder, READABLE), readFileSync(join(out, READABLE)));
  process.stdout.write(`${name}: written\n`);
}

function check(name, out) {
  const folder = join(GOLDEN, name);
  const cellFault = firstCellDifference(text(join(folder, READABLE)), text(join(out, READABLE)));
  const sumFault = firstDifference(text(join(folder, 'SHA256SUMS')), digests(out));
  if (cellFault === '' && sumFault === '') {
    process.stdout.write(`${name}: as stored\n`);
    return;
  }
  cpSync(out, join(CHANGED, name), { recursive: true });
  const where = cellFault === '' ? sumFault : `${READABLE}: ${cellFault}`;
  process.stderr.write(`${name}: results changed; the new ones are in results/changed/${name}\n${where}\n`);
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
  const forgotten = existsSync(GOLDEN) ? readdirSync(GOLDEN).filter((name) => !shippedScenarios().includes(name)) : [];
  if (forgotten.length > 0) {
    process.stderr.write(`results/reference has ${forgotten.join(', ')} but scenarios/ has not\n`);
    process.exitCode = 1;
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
