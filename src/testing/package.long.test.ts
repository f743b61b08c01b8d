import { execFileSync } from 'node:child_process';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { parse } from 'csv-parse/sync';
import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import { publint } from 'publint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runsInBrowser, startBrowser } from './browser.ts';
import { ROOT } from './project.ts';

const CONSUMER = `
import { InputError, parseScenario, readScenario, rowsOf, runAll, simulate, registries, defineTerm, type Scenario, type Simulated } from 'entente';
import { simulate as inBrowser } from 'entente/browser';

const scenario: Scenario = await readScenario('scenarios/minimal.yaml', { set: { 'parameters.entrapment_cost': 1 } });
const run: Simulated = simulate(scenario, { seed: 1, replicate: 0, record: { dyads: 1 } });
const ties: Float64Array = run.system['n_alliance_ties']!;
const again: string = inBrowser(parseScenario(scenario), { seed: 1 }).digest;
for await (const { digest, outcomes } of runAll(scenario, { seed: 1, replicates: 2, workers: 1 })) console.log(digest === again, outcomes['total_new_wars'] ?? 'never');
const names: string[] = registries.parameters.map(({ name }) => name);
defineTerm({
  name: 'pull',
  scope: 'tie',
  meaning: 'worth of any tie',
  parameters: { pull_weight: { default: 0, min: 0, max: 1, unit: 'utility', meaning: 'worth of any tie' } },
  weights: ['pull_weight'],
  value: ({ w, i, k }) => w.parameters.pull_weight * w.affinity[i * w.n + k]!,
});
console.log(ties.at(-1), names.length, rowsOf(run.dyads).length, new InputError([]).problems.length);
// @ts-expect-error the seed is needed
void (() => simulate(scenario, {}));
`;
const CONFIG = {
  compilerOptions: {
    strict: true,
    noUncheckedIndexedAccess: true,
    module: 'NodeNext',
    target: 'ES2023',
    noEmit: true,
    skipLibCheck: false,
    types: [],
  },
  files: ['consumer.ts'],
};

