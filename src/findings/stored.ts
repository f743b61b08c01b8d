import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromCsv, TABLE_NAMES, type Records } from './records.ts';

/** The seed of the stored findings. */
export const STORED_SEED = 2026;

/** The stored findings of a checkout; empty tables where there are none yet. */
export function readRecords(root: string): Records {
  const tables = TABLE_NAMES.map((name) => {
    const path = join(root, 'docs', 'findings', 'data', `${name}.csv`);
    return [name, existsSync(path) ? fromCsv(name, readFileSync(path, 'utf8')) : []];
  });
  return { seed: STORED_SEED, ...Object.fromEntries(tables) } as Records;
}
