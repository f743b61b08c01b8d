import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../base/errors.ts';
import type { SweepPlan } from '../plan.ts';
import { cutTorn, scanRecords, type FoundRecord, type RecordPlace } from './record-file.ts';

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
 * Goes through the files of records in a folder and notes what they hold. With `mend`, what is not whole at their ends is cut off.
 * @throws InputError where a record was altered or is of another sweep
 */
export function indexRecords(parts: string, plan: SweepPlan, index: RunIndex, mend: boolean): Found {
  const found: Found = { torn: 0 };
  for (const name of readdirSync(parts).sort((a, b) => (a < b ? -1 : 1))) {
    if (!name.endsWith('.jsonl')) continue;
    const file = join(parts, name);
    const records = scanRecords(file);
    for (;;) {
      const { done, value } = records.next();
      if (done === true) {
        found.torn += value.bytes - value.good;
        if (mend && value.bytes > value.good) cutTorn(file, value.good);
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