describe('the packed package', () => {
  let folder: string;
  const at = (...names: string[]) => join(folder, ...names);
  const run = (command: string, ...args: string[]) =>
    execFileSync(command, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  let system: Record<string, string>[];
  let digest: string | undefined;

  beforeAll(() => {
    execFileSync(process.execPath, [join(ROOT, 'scripts', 'build.mjs'), '--check'], { stdio: 'inherit' });
    folder = mkdtempSync(join(tmpdir(), 'entente-package-'));
    mkdirSync(at('node_modules', 'entente'), { recursive: true });
    execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder], { cwd: ROOT, stdio: 'ignore' });
    const [tarball = ''] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
    run('tar', '-xzf', tarball, '-C', 'node_modules/entente', '--strip-components=1');
    for (const name of readdirSync(join(ROOT, 'node_modules')))
      if (!name.startsWith('.')) symlinkSync(join(ROOT, 'node_modules', name), at('node_modules', name));
    symlinkSync(at('node_modules', 'entente', 'scenarios'), at('scenarios'));
    writeFileSync(at('package.json'), JSON.stringify({ type: 'module' }));
    run(
      process.execPath,
      'node_modules/entente/dist/cli/main.js',
      'run',
      'scenarios/minimal.yaml',
      '--seed',
      '1',
      '--out',
      'out',
      '--quiet',
    );
    system = parse(readFileSync(at('out', 'system.csv')), { columns: true });
    digest = parse<Record<string, string>>(readFileSync(at('out', 'runs.csv')), { columns: true })[0]?.['digest'];
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('has nothing that publint finds wrong', async () => {
    const { messages } = await publint({ pkgDir: at('node_modules', 'entente'), strict: true, pack: false });
    expect(messages.filter(({ type }) => type !== 'suggestion')).toEqual([]);
  });

  it('works from strict TypeScript, with its declarations checked', () => {
    writeFileSync(at('consumer.ts'), CONSUMER);
    writeFileSync(at('tsconfig.json'), JSON.stringify(CONFIG));
    expect(run(process.execPath, 'node_modules/typescript-7/bin/tsc', '-p', '.')).toBe('');
  });

  it('works from plain JavaScript', () => {
    writeFileSync(
      at('plain.mjs'),
      "import { readScenario, simulate } from 'entente';\nconst run = simulate(await readScenario('scenarios/minimal.yaml'), { seed: 1 });\nconsole.log(run.system.n_alliance_ties.at(-1), run.digest);",
    );
    expect(run(process.execPath, 'plain.mjs').trim()).toBe(`${system.at(-1)?.['n_alliance_ties']} ${digest}`);
  });

  describe.runIf(runsInBrowser('the library'))('in Chromium', () => {
    let browser: Browser;
    let server: Server;
    let origin: string;
    const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.yaml': 'text/plain' };
    beforeAll(async () => {
      browser = await startBrowser();
      server = createServer((request, response) => {
        const file = at(normalize(new URL(request.url ?? '/', 'http://x').pathname));
        if (!existsSync(file)) return void response.writeHead(404).end();
        response.setHeader('content-type', TYPES[extname(file)] ?? 'text/plain');
        createReadStream(file).pipe(response);
      });
      await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
      origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });
    afterAll(async () => {
      await browser?.close();
      server?.close();
    });

    it('gives the digest and the columns of the command line, bundled from what a user imports', async () => {
      writeFileSync(
        at('page.js'),
        "import { parseScenario, simulate } from 'entente';\nwindow.run = (text) => { const { system, digest } = simulate(parseScenario(text), { seed: 1 }); return { system: Object.fromEntries(Object.entries(system).map(([name, values]) => [name, Array.from(values)])), digest }; };",
      );
      // fails on anything of Node that the entry imports
      const { metafile } = await build({
        entryPoints: [at('page.js')],
        outfile: at('bundle.js'),
        bundle: true,
        platform: 'browser',
        format: 'iife',
        metafile: true,
        logLevel: 'silent',
      });
      expect(
        Object.keys(metafile.inputs)
          .filter((name) => name.includes('node_modules/entente/'))
          .map((name) => name.replace(/.*node_modules\/entente\//, '')),
      ).toEqual(['dist/browser.js']);
      expect(readFileSync(at('bundle.js'), 'utf8').length).toBeLessThan(1_500_000);
      const page = await browser.newPage();
      await page.addScriptTag({ path: at('bundle.js') });
      const text = readFileSync(at('scenarios', 'minimal.yaml'), 'utf8');
      const made = (await page.evaluate(`run(${JSON.stringify(text)})`)) as { digest: string; system: Record<string, number[]> };
      expect(made.digest).toBe(digest);
      for (const [name, values] of Object.entries(made.system))
        expect(values.map((x) => (Number.isNaN(x) ? '' : String(x)))).toEqual(system.map((row) => row[name]));
      const ofRun = ['run', 'config', 'replicate', 'seed', 'year'];
      expect(Object.keys(made.system)).toEqual(Object.keys(system[0] ?? {}).filter((name) => !ofRun.includes(name)));
      await page.close();
    });

    it('runs the page among the examples', async () => {
      const page = await browser.newPage();
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      await page.goto(`${origin}/node_modules/entente/examples/notebook.html`);
      const result = page.locator('#result');
      await page.waitForFunction("document.querySelector('#result').textContent !== ''");
      const before = await result.textContent();
      expect(before).toMatch(/^[\d.]+ pairs are tied by an alliance at the end/);
      await page.locator('#cost').fill('6');
      await page.waitForFunction(`document.querySelector('#result').textContent !== ${JSON.stringify(before)}`);
      expect(await page.locator('#lines polyline').count()).toBe(10);
      expect(errors).toEqual([]);
      await page.close();
    });
  });
});
