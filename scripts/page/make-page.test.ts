import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { paddedTable, table } from '../reference/markdown.mjs';
import { page as context } from './context.mjs';
import { between, entente, makePage, unfounded } from './make-page.mjs';

type Row = Readonly<Record<string, string>>;

const BEGIN = '<!-- made by scripts/page.mjs pairs: begin -->';
const END = '<!-- made by scripts/page.mjs pairs: end -->';
const PAGE = `# Pairs\n\n## Seen\n\nThere are 12 pairs of 4.\n\n## Data\n\n${BEGIN}\n\n| 12 | 4 |\n\n${END}\n\nBy hand.\n`;
const SVG = 'docs/figures/pairs.svg';
const NAME = 'a < b & "c"';

/** A page of one stored table and one chart, computed as `compute` says. */
const pageOf = (compute: (options: Row) => unknown) => ({
  options: { data: { type: 'string' } },
  required: { data: 'the folder with the data' },
  stored: { pairs: 'pairs.csv' },
  compute,
  tables: ({ pairs }: { pairs: Row[] }) => pairs.map(({ n, of }) => `| ${n} | ${of} |`).join('\n'),
  charts: {
    'pairs.svg': ({ pairs }: { pairs: Row[] }) => ({
      title: NAME,
      data: { values: pairs },
      mark: 'bar',
      encoding: { x: { field: 'of', type: 'nominal' }, y: { field: 'n', type: 'quantitative' } },
    }),
  },
  claims: /^## Seen\n([\s\S]*?)^## /m,
});
const page = pageOf(() => ({ pairs: [{ n: 13, of: 4 }] }));

let root = '';
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const write = (file: string, text: string) => {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
};
const make = (...args: string[]) => makePage('pairs', page, args, root);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'entente-page-'));
  write('docs/pairs.md', PAGE);
  write('docs/figures/pairs.csv', 'n,of\n12,4\n');
});
afterEach(() => rmSync(root, { recursive: true }));

describe('a page', () => {
  it('is drawn from its stored tables and then agrees with them; what was written by hand stays', async () => {
    expect(await make('--draw')).toEqual({ code: 0, lines: [`${SVG} written`] });
    expect(read('docs/pairs.md')).toBe(PAGE);
    expect(await make('--check')).toEqual({ code: 0, lines: [] });
  });

  it('escapes names in its charts', async () => {
    await make('--draw');
    expect(read(SVG)).toContain('a &lt; b &amp; "c"');
    expect(read(SVG)).not.toContain(NAME);
  });

  it('is computed, stored and written; a claim that the new tables do not have is a problem', async () => {
    const { code, lines } = await make('--data', 'there');
    expect({ code, claim: lines[0] }).toEqual({ code: 1, claim: 'docs/pairs.md says 12, which is in no table' });
    expect(read('docs/figures/pairs.csv')).toBe('n,of\n13,4\n');
    expect(read('docs/pairs.md')).toContain(`${BEGIN}\n\n| 13 | 4 |\n\n${END}\n\nBy hand.\n`);
  });

  it.each([
    ['the page', 'docs/pairs.md', '| 12 | 4 |', '| 12 | 5 |', '- | 12 | 5 |\n+ | 12 | 4 |'],
    ['the stored table', 'docs/figures/pairs.csv', '12,4', '12,5', '- | 12 | 4 |\n+ | 12 | 5 |'],
    ['the chart', SVG, '&lt;', '&gt;', 'a &gt; b'],
  ])('is checked: a change of %s is reported and nothing is written', async (_, file, from, to, said) => {
    await make('--draw');
    write(file, read(file).replace(from, to));
    const before = ['docs/pairs.md', SVG].map(read);
    const { code, lines } = await make('--check');
    expect(code).toBe(1);
    expect(lines.join('\n')).toContain(said);
    expect(['docs/pairs.md', SVG].map(read)).toEqual(before);
  });

  it('is not touched where a command fails', async () => {
    const failing = pageOf(() => ({ pairs: entente('run', join(root, 'missing.yaml'), '--quiet') }));
    await expect(makePage('pairs', failing, ['--data', 'there'], root)).rejects.toThrow('Command failed');
    expect(read('docs/figures/pairs.csv')).toBe('n,of\n12,4\n');
    expect(existsSync(join(root, SVG))).toBe(false);
  });

  it('says which argument is missing or unknown', async () => {
    expect(await make()).toEqual({ code: 2, lines: ['give --data, the folder with the data; or --draw, --check'] });
    expect(await make('--date', 'there')).toMatchObject({ code: 2, lines: [expect.stringContaining("'--date'")] });
  });
});

