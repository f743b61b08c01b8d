import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { formatHeader, formatRows, type Cell } from './csv.ts';

/** Reads our CSV back, by the rules of RFC 4180 alone. */
function readBack(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const c = text.charAt(at);
    if (quoted && c === '"' && text[at + 1] === '"') cell += text.charAt(++at);
    else if (c === '"') quoted = !quoted;
    else if (!quoted && c === ',') {
      row.push(cell);
      cell = '';
    } else if (!quoted && c === '\n') {
      rows.push([...row, cell]);
      row = [];
      cell = '';
    } else cell += c;
  }
  return rows;
}

describe('a table as CSV', () => {
  it('writes booleans in words, missing values as empty cells and -0 as 0', () => {
    expect(formatRows([[true, false, null, -0, 0, '']])).toBe('true,false,,0,0,\n');
  });

  it('writes numbers so that they read back to the bit', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
        expect(Number(formatRows([[x]]).trim())).toBe(x === 0 ? 0 : x);
      }),
      { seed: 1, numRuns: 2000 },
    );
  });

  it.each([NaN, Infinity, -Infinity])('refuses to write %d', (x) => {
    expect(() => formatRows([[1], [x]])).toThrow(/not a number that can be written/);
  });

  it('reads back any text, with commas, quotes and line ends in it', () => {
    const text = fc.string({ unit: 'binary' }).filter((s) => !/^[=+\-@\t\r]/.test(s));
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { minLength: 1 }), (rows) => {
        expect(readBack(formatRows(rows))).toEqual(rows);
      }),
      { seed: 1, numRuns: 1000 },
    );
  });

  it('quotes what some readers take for the end of a line', () => {
    expect(formatRows([['a\rb', 'a\nb', 'a b']])).toBe('"a\rb","a\nb",a b\n');
  });

  it.each(['=1+1', '+1', '-1', '@x', '\tx', '\rx'])('keeps a spreadsheet from running the text %j', (text) => {
    expect(readBack(formatRows([[text, 'x']]))[0]).toEqual([`'${text}`, 'x']);
  });

  it('does not mistake a negative number for a formula', () => {
    expect(formatRows([[-1.5]])).toBe('-1.5\n');
  });

  it('has nothing for no rows, and always a header', () => {
    expect(formatRows([])).toBe('');
    expect(formatHeader([{ name: 'run' }, { name: 'tick' }])).toBe('run,tick\n');
  });

  it('writes a thousand rows in one go as it writes them one by one', () => {
    const rows: Cell[][] = Array.from({ length: 1000 }, (_, k) => [k, k / 7, k % 2 === 0, `s${k}`]);
    expect(formatRows(rows)).toBe(rows.map((row) => formatRows([row])).join(''));
  });
});
