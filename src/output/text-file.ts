import { createHash } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';

/** What a finished file is known by in the manifest. */
export interface FileDigest {
  sha256: string;
  bytes: number;
  /** Rows without the header; absent for files that are not tables. */
  rows?: number;
}

/** A file written from front to back, with its digest kept along the way. */
export interface TextFile {
  write(chunk: string | Uint8Array, rows?: number): void;
  /** Closes the file and says what it holds. */
  finish(): Required<FileDigest>;
  /** Closes without more ado. */
  abandon(): void;
}

/** Opens a new file. Errors of the system come as they are; see `asOutputError`. */
export function createTextFile(path: string): TextFile {
  const fd = openSync(path, 'wx');
  const digest = createHash('sha256');
  let bytes = 0;
  let rows = 0;
  let open = true;
  const abandon = () => {
    if (open) closeSync(fd);
    open = false;
  };
  return {
    write(chunk, count = 0) {
      const data = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      // A disk that is nearly full takes a part of it; the next call says why.
      for (let at = 0; at < data.length;) at += writeSync(fd, data, at);
      digest.update(data);
      bytes += data.length;
      rows += count;
    },
    finish() {
      abandon();
      return { sha256: digest.digest('hex'), bytes, rows };
    },
    abandon,
  };
}
