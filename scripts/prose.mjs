// Checks spelling and plain English in docs, comments, strings and identifiers: every word is in a dictionary of British English or in cspell.json, and
// none is in the list of words to avoid (words.mjs). With --write it renews the table of words in CONTRIBUTING.md instead.
// Words are looked up once each, in one process: cspell's own command takes four times as long over the same files.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { AVOID, wordTable } from './words.mjs';

const CONTRIBUTING = 'CONTRIBUTING.md';
const TABLE = /(<!-- words: made by scripts\/prose\.mjs --write -->\n)[\s\S]*?(<!-- end of words -->)/;
const TEXT = /\.(md|ts|mjs|js|sh|yaml|yml|py|cff|ipynb|qmd)$|^\.ci\/[\w-]+$|^package\.json$/;
// Not prose of ours, or made from files that are checked.
const SKIP =
  /^(scripts\/words\.mjs|src\/testing\/prose\.test\.ts|docs\/reference\.md|results\/|src\/testing\/fixtures\/)|requirements\.txt$/;
// Addresses, escapes, keys of the bibliography, digests and colours.
const NO_WORDS =
  /https?:\S+|\\(?:[nrtdswb]|u\{?[\da-fA-F]{2,5}|x[\da-f]{2})|\b[A-Z]\w*(?:18|19|20)\d\d\w*|#[\da-f]{3,6}\b|\b(?=\w*\d)[\da-f]{6,}\b/g;

/** Where camelCase is split: a character that no file has. */
const SEAM = '\ue000';

/** A word and where it stands. A phrase may run over line breaks inside a comment or a paragraph. */
export function avoided(path, text) {
  const plain = path.endsWith('.md') ? blankCode(text) : text;
  // Same length throughout, so that a place in the changed text is a place in the file.
  const joined = plain.replace(/\n[ \t]*(?:\/\/|\*(?!\/)|#)?[ \t]*/g, (gap) => (/\n\s*\n/.test(gap) ? gap : ' '.repeat(gap.length)));
  const spread = joined.replace(/(?<=[A-Z])_(?=[A-Z])/g, ' ').replace(/([a-z])([A-Z])/g, `$1${SEAM}$2`);
  const shift = indexMap(spread);
  const words = spread.replaceAll(SEAM, ' ');
  const found = [];
  for (const { find, say, unless } of AVOID) {
    for (const match of words.matchAll(new RegExp(find.source.replaceAll(' ', '\\s+'), 'gi'))) {
      const index = shift(match.index);
      if (unless?.test(text.slice(Math.max(0, index - 160), index + match[0].length + 160))) continue;
      found.push({ line: lineAt(text, index), word: match[0].replace(/\s+/g, ' '), say });
    }
  }
  return found;
}

/** Words of a text that a dictionary should know, with the line of the first use of each. */
export function vocabulary(path, text) {
  const plain = (path.endsWith('.md') ? blankCode(text) : text).replace(NO_WORDS, blank);
  /** @type {Map<string, number>} */
  const words = new Map();
  for (const match of plain.matchAll(/\p{L}\p{Ll}{3,}|\p{Lu}{5,}(?!\p{Ll})/gu)) {
    if (!words.has(match[0])) words.set(match[0], match.index);
  }
  return [...words].map(([word, index]) => ({ word, line: lineAt(text, index) }));
}

const blank = (text) => text.replace(/[^\n]/g, ' ');
/** Code, link targets and comments of a page are not prose. */
const blankCode = (page) =>
  page
    .replace(TABLE, blank)
    .replace(/```[\s\S]*?```|`[^`\n]*`|\]\([^)]*\)|<[^>]*>/g, (code) => (code.startsWith('](') ? `]${blank(code.slice(1))}` : blank(code)));
const lineAt = (text, index) => text.slice(0, index).split('\n').length;

/** From a position in a text with marks to the position without them. */
function indexMap(marked) {
  const marks = [...marked.matchAll(SEAM)].map(({ index }) => index);
  return (index) => {
    let before = 0;
    while (before < marks.length && marks[before] < index) before += 1;
    return index - before;
  };
}

/** What is before and after the stars of a glob such as src/record/** or **\/*.test.ts. */
const ends = (glob) => ({ begin: glob.split('*')[0], end: glob.split('*').at(-1) });

/** Whether a word is known in a file: by the dictionaries of cspell, the words of cspell.json, or those it has for a part of the files. */
async function dictionary() {
  const { combineTextAndLanguageSettings, finalizeSettings, getDefaultSettings, getDictionary, mergeSettings } = await import('cspell-lib');
  const own = JSON.parse(readFileSync('cspell.json', 'utf8'));
  const settings = combineTextAndLanguageSettings(mergeSettings(await getDefaultSettings(true), own), '', [
    'typescript',
    'python',
    'shellscript',
  ]);
  const all = await getDictionary(finalizeSettings(settings));
  const memory = new Map();
  const local = own.overrides.map(({ filename, words }) => ({
    ...ends(filename),
    words: new Set(words.map((word) => word.toLowerCase())),
  }));
  return (word, path) => {
    let good = memory.get(word);
    if (good === undefined) memory.set(word, (good = all.has(word) || all.has(word.toLowerCase())));
    return good || local.some(({ begin, end, words }) => path.startsWith(begin) && path.endsWith(end) && words.has(word.toLowerCase()));
  };
}

async function main() {
  const contributing = readFileSync(CONTRIBUTING, 'utf8');
  if (!TABLE.test(contributing)) throw new Error(`${CONTRIBUTING}: expected the two marks around the table of words, found none`);
  const renewed = contributing.replace(TABLE, (_, begin, end) => `${begin}\n${wordTable()}\n\n${end}`);
  if (process.argv.includes('--write')) {
    writeFileSync(CONTRIBUTING, renewed);
    return;
  }
  const faults = [];
  if (renewed !== contributing)
    faults.push(`${CONTRIBUTING}: the table of words is not that of scripts/words.mjs; run: node scripts/prose.mjs --write`);
  const known = await dictionary();
  const paths = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
    .split('\n')
    .filter((path) => TEXT.test(path) && !SKIP.test(path));
  if (paths.length < 300) throw new Error(`expected the files of the project, found ${paths.length}`);
  for (const path of paths) {
    const text = readFileSync(path, 'utf8');
    for (const { word, line } of vocabulary(path, text)) {
      if (!known(word, path)) faults.push(`${path}:${line}: "${word}" is in no dictionary; correct it, or add it to cspell.json`);
    }
    for (const { word, line, say } of avoided(path, text)) faults.push(`${path}:${line}: avoid "${word}"; say: ${say}`);
  }
  process.stdout.write(faults.map((fault) => `${fault}\n`).join(''));
  process.stderr.write(`${paths.length} files, ${faults.length} problems\n`);
  if (faults.length > 0) process.exitCode = 1;
}

if (import.meta.main ?? process.argv[1]?.endsWith('prose.mjs')) await main();
