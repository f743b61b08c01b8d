import { closeSync, linkSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { OutputError } from '../../base/errors.ts';
import { isSystemError } from '../../files/io-errors.ts';

/** The lock of a folder. */
export const LOCK_FILE = 'lock';
/** How often the owner of a lock shows that it lives; milliseconds. */
const BEAT = 5000;
/** How long another machine's lock may show no life before it is taken for dead; milliseconds. The only wait there is. */
const PATIENCE = 20_000;

const OWNER = z.object({ pid: z.int(), host: z.string(), born: z.string(), token: z.string() });
type Owner = z.output<typeof OWNER>;

/** A lock that is held. */
export interface Lock {
  /** Safe to call again. */
  release(): void;
}

/**
 * Takes the lock of a folder, so that two sweeps cannot write to it. A lock whose owner is dead is taken over, at once where it was a process of this
 * machine, else after it has shown no life for a while. `wait` is told when that while begins.
 * @throws OutputError where somebody else holds it
 */
export async function takeLock(folder: string, wait: (host: string) => void): Promise<Lock> {
  const file = join(folder, LOCK_FILE);
  const me: Owner = { pid: process.pid, host: hostname(), born: bornOf(process.pid), token: randomUUID() };
  mkdirSync(folder, { recursive: true });
  for (let attempt = 0; attempt < 3; attempt++) {
    if (create(file, me)) return hold(file, me);
    const owner = ownerOf(file);
    if (owner === undefined) continue; // released in between
    if (await lives(file, owner, wait)) throw taken(folder, owner);
    takeAway(file, owner);
  }
  throw taken(folder, undefined);
}

function create(file: string, me: Owner): boolean {
  const draft = `${file}.${me.token}`;
  writeFileSync(draft, JSON.stringify(me));
  try {
    linkSync(draft, file); // all of it or nothing, and never over another
    return true;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (error.code === 'EEXIST') return false;
    // a file system without links
    return createPlain(file, me);
  } finally {
    rmSync(draft, { force: true });
  }
}

function createPlain(file: string, me: Owner): boolean {
  try {
    const fd = openSync(file, 'wx');
    writeFileSync(fd, JSON.stringify(me));
    closeSync(fd);
    return true;
  } catch (error) {
    if (isSystemError(error) && error.code === 'EEXIST') return false;
    throw error;
  }
}

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
    return { pid: 0, host: '', born: '', token: text }; // torn: its owner died while it was made
  }
}

async function lives(file: string, { pid, host, born, token }: Owner, wait: (host: string) => void): Promise<boolean> {
  if (host === '') return false;
  if (host === hostname()) return isAlive(pid) && bornOf(pid) === born;
  wait(host);
  const before = beatOf(file);
  for (let waited = 0; waited < PATIENCE; waited += 1000) {
    await pause(1000);
    const owner = ownerOf(file);
    if (owner?.token !== token || beatOf(file) !== before) return true;
  }
  return false;
}

const beatOf = (file: string) => statSync(file, { throwIfNoEntry: false })?.mtimeMs;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isSystemError(error) && error.code === 'EPERM';
  }
}

/** When a process began, so that a later one of the same number is not taken for it; empty where the system does not tell. */
function bornOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

/** Removes a dead owner's lock, and none but that: what was renamed is looked at again. */
function takeAway(file: string, dead: Owner): void {
  const aside = `${file}.${randomUUID()}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return;
    throw error;
  }
  if (ownerOf(aside)?.token !== dead.token) {
    try {
      linkSync(aside, file); // somebody was quicker, and it is theirs
    } catch {
      // and is theirs already
    }
  }
  rmSync(aside, { force: true });
}

function hold(file: string, me: Owner): Lock {
  const fd = openSync(file, 'r+');
  // To write what is there already moves the file's time and nothing else.
  const timer = setInterval(() => writeSync(fd, '{', 0), BEAT);
  timer.unref();
  const state = { held: true };
  return {
    release() {
      if (!state.held) return;
      state.held = false;
      clearInterval(timer);
      closeSync(fd);
      if (ownerOf(file)?.token === me.token) rmSync(file, { force: true });
    },
  };
}

function taken(folder: string, owner: Owner | undefined): OutputError {
  const who = owner === undefined ? 'another sweep' : `a sweep that is running (process ${owner.pid} on ${owner.host})`;
  return new OutputError(`${folder} is held by ${who}; wait for its end or choose another place with --out`);
}
