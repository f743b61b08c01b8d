import { closeSync, ftruncateSync, openSync, readdirSync, readSync, truncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../../base/digest.ts';
import { InputError } from '../../base/errors.ts';
import type { RunEntry } from '../run-entry.ts';
import type { SweepPlan } from '../plan.ts';

/** Hexadecimal digits of an entry's checksum. */
const CHECK = 32;
/** Bytes read at once when a whole file is read. */
const BLOCK = 1 << 20;
/** Bytes read at once, and files kept open, when entries are read by their places. */
const WINDOW = 1 << 16;
const OPEN = 100;

/** The place of an entry in its file. */
export interface EntryPlace {
  offset: number;
  /** Bytes, without the line feed. */
  length: number;
}

/** Appends entries, one a line: a checksum, a blank and JSON. An entry counts once its line is complete. */
export interface EntryWriter {
  readonly file: string;
  /** @throws the system's error, after removing the part of the entry that was written */
  append(entry: RunEntry): EntryPlace;
  close(): void;
}

/** Opens a new file for entries. */
export function openEntries(file: string): EntryWriter {
  const fd = openSync(file, 'ax');
  let offset = 0;
  return {
    file,
    append(entry) {
      const json = JSON.stringify(entry);
      const line = Buffer.from(`${checkOf(json)} ${json}\n`);
      try {
        // A disk that is nearly full takes a part of the line; the next call throws.
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

/** A complete entry and its place. */
export type FoundEntry = EntryPlace & { entry: RunEntry };

/**
 * Reads the entries of a file. An incomplete last one, as a killed program or a full disk leaves it, is ignored.
 * @throws InputError where an entry was altered: a faulty one with complete ones after it
 */
function* scanEntries(file: string): Generator<FoundEntry, { good: number; bytes: number }> {
  let good = 0;
  let broken: EntryPlace | undefined;
  let bytes = 0;
  for (const { line, ...place } of linesOf(file)) {
    bytes = place.offset + place.length + 1;
    const entry = decode(line);
    if (entry === undefined) {
      broken ??= place;
      continue;
    }
    if (broken !== undefined) throw altered(file, broken);
    good = bytes;
    yield { ...place, entry };
  }
  return { good, bytes };
}

const altered = (file: string, { offset }: Pick<EntryPlace, 'offset'>) =>
  new InputError([
    {
      file,
      expected: 'an entry as it was written',
      found: `an altered one at byte ${offset}`,
      remedy: 'remove the file: the same command then does its runs again',
    },
  ]);

/** Cuts off an incomplete entry at the end of a file. */
function cutTorn(file: string, good: number): void {
  truncateSync(file, good);
}

function decode(line: Buffer): RunEntry | undefined {
  const text = line.toString('utf8');
  const json = text.slice(CHECK + 1);
  if (text[CHECK] !== ' ' || checkOf(json) !== text.slice(0, CHECK)) return undefined;
  return JSON.parse(json) as RunEntry;
}

/** Lines with their places; a last line without a line feed is incomplete and comes out empty. */
function* linesOf(file: string): Generator<EntryPlace & { line: Buffer }> {
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

/** Reads entries by their places; keeps some files open until it is closed. */
export interface EntryReader {
  /** @throws InputError where the entry was altered */
  read(file: string, place: EntryPlace): RunEntry;
  close(): void;
}

export function openReader(): EntryReader {
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
      open.set(file, own); // moved to the end: the file used last is closed last
      const entry = decode(lineIn(own, offset, length));
      if (entry !== undefined) return entry;
      throw altered(file, { offset });
    },
    close() {
      for (const { fd } of open.values()) closeSync(fd);
      open.clear();
    },
  };
}

/** A file and the part of it that was read last: entries next to each other in the plan are mostly so in their files too. */
interface Window {
  fd: number;
  from: number;
  bytes: Buffer;
}

/** The bytes at a place; fewer where the file ends earlier. */
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

/** States of a run. */
const MISSING = 0;
const DONE = 1;
const FAILED = 2;
/** In place of a file: the run is in the finished results. */
const FINISHED = 0xffff;

/** The place of each run of a sweep, in typed arrays, as there may be millions. */
export interface RunIndex {
  /** Counts runs that are done or failed. */
  readonly done: number;
  readonly failed: number;
  has(k: number): boolean;
  /** Notes an entry; an entry of a completed run takes precedence over one of a failed run. */
  note(k: number, file: string, place: EntryPlace, failed: boolean): void;
  /** Notes a run of the finished results. */
  noteFinished(k: number, failed: boolean): void;
  /** Marks a run as not done, so that it is repeated. */
  forget(k: number): void;
  /** The place of a run's entry; undefined where it is in the finished results. */
  placeOf(k: number): (EntryPlace & { file: string }) | undefined;
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

/** What was found in the journal. */
export interface Found {
  /** Bytes of incomplete entries at the ends of files. */
  torn: number;
}

/**
 * Reads the journal files of a folder and notes which runs they contain. With `cut`, an incomplete entry at the end of a file is cut off.
 * @throws InputError where an entry was altered or is of another sweep
 */
export function indexEntries(parts: string, plan: SweepPlan, index: RunIndex, cut: boolean): Found {
  const found: Found = { torn: 0 };
  for (const name of readdirSync(parts).sort((a, b) => (a < b ? -1 : 1))) {
    if (!name.endsWith('.jsonl')) continue;
    const file = join(parts, name);
    const entries = scanEntries(file);
    for (;;) {
      const { done, value } = entries.next();
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

function note(file: string, { entry, ...place }: FoundEntry, plan: SweepPlan, index: RunIndex): void {
  const { config, replicate, id, failure } = entry;
  const k = replicate * plan.points + config;
  const known = config < plan.points && replicate < plan.replicates;
  if (!known || plan.id(plan.run(k)) !== id)
    throw new InputError([
      {
        file,
        expected: 'entries of this sweep',
        found: `one of another, ${id}`,
        remedy: 'remove the file, or choose another place with --out',
      },
    ]);
  index.note(k, file, place, failure !== '');
}
