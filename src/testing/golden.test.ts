import { describe, expect, it } from 'vitest';
import { QUICK, SHIPPED, testGolden } from './golden.ts';
import { projectFiles } from './project.ts';

describe('golden results', () => {
  it('exist for every shipped scenario', () => {
    const stored = projectFiles().flatMap((path) => /^results\/reference\/([^/]+)\.json\.gz$/.exec(path)?.[1] ?? []);
    expect(SHIPPED.length).toBeGreaterThan(QUICK.length);
    expect(stored).toEqual(SHIPPED);
  });

  testGolden(QUICK);
});
