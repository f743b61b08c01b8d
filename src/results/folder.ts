import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, realpathSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { OutputError } from '../base/errors.ts';
import { RESULTS_FORMAT } from './manifest.ts';
import { isSystemError, writing } from '../files/io-errors.ts';
import { syncPath } from '../files/whole-file.ts';

/** The file that makes a folder a results folder of ours; written last. */
export const MANIFEST_FILE = 'manifest.json';
/** The part of a results folder that a sweep works in; it is there only while the sweep is not finished. */
export const WORK_FOLDER = 'sweep';
/** Value of `format` in the manifest of a folder of analyses, of a comparison, of an export, of a backtest. */
export const ANALYSIS_FORMAT = 'entente-analysis';
export const COMPARISON_FORMAT = 'entente-comparison';
export const EXPORT_FORMAT = 'entente-export';
export const BACKTEST_FORMAT = 'entente-backtest';

/** What a folder of ours can be, by the `format` in its manifest. */
const FOLDERS = {
  [RESULTS_FORMAT]: 'a results folder',
  [ANALYSIS_FORMAT]: 'an analysis',
  [COMPARISON_FORMAT]: 'a comparison',
  [EXPORT_FORMAT]: 'an export',
  [BACKTEST_FORMAT]: 'a backtest',
} as const;
export type FolderFormat = keyof typeof FOLDERS;

/**
 * A folder under way: everything is written into `path`, a hidden sibling of the final place, and gets its name only when it is whole. There is
 * never a half-written results folder under a name that somebody could take for results.
 */
export interface PendingFolder {
  /** Where to write now. */
  readonly path: string;
  /** Where it will be. */
  readonly final: string;
  /** Makes everything durable and puts it in its place. @throws OutputError */
  commit(): void;
  /** Removes everything that was made, and nothing else. Safe to call again and after `commit`. */
  discard(): void;
}

/**
 * Checks that results may be written to `target` and opens a folder for them.
 * With `force` a folder of ours of the same kind (its manifest has the same `format`) or an empty folder is replaced, after the new one is complete:
 * analyses never take the place of results.
 * @throws OutputError when the place is taken or cannot be written.
 */
export function openFolder(target: string, force: boolean, format: FolderFormat = RESULTS_FORMAT): PendingFolder {
  const final = writing(target, () => placeOf(target, force, format));
  const parent = dirname(final);
  const path = join(parent, `.${basename(final)}.partial-${process.pid}`);
  const made = writing(target, () => {
    const first = makeFolders(parent);
    try {
      rmSync(path, { recursive: true, force: true });
      mkdirSync(path);
    } catch (error) {
      removeEmpty(first, parent);
      throw error;
    }
    return first;
  });
  let open = true;
  return {
    path,
    final,
    commit() {
      writing(target, () => putInPlace(path, final, force));
      open = false;
    },
    discard() {
      if (!open) return;
      open = false;
      rmSync(path, { recursive: true, force: true, maxRetries: 3 });
      removeEmpty(made, parent);
    },
  };
}

/** The absolute final place, through a symbolic link if there is one. @throws OutputError where it is taken, or `force` must not replace what is there */
export function placeOf(target: string, force: boolean, format: FolderFormat): string {
  const path = resolve(target);
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return path;
  if (stat.isSymbolicLink() && !existsSync(path))
    throw new OutputError(`${target} is a symbolic link that leads nowhere; remove it or choose another place with --out`);
  const real = realpathSync(path);
  if (!lstatSync(real).isDirectory()) throw new OutputError(`${target} exists and is not a folder; choose another place with --out`);
  if (!force) throw new OutputError(`${target} exists already; give --force to replace it or another place with --out`);
  if (!mayReplace(real, format))
    throw new OutputError(
      `${target} is not ${FOLDERS[format]} of ours (it has no ${MANIFEST_FILE} that says so), so --force does not replace it; choose another place with --out`,
    );
  return real;
}

/** Whether a folder is empty or holds what is of this kind. */
function mayReplace(path: string, format: FolderFormat): boolean {
  if (readdirSync(path).length === 0) return true;
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(path, MANIFEST_FILE), 'utf8'));
    return typeof manifest === 'object' && manifest !== null && (manifest as { format?: unknown }).format === format;
  } catch (error) {
    if (error instanceof SyntaxError || (isSystemError(error) && ['ENOENT', 'EISDIR'].includes(error.code ?? ''))) return false;
    throw error;
  }
}

/**
 * Makes a folder and those above it that are missing, one by one; gives the topmost that was made. (Node's own `recursive` never comes back
 * where a file system such as /proc answers "no such folder" to every attempt to make one.)
 */
export function makeFolders(path: string): string | undefined {
  if (existsSync(path)) return undefined;
  const first = makeFolders(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    removeEmpty(first, dirname(path));
    throw error;
  }
  return first ?? path;
}

/** Makes files and folder durable, moves an older one out of the way, renames, and takes the rename back if it fails. */
function putInPlace(path: string, final: string, force: boolean): void {
  for (const name of readdirSync(path)) syncPath(join(path, name));
  syncPath(path);
  const old = `${path}-replaced`;
  const replaces = force && existsSync(final);
  if (replaces) renameSync(final, old);
  try {
    renameSync(path, final);
  } catch (error) {
    if (replaces) renameSync(old, final);
    throw error;
  }
  syncPath(dirname(final));
  if (replaces) rmSync(old, { recursive: true, force: true });
}

/** Removes the folders from `parent` up to `first`, which we made, while they are empty. */
export function removeEmpty(first: string | undefined, parent: string): void {
  if (first === undefined) return;
  for (let at = parent; !relative(first, at).startsWith('..'); at = dirname(at)) {
    try {
      rmdirSync(at);
    } catch {
      return; // somebody else has put something there, or it is gone already
    }
  }
}
