import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Option } from 'commander';
import { OutputError } from '../base/errors.ts';
import { FORMATS, type FormatName } from '../report/export/index.ts';
import { exportHeld, writeExport } from '../report/export/write-export.ts';
import { MANIFEST_FILE } from '../results/folder.ts';
import { openResults } from '../results/read-results.ts';
import type { Manifest } from '../results/manifest.ts';
import { oneOf } from './arguments.ts';

/** Shapes that every results folder can be had in, whatever was recorded. */
const SHAPES = (Object.keys(FORMATS) as FormatName[]).filter((name) => FORMATS[name].ofTables);

/** The option that has results written in another shape too. */
export function alsoOption(): Option {
  return new Option('--also <SHAPES>', `also write the tables in another format, into a subfolder of that name: ${SHAPES.join(', ')}`);
}

/** Reads `--also`: comma-separated formats, each once. @throws InputError */
export function readAlso(option: string, text: string): FormatName[] {
  return [...new Set(text.split(',').map((part) => oneOf(SHAPES)(option, part.trim()) as FormatName))];
}

/** Shapes that a results folder has of other results than its own, such as those from before the sweep grew. */
export function outdatedShapes(folder: string, manifest: Manifest): FormatName[] {
  return SHAPES.filter((to) => existsSync(join(folder, to, MANIFEST_FILE)) && exportHeld({ manifest }, to, join(folder, to)) === undefined);
}

/**
 * Writes results in other shapes too, each into a folder of its name in theirs. One that is there already, of these very results, is left as it is, and
 * one of older results gives way. Gives the files, from the results folder. @throws InputError, OutputError
 */
export async function writeAlso(folder: string, shapes: readonly FormatName[]): Promise<string[]> {
  if (shapes.length === 0) return [];
  const results = await openResults(folder);
  const files: string[] = [];
  for (const to of shapes) {
    const place = join(folder, to);
    try {
      const held = exportHeld(results, to, place);
      const written = held ?? (await writeExport(results, to, { folder: place, force: true, config: undefined, replicate: 0 }));
      files.push(...written.map((name) => `${to}/${name}`));
    } catch (error) {
      if (!(error instanceof OutputError)) throw error;
      throw new OutputError(`${error.message}; the results themselves are whole: entente export ${folder} --to ${to} continues from them`);
    }
  }
  return files;
}
