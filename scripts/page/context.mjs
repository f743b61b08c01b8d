// The debate claim by claim: the commands of each claim stand on the page itself and are run in a checkout of their own. What the last of them prints is
// the table below them, and what they draw are the charts of the page.
//   NUMBER...   these claims alone
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { unfounded, withFolder } from './make-page.mjs';

const SECTION = /^## (\d+)\. .*\n[\s\S]*?(?=^## |(?![\s\S]))/gm;
const BLOCK = /^```sh\n([\s\S]*?)^```\n\n((?:\|.*\n)*)/m;
/** What the commands find in their checkout; results and charts are their own. */
const LINKED = ['dist', 'node_modules', 'package.json', 'scenarios', 'scripts'];
const CHARTS = 'docs/figures/context';

export const page = {
  async files({ file, text, options, positionals, root }) {
    const files = {};
    const problems = [];
    let whole = text;
    for (const [section, number] of text.matchAll(SECTION)) {
      if (positionals.length > 0 && !positionals.includes(number)) continue;
      try {
        const { made, charts } = await withFolder((folder) => runSection(section, folder, root));
        whole = whole.replace(section, () => made);
        Object.assign(files, charts);
        problems.push(...unfoundedOf(made).map((found) => `claim ${number}: the text says ${found}, which is in no table of the claim`));
      } catch (error) {
        problems.push(`claim ${number}: ${error.stderr || error.message}`);
      }
      if (!options.check) process.stderr.write(`claim ${number} done\n`);
    }
    return { files: { ...files, [file]: whole }, problems };
  },
};

/** A section with the table that its commands print, and the charts that they draw. @throws where a command fails */
function runSection(section, folder, root) {
  const [block, commands, stored] = BLOCK.exec(section) ?? [];
  if (block === undefined) throw new Error('expected a block of commands, found none');
  for (const name of LINKED) if (existsSync(join(root, name))) symlinkSync(join(root, name), join(folder, name));
  let printed = '';
  for (const command of commands.replaceAll('\\\n', '').trim().split('\n'))
    printed = execFileSync('bash', ['-euo', 'pipefail', '-c', command], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  const gap = stored === '' ? '\n' : '';
  const made = section.replace(block, () => `${block.slice(0, block.length - stored.length)}${printed}${gap}`);
  const drawn = existsSync(join(folder, CHARTS)) ? readdirSync(join(folder, CHARTS)).map((name) => `${CHARTS}/${name}`) : [];
  return { made, charts: Object.fromEntries(drawn.map((path) => [path, readFileSync(join(folder, path), 'utf8')])) };
}

/** Numbers in the text of a section that are in none of its tables and commands. */
function unfoundedOf(section) {
  const [, prose = ''] = /^\*\*Seen\.\*\*([\s\S]*?)\n\n/m.exec(section) ?? [];
  const founded = section.split('\n').filter((line) => line.startsWith('|') || line.startsWith('npx '));
  return unfounded(prose, founded.join('\n'));
}
