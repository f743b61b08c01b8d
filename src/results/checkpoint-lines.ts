import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { InputError } from '../base/errors.ts';

/** The longest line that is read, in bytes: the arrays of 2,000 states have 43 MB each. */
const MAX_LINE = 100_000_000;
const BLOCK = 1 << 20;

/** The last line of a checkpoint: the digest of all lines before. */
export const sealLine = (sha256: string) => `{"sha256":"${sha256}"}\n`;
const SEAL_LENGTH = sealLine('0'.repeat(64)).length;

/**
 * The lines of a checkpoint without its last, one at a time, after the whole file was held to the digest in its last line: what follows the first
 * line is as it was written, or nothing comes.
 * @throws InputError for a file that is not there, is no checkpoint, was cut short or altered
 */
export function* checkpointLines(file: string): Generator<string> {
  const refuse = (found: string): never => {
    throw new InputError([
      { file, expected: 'a checkpoint of entente, whole and unaltered', found, remedy: 'write it again with --until and --checkpoint' },
    ]);
  };
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat === undefined) return refuse('no such file');
  if (!stat.isFile()) return refuse('something that is not a file');
  if (stat.size < SEAL_LENGTH) return refuse('a file that is too short');
  const fd = openToRead(file, refuse);
  try {
    const end = stat.size - SEAL_LENGTH;
    const digest = createHash('sha256');
    for (const block of blocks(fd, end)) digest.update(block);
    const seal = Buffer.alloc(SEAL_LENGTH);
    readSync(fd, seal, 0, SEAL_LENGTH, end);
    if (seal.toString('latin1') !== sealLine(digest.digest('hex'))) return refuse('one that was cut short or altered, or another file');
    yield* lines(fd, end, refuse);
  } finally {
    closeSync(fd);
  }
}

function openToRead(file: string, refuse: (found: string) => never): number {
  try {
    return openSync(file, 'r');
  } catch (error) {
    return refuse(`one that cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}

function* blocks(fd: number, end: number): Generator<Buffer> {
  for (let at = 0; at < end;) {
    const block = Buffer.allocUnsafe(Math.min(BLOCK, end - at));
    const read = readSync(fd, block, 0, block.length, at);
    if (read === 0) return;
    yield block.subarray(0, read);
    at += read;
  }
}

function* lines(fd: number, end: number, refuse: (found: string) => never): Generator<string> {
  let parts: Buffer[] = [];
  let length = 0;
  for (const block of blocks(fd, end)) {
    let from = 0;
    for (let at = block.indexOf(10); at >= 0; at = block.indexOf(10, from)) {
      yield Buffer.concat([...parts, block.subarray(from, at)]).toString('utf8');
      parts = [];
      length = 0;
      from = at + 1;
    }
    parts.push(block.subarray(from));
    length += block.length - from;
    if (length > MAX_LINE) refuse('a line that is too long');
  }
}
