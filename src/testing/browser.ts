import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** Where Chromium is looked for, after the path in ENTENTE_BROWSER. */
const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** A browser on this machine, undefined where there is none. */
function browserPath(): string | undefined {
  const named = process.env['ENTENTE_BROWSER'];
  return [...(named === undefined ? [] : [named]), ...PLACES].find((path) => existsSync(path));
}

/**
 * Whether tests that need a browser are run. Without a browser they are skipped, and a message says so; with ENTENTE_REQUIRE_ALL=1, for a machine
 * that must run everything, they run and fail.
 */
export function runsInBrowser(what: string): boolean {
  if (browserPath() !== undefined || process.env['ENTENTE_REQUIRE_ALL'] === '1') return true;
  process.stderr.write(`left out for want of a browser: ${what} (install chromium, or name one in ENTENTE_BROWSER)\n`);
  return false;
}

/** Starts the browser, which makes no network requests of its own. */
export function startBrowser(): Promise<Browser> {
  const executablePath = browserPath();
  if (executablePath === undefined) throw new Error('there is no browser: install chromium, or name one in ENTENTE_BROWSER');
  const quiet = ['--disable-gpu', '--disable-background-networking', '--disable-component-update', '--no-first-run'];
  return chromium.launch({ executablePath, args: ['--no-sandbox', ...quiet] });
}
