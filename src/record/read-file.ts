import { createHash } from 'node:crypto';
import { closeSync, createReadStream, openSync, readSync, statSync } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { CsvError, parse } from 'csv-parse';
import type { Problem } from '../base/errors.ts';
import type { Notices } from './notices.ts';

/** The longest row that is read, in bytes: rows of the widest published files, with thousands of columns, are much shorter. */
const MAX_ROW_BYTES = 1_000_000;
/** Most bytes of an unpacked file: the largest published file has a few hundred MB. */
const MAX_BYTES = 4_000_000_000;
/** Most rows of a wrong width that are reported for one file: they have one cause and would hide other problems. */
const MAX_WIDTH_PROBLEMS = 5;

/** Receives the rows of a file. */
export interface RowSeer {
  /** Called with the first row; returns false to stop reading. */
  header(cells: readonly string[]): boolean;
  row(cells: readonly string[], line: number): void;
}

/** The properties of a file that was read. */
export interface FileRead {
  rows: number;
  sha256: string;
}

/** Bytes at the head of a file that show its type. */
const HEAD = 4096;

const MAGIC: readonly [string, string, string][] = [
  ['504b0304', 'a zip archive or a spreadsheet (.xlsx)', 'unpack it, or save it as CSV UTF-8'],
  ['fffe', 'UTF-16 text, as spreadsheets save "Unicode text"', 'save it as CSV UTF-8, or download it again'],
  ['feff', 'UTF-16 text, as spreadsheets save "Unicode text"', 'save it as CSV UTF-8, or download it again'],
  ['d0cf11e0', 'a spreadsheet (.xls)', 'save it as CSV UTF-8'],
  ['3c737461', 'a Stata file', 'download the CSV file, or export it from Stata as CSV'],
  ['52445832', 'a file of R', 'write it as CSV in R'],
  ['58', 'a binary file of R', 'write it as CSV in R'],
  ['3c', 'a web page or XML', 'download the data file itself'],
];

/** The first bytes of a file, or what is wrong with it. */
function look(file: string): { head: Buffer } | { problem: Problem } {
  const fail = (found: string, remedy: string) => ({ problem: { file, expected: 'a CSV file, gzipped or not', found, remedy } });
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat === undefined) return fail('no such file', 'check the path');
  if (!stat.isFile())
    return fail(
      stat.isDirectory() ? 'a folder' : 'a device or a pipe',
      stat.isDirectory() ? 'give a folder as --data' : 'write it to a file first',
    );
  if (stat.size === 0) return fail('an empty file', 'download it again');
  const head = Buffer.alloc(HEAD);
  try {
    const fd = openSync(file, 'r');
    const length = readSync(fd, head);
    closeSync(fd);
    return { head: head.subarray(0, length) };
  } catch (error) {
    return fail(`a file that cannot be read (${(error as NodeJS.ErrnoException).code ?? 'error'})`, 'change its permissions');
  }
}

/** Whether the bytes are those of a gzip file. */
const isGzip = (head: Buffer) => head[0] === 0x1f && head[1] === 0x8b;

/**
 * Reads a CSV file row by row, gzipped or not, in the memory of a few rows. Problems of the file as a whole are reported to `notices`.
 * Rows are counted from 1, the header, as in spreadsheets.
 */
export async function readFile(file: string, seer: RowSeer, notices: Notices): Promise<FileRead> {
  const first = look(file);
  const nothing: FileRead = { rows: 0, sha256: '' };
  if ('problem' in first) {
    notices.problem(first.problem);
    return nothing;
  }
  const gzip = isGzip(first.head);
  const magic = first.head.subarray(0, 4).toString('hex');
  const [, found, remedy] = (gzip ? undefined : MAGIC.find(([start]) => magic.startsWith(start))) ?? [];
  if (found !== undefined && remedy !== undefined) {
    notices.problem({ file, expected: 'a CSV file, gzipped or not', found, remedy });
    return nothing;
  }
  if (!gzip && first.head.includes(0)) {
    notices.problem({ file, expected: 'a CSV file, gzipped or not', found: 'binary data', remedy: 'download the CSV file' });
    return nothing;
  }
  if (first.head.subarray(0, 3).toString('hex') === 'efbbbf')
    notices.note(
      'files with a byte-order mark, as spreadsheets put it (it was skipped; if numbers or dates were changed too, download the file again)',
      file,
    );
  return stream(file, gzip, seer, notices);
}

