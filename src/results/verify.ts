import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError, type Problem } from '../base/errors.ts';
import { canonicalJson, sha256 } from '../base/digest.ts';
import { readManifest, type Manifest } from './manifest.ts';
import { MANIFEST_FILE } from './folder.ts';
import { isSystemError } from '../files/io-errors.ts';

/**
 * Holds a results folder to its manifest: every file is there, byte for byte as it was written, and none of ours is there that is not named.
 * Files are read as streams; other files in the folder, such as notes, are left alone.
 * @throws InputError with everything that was found altered
 */
export async function verifyResults(folder: string): Promise<Manifest> {
  const file = join(folder, MANIFEST_FILE);
  const manifest = readManifest(file);
  const problems: Problem[] = [];
  const remedy = remedyFor(manifest);
  if (sha256(canonicalJson(manifest.scenario)) !== manifest.scenario_sha256)
    problems.push({ file, path: 'scenario', expected: 'the scenario that the runs were made of', found: 'an altered one', remedy });
  for (const [name, { sha256: expected }] of Object.entries(manifest.files)) {
    const found = await digestOf(join(folder, name));
    if (found === undefined)
      problems.push({ file: join(folder, name), expected: 'the file that the manifest names', found: 'none', remedy });
    else if (found !== expected)
      problems.push({ file: join(folder, name), expected: `a file with the digest ${expected}`, found: found, remedy });
  }
  for (const name of await readdir(folder))
    if (name.endsWith('.csv') && !Object.hasOwn(manifest.files, name))
      problems.push({
        file: join(folder, name),
        expected: 'only tables that the manifest names',
        found: 'another',
        remedy: 'move it elsewhere',
      });
  if (problems.length > 0) throw new InputError(problems);
  return manifest;
}

function remedyFor({ experiment }: Manifest): string {
  const again =
    experiment === undefined
      ? 'reproduce them with `entente run --from`'
      : 'restore them, or do the sweep again into another folder, or with --force';
  return `the results were altered after they were made: ${again}`;
}

/** SHA-256 of a file, undefined where there is none. */
async function digestOf(path: string): Promise<string | undefined> {
  const digest = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path)) digest.update(chunk as Uint8Array);
  } catch (error) {
    if (isSystemError(error) && (error.code === 'ENOENT' || error.code === 'EISDIR')) return undefined;
    throw error;
  }
  return digest.digest('hex');
}
