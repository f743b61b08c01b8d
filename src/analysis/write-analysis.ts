import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../base/digest.ts';
import { CHUNK_ROWS, formatHeader, formatRows } from '../results/csv.ts';
import { dataPackage } from '../results/datapackage.ts';
import { ANALYSIS_FORMAT, MANIFEST_FILE, openFolder } from '../results/folder.ts';
import { writing } from '../files/io-errors.ts';
import { createTextFile, type FileDigest } from '../files/text-file.ts';
import type { Analysed } from './analyse.ts';

/** Where analyses are written, and what their manifest says about how they were made. */
export interface AnalysisTarget {
  readonly folder: string;
  readonly force: boolean;
  /** Version of the program. */
  readonly version: string;
  /** The command line, without the program. */
  readonly command: readonly string[];
  /** For an unfinished sweep: the number of complete replicates and the number planned. */
  readonly soFar?: { readonly replicates: number; readonly of: number } | undefined;
}

/** A file of the folder. */
export interface WrittenFile extends FileDigest {
  readonly name: string;
}

const DESCRIPTION =
  'Analyses of results of entente. An empty cell is a value that is missing or not defined. Text that a spreadsheet would run as a formula is led by ' +
  'an apostrophe. manifest.json says which results were analysed, and how.';

/**
 * Writes tables, pictures, data dictionary and manifest into a folder of their own, all or nothing. The same results and options give the same
 * bytes. @throws OutputError where the folder is taken or cannot be written
 */
export function writeAnalysis(
  { study, tables, pictures }: Analysed,
  { folder, force, version, command, soFar }: AnalysisTarget,
): WrittenFile[] {
  const pending = openFolder(folder, force, ANALYSIS_FORMAT);
  try {
    return writing(folder, () => {
      const written: WrittenFile[] = [];
      const write = (name: string, chunks: Iterable<string>, rows?: number) => {
        const file = createTextFile(join(pending.path, name));
        try {
          for (const chunk of chunks) file.write(chunk);
          const { sha256: digest, bytes } = file.finish();
          written.push({ name, sha256: digest, bytes, ...(rows === undefined ? {} : { rows }) });
        } finally {
          file.abandon();
        }
      };
      for (const { table, rows } of tables) write(`${table.name}.csv`, csv(table.columns, rows), rows.length);
      for (const { file, svg } of pictures) write(file, [svg]);
      const described = tables.map(({ table: { name, meaning, columns } }) => ({ name, meaning, columns, key: [] }));
      const dictionary = {
        ...dataPackage({ name: `${study.name}-analysis`, title: `${study.name}: analyses` }, described),
        description: DESCRIPTION,
      };
      write('datapackage.json', [json(dictionary)]);
      const manifest = {
        format: ANALYSIS_FORMAT,
        version: 1,
        program: { name: 'entente', version },
        command,
        ...(soFar === undefined ? {} : { so_far: soFar }),
        // The manifest of the results has the digests of all their files: its own digest stands for them.
        results_sha256: sha256(readFileSync(join(study.results.folder, MANIFEST_FILE), 'utf8')),
        files: Object.fromEntries(written.map(({ name, ...digest }) => [name, digest])),
      };
      writeFileSync(join(pending.path, MANIFEST_FILE), json(manifest));
      pending.commit();
      return written;
    });
  } finally {
    pending.discard();
  }
}

function* csv(columns: Analysed['tables'][number]['table']['columns'], rows: Analysed['tables'][number]['rows']): Generator<string> {
  yield formatHeader(columns);
  for (let k = 0; k < rows.length; k += CHUNK_ROWS) yield formatRows(rows.slice(k, k + CHUNK_ROWS));
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
