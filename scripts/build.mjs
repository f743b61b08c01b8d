// Compiles src/ to dist/, and does nothing when dist/ was made from the very same sources. With --check it only says whether that is so.
// The compiler writes to a folder beside, which takes the place of dist/ when all went well: a failed build leaves the old one usable.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const STAMP = join(ROOT, 'dist', '.sources');
const ENTRY = join('cli', 'main.js');

/** Digest of everything that decides what the compiler writes. */
function fingerprint() {
  const sources = readdirSync(join(ROOT, 'src'), { recursive: true })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.startsWith('testing'))
    .map((name) => join('src', name))
    .sort((a, b) => (a < b ? -1 : 1));
  const digest = createHash('sha256');
  for (const path of [...sources, 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json']) {
    digest
      .update(`${path}\0`)
      .update(readFileSync(join(ROOT, path)))
      .update('\0');
  }
  return digest.digest('hex');
}

function isFresh(digest) {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === digest;
}

function build(digest) {
  const partial = join(ROOT, `dist.partial.${process.pid}`);
  const typescript = dirname(createRequire(import.meta.url).resolve('typescript/package.json'));
  try {
    execFileSync(process.execPath, [join(typescript, 'bin', 'tsc'), '-p', 'tsconfig.build.json', '--noEmitOnError', '--outDir', partial], {
      cwd: ROOT,
      stdio: ['ignore', 2, 2],
    });
    if (existsSync(join(partial, ENTRY))) chmodSync(join(partial, ENTRY), 0o755);
    writeFileSync(join(partial, '.sources'), digest);
    rmSync(join(ROOT, 'dist'), { recursive: true, force: true });
    renameSync(partial, join(ROOT, 'dist'));
    return 0;
  } catch (error) {
    if (error.status === undefined) throw error;
    process.stderr.write('build: the compiler found errors; dist is as it was before\n');
    return 1;
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

const digest = fingerprint();
if (process.argv.includes('--check')) {
  if (!isFresh(digest)) {
    process.stderr.write('dist was not made from the sources as they are now: run npm run build\n');
    process.exitCode = 1;
  }
} else if (!isFresh(digest)) {
  process.exitCode = build(digest);
}
