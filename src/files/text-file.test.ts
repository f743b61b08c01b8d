import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../base/digest.ts';
import { createTextFile } from './text-file.ts';

let dir = '';
beforeAll(() => void (dir = mkdtempSync(join(tmpdir(), 'entente-text-'))));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('a file written from front to back', () => {
  it('knows the digest, bytes and rows of what is on disk', () => {
    const path = join(dir, 'a.csv');
    const file = createTextFile(path);
    file.write('name\n');
    file.write('é\nb\n', 2);
    file.write(new TextEncoder().encode('c\n'), 1);
    file.write('d'.repeat(100_000));
    file.write('\n', 1);
    const known = file.finish();
    const text = readFileSync(path, 'utf8');
    expect(text).toBe(`name\né\nb\nc\n${'d'.repeat(100_000)}\n`);
    expect(known).toEqual({ sha256: sha256(text), bytes: Buffer.byteLength(text), rows: 4 });
  });

  it('does not write over another file', () => {
    const path = join(dir, 'b.csv');
    createTextFile(path).finish();
    expect(() => createTextFile(path)).toThrow(/EEXIST/);
  });
});
