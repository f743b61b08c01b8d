// Carries out the commands of docs/context.md, claim by claim, in a checkout of their own, and puts what the last command of each prints and draws in
// its place: the table below the commands, the figure in docs/figures/context.
//   node scripts/context.mjs [NUMBER...]           writes the tables and figures of these claims, or of all
//   node scripts/context.mjs --check [NUMBER...]   says where page or figures differ from what comes out
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PAGE = join(ROOT, 'docs', 'context.md');
const SECTION = /^## (\d+)\. .*\n[\s\S]*?(?=^## |(?![\s\S]))/gm;
const BLOCK = /^```sh\n([\s\S]*?)^```\n\n((?:\|.*\n)*)/m;

const { values, positionals } = parseArgs({ allowPositionals: true, options: { check: { type: 'boolean', default: false } } });

/** A checkout with the same files but results and figures of its own. */
function checkout() {
  const folder = mkdtempSync(join(tmpdir(), 'entente-context-'));
  const linked = ['dist', 'node_modules', 'package.json', 'scenarios', 'scripts'];
  for (const name of linked) symlinkSync(join(ROOT, name), join(folder, name));
  return folder;
}

/** Runs the lines of a block one after another; what the last one printed. */
function carryOut(block, cwd) {
  const commands = block.replaceAll('\\\n', '').trim().split('\n');
  let printed = '';
  for (const command of commands)
    printed = execFileSync('bash', ['-euo', 'pipefail', '-c', command], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  return printed;
}

/** Numbers in the prose on what was seen that stand in no table of the section, nor in its commands. */
function unfounded(section) {
  const [, prose = ''] = /^\*\*Seen\.\*\*([\s\S]*?)\n\n/m.exec(section) ?? [];
  const table = section
    .split('\n')
    .filter((line) => line.startsWith('|') || line.startsWith('npx '))
    .join('\n');
  const known = new Set(table.match(/-?\d+(?:\.\d+)?/g)?.flatMap((text) => [text, text.replace('-', '')]));
  // Links lead to pages with numbers of their own, and code in backticks names things.
  const said = prose.replace(/\[[^\]]*\]\([^)]*\)|`[^`]*`|\[[A-Za-z]+\d{4}\]/g, ' ').match(/(?<![\w.])\d+(?:\.\d+)?/g) ?? [];
  return said.filter((text) => !known.has(text));
}

const before = readFileSync(PAGE, 'utf8');
let page = before;
const wanted = new Set(positionals);
const problems = [];
for (const [section, number] of [...page.matchAll(SECTION)].map((match) => [match[0], match[1]])) {
  if (wanted.size > 0 && !wanted.has(number)) continue;
  const [whole, block, stored] = BLOCK.exec(section) ?? [];
  if (whole === undefined) {
    problems.push(`claim ${number}: expected a block of commands`);
    continue;
  }
  const folder = checkout();
  try {
    const printed = carryOut(block, folder);
    if (printed !== stored) {
      problems.push(`claim ${number}: the table is not what comes out:\n${printed}`);
      page = page.replace(section, () =>
        section.replace(whole, () => whole.slice(0, whole.length - stored.length) + printed + (stored === '' ? '\n' : '')),
      );
    }
    const figures = join('docs', 'figures', 'context');
    for (const name of readdirSync(join(folder, figures))) {
      const [made, kept] = [join(folder, figures, name), join(ROOT, figures, name)];
      if (existsSync(kept) && readFileSync(made).equals(readFileSync(kept))) continue;
      problems.push(`claim ${number}: ${join(figures, name)} is not what comes out`);
      if (!values.check) cpSync(made, kept);
    }
  } catch (error) {
    problems.push(`claim ${number}: ${error.stderr || error.message}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  for (const text of unfounded(section)) problems.push(`claim ${number}: ${text} is said to be seen and stands in no table of the claim`);
  if (!values.check) process.stderr.write(`claim ${number} done\n`);
}
if (!values.check && page !== before) writeFileSync(PAGE, page);
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.exitCode = values.check && problems.length > 0 ? 1 : 0;
