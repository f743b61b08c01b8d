import { describe, expect, it } from 'vitest';
import { projectFiles, runScript } from './project.ts';

const names = projectFiles().flatMap((path) => /^scenarios\/([^/]+)\.yaml$/.exec(path)?.[1] ?? []);

describe('golden results', () => {
  it('exist for every shipped scenario', () => {
    const stored = projectFiles().flatMap((path) => /^results\/reference\/([^/]+)\/SHA256SUMS$/.exec(path)?.[1] ?? []);
    expect(names.length).toBeGreaterThan(0);
    expect(stored).toEqual(names);
  });

  it.each(names)(
    '%s gives the stored bytes',
    (name) => {
      expect(runScript('scripts/reference.mjs', '--check', name)).toEqual({ code: 0, said: `${name}: as stored\n` });
    },
    180_000,
  );
});
