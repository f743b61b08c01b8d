import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { applySteps, fileIn, stepsOf, writeFiles } from './how-to.ts';
import { projectFiles, read, ROOT } from './project.ts';

const pages = projectFiles().filter((path) => /^docs\/how-to\/add-a-.*\.md$/.test(path));
const MINUTES = 60_000;

let copy = '';
const remove = () => {
  if (copy !== '') rmSync(copy, { recursive: true, force: true });
};
beforeEach(() => {
  remove();
  copy = mkdtempSync(join(tmpdir(), 'entente-how-to-'));
  for (const file of projectFiles()) cpSync(join(ROOT, file), join(copy, file));
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  execFileSync('git', ['init', '--quiet'], { cwd: copy });
  // .gitignore does not take a link for a folder
  appendFileSync(join(copy, '.git/info/exclude'), 'node_modules\n');
});
afterAll(remove);

describe('following the how-to page', () => {
  it.each(pages)(
    '%s step by step in a copy of the project ends with every check green',
    (page) => {
      const steps = stepsOf(read(page));
      writeFiles(copy, applySteps(steps, fileIn(copy)));
      const failed = steps
        .flatMap((step) => (step.do === 'run' ? step.commands : []))
        .flatMap((command) => {
          const { status, stdout, stderr } = spawnSync('bash', ['-c', command], { cwd: copy, encoding: 'utf8', env: environment() });
          return status === 0 ? [] : [`${command}\n${stdout.slice(-4000)}${stderr.slice(-4000)}`];
        });
      expect(failed).toEqual([]);
    },
    30 * MINUTES,
  );
});

/** The environment without the variables of the test runner. */
function environment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:VITEST|NODE_ENV|TEST|NODE_OPTIONS)/.test(name)));
}
