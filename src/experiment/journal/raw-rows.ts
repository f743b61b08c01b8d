import { createReadStream } from 'node:fs';
import { InputError } from '../../base/errors.ts';

/** Goes through the rows of one of our tables as they are written, run by run. */
export interface RawTable {
  readonly header: string;
  /** Identity of the run of the next row; undefined at the end. */
  next(): Promise<string | undefined>;
  /** The rows of the next run, as they are written, and their number. */
  take(): Promise<{ id: string; text: string; rows: number }>;
  close(): Promise<void>;
}

/** Opens a table whose first column is the run. The caller closes it. @throws InputError for a table without a header */
export async function openRaw(file: string): Promise<RawTable> {
  const lines = rowsOf(file);
  const first = await lines.next();
  if (first.done === true)
    throw new InputError([{ file, expected: 'a table with a header', found: 'an empty file', remedy: 'restore the file as it was' }]);
  let ahead = await lines.next();
  return {
    header: first.value,
    next: () => Promise.resolve(ahead.done === true ? undefined : runOf(ahead.value)),
    async take() {
      const id = ahead.done === true ? '' : runOf(ahead.value);
      const taken: string[] = [];
      while (ahead.done !== true && runOf(ahead.value) === id) {
        taken.push(ahead.value);
        ahead = await lines.next();
      }
      return { id, text: taken.join(''), rows: taken.length };
    },
    close: async () => void (await lines.return(undefined)),
  };
}

const runOf = (row: string) => row.slice(0, row.indexOf(','));

/** Rows with their line feeds; a line feed in quotes ends no row. */
async function* rowsOf(file: string): AsyncGenerator<string, void> {
  let rest = '';
  for await (const chunk of createReadStream(file, { encoding: 'utf8' })) {
    const text = rest + String(chunk);
    let from = 0;
    let quotes = 0;
    let seen = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) {
      quotes += quotesIn(text, seen, end);
      seen = end;
      if (quotes % 2 !== 0) continue;
      yield text.slice(from, end + 1);
      from = end + 1;
    }
    rest = text.slice(from);
  }
  if (rest !== '') yield rest;
}

function quotesIn(text: string, from: number, to: number): number {
  let quotes = 0;
  for (let at = text.indexOf('"', from); at >= 0 && at < to; at = text.indexOf('"', at + 1)) quotes += 1;
  return quotes;
}
