import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { read, ROOT } from './project.ts';

const examples = [...read('docs/library.md').matchAll(/^## (\d+\. .+)\n[\s\S]*?^```js\n([\s\S]*?)^```$/gm)].map(
  ([, title = '', code = '']) => [title, code] as const,
);

describe('the examples of the library', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'entente-library-'));
    mkdirSync(join(folder, 'node_modules'));
    symlinkSync(ROOT, join(folder, 'node_modules', 'entente'));
    for (const name of ['scenarios', 'examples']) symlinkSync(join(ROOT, name), join(folder, name));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const node = (...args: string[]) => execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });

  it('are ten', () => {
    expect(examples.map(([title]) => Number.parseInt(title, 10))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it.each(examples)('%s: prints what its comments say', (_, code) => {
    writeFileSync(join(folder, 'example.mjs'), code);
    const said = [...code.matchAll(/console\.log\(.*\); \/\/ (.+)$/gm)].flatMap(([, text = '']) => text.split(' | '));
    expect(said.length).toBeGreaterThan(0);
    expect(node('example.mjs').trimEnd().split('\n')).toEqual(said);
  });

  it('give in three lines the number of the command line', () => {
    const code = examples[0]?.[1] ?? '';
    expect(code.trimEnd().split('\n')).toHaveLength(3);
    node(join(ROOT, 'dist', 'cli', 'main.js'), 'run', 'scenarios/minimal.yaml', '--seed', '1', '--out', 'out', '--quiet');
    writeFileSync(join(folder, 'example.mjs'), code);
    const last = execFileSync('tail', ['-n', '1', join(folder, 'out', 'system.csv')], { encoding: 'utf8' }).split(',');
    const header = execFileSync('head', ['-n', '1', join(folder, 'out', 'system.csv')], { encoding: 'utf8' }).split(',');
    expect(node('example.mjs').trim()).toBe(last[header.indexOf('n_alliance_ties')]);
  });
});