async function stream(file: string, gzip: boolean, seer: RowSeer, notices: Notices): Promise<FileRead> {
  const digest = createHash('sha256');
  const source = createReadStream(file, { highWaterMark: 1 << 18 });
  const tap = new Transform({
    transform(chunk: Buffer, _, done) {
      digest.update(chunk);
      done(null, chunk);
    },
  });
  const parser = parse({ bom: true, relax_column_count: true, skip_empty_lines: false, max_record_size: MAX_ROW_BYTES });
  let rows = 0;
  let width = 0;
  let wanted = true;
  let bytes = 0;
  const meter = new Transform({
    transform(chunk: Buffer, _, done) {
      const binary = bytes === 0 && chunk.subarray(0, HEAD).includes(0);
      bytes += chunk.length;
      done(binary ? new NoText() : bytes > MAX_BYTES ? new TooMuch() : null, chunk);
    },
  });
  let odd = 0;
  const seen = async (records: AsyncIterable<string[]>) => {
    for await (const record of records) {
      rows += 1;
      if (rows === 1) {
        width = record.length;
        wanted = seer.header(record);
        if (!wanted) return;
      } else if (record.length !== width) {
        if (isBlank(record)) continue;
        odd += 1;
        if (odd > MAX_WIDTH_PROBLEMS) continue;
        notices.problem({
          file,
          line: rows,
          expected: `${width} cells, as in the header`,
          found: String(record.length),
          remedy: 'the row is cut short or has stray commas: download the file again',
        });
      } else if (!isBlank(record)) seer.row(record, rows);
    }
  };
  try {
    if (gzip) await pipeline(source, tap, createGunzip(), meter, parser, seen);
    else await pipeline(source, tap, meter, parser, seen);
  } catch (error) {
    if (!wanted) return { rows: 0, sha256: '' }; // returning early aborts the stream
    const problem = streamProblem(file, error, rows);
    if (problem === undefined) throw error;
    notices.problem(problem);
  }
  if (odd > MAX_WIDTH_PROBLEMS)
    notices.problem({
      file,
      expected: `${width} cells in every row`,
      found: `another number in ${odd - MAX_WIDTH_PROBLEMS} more rows`,
      remedy: 'correct the first, or download the file again',
    });
  return { rows: Math.max(0, rows - 1), sha256: wanted ? digest.digest('hex') : '' };
}

class TooMuch extends Error {}
class NoText extends Error {}

/** Whether a row is empty, as spreadsheets leave them below a table. */
const isBlank = (cells: readonly string[]) => (cells[0] ?? '').trim() === '' && cells.every((cell) => cell.trim() === '');

function streamProblem(file: string, error: unknown, rows: number): Problem | undefined {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const line = rows + 1;
  if (code === 'Z_BUF_ERROR')
    return {
      file,
      line,
      expected: 'a whole gzip file',
      found: 'one that ends too early',
      remedy: 'the download was cut short: download it again',
    };
  if (code.startsWith('Z_')) return { file, line, expected: 'a gzip file', found: `damaged data (${code})`, remedy: 'download it again' };
  if (error instanceof NoText)
    return {
      file,
      expected: 'text in the gzip file',
      found: 'binary data, as of a file that is compressed twice',
      remedy: 'unpack it, and give what is in it',
    };
  if (error instanceof CsvError)
    return {
      file,
      line: code === 'CSV_QUOTE_NOT_CLOSED' ? line : Number(error['lines'] ?? line),
      expected: 'rows of CSV',
      found: error.message.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 200),
      remedy: 'a quotation mark may be open or a row far too long: download the file again',
    };
  if (error instanceof TooMuch)
    return { file, line, expected: `at most ${MAX_BYTES} bytes of text`, found: 'more', remedy: 'give the data set alone' };
  if (code === 'EIO' || code === 'EACCES' || code === 'EPERM')
    return { file, expected: 'a file that can be read', found: code, remedy: 'check the file and its permissions' };
  return undefined;
}
