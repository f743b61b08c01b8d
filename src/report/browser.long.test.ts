import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { runsInBrowser, startBrowser } from '../testing/browser.ts';
import { useBench } from '../testing/cli.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Hostile text: markup, a script, the end of a script, text from right to left, an override of direction, emoji. */
const HOSTILE = `</script><script>window.harmed=1</script><img src=x onerror="window.harmed=1">\u202eعربي עברית 👩‍👩‍👧 ';=1+1`;
const LONG = 'x<b>'.repeat(2500);

const STRANGE = {
  entente: 1,
  name: 'strange',
  title: HOSTILE + LONG.slice(0, 9_000),
  description: `${HOSTILE}\n${LONG}`.slice(0, 10_000),
  ticks: 4,
  record: { decisions: 1 },
  states: ['A', 'B', 'C', 'D'].map((id, k) => ({
    id,
    name: `${k}${HOSTILE}`.slice(0, 200),
    region: HOSTILE.slice(0, 64),
    military: 10 * (k + 1),
    economic: 20,
    revisionism: k / 4,
  })),
  relations: [{ between: ['A', 'D'], hostility: 0.6 }],
  agreements: [{ name: `=${HOSTILE}`.slice(0, 200), kind: 'alliance', members: [{ state: 'A' }, { state: 'B' }] }],
  shocks: [{ at: 2, label: HOSTILE, set: { 'states.C.revisionism': 0.9 } }],
  sources: [{ key: 'X2000', citation: HOSTILE, url: `javascript:alert(1)//${HOSTILE}`.slice(0, 300) }],
};

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 } as const;
const PAINT = `performance.getEntriesByName('first-contentful-paint')`;
/** Opens everything that can be opened. */
const OPEN = `document.querySelectorAll('details').forEach((details) => (details.open = true))`;
const DESK = { viewport: { width: 1280, height: 900 } } as const;

