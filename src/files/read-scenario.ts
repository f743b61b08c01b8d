import { readFileSync, statSync } from 'node:fs';
import { InputError } from '../base/errors.ts';
import { parseScenario as parseText, resolveFile, type LoadOptions, type ParsedScenario } from '../scenario/load.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { parseScenario } from '../run/simulated.ts';
import { checkChanges, checkPath, type Changes } from '../scenario/given.ts';
import { SCENARIO_FILE, type FileKind } from '../scenario/text.ts';

/** The bytes of a file of the user's. @throws InputError for what is missing, a directory, too big or cannot be read. */
export function readInput(path: string, { what, bytes, bigger, missing = 'check the path' }: FileKind = SCENARIO_FILE): Uint8Array {
  const fail = (expected: string, found: string, remedy: string): never => {
    throw new InputError([{ file: path, expected, found, remedy }]);
  };
  try {
    const stat = statSync(path);
    const { size } = stat;
    if (stat.isDirectory()) return fail(`${what} file`, 'a directory', 'name a file in it');
    // a device or a pipe may never end
    if (!stat.isFile()) return fail(`${what} file`, 'a device or a pipe', 'write it to a file first');
    if (size > bytes) return fail(`a file of at most ${bytes / 1e6} MB`, `${(size / 1e6).toFixed(1)} MB`, bigger);
    return readFileSync(path);
  } catch (error) {
    if (error instanceof InputError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? 'an error';
    if (code === 'ENOENT' || code === 'ENOTDIR') return fail(`${what} file`, 'no such file', missing);
    if (code === 'EACCES' || code === 'EPERM') return fail('a file that can be read', 'one without permission', 'change its permissions');
    return fail('a file that can be read', code, 'check the path');
  }
}

/** Reads and parses a scenario file, without any check. @throws InputError. */
export function readParsed(path: string): ParsedScenario {
  return parseText(path, readInput(path));
}

/** The scenario in a file, with the options applied and every default filled in; its other variants are checked too. @throws InputError with all problems at once. */
export function readScenario(path: string, options: LoadOptions = {}): Scenario {
  return resolveFile(readParsed(path), options);
}

/** The scenario in a file, checked, with every default filled in; frozen. @throws InputError for a file that cannot be read, and with all problems at once */
export async function readScenarioFile(path: string, changes: Omit<Changes, 'file'> = {}): Promise<Scenario> {
  checkPath('path', path, 'a scenario file', 'parseScenario takes objects');
  checkChanges(changes);
  return Promise.resolve(parseScenario(readInput(path), { ...changes, file: path }));
}
