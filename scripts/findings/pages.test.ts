import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../src/testing/project.ts';
import { findingChart, planeChart } from './charts.ts';
import { FINDINGS } from './finding.ts';
import { effectOf, verdictOf as verdictOfInterval } from './judge.ts';
import { ablationPage, chartName, findingPage, overviewPage, pageName, withMadePart } from './pages.ts';
import { PLANE_TITLES } from './plane.ts';
import { readRecords } from './records.ts';

const FOLDER = join(ROOT, 'docs', 'findings');
const page = (name: string) => readFileSync(join(FOLDER, name), 'utf8');
const stored = readRecords(ROOT);

describe('the pages on findings', () => {
  it.each(FINDINGS)('say of finding $number what is stored', async (finding) => {
    expect(withMadePart(page(pageName(finding)), findingPage(finding, stored))).toBe(page(pageName(finding)));
    expect(page(chartName(finding))).toBe(await findingChart(finding, stored));
  });

  it('say in the overview and of the ablation what is stored', () => {
    expect(withMadePart(page('README.md'), overviewPage(stored))).toBe(page('README.md'));
    expect(withMadePart(page('ablation.md'), ablationPage(stored))).toBe(page('ablation.md'));
  });

  it('show the planes as stored', async () => {
    for (const [world, title] of Object.entries(PLANE_TITLES))
      expect(page(`plane-${world}.svg`)).toBe(await planeChart(world, title ?? world, stored));
  });

  it('say what was tried of every finding', () => {
    for (const finding of FINDINGS) expect(page(pageName(finding)), finding.slug).toMatch(/## What was tried\n+\S/);
  });

  it('are no more and no fewer than there are findings', () => {
    const made = [...FINDINGS.map(pageName), 'README.md', 'ablation.md'];
    expect(
      readdirSync(FOLDER)
        .filter((name) => name.endsWith('.md'))
        .sort(),
    ).toEqual(made.sort());
    expect(existsSync(join(FOLDER, 'data', 'effects.csv'))).toBe(true);
  });
});

describe('the stored findings', () => {
  const hypotheses = FINDINGS.flatMap((f) => f.hypotheses.map((h) => ({ f, h })));

  it('are those of the registry, each once', () => {
    expect(stored.effects.map(({ finding, id }) => `${finding} ${id}`)).toEqual(hypotheses.map(({ f, h }) => `${f.number} ${h.id}`));
    expect(stored.exact.map(({ finding, id }) => `${finding} ${id}`)).toEqual(
      FINDINGS.flatMap((f) => f.exact.map(({ id }) => `${f.number} ${id}`)),
    );
  });

  it('carry the verdict that their intervals give', () => {
    for (const r of stored.effects) {
      const { h } = hypotheses.find(({ f, h: x }) => f.number === r.finding && x.id === r.id) ?? {};
      if (h === undefined) throw new Error(`no hypothesis ${r.finding} ${r.id}`);
      expect(r.verdict, `${r.finding} ${r.id}`).toBe(r.n < 2 ? effectOf(h, []).verdict : verdictOfInterval(h, r.low, r.high));
    }
  });
});

describe('the made part of a page', () => {
  it('is replaced and what was written by hand stays', () => {
    const first = withMadePart(null, 'old', '## What was tried\n\nMuch.');
    const again = withMadePart(first.replace('Much.', 'Very much.'), 'new');
    expect(again).toContain(': begin -->\n\nnew\n\n<!--');
    expect(again).not.toContain('old');
    expect(again).toContain('Very much.');
  });
});
