// The turn from alliances to partnerships after 1989, in the model and in the record: carries out scenarios/experiments/partnership-turn-1990.yaml on the
// world of 1989, imported from files of your own, and writes what docs/partnership-turn.md shows: figures, picture and tables. The prose is written by hand.
//   node scripts/partnership-turn.mjs --data DIR            everything; a few minutes (--replicates N for a shorter look)
//   node scripts/partnership-turn.mjs --data DIR --set ...  the same with something set in both worlds; writes nothing but the figures, to standard output
//   node scripts/partnership-turn.mjs --draw                picture and tables anew from the stored figures
//   node scripts/partnership-turn.mjs --check               exit code 1 if picture or tables are not those of the stored figures
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { firstDifference } from './differences.mjs';
import { differencesOf, figuresOf } from './partnership-turn/model.mjs';
import { tables } from './partnership-turn/page.mjs';
import { picture } from './partnership-turn/picture.mjs';
import { recordOf, worldsOf } from './partnership-turn/record.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const { values: options } = parseArgs({
  options: {
    data: { type: 'string' },
    replicates: { type: 'string', default: '20' },
    workers: { type: 'string', default: '2' },
    set: { type: 'string', multiple: true, default: [] },
    draw: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
  },
});
const PAGE = join(ROOT, 'docs/partnership-turn.md');
const FIGURE = join(ROOT, 'docs/figures/partnership-turn.svg');
const STORED = {
  figures: join(ROOT, 'docs/figures/partnership-turn.csv'),
  effects: join(ROOT, 'docs/figures/partnership-turn-effects.csv'),
};
const BEGIN = '<!-- made by scripts/partnership-turn.mjs: begin -->';
const END = '<!-- made by scripts/partnership-turn.mjs: end -->';

if (!options.draw && !options.check) {
  if (options.data === undefined) {
    process.stderr.write('give --data DIR, the folder with your files of the record; or --draw, --check\n');
    process.exit(2);
  }
  const { figures, effects } = await carryOut(options.data);
  if (options.set.length > 0) process.stdout.write(stringify(figures, { header: true }));
  else {
    writeFileSync(STORED.figures, stringify(figures, { header: true }));
    writeFileSync(STORED.effects, stringify(effects, { header: true }));
  }
}
if (options.set.length === 0) await show();

/** Imports both worlds, runs the experiment on each, and puts the record beside them. */
async function carryOut(data) {
  const folder = mkdtempSync(join(tmpdir(), 'entente-turn-'));
  try {
    const worlds = await worldsOf(data, folder);
    const figures = await recordOf(data);
    const effects = [];
    for (const { world, file } of worlds) {
      const out = join(folder, world);
      const args = ['sweep', 'scenarios/experiments/partnership-turn-1990.yaml', '--scenario', file, '--out', out];
      const sets = options.set.flatMap((set) => ['--set', set]);
      execFileSync(
        process.execPath,
        [join(ROOT, 'dist/cli/main.js'), ...args, '--replicates', options.replicates, '--workers', options.workers, ...sets],
        { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] },
      );
      figures.push(...figuresOf(world, out));
      effects.push(...differencesOf(world, out));
    }
    return { figures, effects };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Numbers of the section that says what is seen which stand in no table: sentences to be written anew. */
function unfounded(text, made) {
  const [, prose = ''] = /^## What is seen\n([\s\S]*?)^## /m.exec(text) ?? [];
  const known = new Set(made.match(/-?\d+(?:\.\d+)?/g)?.flatMap((number) => [number, number.replace('-', '')]));
  const said = prose.replace(/\[[^\]]*\]\([^)]*\)|`[^`]*`|\[[A-Za-z]+\d{4}\]|95 %/g, ' ').match(/(?<![\w.])\d+(?:\.\d+)?/g) ?? [];
  return said.filter((number) => !known.has(number));
}

/** Writes picture and tables, or holds them to the stored figures. */
async function show() {
  const [figures, effects] = [STORED.figures, STORED.effects].map((file) => parse(readFileSync(file, 'utf8'), { columns: true }));
  const { drawSvg } = await import(new URL('../dist/charts/picture.js', import.meta.url));
  const text = readFileSync(PAGE, 'utf8');
  const [before, rest = ''] = text.split(BEGIN);
  const [, after = ''] = rest.split(END);
  const made = tables(figures, effects);
  const stale = unfounded(`${before}${after}`, made);
  if (stale.length > 0) {
    process.stderr.write(`docs/partnership-turn.md says under "What is seen" what no table has: ${stale.join(', ')}\n`);
    if (options.check) process.exitCode = 1;
  }
  const wanted = {
    [PAGE]: `${before}${BEGIN}\n\n${made}\n\n${END}${after}`,
    [FIGURE]: await drawSvg({ name: 'partnership-turn', spec: picture(figures) }),
  };
  for (const [file, content] of Object.entries(wanted)) {
    const found = existsSync(file) ? readFileSync(file, 'utf8') : '';
    if (found === content) continue;
    if (!options.check) writeFileSync(file, content);
    else {
      process.stderr.write(
        `${file.slice(ROOT.length)} is not that of the stored figures\n${firstDifference(found, content).slice(0, 500)}\n`,
      );
      process.exitCode = 1;
    }
  }
}
