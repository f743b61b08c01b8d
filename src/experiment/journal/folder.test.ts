import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openSweepFolder } from './folder.ts';

let out = '';
beforeEach(() => {
  out = join(mkdtempSync(join(tmpdir(), 'entente-folder-')), 'out');
});
afterEach(() => rmSync(join(out, '..'), { recursive: true, force: true }));

const opened = () => openSweepFolder(out, { force: false, grows: true, wait: () => undefined });

it('discards a folder that was removed meanwhile without an error of its own, and does not create it again', async () => {
  const folder = await opened();
  rmSync(out, { recursive: true });
  folder.discard();
  expect(existsSync(out)).toBe(false);
  folder.close();
});

it('restarts with an empty folder of entries', async () => {
  const folder = await opened();
  folder.restart();
  expect(existsSync(folder.parts)).toBe(true);
  folder.close();
  expect(existsSync(out)).toBe(false);
});
