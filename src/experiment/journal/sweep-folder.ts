import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { InputError, OutputError } from '../../base/errors.ts';
import { makeFolders, MANIFEST_FILE, syncPath, WORK_FOLDER } from '../../results/folder.ts';
import { writing } from '../../files/io-errors.ts';
import { openResults, type ResultsFolder } from '../../results/read-results.ts';
import { EXPERIMENT_SCHEMA } from '../../results/manifest.ts';
import type { Experiment } from '../experiment.ts';
import { takeLock, type Lock } from './lock.ts';

/** What is under way in the folder. */
const SWEEP_FILE = 'sweep.json';
const PARTS = 'parts';
const ASSEMBLED = 'assembled';

/** Goes up when records are written otherwise than before. */
export const SWEEP_VERSION = 2;

const SWEEP_SCHEMA = z.strictObject({
  format: z.literal('entente-sweep'),
  version: z.literal(SWEEP_VERSION),
  started: z.iso.datetime(),
  seed: z.int().min(0),
  seed_drawn: z.boolean(),
  experiment: EXPERIMENT_SCHEMA,
  /** The experiment itself, so that what is done can be laid out without its file. */
  plan: z.record(z.string(), z.unknown()),
});

/** What is under way in a folder. */
export type SweepFile = Omit<z.output<typeof SWEEP_SCHEMA>, 'plan'> & { plan: Experiment };

/** The folder of a sweep, locked. */
export interface SweepFolder {
  readonly path: string;
  readonly parts: string;
  /** Where the results are put together before they get their place. */
  readonly assembled: string;
  /** What is under way; undefined where nothing is. */
  readonly underWay: SweepFile | undefined;
  /** The finished results that are there; undefined where none are. */
  readonly finished: ResultsFolder | undefined;
  /** Writes down what is under way. @throws OutputError */
  begin(sweep: SweepFile): void;
  /** Puts what was assembled in its place and takes the work folder away. @throws OutputError */
  finish(): void;
  /** Leaves the folder as it is; where nothing is under way, without a trace of us. */
  close(): void;
}

/** What a folder may be opened for. */
export interface Opening {
  /** Remove the sweep or results that are there. */
  force: boolean;
  /** Told where the lock of another machine is looked at for signs of life. */
  wait(host: string): void;
}

/**
 * Opens and locks the folder of a sweep, perhaps a new one. What a killed sweep had assembled is put in its place first.
 * @throws OutputError where the place is taken, held or cannot be written, InputError where what is there was altered
 */
