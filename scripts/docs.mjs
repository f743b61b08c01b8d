// Writes docs/reference.md, the tables of phases and value terms in docs/ODD.md, the schemas of scenarios/ and the experiment behind docs/sensitivity.md
// from the registries of the program, which is built first. With --check it writes nothing, and the exit code is 1 where a file differs from the code.
import { execFileSync } from 'node:child_process';
import { ROOT, writeOrCheck } from './page/make-page.mjs';

execFileSync(process.execPath, ['scripts/build.mjs'], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
const { files } = await import('./reference/files.mjs');
const check = process.argv.includes('--check');
const differing = writeOrCheck(files, check);
for (const message of differing) process.stderr.write(`${message}\n`);
if (check && differing.length > 0) {
  process.stderr.write('run npm run docs\n');
  process.exitCode = 1;
}
