// Compiles src/ to dist/ and bundles the command, the library, its workers, its entry for browsers and the report's page.
// Does nothing when dist/ was made from the same sources; with --check it only says whether that is so.
// The command is bundled because loading hundreds of modules took longer than most of what it does.
// The compiler writes to a temporary folder, which replaces dist/ when all went well: a failed build leaves the old one usable.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
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
/** Notebooks that an export fills in. */
const TEMPLATES = join('src', 'report', 'export', 'templates');
/** The library's entry for browsers, which becomes one module that a page can import as it is. */
const BROWSER = 'browser.js';
/**
 * What Node runs, split into chunks that are loaded when needed. All chunks lie two folders deep, as their sources do, so that paths relative to a
 * module hold in both. A plugin that imports the library gets the chunks of the command that loaded it, and so the same registries.
 */
const NODE_ENTRIES = {
  'cli/main': 'src/cli/main.ts',
  'chunks/index': 'src/index.ts',
  'chunks/run-worker': 'src/executor/run-worker.ts',
  'chunks/experiment-worker': 'src/experiment/experiment-worker.ts',
};
/** Packages with files of their own that they look for at run time. */
const NOT_BUNDLED = ['piscina', 'world-atlas'];
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

/** Digest of everything that decides what the compiler writes. */
function fingerprint() {
  const sources = readdirSync(join(ROOT, 'src'), { recursive: true })
    .filter((name) => /\.(ts|css|ipynb|qmd)$/.test(name) && !name.endsWith('.test.ts') && !name.startsWith('testing'))
    .map((name) => join('src', name))
    .sort((a, b) => (a < b ? -1 : 1));
  const digest = createHash('sha256');
  for (const path of [...sources, 'scripts/build.mjs', 'tsconfig.json', 'tsconfig.build.json', 'package.json', 'package-lock.json']) {
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

const COMMON = { bundle: true, charset: 'utf8', logLevel: 'error', tsconfigRaw: '{}', metafile: true };

/** One file for all browsers of the last years, without comments and white space. Returns the paths of what it is made of. @throws where the bundler finds errors */
function bundle(source, outfile, settings) {
  const page = { ...COMMON, minify: true, target: 'es2022', legalComments: 'none', ...settings };
  return Object.keys(buildSync({ entryPoints: [source], outfile, ...page }).metafile.inputs);
}

/** What Node runs, in chunks with their names kept, so that a stack trace can be read. Returns the paths of what it is made of. @throws where the bundler finds errors */
function bundleForNode(outdir) {
  const { metafile } = buildSync({
    ...COMMON,
    absWorkingDir: ROOT,
    entryPoints: NODE_ENTRIES,
    outdir,
    allowOverwrite: true,
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    legalComments: 'none',
    external: NOT_BUNDLED,
    // Some packages are CommonJS and require modules of Node.
    banner: { js: "import { createRequire as nodeRequire } from 'node:module';\nconst require = nodeRequire(import.meta.url);" },
  });
  return Object.keys(metafile.inputs);
}

/** The licences of the packages that are part of the bundles, as most of them ask for. @throws for a package without one */
function licencesOf(inputs) {
  const packages = new Set(inputs.flatMap((path) => /^(?:.*\/)?(node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []));
  const texts = [...packages]
    .sort((a, b) => (a < b ? -1 : 1))
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8'));
      const file = readdirSync(join(ROOT, folder)).find((entry) => /^(license|licence)/i.test(entry));
      if (file === undefined && license === undefined) throw new Error(`${folder} has no licence`);
      const text = file === undefined ? `Licence: ${license}` : readFileSync(join(ROOT, folder, file), 'utf8').trim();
      return `${name} ${version}\n\n${text}\n`;
    });
  return `Packages that are part of the files in this folder, with their licences.\n\n${texts.join(`\n${'-'.repeat(80)}\n\n`)}`;
}

function build(digest) {
  const partial = join(ROOT, `dist.partial.${process.pid}`);
  const typescript = dirname(createRequire(import.meta.url).resolve('typescript-7/package.json'));
  try {
    execFileSync(process.execPath, [join(typescript, 'bin', 'tsc'), '-p', 'tsconfig.build.json', '--noEmitOnError', '--outDir', partial], {
      cwd: ROOT,
      stdio: ['ignore', 2, 2],
    });
    const inputs = Object.entries(PAGE_FILES).flatMap(([source, target]) =>
      bundle(join(ROOT, PAGE, source), join(partial, 'report', target), { format: 'iife' }),
    );
    cpSync(join(ROOT, TEMPLATES), join(partial, 'report'), { recursive: true });
    const asModule = { format: 'esm', allowOverwrite: true, define: { ENTENTE_VERSION: JSON.stringify(version) } };
    inputs.push(...bundle(join(partial, BROWSER), join(partial, BROWSER), asModule), ...bundleForNode(partial));
    writeFileSync(join(partial, 'index.js'), "export * from './chunks/index.js';\n");
    writeFileSync(join(partial, 'licences.txt'), licencesOf(inputs));
    chmodSync(join(partial, ENTRY), 0o755);
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
