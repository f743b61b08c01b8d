import { createHash } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';

/** What a finished file is known by in the manifest. */
export interface FileDigest {
  sha256: string;
  bytes: number;
  /** Rows without the header; absent for files that are not tables. */
  rows?: number;
}

/** Characters that are gathered before they are handed to the system: a sweep of short runs writes a line at a time. */
const GATHERED = 1 << 16;

/** A file written from front to back, with its digest kept along the way. What is written may be on disk only once it is finished. */
export interface TextFile {
  write(chunk: string | Uint8Array, rows?: number): void;
  /** Writes what is still to be written, closes the file and says what it holds. */
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
  let waiting: string[] = [];
  let gathered = 0;
  const put = (data: Uint8Array) => {
    // A disk that is nearly full takes a part of it; the next call says why.
    for (let at = 0; at < data.length;) at += writeSync(fd, data, at);
    digest.update(data);
    bytes += data.length;
  };
  const flush = () => {
    if (waiting.length > 0) put(Buffer.from(waiting.join('')));
    waiting = [];
    gathered = 0;
  };
  const abandon = () => {
    if (open) closeSync(fd);
    open = false;
  };
  return {
    write(chunk, count = 0) {
      rows += count;
      if (typeof chunk === 'string') {
        waiting.push(chunk);
        gathered += chunk.length;
        if (gathered < GATHERED) return;
      }
      flush();
      if (typeof chunk !== 'string') put(chunk);
    },
    finish() {
      flush();
      abandon();
      return { sha256: digest.digest('hex'), bytes, rows };
    },
    abandon,
  };
}
