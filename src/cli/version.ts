import { createRequire } from 'node:module';

/** The program's version, from package.json: the same place from src/ and from dist/. */
export const VERSION = (createRequire(import.meta.url)('../../package.json') as { version: string }).version;
