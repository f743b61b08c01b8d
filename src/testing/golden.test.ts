import { describe, expect, it } from 'vitest';
import { projectFiles, runScript } from './project.ts';

const names = projectFiles().flatMap((path) => /^scenarios\/([^/]+)\.yaml$/.exec(path)?.[1] ?? []);

describe('golden results', () => {
  it('exist for every shipped scenario', () => {
    const stored = projectFiles().flatMap((path) => /^results\/reference\/([^/]+)\.json\.gz$/.exec(path)?.[1] ?? []);
    expect(names.length).toBeGreaterThan(0);
    expect(stored).toEqual(names);
  });

  it.each(names)(
    '%s gives the stored values',
    (name) => {
      const { code, said } = runScript('scripts/reference.mjs', '--check', name);
      expect(said).toMatch(new RegExp(`^${name}: as stored`));
      expect(code).toBe(0);
    },
    180_000,
  );
});
