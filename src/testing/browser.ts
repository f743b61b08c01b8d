import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** Where Chromium is looked for, after what ENTENTE_BROWSER names. */
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
 * Whether tests that need a browser are run. They are left out, with a word, where there is none; but a machine that is to run everything
 * (ENTENTE_REQUIRE_ALL=1) runs them, and they fail for want of it.
 */
export function runsInBrowser(what: string): boolean {
  if (browserPath() !== undefined || process.env['ENTENTE_REQUIRE_ALL'] === '1') return true;
  process.stderr.write(`left out for want of a browser: ${what} (install chromium, or name one in ENTENTE_BROWSER)\n`);
  return false;
}

/** Starts the browser. Nothing of it goes to the network by itself. */
export function startBrowser(): Promise<Browser> {
  const executablePath = browserPath();
  if (executablePath === undefined) throw new Error('there is no browser: install chromium, or name one in ENTENTE_BROWSER');
  const quiet = ['--disable-gpu', '--disable-background-networking', '--disable-component-update', '--no-first-run'];
  return chromium.launch({ executablePath, args: ['--no-sandbox', ...quiet] });
}
