import { closeSync, ftruncateSync, openSync, readdirSync, readSync, truncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../../base/digest.ts';
import { InputError } from '../../base/errors.ts';
import type { RunRecord } from '../run-record.ts';
import type { SweepPlan } from '../plan.ts';

/** Hexadecimal digits of a row's checksum. */
const CHECK = 32;
/** Bytes read at once when a file is gone through. */
const BLOCK = 1 << 20;
/** Bytes read at once when records are read by their places, and files that are kept open then. */
const WINDOW = 1 << 16;
const OPEN = 100;

/** Where a record stands in its file. */
export interface RecordPlace {
  offset: number;
  /** Bytes, without the line feed. */
  length: number;
}

/** Appends records, one a line: a checksum, a blank and JSON. A record counts when its line is whole, and not before. */
export interface RecordWriter {
  readonly file: string;
  /** @throws the system's error; what was written of the record by then is taken back */
  append(record: RunRecord): RecordPlace;
  close(): void;
}

/** Opens a new file for records. */
export function openRecords(file: string): RecordWriter {
  const fd = openSync(file, 'ax');
  let offset = 0;
  return {
    file,
    append(record) {
      const json = JSON.stringify(record);
      const line = Buffer.from(`${checkOf(json)} ${json}\n`);
      try {
        // A disk that is nearly full takes a part of it; the next call says why.
        for (let at = 0; at < line.length;) at += writeSync(fd, line, at);
      } catch (error) {
        ftruncateSync(fd, offset);
        throw error;
      }
      const place = { offset, length: line.length - 1 };
      offset += line.length;
      return place;
    },
    close: () => closeSync(fd),
  };
}

const checkOf = (json: string) => sha256(json).slice(0, CHECK);

/** A record that was found whole. */
export type FoundRecord = RecordPlace & { record: RunRecord };

/**
 * Goes through a file of records. A last one that is not whole, as a killed program or a full disk leaves it, is passed over.
 * @throws InputError where a record was altered: one that is not whole with whole ones after it
 */
export function* scanRecords(file: string): Generator<FoundRecord, { good: number; bytes: number }> {
  let good = 0;
  let broken: RecordPlace | undefined;
  let bytes = 0;
  for (const { line, ...place } of linesOf(file)) {
    bytes = place.offset + place.length + 1;
    const record = decode(line);
    if (record === undefined) {
      broken ??= place;
      continue;
    }
    if (broken !== undefined)
      throw new InputError([
        {
          file,
          expected: 'a record as it was written',
          found: `an altered one at byte ${broken.offset}`,
          remedy: 'remove the file: the same command then does its runs again',
        },
      ]);
    good = bytes;
    yield { ...place, record };
  }
  return { good, bytes };
}

/** Cuts off what is not whole at the end of a file of records. */
export function cutTorn(file: string, good: number): void {
  truncateSync(file, good);
}

function decode(line: Buffer): RunRecord | undefined {
  const text = line.toString('utf8');
  const json = text.slice(CHECK + 1);
  if (text[CHECK] !== ' ' || checkOf(json) !== text.slice(0, CHECK)) return undefined;
  return JSON.parse(json) as RunRecord;
}

/** Lines with their places; a last one without a line feed is given empty, as it cannot be whole. */
function* linesOf(file: string): Generator<RecordPlace & { line: Buffer }> {
  const fd = openSync(file, 'r');
  try {
    let rest: Buffer = Buffer.alloc(0);
    let offset = 0;
    const block = Buffer.alloc(BLOCK);
    for (;;) {
      const read = readSync(fd, block, 0, BLOCK, null);
      if (read === 0) break;
      rest = Buffer.concat([rest, block.subarray(0, read)]);
      let from = 0;
      for (let end = rest.indexOf(10, from); end >= 0; end = rest.indexOf(10, from)) {
        yield { offset: offset + from, length: end - from, line: rest.subarray(from, end) };
        from = end + 1;
      }
      rest = rest.subarray(from);
      offset += from;
    }
    if (rest.length > 0) yield { offset, length: rest.length, line: Buffer.alloc(0) };
  } finally {
    closeSync(fd);
  }
}

/** Reads records by their places; some files are kept open until it is closed. */
export interface RecordReader {
  /** @throws InputError where it is not what was written there */
  read(file: string, place: RecordPlace): RunRecord;
  close(): void;
}

export function openReader(): RecordReader {
  const open = new Map<string, Window>();
  return {
    read(file, { offset, length }) {
      let own = open.get(file);
      if (own === undefined) {
        own = { fd: openSync(file, 'r'), from: 0, bytes: Buffer.alloc(0) };
        for (const [oldest, { fd }] of open) {
          if (open.size < OPEN) break;
          closeSync(fd);
          open.delete(oldest);
        }
      } else open.delete(file);
      open.set(file, own); // to the end: the one used last goes last
      const record = decode(lineIn(own, offset, length));
      if (record !== undefined) return record;
      throw new InputError([
        {
          file,
          expected: 'a record as it was written',
          found: `an altered one at byte ${offset}`,
          remedy: 'remove the file: the same command then does its runs again',
        },
      ]);
    },
    close() {
      for (const { fd } of open.values()) closeSync(fd);
      open.clear();
    },
  };
}

/** A file with the part of it that was read last: records that follow each other in the plan mostly do so in their files too. */
interface Window {
  fd: number;
  from: number;
  bytes: Buffer;
}

/** The bytes at a place, fewer where the file ends before. */
function lineIn(window: Window, offset: number, length: number): Buffer {
  const held = offset >= window.from && offset + length <= window.from + window.bytes.length;
  if (!held) {
    const bytes = Buffer.allocUnsafe(Math.max(length, WINDOW));
    let read = 0;
    while (read < length) {
      const more = readSync(window.fd, bytes, read, bytes.length - read, offset + read);
      if (more === 0) break;
      read += more;
    }
    window.from = offset;
    window.bytes = bytes.subarray(0, read);
  }
  return window.bytes.subarray(offset - window.from, offset - window.from + length);
}

/** How far a run is. */
const MISSING = 0;
const DONE = 1;
const FAILED = 2;
/** In place of a file: the run is in the finished results. */
const FINISHED = 0xffff;

/** Where each run of a sweep is: typed arrays, as there may be millions. */
export interface RunIndex {
  /** Counts runs that are done or failed. */
  readonly done: number;
  readonly failed: number;
  has(k: number): boolean;
  /** Notes a record; one that is done stands before one that failed. */
  note(k: number, file: string, place: RecordPlace, failed: boolean): void;
  /** Notes a run of the finished results. */
  noteFinished(k: number, failed: boolean): void;
  /** Has a failed run done again. */
  forget(k: number): void;
  /** Where a run's record is; undefined where it is in the finished results. */
  placeOf(k: number): (RecordPlace & { file: string }) | undefined;
  failures(): Generator<number>;
}

export function createIndex(runs: number): RunIndex {
  const state = new Uint8Array(runs);
  const inFile = new Uint16Array(runs);
  const offsets = new Float64Array(runs);
  const lengths = new Uint32Array(runs);
  const files: string[] = [];
  const counts = { done: 0, failed: 0 };
  const set = (k: number, to: number) => {
    if (state[k] === DONE) counts.done -= 1;
    if (state[k] === FAILED) counts.failed -= 1;
    state[k] = to;
    if (to === DONE) counts.done += 1;
    if (to === FAILED) counts.failed += 1;
  };
  return {
    get done() {
      return counts.done;
    },
    get failed() {
      return counts.failed;
    },
    has: (k) => state[k] !== MISSING,
    note(k, file, { offset, length }, failed) {
      if (state[k] === DONE || (state[k] === FAILED && failed)) return;
      let f = files.lastIndexOf(file);
      if (f < 0) f = files.push(file) - 1;
      set(k, failed ? FAILED : DONE);
      inFile[k] = f;
      offsets[k] = offset;
      lengths[k] = length;
    },
    noteFinished(k, failed) {
      set(k, failed ? FAILED : DONE);
      inFile[k] = FINISHED;
    },
    forget: (k) => set(k, MISSING),
    placeOf(k) {
      const file = files[inFile[k] ?? 0];
      if (inFile[k] === FINISHED || file === undefined) return undefined;
      return { file, offset: offsets[k] ?? 0, length: lengths[k] ?? 0 };
    },
    *failures() {
      for (let k = 0; k < runs; k++) if (state[k] === FAILED) yield k;
    },
  };
}

/** What was found in the files of records. */
export interface Found {
  /** Bytes of records that were not whole, at the ends of files. */
  torn: number;
}

/**
 * Reads the journal files of a folder and notes which runs they contain. With `cut`, an incomplete row at the end of a file is cut off.
 * @throws InputError where a record was altered or is of another sweep
 */
export function indexRecords(parts: string, plan: SweepPlan, index: RunIndex, cut: boolean): Found {
  const found: Found = { torn: 0 };
  for (const name of readdirSync(parts).sort((a, b) => (a < b ? -1 : 1))) {
    if (!name.endsWith('.jsonl')) continue;
    const file = join(parts, name);
    const records = scanRecords(file);
    for (;;) {
      const { done, value } = records.next();
      if (done === true) {
        found.torn += value.bytes - value.good;
        if (cut && value.bytes > value.good) cutTorn(file, value.good);
        break;
      }
      note(file, value, plan, index);
    }
  }
  return found;
}

function note(file: string, { record, ...place }: FoundRecord, plan: SweepPlan, index: RunIndex): void {
  const { config, replicate, id, failure } = record;
  const k = replicate * plan.points + config;
  const known = config < plan.points && replicate < plan.replicates;
  if (!known || plan.id(plan.run(k)) !== id)
    throw new InputError([
      {
        file,
        expected: 'records of this sweep',
        found: `one of another, ${id}`,
        remedy: 'remove the file, or choose another place with --out',
      },
    ]);
  index.note(k, file, place, failure !== '');
}
