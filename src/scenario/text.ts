import { InputError, type Problem } from '../base/errors.ts';
import { LIMITS } from './yaml-reader.ts';

/** A kind of file that users write. */
export interface FileKind {
  /** As in `a scenario`. */
  what: string;
  /** Greatest size. */
  bytes: number;
  /** What to do where it is bigger. */
  bigger: string;
  /** What to do where there is none. */
  missing?: string;
}

/** Files in the scenario language. */
export const SCENARIO_FILE: FileKind = {
  missing: 'check the path; `entente init` writes a scenario to start from',
  what: 'a scenario',
  bytes: LIMITS.bytes,
  bigger: 'let `defaults` or `generate` fill in what is repeated',
};

/** The text of a file's bytes. @throws InputError for what is empty, too big, binary or not UTF-8. */
export function decodeText(file: string, data: string | Uint8Array, { what, bytes, bigger }: FileKind = SCENARIO_FILE): string {
  const fail = (problem: Problem): never => {
    throw new InputError([{ file, ...problem }]);
  };
  if (data.length > bytes) {
    return fail({ expected: `a file of at most ${bytes / 1e6} MB`, found: `${(data.length / 1e6).toFixed(1)} MB`, remedy: bigger });
  }
  if (typeof data === 'string' ? data.includes('\0') : data.includes(0)) {
    return fail({ expected: 'a text file', found: 'binary data', remedy: `name the ${what.replace(/^an? /, '')} file itself` });
  }
  let text: string;
  try {
    text = typeof data === 'string' ? data : new TextDecoder('utf-8', { fatal: true }).decode(data);
  } catch {
    return fail({ expected: 'a text file in UTF-8', found: 'bytes that are not UTF-8', remedy: 'save the file as UTF-8' });
  }
  const clean = text.startsWith('\ufeff') ? text.slice(1) : text;
  if (clean.trim() === '') return fail({ expected: what, found: 'an empty file', remedy: 'write one with `entente init`' });
  return clean;
}
