import { closeSync, fsyncSync, lstatSync, openSync, readSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { OutputError } from '../base/errors.ts';
import { isSystemError, writing } from './io-errors.ts';

/** Bytes at the head of a file in which its mark is looked for. */
const HEAD = 4096;

/** A file that is written all at once or not at all. */
export interface WholeFile {
  readonly path: string;
  /** Whether to replace a file that is there already. */
  readonly force: boolean;
  /** Text near the head by which files of the kind are known: no other file is replaced. */
  readonly mark: string;
}

/**
 * Checks that a file may be written, before the work that it takes to make its contents.
 * @throws OutputError where there is one already and `force` is not given, or it is none of ours
 */
export function checkPlace({ path, force, mark }: WholeFile): void {
  writing(path, () => {
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (stat === undefined) return;
    if (!stat.isFile()) throw new OutputError(`${path} exists and is not a file; choose another name with --out`);
    if (!force) throw new OutputError(`${path} exists already; give --force to replace it or another name with --out`);
    if (!headOf(path).includes(mark))
      throw new OutputError(`${path} is none of ours, so --force does not replace it; choose another name with --out`);
  });
}

/** Writes the file after checking its place. @throws OutputError, and nothing is left behind */
export function writeWhole(file: WholeFile, contents: string): void {
  checkPlace(file);
  writing(file.path, () => replaceFile(file.path, contents));
}

/** Writes a file under a hidden name and renames it once it is complete and on disk. @throws the system's error, and nothing is left behind */
export function replaceFile(path: string, contents: string): void {
  const final = resolve(path);
  const partial = join(dirname(final), `.${basename(final)}.partial-${process.pid}`);
  try {
    rmSync(partial, { force: true });
    writeFileSync(partial, contents, { flag: 'wx', flush: true });
    renameSync(partial, final);
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
  syncPath(dirname(final));
}

/** Some systems cannot make a folder durable, or not even open it; its files are durable all the same. */
const NOT_FOR_FOLDERS: readonly unknown[] = ['EINVAL', 'EISDIR', 'EPERM'];

/** Makes a file or folder durable. */
export function syncPath(path: string): void {
  let fd: number | undefined;
  try {
    fd = openSync(path, 'r');
    fsyncSync(fd);
  } catch (error) {
    if (!isSystemError(error) || !NOT_FOR_FOLDERS.includes(error.code) || !statSync(path).isDirectory()) throw error;
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

function headOf(path: string): string {
  const fd = openSync(path, 'r');
  try {
    const head = Buffer.alloc(HEAD);
    return head.toString('utf8', 0, readSync(fd, head, 0, HEAD, 0));
  } finally {
    closeSync(fd);
  }
}
