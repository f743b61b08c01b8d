import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The page's script and style sheet, made by the build: beside this module in dist/, and there too when the sources are run as they are. */
export function pageAssets(): { script: string; style: string } {
  const folder = import.meta.url.endsWith('.ts') ? new URL('../../dist/report/', import.meta.url) : new URL('.//', import.meta.url);
  const read = (name: string) => readFileSync(fileURLToPath(new URL(name, folder)), 'utf8').trim();
  return { script: read('client.js'), style: read('client.css') };
}
