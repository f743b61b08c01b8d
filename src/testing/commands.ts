import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { projectFiles, read, ROOT } from './project.ts';

/** Run elsewhere, as steps of CI, because they install, test or take minutes. */
export const RUN_BY_CI = ['npm ci && npm start', 'npm ci && npm test', 'npm run check', 'npm run bench -- --quick'];

/** Run claim by claim, and compared with what the page says, by the tests of that page. */
const CLAIMS = 'docs/context.md';

const lines = projectFiles()
  .filter((path) => path.endsWith('.md') && path !== CLAIMS)
  .flatMap((page) => [...read(page).matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map((match) => [page, match[1] ?? ''] as const))
  .flatMap(([page, block]) => block.split('\n').flatMap((line) => (line === '' ? [] : [[page, line] as const])));

/** The commands of all pages. */
export const WRITTEN = lines.map(([, line]) => line);

/** Tests that run the commands of some pages, in the order of the page, since later ones read what earlier ones wrote. */
export function testCommands(wanted: (page: string) => boolean): void {
  // A checkout to run them in: the same files, but a separate results folder.
  let checkout: string;
  beforeAll(() => {
    checkout = mkdtempSync(join(tmpdir(), 'entente-commands-'));
    for (const name of readdirSync(ROOT)) if (name !== 'results' && name !== '.git') symlinkSync(join(ROOT, name), join(checkout, name));
    cpSync(join(ROOT, 'results', 'README.md'), join(checkout, 'results', 'README.md'), { recursive: true });
  });
  afterAll(() => rmSync(checkout, { recursive: true, force: true }));

  it.each(lines.filter(([page, line]) => wanted(page) && !RUN_BY_CI.includes(line)))(
    '%s: %s',
    (_, line) => {
      const run = () => execFileSync('bash', ['-euo', 'pipefail', '-c', line], { cwd: checkout, encoding: 'utf8', stdio: 'pipe' });
      expect(run).not.toThrow();
    },
    180_000,
  );
}
