// Compiles src/ to dist/, with the script and style sheet of the report's page in one file each, and does nothing
// when dist/ was made from the same sources. With --check it only says whether that is so.
// The compiler writes to a temporary folder, which replaces dist/ when all went well: a failed build leaves the old one usable.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const STAMP = join(ROOT, 'dist', '.sources');
const ENTRY = join('cli', 'main.js');
/** The part of the sources that runs in the reader's browser, and the files that are made of it. */
const PAGE = join('src', 'report', 'client');
const PAGE_FILES = { 'main.ts': 'client.js', 'page.css': 'client.css' };
/** The library's entry for browsers, which becomes one module that a page can import as it is. */
const BROWSER = 'browser.js';
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

/** Digest of everything that decides what the compiler writes. */
function fingerprint() {
  const sources = readdirSync(join(ROOT, 'src'), { recursive: true })
    .filter((name) => /\.(ts|css)$/.test(name) && !name.endsWith('.test.ts') && !name.startsWith('testing'))
    .map((name) => join('src', name))
    .sort((a, b) => (a < b ? -1 : 1));
  const digest = createHash('sha256');
  for (const path of [...sources, 'tsconfig.json', 'tsconfig.build.json', 'package.json', 'package-lock.json']) {
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

/** One file for all browsers of the last years, without comments and white space. @throws where the bundler finds errors */
function bundle(source, outfile, settings) {
  buildSync({
    entryPoints: [source],
    outfile,
    ...settings,
    bundle: true,
    minify: true,
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'error',
    tsconfigRaw: '{}',
  });
}

function build(digest) {
  const partial = join(ROOT, `dist.partial.${process.pid}`);
  const typescript = dirname(createRequire(import.meta.url).resolve('typescript-7/package.json'));
  try {
    execFileSync(process.execPath, [join(typescript, 'bin', 'tsc'), '-p', 'tsconfig.build.json', '--noEmitOnError', '--outDir', partial], {
      cwd: ROOT,
      stdio: ['ignore', 2, 2],
    });
    for (const [source, target] of Object.entries(PAGE_FILES))
      bundle(join(ROOT, PAGE, source), join(partial, 'report', target), { format: 'iife' });
    const asModule = { format: 'esm', allowOverwrite: true, define: { ENTENTE_VERSION: JSON.stringify(version) } };
    bundle(join(partial, BROWSER), join(partial, BROWSER), asModule);
    if (existsSync(join(partial, ENTRY))) chmodSync(join(partial, ENTRY), 0o755);
    writeFileSync(join(partial, '.sources'), digest);
    rmSync(join(ROOT, 'dist'), { recursive: true, force: true });
    renameSync(partial, join(ROOT, 'dist'));
    return 0;
  } catch (error) {
    if (error.status === undefined && error.errors === undefined) throw error;
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
