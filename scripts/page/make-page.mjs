// The mechanism behind the pages of docs/ whose tables and charts are computed. A page declares what it runs, what it stores, and how that becomes
// Markdown and charts; options, running commands, writing between the marks and checking are here.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { firstDifference } from '../differences.mjs';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDER = 'docs/figures';
const flag = { type: 'boolean', default: false };

/** Runs a command of the program in the repository; returns what it prints. @throws where it fails */
export const entente = (...args) =>
  execFileSync(process.execPath, [join(ROOT, 'dist/cli/main.js'), ...args.map(String)], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });

/** Calls a function with a temporary folder, which is deleted when it ends. */
export async function withFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), 'entente-page-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Points, means and paired differences of a sweep's results, a row per point, or configuration, metric and tick, as `entente analyse` has them.
 * @throws where a run failed
 */
export async function analysed(folder, options) {
  const { analyse, readResults, rowsOf } = await import('../../dist/index.js');
  const results = await readResults(resolve(ROOT, folder));
  const { status } = await results.table('runs', ['status']);
  const failed = status.filter((one) => one !== 'done').length;
  if (failed > 0) throw new Error(`${folder}: ${failed} runs are not done`);
  const { statistics, differences } = (await analyse(results, { analyses: ['statistics', 'differences'], ...options })).tables;
  return { points: rowsOf(await results.table('points')), statistics, differences };
}

/** Draws a specification of Vega-Lite as SVG into a file, in the style of the charts of single results. */
export async function drawChart(path, { config, ...spec }) {
  const { svgOf } = await import('../../dist/charts/svg.js');
  const style = { font: 'Helvetica, Arial, sans-serif', view: { stroke: null }, axis: { domainColor: '#888', gridColor: '#eee' } };
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${await svgOf({ background: 'white', ...spec, config: { ...style, ...config } })}\n`);
}

export const toCsv = (rows) => stringify(rows, { header: true });

/** A text with what stands between the two marks of its maker replaced, and the text outside the marks. @throws where a mark is missing */
export function between(text, maker, made) {
  const [begin, end] = ['begin', 'end'].map((which) => `<!-- made by ${maker}: ${which} -->`);
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`expected the line ${begin} and after it ${end}`);
  const [before, after] = [text.slice(0, from), text.slice(to + end.length)];
  return { whole: `${before}${begin}\n\n${made}\n\n${end}${after}`, prose: before + after };
}

/** Numbers in prose that are in no table. Links, code, citations and the level of intervals do not count. */
export function unfounded(prose, tables) {
  const known = new Set(tables.match(/-?\d+(?:\.\d+)?/g)?.flatMap((number) => [number, number.replace('-', '')]));
  const plain = prose.replace(/\[[^\]]*\]\([^)]*\)|`[^`]*`|\[[A-Za-z]+\d{4}\]|95 %/g, ' ');
  return (plain.match(/(?<![\w.])\d+(?:\.\d+)?/g) ?? []).filter((number) => !known.has(number));
}

/** Writes the files that differ, texts by path from the root, or with `check` writes nothing. Returns a message for each file that differs. */
export function writeOrCheck(files, check, root = ROOT) {
  return Object.entries(files).flatMap(([file, content]) => {
    const path = join(root, file);
    const found = existsSync(path) ? readFileSync(path, 'utf8') : '';
    if (found === content) return [];
    if (check) return [`${file} is not what is computed\n${firstDifference(found, content)}`];
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return [`${file} written`];
  });
}

/**
 * Makes the page docs/NAME.md as its arguments ask. Returns an exit code, 2 for wrong arguments and 1 for a page that differs or has problems, and the
 * lines to print. @throws where a command of it fails, before anything is written
 *
 * The fields of a page:
 *   options         further options, as of parseArgs
 *   required        options without which nothing can be computed, each with what it is
 *   stored          stored tables by name: a CSV file each in docs/figures
 *   compute         from the options, rows of stored tables by name; undefined where nothing is to be written
 *   tables, charts  from the stored tables, the Markdown between the marks; specifications of Vega-Lite by file name in docs/figures
 *   claims          matches the prose whose numbers must be in the tables
 *   problems        further problems, from the stored tables and the prose
 *   files           in place of all these but `options`: from text, options and arguments, `files` by path and `problems`
 */
export async function makePage(name, page, args, root = ROOT) {
  let given;
  try {
    given = parseArgs({ args, options: { ...page.options, draw: flag, check: flag }, allowPositionals: page.files !== undefined });
  } catch (error) {
    return { code: 2, lines: [error.message] };
  }
  const { values: options, positionals } = given;
  if (page.compute !== undefined && !options.draw && !options.check) {
    const missing = Object.entries(page.required ?? {}).filter(([option]) => options[option] === undefined);
    if (missing.length > 0) return { code: 2, lines: missing.map(([option, what]) => `give --${option}, ${what}; or --draw, --check`) };
    const computed = await page.compute(options);
    if (computed === undefined) return { code: 0, lines: [] };
    writeOrCheck(
      Object.fromEntries(Object.entries(computed).map(([table, rows]) => [`${FOLDER}/${page.stored[table]}`, toCsv(rows)])),
      false,
      root,
    );
  }
  const file = `docs/${name}.md`;
  const text = readFileSync(join(root, file), 'utf8');
  const { files, problems } = await (page.files ?? fromStored)({ page, name, file, text, options, positionals, root });
  const differing = writeOrCheck(files, options.check, root);
  return { code: problems.length > 0 || (options.check && differing.length > 0) ? 1 : 0, lines: [...problems, ...differing] };
}

/** The page and its charts from the stored tables. */
async function fromStored({ page, name, file, text, root }) {
  const read = (table) => parse(readFileSync(join(root, FOLDER, table), 'utf8'), { columns: true });
  const stored = Object.fromEntries(Object.entries(page.stored).map(([table, path]) => [table, read(path)]));
  const made = page.tables(stored);
  const { whole, prose } = between(text, `scripts/page.mjs ${name}`, made);
  const files = { [file]: whole };
  for (const [chart, spec] of Object.entries(page.charts ?? {})) {
    const { drawSvg } = await import('../../dist/charts/picture.js');
    files[`${FOLDER}/${chart}`] = await drawSvg({ name: chart, spec: spec(stored) });
  }
  const [, claims = ''] = page.claims?.exec(prose) ?? [];
  const problems = [
    ...(page.claims !== undefined && claims === '' ? [`${file} has no text that ${page.claims} matches`] : []),
    ...unfounded(claims, made).map((number) => `${file} says ${number}, which is in no table`),
    ...(page.problems?.(stored, prose) ?? []),
  ];
  return { files, problems };
}
