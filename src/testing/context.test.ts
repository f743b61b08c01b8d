import { describe, expect, it } from 'vitest';
import { checkClaim, CLAIMS } from './context.ts';
import { read } from './project.ts';

const page = read('docs/context.md');

describe('the page on the debate', () => {
  it('has twenty-four claims, in order', () => {
    expect(CLAIMS).toEqual(Array.from({ length: 24 }, (_, c) => c + 1));
  });

  it.each(CLAIMS)('says of claim %i who makes it, what to set, what to watch and what was seen, and shows a figure', (number) => {
    const [, section = ''] = new RegExp(`^## ${number}\\. .*\\n([\\s\\S]*?)(?=^## |(?![\\s\\S]))`, 'm').exec(page) ?? [];
    expect(section).toMatch(/^.*\[[A-Z][A-Za-z]+(?:\d{4})?\]/m);
    for (const part of ['**Set:**', '**Watch:**', '**Seen.**', `(figures/context/${String(number).padStart(2, '0')}.svg)`]) {
      expect(section).toContain(part);
    }
  });
});

/** One claim here; the long suite has all. */
const QUICK = 3;

it(`claim ${QUICK} is shown by what its commands print and draw`, () => checkClaim(QUICK), 120_000);
