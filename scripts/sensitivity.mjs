// One-at-a-time sensitivity of the main metrics to every parameter: carries out scenarios/experiments/one-at-a-time.yaml and writes what
// docs/sensitivity.md shows, figures, picture and tables:
//   node scripts/sensitivity.mjs              the sweep (gone on with where it was interrupted), then everything
//   node scripts/sensitivity.mjs --results D  from a sweep that is there
//   ... --keep                                does not carry out the runs on other worlds again
//   node scripts/sensitivity.mjs --draw       picture and tables anew from the stored figures
//   node scripts/sensitivity.mjs --check      exit code 1 if picture or tables are not those of the stored figures
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { stringify } from 'csv-stringify/sync';
import { firstDifference } from './differences.mjs';
import { defaultsOf, effectsOf, parseTable } from './sensitivity/effects.mjs';
import { ELSEWHERE, elsewhere } from './sensitivity/elsewhere.mjs';
import { inert, tables, tippings } from './sensitivity/page.mjs';
import { picture } from './sensitivity/picture.mjs';
import { sweptValues } from './sensitivity/experiment.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const { values: options } = parseArgs({
  options: { results: { type: 'string' }, draw: { type: 'boolean' }, check: { type: 'boolean' }, keep: { type: 'boolean' } },
});
const load = (module) => import(new URL(`../dist/${module}`, import.meta.url));
const [parameters, intervals, pictures] = await Promise.all(
  ['model/parameters.js', 'statistics/intervals.js', 'charts/picture.js'].map(load),
);
const path = (file) => join(ROOT, 'docs/figures', file);
const STORED = ['sensitivity.csv', 'sensitivity-default.csv', 'sensitivity-elsewhere.csv'];
const BEGIN = '<!-- made by scripts/sensitivity.mjs: begin -->';
const END = '<!-- made by scripts/sensitivity.mjs: end -->';

if (options.draw !== true && options.check !== true) {
  const folder = options.results ?? join(ROOT, 'results/one-at-a-time');
  if (options.results === undefined) {
    const args = ['sweep', 'scenarios/experiments/one-at-a-time.yaml', '--out', folder];
    execFileSync(process.execPath, ['dist/cli/main.js', ...args], { cwd: ROOT, stdio: 'inherit' });
  }
  const made = [
    effectsOf(folder, parameters, intervals),
    defaultsOf(folder, intervals),
    ...(options.keep === true ? [] : [elsewhere(ROOT, parameters)]),
  ];
  made.forEach((table, k) => writeFileSync(path(STORED[k]), stringify(table, { header: true })));
}

const [rows, defaults, acts] = STORED.map((file) => parseTable(readFileSync(path(file), 'utf8')));
/** Parameters that were added after the sweep; the page names them. */
const notSwept = Object.keys(parameters.PARAMETERS).filter((key) => !rows.some(({ parameter }) => parameter === key));
const faults = gaps();
const page = join(ROOT, 'docs/sensitivity.md');
const text = readFileSync(page, 'utf8');
const [before, rest = ''] = text.split(BEGIN);
const [, after = ''] = rest.split(END);
const wanted = {
  [page]: `${before}${BEGIN}\n\n${tables(rows, defaults, acts, notSwept)}\n\n${END}${after}`,
  [path('sensitivity.svg')]: await pictures.drawSvg({ name: 'sensitivity', spec: picture(rows, defaults) }),
};
for (const name of new Set(tippings(rows, defaults).map(({ parameter }) => parameter)))
  if (!`${before}${after}`.includes(`\`${name}\``))
    faults.push(`docs/sensitivity.md says nothing of ${name}, a small step of which tips something`);
for (const [file, content] of Object.entries(wanted)) {
  const found = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (found === content) continue;
  if (options.check === true)
    faults.push(`${file.slice(ROOT.length)} is not that of the stored figures\n${firstDifference(found, content).slice(0, 500)}`);
  else writeFileSync(file, content);
}
if (faults.length > 0) {
  process.stderr.write(`${faults.join('\n')}\n`);
  process.exitCode = 1;
}

/** Values of parameters that the stored figures lack or have too much, and parameters without an effect anywhere. */
function gaps() {
  const has = new Set(rows.map(({ parameter, value }) => `${parameter}=${value}`));
  const due = Object.entries(parameters.PARAMETERS).flatMap(([key, spec]) =>
    (notSwept.includes(key) ? [] : sweptValues(spec)).filter((value) => value !== spec.default).map((value) => `${key}=${value}`),
  );
  const missing = due.filter((value) => !has.delete(value));
  const unseen = inert(rows).filter((name) => !acts.some(({ parameter, moved }) => parameter === name && Number(moved) > 0));
  return [
    ...missing.map((value) => `sensitivity.csv lacks ${value}; run node scripts/sensitivity.mjs`),
    ...[...has].map((value) => `sensitivity.csv has ${value}, which the experiment has not`),
    ...unseen.map((name) => `${name} has no effect on any world; name one in scripts/sensitivity/elsewhere.mjs`),
    ...Object.keys(ELSEWHERE).flatMap((name) =>
      acts.some(({ parameter }) => parameter === name) ? [] : [`sensitivity-elsewhere.csv lacks ${name}`],
    ),
  ];
}