describe('what stands between the marks', () => {
  it('is replaced, and the rest is the prose', () => {
    const { whole, prose } = between(`a\n${BEGIN}old${END}\nb`, 'scripts/page.mjs pairs', 'new $& text');
    expect(whole).toBe(`a\n${BEGIN}\n\nnew $& text\n\n${END}\nb`);
    expect(prose).toBe('a\n\nb');
  });

  it.each([
    ['no mark', 'text'],
    ['no end', BEGIN],
    ['no begin', END],
    ['an end first', `${END}${BEGIN}`],
  ])('cannot be replaced with %s', (_, text) => {
    expect(() => between(text, 'scripts/page.mjs pairs', 'new')).toThrow(`expected the line ${BEGIN} and after it ${END}`);
  });
});

describe('a table', () => {
  const rows = [
    ['a|b', 1],
    ['two\nlines', undefined],
  ];

  it('escapes what would end a cell or a row', () => {
    expect(table(['x', 'n'], rows)).toBe('| x | n |\n| --- | --- |\n| a\\|b | 1 |\n| two lines |  |');
  });

  it('has columns of equal width where asked', () => {
    expect(paddedTable(['x', 'n'], rows)).toBe('| x         | n   |\n| --------- | --- |\n| a\\|b      | 1   |\n| two lines |     |');
  });
});

describe('numbers in prose', () => {
  it('are those of a table, with or without a sign, but for links, code, citations and the level', () => {
    expect(unfounded('From 3 to 0.5, in `7` of [8](9.md), 95 % [Walt1997].', '| -3 | 0.5 |')).toEqual([]);
    expect(unfounded('From 3 to 0.51 and 35.', '| 3 | 0.5 |')).toEqual(['0.51', '35']);
  });
});

describe('a page whose commands are on it', () => {
  const CHART = 'docs/figures/context/01.svg';
  const claim = (number: number, command: string, seen: string, table: string) =>
    `## ${number}. Claim\n\n\`\`\`sh\n${command}\n\`\`\`\n\n${table && `${table}\n`}**Seen.** ${seen}\n\n`;
  const draws = `mkdir -p docs/figures/context && echo "<svg/>" > ${CHART} \\\n  && echo ignored\necho "| 7 |"`;
  const check = (...args: string[]) => makePage('context', context, ['--check', ...args], root);

  it('has the table that the last command of each claim prints, and the charts that they draw', async () => {
    write('docs/context.md', claim(1, draws, 'It is 7.', '') + claim(2, 'echo "| 8 |"', 'It is 8.', '| 5 |\n'));
    expect(await makePage('context', context, [], root)).toEqual({ code: 0, lines: [`${CHART} written`, 'docs/context.md written'] });
    expect(read('docs/context.md')).toBe(claim(1, draws, 'It is 7.', '| 7 |\n') + claim(2, 'echo "| 8 |"', 'It is 8.', '| 8 |\n'));
    expect(read(CHART)).toBe('<svg/>\n');
    expect(await check()).toEqual({ code: 0, lines: [] });
  });

  it('reports of the claims asked for a changed number, a number without a table, and a command that fails', async () => {
    const pages = [
      claim(1, 'echo "| 7 |"', 'It is 9.', '| 7 |\n'),
      claim(2, 'echo "no" >&2; exit 3', 'It.', ''),
      claim(3, 'echo "| 8 |"', '', '| 5 |\n'),
    ];
    write('docs/context.md', pages.join(''));
    const { code, lines } = await check();
    expect(code).toBe(1);
    expect(lines).toEqual([
      'claim 1: the text says 9, which is in no table of the claim',
      'claim 2: no\n',
      expect.stringContaining('- | 5 |\n+ | 8 |'),
    ]);
    expect((await check('1')).lines).toHaveLength(1);
    expect(read('docs/context.md')).toBe(pages.join(''));
  });
});
