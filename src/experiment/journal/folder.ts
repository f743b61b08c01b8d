import { randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { InputError, OutputError } from '../../base/errors.ts';
import { isSystemError, writing } from '../../files/io-errors.ts';
import { replaceFile, syncPath } from '../../files/whole-file.ts';
import { makeFolders, MANIFEST_FILE, placeOf, removeEmpty, WORK_FOLDER } from '../../results/folder.ts';
import { EXPERIMENT_SCHEMA, RESULTS_FORMAT } from '../../results/manifest.ts';
import { openResults, type ResultsFolder } from '../../results/read-results.ts';
import { isMapping } from '../../scenario/values.ts';
import type { Experiment } from '../experiment.ts';

/** File of the unfinished sweep. */
const SWEEP_FILE = 'sweep.json';
const PARTS = 'parts';
const ASSEMBLED = 'assembled';

/** Version of the journal: goes up when entries are written differently. */
export const SWEEP_VERSION = 3;

const SWEEP_SCHEMA = z.strictObject({
  format: z.literal('entente-sweep'),
  version: z.literal(SWEEP_VERSION),
  started: z.iso.datetime(),
  seed: z.int().min(0),
  seed_drawn: z.boolean(),
  experiment: EXPERIMENT_SCHEMA,
  /** The experiment itself, so that the completed runs can be written as results without its file. */
  plan: z.record(z.string(), z.unknown()),
});

/** An unfinished sweep. */
export type SweepFile = Omit<z.output<typeof SWEEP_SCHEMA>, 'plan'> & { plan: Experiment };

/** The folder of a sweep, locked. */
export interface SweepFolder {
  readonly path: string;
  readonly parts: string;
  /** Where the results are assembled before they are moved to their place. */
  readonly assembled: string;
  /** The unfinished sweep; undefined where there is none. */
  readonly underWay: SweepFile | undefined;
  /** The finished results; undefined where there are none. */
  readonly finished: ResultsFolder | undefined;
  /** Writes the file of the unfinished sweep. @throws OutputError */
  begin(sweep: SweepFile): void;
  /** Removes the unfinished sweep, so that another may begin. @throws OutputError */
  restart(): void;
  /** Removes what it can of the unfinished sweep after an error, which it must not hide: it never throws. */
  discard(): void;
  /** Moves the assembled results to their place, where they replace older ones, and removes the work folder. @throws OutputError */
  finish(): void;
  /** Releases the folder; without an unfinished sweep, everything that opening it has made is removed. */
  close(): void;
}

/** How to open a folder. */
export interface Opening {
  /** Whether to remove the sweep or results that are there; results that cannot grow are replaced once the new ones are complete. */
  force: boolean;
  /** Whether runs may be added to finished results, as in a sweep; otherwise finished results are an obstacle. */
  grows: boolean;
  /** Called before waiting to see whether the process that holds a lock on another machine is still alive. */
  wait(host: string): void;
}

/**
 * Opens and locks the folder of a sweep, perhaps a new one. Results that a killed sweep had assembled are moved to their place first.
 * @throws OutputError where the place is taken, locked or cannot be written, InputError where its files were altered
 */
export async function openSweepFolder(target: string, { force, grows, wait }: Opening): Promise<SweepFolder> {
  const path = resolve(target);
  const work = join(path, WORK_FOLDER);
  if (grows) checkPlace(target, path);
  else writing(target, () => checkFree(target, path, force));
  const made = writing(target, () => makeFolders(path));
  const lock = await locked(target, work, wait);
  try {
    if (existsSync(join(work, ASSEMBLED, MANIFEST_FILE))) writing(target, () => putInPlace(path, work));
    if (force && grows) writing(target, () => clear(path, work));
    writing(target, () => {
      mkdirSync(join(work, PARTS), { recursive: true });
      for (const name of readdirSync(work))
        if (name.startsWith(`.${ASSEMBLED}`)) rmSync(join(work, name), { recursive: true, force: true });
    });
    const finished = grows && existsSync(join(path, MANIFEST_FILE)) ? await openResults(path) : undefined;
    return folderOf(target, { path, work, made }, lock, finished);
  } catch (error) {
    lock.release();
    throw error;
  }
}

interface Places {
  path: string;
  work: string;
  /** The topmost folder that was made for it; undefined where none was. */
  made: string | undefined;
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

function folderOf(target: string, { path, work, made }: Places, lock: Lock, finished: ResultsFolder | undefined): SweepFolder {
  const underWay = readSweepFile(join(work, SWEEP_FILE));
  const state = { begun: underWay !== undefined, over: false };
  const remove = () => {
    state.begun = false;
    for (const name of [SWEEP_FILE, PARTS, ASSEMBLED]) rmSync(join(work, name), { recursive: true, force: true });
  };
  return {
    path,
    parts: join(work, PARTS),
    assembled: join(work, ASSEMBLED),
    underWay,
    finished,
    begin(sweep) {
      writing(target, () => replaceFile(join(work, SWEEP_FILE), JSON.stringify({ ...sweep, plan: withoutBases(sweep.plan) })));
      state.begun = true;
    },
    restart() {
      writing(target, () => {
        remove();
        mkdirSync(join(work, PARTS));
      });
    },
    discard() {
      try {
        remove();
      } catch {
        // what cannot be removed stays, and the user reads about the error that came first
      }
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
      if (state.begun || existsSync(join(work, SWEEP_FILE))) return;
      removeWork(path, work);
      removeEmpty(made, path);
    },
  };
}

/** The experiment without the scenarios that follow from the rest. */
function withoutBases(experiment: Experiment): object {
  return { ...experiment, scenarios: experiment.scenarios.map(({ base: _base, ...scenario }) => scenario) };
}

/** Refuses a place that is taken; with `force`, one that holds something other than results. */
function checkFree(target: string, path: string, force: boolean): void {
  if (!existsSync(join(path, WORK_FOLDER)) || existsSync(join(path, MANIFEST_FILE))) placeOf(target, force, RESULTS_FORMAT);
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
  const data = jsonOf(manifest);
  return isMapping(data) && 'experiment' in data;
}

/** Reads the file of the unfinished sweep in a work folder. @throws InputError where it was altered */
function readSweepFile(file: string): SweepFile | undefined {
  const remedy = 'give --force to start again, or choose another place with --out';
  return existsSync(file)
    ? (readOwn(file, SWEEP_SCHEMA, 'what a sweep of this version wrote down', remedy) as unknown as SweepFile)
    : undefined;
}

/** Reads JSON that we wrote. @throws InputError where the file was altered */
export function readOwn<Schema extends z.ZodType>(file: string, schema: Schema, expected: string, remedy: string): z.output<Schema> {
  const { data, error } = schema.safeParse(jsonOf(file));
  if (error === undefined) return data;
  const [issue] = error.issues;
  throw new InputError([{ file, path: issue?.path.join('.') ?? '', expected, found: issue?.message ?? 'something else', remedy }]);
}

/** The value of a JSON file; undefined where it is none. */
function jsonOf(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** The unfinished sweep of a results folder, read without its lock. */
export function sweepUnderWay(folder: string): { sweep: SweepFile; parts: string } | undefined {
  const sweep = readSweepFile(join(folder, WORK_FOLDER, SWEEP_FILE));
  return sweep === undefined ? undefined : { sweep, parts: join(folder, WORK_FOLDER, PARTS) };
}

/**
 * Moves the assembled files to their place, the manifest last. If the program is killed meanwhile, the next start resumes the move, because the
 * assembled files are complete until their manifest has been moved.
 */
function putInPlace(path: string, work: string): void {
  const assembled = join(work, ASSEMBLED);
  const names = readdirSync(assembled).filter((name) => name !== MANIFEST_FILE);
  for (const name of filesOf(path)) if (!names.includes(name)) rmSync(join(path, name), { force: true });
  rmSync(join(path, MANIFEST_FILE), { force: true });
  for (const name of names) renameSync(join(assembled, name), join(path, name));
  rmSync(join(work, PARTS), { recursive: true, force: true });
  rmSync(join(work, SWEEP_FILE), { force: true });
  renameSync(join(assembled, MANIFEST_FILE), join(path, MANIFEST_FILE));
  rmSync(assembled, { recursive: true, force: true });
  syncPath(path);
}

/** Removes the files of results and sweep, and leaves other files alone. */
function clear(path: string, work: string): void {
  const files = filesOf(path);
  rmSync(join(path, MANIFEST_FILE), { force: true });
  for (const name of files) rmSync(join(path, name), { force: true });
  for (const name of [PARTS, SWEEP_FILE, ASSEMBLED]) rmSync(join(work, name), { recursive: true, force: true });
}

/** The files of finished results, by their manifest; none where there are none. */
function filesOf(path: string): string[] {
  const manifest = join(path, MANIFEST_FILE);
  if (!existsSync(manifest)) return [];
  const { files } = JSON.parse(readFileSync(manifest, 'utf8')) as { files?: Record<string, unknown> };
  return Object.keys(files ?? {}).filter((name) => /^[a-z][a-z0-9_-]*\.(csv|json)$/.test(name));
}

/** Renames the work folder before removing it, so that a sweep that begins meanwhile never finds half of one. */
function removeWork(path: string, work: string): void {
  const aside = join(path, `.${WORK_FOLDER}-${randomUUID()}`);
  try {
    renameSync(work, aside);
    rmSync(aside, { recursive: true, force: true });
  } catch {
    // it is empty or belongs to another process; neither does harm
  }
}

/** The lock of a folder. */
export const LOCK_FILE = 'lock';
/** Interval at which the owner of a lock updates its file; milliseconds. */
const BEAT = 5000;
/** Time after which an owner on another machine that has not updated its lock counts as dead; milliseconds. */
const PATIENCE = 20_000;

const OWNER = z.object({ pid: z.int(), host: z.string(), born: z.string(), token: z.string() });
type Owner = z.output<typeof OWNER>;

/** A lock that is held. */
interface Lock {
  /** Safe to call again. */
  release(): void;
}

/**
 * Takes the lock of a folder, so that two processes cannot write to it. A lock whose owner is dead is taken over: at once where its owner was a process
 * on this machine, otherwise once it has not updated the lock for a while. `wait` is called before that while.
 * @throws OutputError where another process holds it
 */
async function takeLock(folder: string, wait: (host: string) => void): Promise<Lock> {
  const file = join(folder, LOCK_FILE);
  const me: Owner = { pid: process.pid, host: machine(), born: bornOf(process.pid), token: randomUUID() };
  mkdirSync(folder, { recursive: true });
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      return hold(file, me, openSync(file, 'wx'));
    } catch (error) {
      if (!isSystemError(error) || error.code !== 'EEXIST') throw error;
    }
    const owner = ownerOf(file);
    if (owner === undefined) continue; // released in between
    if (await lives(file, owner, wait)) throw taken(folder, owner);
    removeDead(file, owner);
  }
  throw taken(folder, undefined);
}

/** This machine and its process namespace, as in a container: process numbers are unique only within it. */
function machine(): string {
  try {
    return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}

/** The owner of a lock, without a name if the lock was just made or its owner died while making it; undefined where there is no lock. */
function ownerOf(file: string): Owner | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return OWNER.parse(JSON.parse(text));
  } catch {
    return { pid: 0, host: '', born: '', token: text };
  }
}

