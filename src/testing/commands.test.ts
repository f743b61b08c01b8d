import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectFiles, read, ROOT } from './project.ts';

/** Run elsewhere: by CI step for step, as they install, test or take minutes. */
const RUN_BY_CI = ['npm ci && npm start', 'npm ci && npm test', 'npm run check', 'npm run bench -- --quick'];

/** Carried out claim by claim, and compared with what it says, by `context-*.test.ts`. */
const CLAIMS = 'docs/context.md';

const pages = projectFiles().filter((path) => path.endsWith('.md') && path !== CLAIMS);
const blocks = pages.flatMap((page) =>
  [...read(page).matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map((match) => [page, match[1] ?? ''] as const),
);
const lines = blocks.flatMap(([page, block]) => block.split('\n').flatMap((line) => (line === '' ? [] : [[page, line] as const])));

/** A checkout to run them in: the same files, but results of its own. */
let checkout: string;
beforeAll(() => {
  checkout = mkdtempSync(join(tmpdir(), 'entente-commands-'));
  for (const name of readdirSync(ROOT)) if (name !== 'results' && name !== '.git') symlinkSync(join(ROOT, name), join(checkout, name));
  cpSync(join(ROOT, 'results', 'README.md'), join(checkout, 'results', 'README.md'), { recursive: true });
});
afterAll(() => rmSync(checkout, { recursive: true, force: true }));

describe('the commands in the documentation', () => {
  it('are there, and so are those that are not run here', () => {
    const written = lines.map(([, line]) => line);
    expect(written.length).toBeGreaterThan(RUN_BY_CI.length);
    for (const line of RUN_BY_CI) expect(written).toContain(line);
  });

  // In the order of the page: later ones read what earlier ones wrote.
  it.each(lines.filter(([, line]) => !RUN_BY_CI.includes(line)))(
    '%s: %s',
    (_, line) => {
      const run = () => execFileSync('bash', ['-euo', 'pipefail', '-c', line], { cwd: checkout, encoding: 'utf8', stdio: 'pipe' });
      expect(run).not.toThrow();
    },
    180_000,
  );
});
