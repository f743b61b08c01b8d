import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MAY_IMPORT } from '../../scripts/layers.mjs';
import { read, ROOT } from './project.ts';

const page = read('CONTRIBUTING.md');
const [, map = ''] = /^```text\n([\s\S]*?)^```$/m.exec(page) ?? [];
const [, way = ''] = /^The way of one scenario[^\n]*\n([\s\S]*?)^## /m.exec(page) ?? [];

describe('the page for contributors', () => {
  it('has every folder of src in its map, and no other', () => {
    const named = [...map.matchAll(/^([a-z]+) |charts {4}base/gm)].map(([, name = '']) => name);
    expect(named.sort()).toEqual(Object.keys(MAY_IMPORT).sort());
  });

  it('says of every folder with few imports what these are', () => {
    for (const layer of ['model', 'scenario', 'measure', 'run', 'statistics'] as const)
      expect(map).toMatch(new RegExp(`^${layer} +${(MAY_IMPORT[layer] ?? []).join(' ')}(?: {2,}|$)`, 'm'));
  });

  it('follows a scenario in ten steps through files that exist', () => {
    const steps = way.split('\n').filter((line) => /^\d+\. /.test(line));
    expect(steps).toHaveLength(10);
    const files = [...way.matchAll(/`(src\/[^`]+)`/g)].map(([, file = '']) => file);
    expect(files.length).toBeGreaterThan(12);
    expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  });
});
