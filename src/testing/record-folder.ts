import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'vitest';
import { ROOT } from './project.ts';

/**
 * The folder with the field's own data sets, which the project may not include: ENTENTE_DATA, else shared/data next to the checkout; undefined
 * where there is none.
 */
function recordFolder(): string | undefined {
  const folder = process.env['ENTENTE_DATA'] ?? join(ROOT, '..', 'shared', 'data');
  return existsSync(join(folder, 'states.csv')) ? folder : undefined;
}

/** Runs tests that need the record, or says that they were left out. */
export function withRecord(tests: (folder: string) => void): void {
  const folder = recordFolder();
  if (folder !== undefined) tests(folder);
  else
    it('is left out here: no data found; set ENTENTE_DATA to a folder with states.csv, nmc.csv, the ATOP files and others', () => {
      process.stderr.write('tests against the record are left out: set ENTENTE_DATA to the folder with its files\n');
    });
}
