import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { EXIT, OutputError } from '../../base/errors.ts';
import { starterFiles } from '../../scenario/init.ts';
import { makeFolders } from '../../results/folder.ts';
import type { Io } from '../io.ts';
import type { AddCommand } from '../command.ts';

/**
 * Writes files to start from into a folder, all or none. Returns the exit code. @throws OutputError where one of them exists already or the folder
 * cannot be written: nothing is ever overwritten.
 */
export function initCommand(dir: string, io: Io): number {
  const files = starterFiles().map(({ name, text }) => ({ path: join(dir, name), text }));
  const there = files.filter(({ path }) => existsSync(path));
  if (there.length > 0)
    throw new OutputError(`${there.map(({ path }) => path).join(', ')}: exists already, and nothing is overwritten; name another folder`);
  try {
    if (!existsSync(dir)) makeFolders(resolve(dir));
    else if (!statSync(dir).isDirectory()) throw new OutputError(`${dir}: expected a folder, found a file; name another folder`);
    for (const { path, text } of files) writeFileSync(path, text, { flag: 'wx' });
  } catch (error) {
    if (error instanceof OutputError) throw error;
    throw new OutputError(`${dir}: cannot be written (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}); name another folder`);
  }
  for (const { path } of files) io.stdout(`${path}\n`);
  io.stderr(`next: entente run ${join(dir, 'starter.yaml')} --seed 1 --out ${join(dir, 'results', 'starter')}\n`);
  return EXIT.done.code;
}

export const addInit: AddCommand = (command, { io, done }) =>
  void command.argument('[DIR]', 'folder to write to', '.').action((dir: string) => done(initCommand(dir, io)));
