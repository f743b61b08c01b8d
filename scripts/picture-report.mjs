// Screenshots of a report for the gallery: the network on the map, the events in the dark theme, and the page on a phone. Needs the report in the results
// folder, and Chromium: that of ENTENTE_BROWSER, else /usr/bin/chromium. The pixels depend on its version and on the fonts of the machine.
//   node scripts/picture-report.mjs results/indo-pacific-2022 [FOLDER]        into docs/figures by default
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const [results, folder = join(ROOT, 'docs', 'figures')] = process.argv.slice(2);
if (results === undefined) {
  process.stderr.write('usage: node scripts/picture-report.mjs RESULTS_FOLDER [FOLDER]\n');
  process.exit(2);
}

const DESK = { viewport: { width: 900, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };
/** A tick of the run shown that has a war. */
const TICK = '17';

const browser = await chromium.launch({
  executablePath: process.env.ENTENTE_BROWSER ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});

/** Opens the report, waits until it is drawn, and takes the screenshot. */
async function picture(name, how, look) {
  const context = await browser.newContext(how);
  const page = await context.newPage();
  await page.goto(pathToFileURL(join(resolve(results), 'report.html')).href);
  await page.locator('#network g.node').first().waitFor();
  await look(page, join(folder, `report-${name}.png`));
  await context.close();
}

try {
  await picture('network', { ...DESK, colorScheme: 'light' }, async (page, path) => {
    await page.locator('#tick').fill(TICK);
    await page.locator('section', { has: page.locator('#network') }).screenshot({ path });
  });
  await picture('dark', { ...DESK, colorScheme: 'dark' }, async (page, path) => {
    await page.locator('#events').screenshot({ path });
  });
  await picture('phone', { ...PHONE, colorScheme: 'light' }, async (page, path) => {
    await page.waitForTimeout(500); // the page is laid out for the phone first
    await page.evaluate(() => globalThis.document.querySelector('#network').scrollIntoView({ block: 'start', behavior: 'instant' }));
    await page.waitForTimeout(500);
    await page.screenshot({ path });
  });
} finally {
  await browser.close();
}