// A browser, and axe above all, takes its time on a machine that has other things to do.
describe.runIf(runsInBrowser('the report as it is seen'))('the report in a browser', { timeout: 240_000 }, () => {
  const bench = useBench();
  let browser: Browser;
  const closing: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    browser = await startBrowser();
    const scenario = readFileSync(new URL('../../scenarios/indo-pacific-2022.yaml', import.meta.url), 'utf8');
    bench.write('world.yaml', scenario);
    bench.write('strange.json', JSON.stringify(STRANGE));
    const made = [
      await bench.entente(
        'run',
        'world.yaml',
        '--ticks',
        '6',
        '--replicates',
        '3',
        '--seed',
        '1',
        '--record',
        'decisions=1',
        '--quiet',
        '--out',
        'world',
      ),
      await bench.entente('run', 'strange.json', '--replicates', '2', '--seed', '2', '--quiet', '--out', 'strange'),
      await bench.entente('report', 'world', '--quiet'),
      await bench.entente('report', 'strange', '--quiet'),
    ];
    expect(made.map(({ code, stderr }) => ({ code, stderr }))).toEqual(made.map(() => ({ code: 0, stderr: '' })));
  }, 120_000);
  afterAll(() => browser.close());
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  /** Opens a report, and keeps all that it asks for and complains of. */
  async function open(name: string, options: BrowserContextOptions = DESK) {
    const context = await browser.newContext({ ...options, acceptDownloads: true });
    closing.push(() => context.close());
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('console', (message) => faults.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('request', (request) => {
      if (!/^(file|data|blob):/.test(request.url())) faults.push(`asked for ${request.url()}`);
    });
    await page.goto(pathToFileURL(bench.path(name, 'report.html')).href);
    await page.waitForSelector('html[data-ready]');
    return { page, faults };
  }

  const text = async (page: Page, selector: string) => (await page.locator(selector).first().textContent()) ?? '';
  const attribute = async (page: Page, selector: string, name: string) => (await page.locator(selector).first().getAttribute(name)) ?? '';

  it('does what every control says, without a complaint and without asking for anything', async () => {
    const { page, faults } = await open('world');
    expect(await text(page, '#now')).toMatch(/^2022: 77 alliance ties, 179 partnership ties/);
    const before = await attribute(page, '#network path.tie.alliance', 'd');

    await page.click('#forth');
    expect(await text(page, '#when')).toContain('2023 (tick 1 of 6)');
    expect(await attribute(page, '#network path.tie.alliance', 'd')).not.toBe(before);
    await page.click('#back');
    expect(await attribute(page, '#network path.tie.alliance', 'd')).toBe(before);
    await page.locator('#tick').fill('4');
    expect(await text(page, '#when')).toContain('2026');
    expect(await attribute(page, '#tick', 'aria-valuetext')).toMatch(/^2026: \d+ alliance ties/);

    await page.selectOption('#speed', '300');
    await page.click('#play');
    expect(await attribute(page, '#play', 'aria-pressed')).toBe('true');
    await expect.poll(() => text(page, '#when'), { timeout: 10_000 }).toContain('2028');
    await expect.poll(() => attribute(page, '#play', 'aria-pressed'), { timeout: 10_000 }).toBe('false');
    await page.click('#play'); // from the end it starts again
    await expect.poll(() => text(page, '#when'), { timeout: 10_000 }).toContain('tick 1 of');
    await page.click('#play');
    expect(await attribute(page, '#play', 'aria-pressed')).toBe('false');

    const paths = () => attribute(page, '#network path.tie.partnership', 'd');
    await page.locator('#tick').fill('4');
    const first = await paths();
    await page.selectOption('#run', '2');
    expect(await paths()).not.toBe(first);
    await page.selectOption('#run', '0');
    expect(await paths()).toBe(first);

    for (const kind of ['alliance', 'partnership', 'minilateral', 'dispute', 'war']) {
      await page.uncheck(`input[data-tie=${kind}]`);
      expect(await attribute(page, `#network path.tie.${kind}`, 'd')).toBe('');
      await page.check(`input[data-tie=${kind}]`);
    }
    expect(await paths()).toBe(first);
    await page.uncheck('#changes');
    expect(await attribute(page, '#network path.new', 'd')).toBe('');
    await page.check('#changes');

    await page.selectOption('#layout', 'free');
    const free = await attribute(page, '#network g.node', 'transform');
    await page.click('#forth');
    expect(await attribute(page, '#network g.node', 'transform')).toBe(free); // nobody jumps between ticks
    await page.selectOption('#layout', 'map');
    expect(await attribute(page, '#network g.node', 'transform')).not.toBe(free);

    await page.locator('#network g.node[data-state="5"]').dispatchEvent('click');
    const chosen = await text(page, '#state-panel h3');
    await page.click('#next-state');
    await page.click('#previous-state');
    expect(await text(page, '#state-panel h3')).toBe(chosen);
    await page.selectOption('#state', '0');
    expect(await text(page, '#state-panel h3')).toMatch(/^United States in 2027/);

    for (const box of await page.locator('input[data-event]').all()) await box.check();
    const all = Number((await text(page, '#event-count')).split(' ')[0]);
    await page.uncheck('input[data-event=signed]');
    expect(Number((await text(page, '#event-count')).split(' ')[0])).toBeLessThan(all);
    await page.check('#at-tick');
    expect(await page.locator('#event-list .time').allTextContents()).not.toContain('2023');
    await page.uncheck('#at-tick');
    await page.locator('#event-list button').first().click();
    expect(await text(page, '#when')).toContain(await text(page, '#event-list .time'));
    await page.locator('#timeline circle.event').last().dispatchEvent('click');
    expect(await text(page, '#when')).not.toContain('tick 0');
    await page.locator('#account button.goto').first().click();
    await page.locator('#state-panel details').first().locator('summary').click();
    expect(await page.locator('#state-panel details table tbody tr').count()).toBeGreaterThan(5);
    await page.locator('.strip button').last().click();
    expect(await text(page, '#when')).toContain('tick 6');
    await page.evaluate(OPEN);
    expect(await page.locator('details.data table').count()).toBe(await page.locator('#over-time .chart-box').count());
    expect(faults).toEqual([]);
  });

  it('shows what was weighed: terms add up to the total, probabilities to one', async () => {
    const { page } = await open('world');
    await page.locator('#tick').fill('1');
    await page.selectOption('#state', { label: 'China (CHN)' });
    const options = page.locator('.option');
    expect(await options.count()).toBeGreaterThan(1);
    let probability = 0;
    for (const option of await options.all()) {
      const values = await option.locator('td.number').allTextContents();
      const numbers = values.map(Number);
      const total = numbers.pop() ?? NaN;
      expect(numbers.reduce((sum, value) => sum + value, 0)).toBeCloseTo(total, 3);
      probability += Number(/probability (\S+)/.exec((await option.locator('p').textContent()) ?? '')?.[1] ?? 0);
    }
    expect(probability).toBeCloseTo(1, 2);
    expect(await page.locator('.option.taken').count()).toBe(1);
  });

  it('shows the numbers of the tables', async () => {
    const { page } = await open('world');
    const [header, ...rows] = bench
      .read('world', 'system.csv')
      .trim()
      .split('\n')
      .map((row) => row.split(','));
    const at = (name: string) => header?.indexOf(name) ?? -1;
    const last = rows.filter((row) => row[at('tick')] === '6').map((row) => Number(row[at('n_alliance_ties')]));
    const mean = last.reduce((sum, value) => sum + value, 0) / last.length;
    const row = page.locator('#account tr', { hasText: 'pairs tied by an alliance' });
    expect(await row.locator('td').nth(1).textContent()).toBe(String(Number.isInteger(mean) ? mean : Number(mean.toPrecision(3))));
    for (let run = 0; run < 3; run++) {
      await page.selectOption('#run', String(run));
      await page.locator('#tick').fill('6');
      expect(await text(page, '#now')).toContain(`2028: ${last[run]} alliance tie`);
    }
  });

  it.each(['svg', 'png', 'csv'])('saves every chart as %s', async (kind) => {
    const opened = await open('world', { ...DESK, colorScheme: 'dark' });
    const charts: string[] = [];
    for (const button of await opened.page.locator(`button[data-save=${kind}]`).all())
      charts.push((await button.getAttribute('data-of')) ?? '');
    expect(charts.length).toBeGreaterThan(12);
    // A browser blocks a page after ten downloads, so the page is opened again after a few.
    for (let from = 0; from < charts.length; from += 8) {
      const { page, faults } = from === 0 ? opened : await open('world', { ...DESK, colorScheme: 'dark' });
      for (const chart of charts.slice(from, from + 8)) {
        const button = page.locator(`button[data-save=${kind}][data-of="${chart}"]`);
        const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
        expect(download.suggestedFilename()).toBe(`indo-pacific-2022-${chart}.${kind}`);
        const data = readFileSync(await download.path());
        if (kind === 'png') expect(data.subarray(1, 4).toString()).toBe('PNG');
        if (kind === 'csv') expect(data.toString().split('\n').length).toBeGreaterThan(3);
        if (kind === 'svg') {
          expect(data.toString()).toMatch(/^<svg .*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
          expect(data.toString()).not.toMatch(/var\(--|<script|rgb\(20, 24, 29\)/); // colours for paper, not those of the dark scheme
        }
      }
      expect(faults).toEqual([]);
    }
  });

  it('can be used by keyboard alone', async () => {
    const { page } = await open('world');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.className')).toBe('skip');
    await page.keyboard.press('Enter');
    await page.locator('#tick').focus();
    await page.keyboard.press('ArrowRight');
    expect(await text(page, '#when')).toContain('tick 1');
    await page.locator('#play').focus();
    await page.keyboard.press('Space');
    expect(await attribute(page, '#play', 'aria-pressed')).toBe('true');
    await page.keyboard.press('Space');
    await page.locator('#network g.node[tabindex="0"]').focus();
    await page.keyboard.press('ArrowRight');
    const label = String(await page.evaluate(`document.activeElement.getAttribute('aria-label')`));
    await page.keyboard.press('Enter');
    expect(await text(page, '#state-panel h3')).toContain(label.split(', ')[1]);
    expect(await page.locator('#network g.node[tabindex="0"]').count()).toBe(1);
  });

  it.each([
    ['light', { ...DESK, colorScheme: 'light' }],
    ['dark', { ...DESK, colorScheme: 'dark' }],
    ['on a phone', PHONE],
  ] as const)('has nothing that bars anybody, as far as axe sees: %s', async (_, options) => {
    for (const name of ['world', 'strange']) {
      const { page, faults } = await open(name, options);
      // The tables of the charts are all alike and have thousands of cells: two of them are enough.
      await page.evaluate(
        `document.querySelectorAll('details:not(.data), [data-table=ties], [data-table=postures]').forEach((details) => (details.open = true))`,
      );
      await page.evaluate(AXE);
      const result = (await page.evaluate('axe.run()')) as { violations: { id: string; nodes: { html: string }[] }[] };
      expect(result.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' ')}`)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
      expect(faults).toEqual([]);
    }
  });

  it('is not harmed by hostile text', async () => {
    const { page, faults } = await open('strange');
    const everything = async () => {
      for (const box of await page.locator('input[data-event]').all()) await box.check();
      for (let tick = 0; tick <= 4; tick++) await page.locator('#tick').fill(String(tick));
      for (const index of ['0', '1', '2', '3']) await page.selectOption('#state', index);
      await page.evaluate(OPEN);
    };
    await everything();
    expect(await page.evaluate('window.harmed')).toBeUndefined();
    expect(await page.locator('script').count()).toBe(2);
    expect(await page.locator('img, iframe, object, b').count()).toBe(0);
    expect(await page.locator('a[href^="javascript"]').count()).toBe(0);
    expect(await text(page, 'h1')).toContain('<script>window.harmed=1</script>');
    expect((await page.locator('h1').boundingBox())?.height).toBeLessThan(200);
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('button[data-save=csv][data-of=timeline]').click()]);
    expect(readFileSync(await download.path(), 'utf8')).not.toMatch(/(^|,)"?[=+@]/m);
    expect(faults).toEqual([]);
  });

  it('has its first picture within a second', async () => {
    const times: number[] = [];
    for (let time = 0; time < 3; time++) {
      const { page } = await open('world');
      await expect.poll(() => page.evaluate(`${PAINT}.length`), { timeout: 10_000 }).toBe(1);
      times.push(Number(await page.evaluate(`${PAINT}[0].startTime`)));
    }
    expect(Math.min(...times)).toBeLessThan(1000);
  });

  it('is printed on paper in the light scheme, without the controls', async () => {
    const { page } = await open('world', { ...DESK, colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
    expect(await page.locator('#play').isVisible()).toBe(false);
    expect((await page.pdf()).byteLength).toBeGreaterThan(50_000);
  });

  it('is small enough to be sent', () => {
    expect(statSync(bench.path('world', 'report.html')).size).toBeLessThan(2_000_000);
  });
});
