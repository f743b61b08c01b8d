import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { STREAMS } from '../base/random.ts';
import { EVENT_KINDS } from '../model/events.ts';
import { TEMPLATES } from '../model/treaty/templates.ts';
import { VALUE_TERMS } from '../model/terms/index.ts';
import { PHASES } from '../model/tick.ts';
import { projectFiles, read, ROOT, runScript } from './project.ts';

const pages = projectFiles().filter((path) => path.endsWith('.md'));

describe('documentation', () => {
  it('has the reference and the schema that the code gives', () => {
    expect(runScript('scripts/docs.mjs', '--check')).toEqual({ code: 0, said: '' });
  });

  it('has pages to check', () => {
    expect(pages).toContain('README.md');
  });

  it.each(pages)('%s links only to files and headings that exist', (page) => {
    expect(brokenLinks(page)).toEqual([]);
  });

  it('lists the phases of the tick in the ODD description as the program runs them', () => {
    const [table = ''] = /^\| phase [\s\S]*?\n\n/m.exec(read('docs/ODD.md')) ?? [];
    const rows = table
      .trim()
      .split('\n')
      .slice(2)
      .map((row) =>
        row
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim()),
      );
    expect(rows).toEqual(PHASES.map(({ name, meaning, update }) => [name, meaning, update]));
  });

  it('has the sections of the ODD protocol in its order, and its eleven design concepts', () => {
    const odd = read('docs/ODD.md');
    const sections = [...odd.matchAll(/^# (\d) (.+)$/gm)].map(([, number, title]) => `${number} ${title}`);
    expect(sections).toEqual([
      '1 Purpose and patterns',
      '2 Entities, state variables, and scales',
      '3 Process overview and scheduling',
      '4 Design concepts',
      '5 Initialization',
      '6 Input data',
      '7 Submodels',
    ]);
    const [, concepts = ''] = /^# 4 ([\s\S]*?)^# 5 /m.exec(odd) ?? [];
    expect([...concepts.matchAll(/^\*\*([A-Z][a-z ]+)\.\*\*/gm)].map(([, concept]) => concept)).toEqual([
      'Basic principles',
      'Emergence',
      'Adaptation',
      'Objectives',
      'Learning',
      'Prediction',
      'Sensing',
      'Interaction',
      'Stochasticity',
      'Collectives',
      'Observation',
    ]);
    const [, submodels = ''] = /^# 7 ([\s\S]*?)^# Appendix A/m.exec(odd) ?? [];
    expect([...submodels.matchAll(/^## (.+)$/gm)].map(([, title]) => title)).toEqual(PHASES.map(({ name }) => name));
  });

  it('lists in the ODD description the value terms, templates and events of the program', () => {
    const odd = read('docs/ODD.md');
    const names = VALUE_TERMS.map(({ name }) => name);
    expect([...odd.matchAll(/^\*\*([a-z]+)\.\*\*/gm)].map(([, term]) => term)).toEqual(names);
    const [, reasons = ''] = /^\*\*Reasons and alternatives\.\*\*([\s\S]*?)^### /m.exec(odd) ?? [];
    const reasoned = [...reasons.matchAll(/^\| ([a-z]+) /gm)].map(([, term]) => term).slice(1);
    expect(reasoned.length).toBeGreaterThan(0);
    expect(reasoned).toEqual(names.filter((name) => reasoned.includes(name)));
    const [, templates = ''] = /^### Templates([\s\S]*?)^What is founded/m.exec(odd) ?? [];
    expect([...templates.matchAll(/^\| ([a-z_]+) /gm)].map(([, name]) => name).slice(1)).toEqual(Object.keys(TEMPLATES));
    const [, events = ''] = /every event of the model \(([\w, ]+)\)/.exec(odd) ?? [];
    expect(events.split(', ').sort()).toEqual(Object.keys(EVENT_KINDS).sort());
  });

  it.each(['sensitivity', 'partnership-turn', 'calibration-and-fit', 'performance'])(
    'shows on the page %s what its stored tables have',
    (name) => {
      expect(runScript('scripts/page.mjs', name, '--check')).toEqual({ code: 0, said: '' });
    },
  );

  it('has no figure that no command makes, and says the commands', () => {
    expect(runScript('scripts/figures.mjs', '--check')).toEqual({ code: 0, said: '' });
  });

  it('names in the ODD description only random streams that are drawn from', () => {
    const named = [...read('docs/ODD.md').matchAll(/\b(?:capabilities|perception|alignment|disputes|learning)\.[a-z]+\b/g)].map(
      ([name]) => name,
    );
    expect([...new Set(named)].sort()).toEqual([...STREAMS].sort());
  });

  it('shows a scenario in the README that is shipped as it stands there', () => {
    const [, shown] = /^```yaml\n(entente: 1\n[\s\S]*?)^```$/m.exec(read('README.md')) ?? [];
    expect(shown).toBe(read('scenarios/minimal.yaml'));
  });
});

function brokenLinks(page: string): string[] {
  const prose = read(page).replace(/```[\s\S]*?```/g, '');
  const targets = [...prose.matchAll(/\]\(([^)\s]+)\)|(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? match[2] ?? '');
  return targets.filter((target) => {
    if (/^(https?|mailto):/.test(target)) return false;
    const [path = '', anchor] = target.split('#');
    const file = path === '' ? page : join(dirname(page), path);
    if (!existsSync(join(ROOT, file))) return true;
    return anchor !== undefined && !headings(file).includes(anchor);
  });
}

/** Anchors of a page's headings, as code hosts make them. */
function headings(page: string): string[] {
  return [...read(page).matchAll(/^#+ (.+)$/gm)].map((match) =>
    (match[1] ?? '')
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1') // of a link the text alone
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
