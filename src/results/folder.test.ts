import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OutputError } from '../base/errors.ts';
import { openFolder } from './folder.ts';

let dir = '';
beforeEach(() => void (dir = mkdtempSync(join(tmpdir(), 'entente-folder-'))));
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** A results folder of ours, by its manifest. */
function results(name: string, note: string): string {
  const path = join(dir, name);
  mkdirSync(path);
  writeFileSync(join(path, 'manifest.json'), JSON.stringify({ format: 'entente-results', note }));
  return path;
}

describe('a results folder', () => {
  it('has its name only when it is whole, and nothing else is left next to it', () => {
    const folder = openFolder(join(dir, 'a/b/out'), false);
    writeFileSync(join(folder.path, 'x.csv'), 'x\n');
    expect(existsSync(join(dir, 'a/b/out'))).toBe(false);
    folder.commit();
    folder.discard();
    expect(readdirSync(join(dir, 'a/b'))).toEqual(['out']);
    expect(readFileSync(join(dir, 'a/b/out/x.csv'), 'utf8')).toBe('x\n');
  });

  it('leaves nothing behind when it is discarded, not even the folders made on the way', () => {
    const folder = openFolder(join(dir, 'a/b/out'), false);
    writeFileSync(join(folder.path, 'x.csv'), 'x\n');
    folder.discard();
    expect(readdirSync(dir)).toEqual([]);
  });

  it('keeps folders that were there, or that somebody else has put something into', () => {
    const folder = openFolder(join(dir, 'a/out'), false);
    writeFileSync(join(dir, 'a/theirs'), '');
    folder.discard();
    expect(readdirSync(join(dir, 'a'))).toEqual(['theirs']);
  });

  it('is not written over an older one', () => {
    const path = results('out', 'old');
    expect(() => openFolder(path, false)).toThrow(
      new OutputError(`${path} exists already; give --force to replace it or another place with --out`),
    );
    expect(readdirSync(dir)).toEqual(['out']);
  });

  it('replaces an older one by force, and only when the new one is whole', () => {
    const path = results('out', 'old');
    const discarded = openFolder(path, true);
    writeFileSync(join(discarded.path, 'manifest.json'), '{"note":"new"}');
    discarded.discard();
    expect(readFileSync(join(path, 'manifest.json'), 'utf8')).toContain('old');
    const folder = openFolder(path, true);
    writeFileSync(join(folder.path, 'manifest.json'), '{"note":"new"}');
    expect(readFileSync(join(path, 'manifest.json'), 'utf8')).toContain('old');
    folder.commit();
    expect(readFileSync(join(path, 'manifest.json'), 'utf8')).toContain('new');
    expect(readdirSync(dir)).toEqual(['out']);
  });

  it('is put where a symbolic link leads, and the link stays', () => {
    const path = results('real', 'old');
    symlinkSync(path, join(dir, 'link'));
    const folder = openFolder(join(dir, 'link'), true);
    writeFileSync(join(folder.path, 'manifest.json'), '{"note":"new"}');
    folder.commit();
    expect(readFileSync(join(dir, 'real/manifest.json'), 'utf8')).toContain('new');
    expect(new Set(readdirSync(dir))).toEqual(new Set(['link', 'real']));
  });

  it.each([
    ['a folder of something else', (path: string) => (mkdirSync(path), writeFileSync(join(path, 'thesis.doc'), 'ten years of work'))],
    [
      'a folder with another program’s manifest',
      (path: string) => (mkdirSync(path), writeFileSync(join(path, 'manifest.json'), '{"name":"web app"}')),
    ],
    ['a folder with a manifest that is not JSON', (path: string) => (mkdirSync(path), writeFileSync(join(path, 'manifest.json'), '{'))],
    ['a file', (path: string) => writeFileSync(path, 'text')],
    ['a symbolic link that leads nowhere', (path: string) => symlinkSync('/nowhere/at/all', path)],
  ])('does not take the place of %s even by force', (_what, make) => {
    const path = join(dir, 'out');
    make(path);
    const before = readdirSync(dir);
    expect(() => openFolder(path, true)).toThrow(OutputError);
    expect(readdirSync(dir)).toEqual(before);
  });

  it('takes the place of an empty folder by force', () => {
    mkdirSync(join(dir, 'out'));
    const folder = openFolder(join(dir, 'out'), true);
    writeFileSync(join(folder.path, 'x.csv'), 'x\n');
    folder.commit();
    expect(readdirSync(join(dir, 'out'))).toEqual(['x.csv']);
  });

  it('does not take the place of what appeared while the runs were going', () => {
    const folder = openFolder(join(dir, 'out'), false);
    writeFileSync(join(folder.path, 'x.csv'), 'new\n');
    mkdirSync(join(dir, 'out'));
    writeFileSync(join(dir, 'out/theirs'), '');
    expect(() => folder.commit()).toThrow(/appeared while the runs were going/);
    folder.discard();
    expect(readdirSync(dir)).toEqual(['out']);
    expect(readdirSync(join(dir, 'out'))).toEqual(['theirs']);
  });

  it.each([
    ['below a file', () => join(dir, 'file/out'), /is a file, not a folder/],
    [
      'in a place that cannot be written',
      () => '/proc/entente/out',
      /cannot write \/proc\/entente\/out: no such file or folder can be made there/,
    ],
    ['under a name that is too long', () => join(dir, 'x'.repeat(300)), /the name is too long/],
  ])('cannot be made %s, and says why', (_where, place, message) => {
    writeFileSync(join(dir, 'file'), '');
    expect(() => openFolder(place(), false)).toThrow(OutputError);
    expect(() => openFolder(place(), false)).toThrow(message);
    expect(readdirSync(dir)).toEqual(['file']);
  });
});
