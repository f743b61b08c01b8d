import { OutputError } from '../base/errors.ts';

/** What the system's error codes mean to somebody who wants results on disk. */
const REMEDIES: Record<string, string> = {
  ENOSPC: 'the disk is full; free some space or choose another place with --out',
  EDQUOT: 'your quota on this disk is used up; free some space or choose another place with --out',
  EACCES: 'permission denied; choose a place that you may write to with --out',
  EPERM: 'the operation is not permitted there; choose another place with --out',
  EROFS: 'the file system is read-only; choose another place with --out',
  ENOTDIR: 'a part of the path is a file, not a folder; choose another place with --out',
  ENOENT: 'no such file or folder can be made there; choose another place with --out',
  ENAMETOOLONG: 'the name is too long for the file system; choose a shorter one with --out',
  ELOOP: 'the path runs through too many symbolic links; choose another place with --out',
  EMFILE: 'too many files are open; raise the limit with `ulimit -n`',
  EIO: 'the disk reports an error',
  EFBIG: 'the file would be larger than the file system allows; record less or make fewer runs',
  ENOTEMPTY: 'it appeared while the runs were going; choose another place with --out',
  EEXIST: 'it appeared while the runs were going; choose another place with --out',
};

/** Whether an error comes from the operating system. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && typeof (error as NodeJS.ErrnoException).code === 'string' && 'syscall' in error;
}

/** What an error code of the system means to the user; undefined for one that is not known. */
export function systemRemedy(code: string): string | undefined {
  return Object.hasOwn(REMEDIES, code) ? REMEDIES[code] : undefined;
}

/** An error of writing to `path` in the user's words; errors that are not the system's come back as they are. */
function asOutputError(error: unknown, path: string): unknown {
  if (!isSystemError(error)) return error;
  const code = error.code ?? '';
  return new OutputError(`cannot write ${path}: ${systemRemedy(code) ?? error.message}`);
}

/** Runs `work`, turning the system's errors into an OutputError about `path`. */
export function writing<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw asOutputError(error, path);
  }
}
