import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvariantError } from '../base/errors.ts';
import { EXPORTERS, type ExportContext, type Exporter } from './exporters.ts';
import { MANIFEST_FILE, openFolder } from './folder.ts';
import { writing } from '../files/io-errors.ts';
import type { Manifest } from './manifest.ts';
import type { RunText } from './run-text.ts';
import { createTextFile, type FileDigest, type TextFile } from '../files/text-file.ts';

/** Where results go. */
export interface Target {
  folder: string;
  force: boolean;
}

/** What the writer adds to a manifest. */
export type Written = Pick<Manifest, 'files' | 'runs'>;

/**
 * Writes a results folder run by run, all of it or nothing: the folder gets its name when the last file is complete, and is taken away again when
 * anything goes wrong on the way. `seen` is called with every run once it is written; `manifest` makes the manifest from what was written.
 * @throws OutputError when the folder is there already or cannot be written, and whatever `outputs` throws
 */
export async function writeResults(
  target: Target,
  context: ExportContext,
  outputs: AsyncIterable<RunText>,
  seen: (output: RunText) => void,
  manifest: (written: Written) => Manifest,
): Promise<Manifest> {
  const folder = openFolder(target.folder, target.force);
  const files = new Map<string, TextFile>();
  const write = <T>(work: () => T) => writing(target.folder, work);
  const open = (name: string) => {
    const file = files.get(name);
    if (file === undefined) throw new InvariantError(`an exporter writes to ${name}, which it did not announce`);
    return file;
  };
  const exporters: readonly Exporter[] = Object.values(EXPORTERS);
  const runs = { done: 0, failed: 0 };
  try {
    write(() => {
      for (const exporter of exporters) {
        for (const name of exporter.files(context)) files.set(name, createTextFile(join(folder.path, name)));
        exporter.begin?.(context, open);
      }
    });
    for await (const output of outputs) {
      write(() => {
        for (const exporter of exporters) exporter.run?.(context, output, open);
      });
      runs[output.failure === '' ? 'done' : 'failed'] += 1;
      seen(output);
    }
    const made = manifest({ runs, files: Object.fromEntries([...files].map(([name, file]) => [name, write(() => digestOf(name, file))])) });
    write(() => writeFileSync(join(folder.path, MANIFEST_FILE), `${JSON.stringify(made, null, 2)}\n`));
    folder.commit();
    return made;
  } finally {
    for (const file of files.values()) file.abandon();
    folder.discard();
  }
}

function digestOf(name: string, file: TextFile): FileDigest {
  const { rows, ...digest } = file.finish();
  return name.endsWith('.csv') ? { ...digest, rows } : digest;
}
