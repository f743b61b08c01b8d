import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { canonicalJson, sha256 } from '../../base/digest.ts';
import { EXPORT_FORMAT, MANIFEST_FILE, openFolder } from '../../results/folder.ts';
import type { ResultsFolder } from '../../results/read-results.ts';
import { FORMATS, type FormatName } from './index.ts';

/** Where an export goes, and which run's network it shows where it shows one. */
export interface ExportTarget {
  folder: string;
  force: boolean;
  config: number | undefined;
  replicate: number;
}

/** Writes results in another shape into a folder of its own, all of it or nothing. Gives the names of its files. @throws InputError, OutputError */
export async function writeExport(results: ResultsFolder, to: FormatName, target: ExportTarget): Promise<string[]> {
  const folder = openFolder(target.folder, target.force, EXPORT_FORMAT);
  try {
    const from = relative(folder.final, resolve(results.folder)).replaceAll('\\', '/') || '.';
    const { config, replicate } = target;
    const files = await FORMATS[to].write({ results, folder: folder.path, from, config, replicate });
    const { scenario_sha256, seed, program } = results.manifest;
    const manifest = { format: EXPORT_FORMAT, to, files, results_sha256: digestOf(results), scenario_sha256, seed, program };
    writeFileSync(join(folder.path, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`);
    folder.commit();
    return files;
  } finally {
    folder.discard();
  }
}

/** Digest of what the results are, whenever and by whichever command they were made. */
const digestOf = ({ manifest }: Pick<ResultsFolder, 'manifest'>) => sha256(canonicalJson(manifest.files));

/** The files of an export in a folder where it is one of these very results in this shape; undefined where it is none or of others. */
export function exportHeld(results: Pick<ResultsFolder, 'manifest'>, to: FormatName, folder: string): string[] | undefined {
  try {
    const manifest = JSON.parse(readFileSync(join(folder, MANIFEST_FILE), 'utf8')) as Record<string, unknown>;
    const same = manifest['format'] === EXPORT_FORMAT && manifest['to'] === to && manifest['results_sha256'] === digestOf(results);
    return same ? (manifest['files'] as string[]) : undefined;
  } catch {
    return undefined; // none, or incomplete: it is written again
  }
}