async function lives(file: string, { pid, host, born, token }: Owner, wait: (host: string) => void): Promise<boolean> {
  if (host === machine()) return isAlive(pid) && bornOf(pid) === born;
  wait(nameOf(host));
  const beatOf = () => statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  const before = beatOf();
  for (let waited = 0; waited < PATIENCE; waited += 1000) {
    await pause(1000);
    if (ownerOf(file)?.token !== token || beatOf() !== before) return true;
  }
  return false;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isSystemError(error) && error.code === 'EPERM';
  }
}

/** Start time of a process, which distinguishes it from a later one of the same number; empty where the system does not say. */
function bornOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

/** Removes the lock of a dead owner and no other: its owner is checked again after renaming it. */
function removeDead(file: string, dead: Owner): void {
  const aside = `${file}.${randomUUID()}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return;
    throw error;
  }
  try {
    if (ownerOf(aside)?.token !== dead.token) linkSync(aside, file); // another process was quicker: it gets its lock back
  } catch {
    // that process already has a lock again
  }
  rmSync(aside, { force: true });
}

function hold(file: string, me: Owner, fd: number): Lock {
  const text = JSON.stringify(me);
  try {
    writeSync(fd, text);
  } catch (error) {
    closeSync(fd);
    rmSync(file, { force: true });
    throw error;
  }
  // Writing the same text again changes only the file's time.
  const timer = setInterval(() => writeSync(fd, text, 0), BEAT);
  timer.unref();
  let held = true;
  return {
    release() {
      if (!held) return;
      held = false;
      clearInterval(timer);
      closeSync(fd);
      if (ownerOf(file)?.token === me.token) rmSync(file, { force: true });
    },
  };
}

/** The name of a machine for messages. */
const nameOf = (host: string) => (host === '' ? 'another process' : (host.split(' ')[0] ?? ''));

function taken(folder: string, owner: Owner | undefined): OutputError {
  const who = owner === undefined ? 'another process' : `process ${owner.pid} on ${nameOf(owner.host)}, which is still running`;
  return new OutputError(`${dirname(folder)} is in use by ${who}; wait until it ends or choose another place with --out`);
}
