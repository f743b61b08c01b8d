import { readFileSync } from 'node:fs';

/** The text of a file that the build puts into dist/report/, which is found whether the sources are run or the bundle. */
export function asset(name: string): string {
  return readFileSync(new URL(`../../dist/report/${name}`, import.meta.url), 'utf8');
}
