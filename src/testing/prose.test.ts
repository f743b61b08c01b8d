import { describe, expect, it } from 'vitest';
import { avoided, vocabulary } from '../../scripts/prose.mjs';

const words = (path: string, text: string) => avoided(path, text).map(({ line, word }) => `${line} ${word}`);

describe('the prose check', () => {
  it('finds words to avoid in comments, strings and identifiers, with their line', () => {
    expect(
      words('a.ts', 'const a = 1;\n// drawn anew\nthrow new Error(`mend these first`);\nlet consentLuck = 2; // fooBar bazQux\nanew'),
    ).toEqual(['4 Luck', '2 anew', '5 anew', '3 mend']);
    expect(words('a.ts', 'const MOST_TOLD = 8;')).toEqual(['1 TOLD']);
  });

  it('finds a phrase over a line break of a comment or a paragraph', () => {
    expect(words('a.ts', '// a sweep that is gone\n// on with later\n')).toEqual(['1 gone on with']);
    expect(words('README.md', 'the ties are foretold by\nlot\n')).toEqual(['1 by lot', '1 foretold']);
  });

  it('leaves alone code on a page, names of columns and the good uses', () => {
    expect(words('README.md', 'See `luck` and [this](luck.html).\n\n```sh\ntold\n```\n')).toEqual([]);
    expect(words('a.ts', "const column = 'consent_luck';")).toEqual([]);
    expect(words('README.md', 'no better than chance, and by chance')).toEqual([]);
    expect(words('README.md', '[figure](figures/a.svg)')).toEqual([]);
    expect(words('README.md', 'with these figures in sight')).toEqual(['1 figures']);
  });

  it('reads words for the dictionary apart, but no keys of the bibliography, addresses or digests', () => {
    expect(vocabulary('a.ts', 'wrongWrod\n// [Walt1987] https://somewhere.example #ffeedd a1b2c3d4e5\n').map(({ word }) => word)).toEqual([
      'wrong',
      'Wrod',
    ]);
  });
});
