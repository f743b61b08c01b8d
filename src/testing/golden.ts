import { expect, it } from 'vitest';
import { projectFiles, runScript } from './project.ts';

/** Names of the shipped scenarios. */
export const SHIPPED = projectFiles().flatMap((path) => /^scenarios\/([^/]+)\.yaml$/.exec(path)?.[1] ?? []);
/** Those that the short suite compares; the long one has the others. */
export const QUICK = ['minimal', 'europe-1914', 'synthetic-30'];

/** Tests that run scenarios and compare every value with the stored ones. */
export function testGolden(names: readonly string[]): void {
  it.each(names)(
    '%s gives the stored values',
    (name) => {
      const { code, said } = runScript('scripts/reference.mjs', '--check', name);
      expect(said).toMatch(new RegExp(`^${name}: as stored`));
      expect(code).toBe(0);
    },
    180_000,
  );
}