export async function openSweepFolder(target: string, { force, wait }: Opening): Promise<SweepFolder> {
  const path = resolve(target);
  const work = join(path, WORK_FOLDER);
  checkPlace(target, path);
  writing(target, () => {
    makeFolders(path);
  });
  const lock = await locked(target, work, wait);
  try {
    if (existsSync(join(work, ASSEMBLED, MANIFEST_FILE))) writing(target, () => putInPlace(path, work));
    if (force) writing(target, () => clear(path, work));
    writing(target, () => {
      mkdirSync(join(work, PARTS), { recursive: true });
      for (const name of readdirSync(work))
        if (name.startsWith(`.${ASSEMBLED}`)) rmSync(join(work, name), { recursive: true, force: true });
    });
    const finished = existsSync(join(path, MANIFEST_FILE)) ? await openResults(path) : undefined;
    return folderOf(target, path, work, lock, finished);
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function locked(target: string, work: string, wait: (host: string) => void): Promise<Lock> {
  try {
    return await takeLock(work, wait);
  } catch (error) {
    return writing(target, () => {
      throw error;
    });
  }
}

function folderOf(target: string, path: string, work: string, lock: Lock, finished: ResultsFolder | undefined): SweepFolder {
  const underWay = readSweepFile(join(work, SWEEP_FILE));
  const state = { begun: underWay !== undefined, over: false };
  return {
    path,
    parts: join(work, PARTS),
    assembled: join(work, ASSEMBLED),
    underWay,
    finished,
    begin(sweep) {
      writing(target, () => writeWhole(join(work, SWEEP_FILE), JSON.stringify({ ...sweep, plan: withoutBases(sweep.plan) })));
      state.begun = true;
    },
    finish() {
      writing(target, () => putInPlace(path, work));
      lock.release();
      state.over = true;
      removeWork(path, work);
    },
    close() {
      if (state.over) return;
      lock.release();
      if (!state.begun && !existsSync(join(work, SWEEP_FILE))) removeWork(path, work);
    },
  };
}

/** What follows from the rest is left out. */
function withoutBases(experiment: Experiment): object {
  return { ...experiment, scenarios: experiment.scenarios.map(({ base: _base, ...scenario }) => scenario) };
}

/** Refuses a place that holds something other than a sweep or results of one. */
function checkPlace(target: string, path: string): void {
  const stat = lstatSync(existsSync(path) ? join(path, '.') : path, { throwIfNoEntry: false });
  if (stat === undefined) return;
  if (!stat.isDirectory()) throw new OutputError(`${target} exists and is not a folder; choose another place with --out`);
  const names = readdirSync(path);
  if (names.length === 0 || names.includes(WORK_FOLDER)) return;
  if (names.includes(MANIFEST_FILE) && isOfSweep(join(path, MANIFEST_FILE))) return;
  throw new OutputError(`${target} exists and holds no sweep; choose another place with --out`);
}

function isOfSweep(manifest: string): boolean {
  try {
    const data: unknown = JSON.parse(readFileSync(manifest, 'utf8'));
    return typeof data === 'object' && data !== null && 'experiment' in data;
  } catch {
    return false;
  }
}

/** Reads what is under way in a work folder. @throws InputError where it was altered */
export function readSweepFile(file: string): SweepFile | undefined {
  if (!existsSync(file)) return undefined;
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    json = undefined;
  }
  const { data, error } = SWEEP_SCHEMA.safeParse(json);
  if (data !== undefined) return data as unknown as SweepFile;
  const [issue] = error.issues;
  throw new InputError([
    {
      file,
      path: issue?.path.join('.') ?? '',
      expected: 'what a sweep of this version wrote down',
      found: issue?.message ?? 'something else',
      remedy: 'give --force to begin anew, or choose another place with --out',
    },
  ]);
}

/** What is under way in a results folder, read without its lock. */
export function sweepUnderWay(folder: string): { sweep: SweepFile; parts: string } | undefined {
  const sweep = readSweepFile(join(folder, WORK_FOLDER, SWEEP_FILE));
  return sweep === undefined ? undefined : { sweep, parts: join(folder, WORK_FOLDER, PARTS) };
}

/** Writes a file so that there is always a whole one. */
export function writeWhole(file: string, text: string): void {
  const draft = `${file}.${randomUUID()}`;
  try {
    writeFileSync(draft, text);
    syncPath(draft);
    renameSync(draft, file);
    syncPath(dirname(file));
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Gives what was assembled its place, the manifest last: killed at any moment, it is gone on with at the next start, for what was assembled is whole
 * until its manifest has left.
 */
function putInPlace(path: string, work: string): void {
  const assembled = join(work, ASSEMBLED);
  const names = readdirSync(assembled).filter((name) => name !== MANIFEST_FILE);
  rmSync(join(path, MANIFEST_FILE), { force: true });
  for (const name of names) renameSync(join(assembled, name), join(path, name));
  rmSync(join(work, PARTS), { recursive: true, force: true });
  rmSync(join(work, SWEEP_FILE), { force: true });
  renameSync(join(assembled, MANIFEST_FILE), join(path, MANIFEST_FILE));
  rmSync(assembled, { recursive: true, force: true });
  syncPath(path);
}

/** Removes results and sweep, by their names; what else is in the folder is left alone. */
function clear(path: string, work: string): void {
  const manifest = join(path, MANIFEST_FILE);
  if (existsSync(manifest)) {
    const { files } = JSON.parse(readFileSync(manifest, 'utf8')) as { files?: Record<string, unknown> };
    rmSync(manifest);
    for (const name of Object.keys(files ?? {})) if (/^[a-z][a-z0-9_-]*\.(csv|json)$/.test(name)) rmSync(join(path, name), { force: true });
  }
  for (const name of [PARTS, SWEEP_FILE, ASSEMBLED]) rmSync(join(work, name), { recursive: true, force: true });
}

/** Takes the work folder away under another name first, so that a sweep that begins meanwhile finds none rather than half of one. */
function removeWork(path: string, work: string): void {
  const aside = join(path, `.${WORK_FOLDER}-${randomUUID()}`);
  try {
    renameSync(work, aside);
    rmSync(aside, { recursive: true, force: true });
  } catch {
    // it is empty or another's; neither is in the way of anybody
  }
}
