import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { STREAMS } from '../base/random.ts';
import { PHASES } from '../model/tick.ts';
import { projectFiles, read, ROOT, runScript } from './project.ts';

const pages = projectFiles().filter((path) => path.endsWith('.md'));

describe('documentation', () => {
  it('has the reference and the schema that the code gives', () => {
    expect(runScript('scripts/docs.mjs', '--check')).toEqual({ code: 0, said: '' });
  });

  it('has pages to check', () => {
    expect(pages).toContain('README.md');
  });

  it.each(pages)('%s links only to files and headings that exist', (page) => {
    expect(brokenLinks(page)).toEqual([]);
  });

  it('lists the phases of the tick in the ODD description as the program runs them', () => {
    const [table = ''] = /^\| phase [\s\S]*?\n\n/m.exec(read('docs/ODD.md')) ?? [];
    const rows = table
      .trim()
      .split('\n')
      .slice(2)
      .map((row) =>
        row
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim()),
      );
    expect(rows).toEqual(PHASES.map(({ name, meaning, update }) => [name, meaning, update]));
  });

  it('names in the ODD description only random streams that are drawn from', () => {
    const named = [...read('docs/ODD.md').matchAll(/\b(?:capabilities|perception|alignment|disputes|learning)\.[a-z]+\b/g)].map(
      ([name]) => name,
    );
    expect([...new Set(named)].sort()).toEqual([...STREAMS].sort());
  });

  it('shows a scenario in the README that is shipped as it stands there', () => {
    const [, shown] = /^```yaml\n(entente: 1\n[\s\S]*?)^```$/m.exec(read('README.md')) ?? [];
    expect(shown).toBe(read('scenarios/minimal.yaml'));
  });
});

function brokenLinks(page: string): string[] {
  const prose = read(page).replace(/```[\s\S]*?```/g, '');
  const targets = [...prose.matchAll(/\]\(([^)\s]+)\)|(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? match[2] ?? '');
  return targets.filter((target) => {
    if (/^(https?|mailto):/.test(target)) return false;
    const [path = '', anchor] = target.split('#');
    const file = path === '' ? page : join(dirname(page), path);
    if (!existsSync(join(ROOT, file))) return true;
    return anchor !== undefined && !headings(file).includes(anchor);
  });
}

/** Anchors of a page's headings, as code hosts make them. */
function headings(page: string): string[] {
  return [...read(page).matchAll(/^#+ (.+)$/gm)].map((match) =>
    (match[1] ?? '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
