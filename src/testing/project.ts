import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder, with a slash at the end. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Paths, from the project's folder, of every file that is or would be committed. */
export function projectFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8' });
  return listed.split('\n').filter((path) => path !== '' && existsSync(join(ROOT, path)));
}

/** A file of the project as text. */
export function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** Runs one of the project's scripts and returns the exit code and the output. */
export function runScript(script: string, ...args: string[]): { code: number; said: string } {
  try {
    return { code: 0, said: execFileSync(process.execPath, [script, ...args], { cwd: ROOT, encoding: 'utf8', stdio: 'pipe' }) };
  } catch (error) {
    const { status, stdout, stderr } = error as { status: number | null; stdout: string; stderr: string };
    return { code: status ?? -1, said: `${stdout}${stderr}` };
  }
}
