import { readFileSync } from 'node:fs';

/** The page's script and style sheet, made by the build, which lie in dist/report/ whether the sources are run or the bundle. */
export function pageAssets(): { script: string; style: string } {
  const read = (name: string) => readFileSync(new URL(`../../dist/report/${name}`, import.meta.url), 'utf8').trim();
  return { script: read('client.js'), style: read('client.css') };
}
