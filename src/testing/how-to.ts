import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A step of a how-to page: a block of code whose first line has its language and, for a file, the file. */
export type Step =
  | { readonly do: 'write' | 'edit'; readonly file: string; readonly text: string }
  | { readonly do: 'run'; readonly commands: readonly string[] };

/**
 * The steps of a page, in order. A block marked `diff FILE` edits the file, any other language with a FILE writes it, and `sh run` is a block of
 * commands, one per line. Blocks without a second word are not steps.
 */
export function stepsOf(page: string): Step[] {
  return [...page.matchAll(/^(```+)(\w+) (\S+)\n([\s\S]*?)^\1$/gm)].map(([, , language, file = '', text = '']): Step => {
    if (language === 'sh') return { do: 'run', commands: text.split('\n').filter((line) => line !== '' && !line.startsWith('#')) };
    return { do: language === 'diff' ? 'edit' : 'write', file, text };
  });
}

/**
 * A text with a diff applied: hunks are separated by lines of `@@`. Each is found by its lines without a sign or with a minus, which must be in the
 * text exactly once. @throws Error that names the lines, where they are not
 */
export function applyDiff(text: string, diff: string): string {
  return diff.split(/^@@.*\n/m).reduce((now, hunk) => {
    const lines = hunk.split('\n').slice(0, -1);
    const side = (sign: string) =>
      lines
        .filter((line) => !line.startsWith(sign))
        .map((line) => `${line.slice(1)}\n`)
        .join('');
    const [before, after] = [side('+'), side('-')];
    const found = now.split(before).length - 1;
    if (lines.length > 0 && found !== 1) throw new Error(`found ${found} times instead of once:\n${before}`);
    return now.replace(before, () => after);
  }, text);
}

/** Applies what a page writes and edits to a copy of the project. @throws Error where an edit does not fit, or a file to be written is there already */
export function applySteps(steps: readonly Step[], read: (file: string) => string | undefined): Map<string, string> {
  const files = new Map<string, string>();
  for (const step of steps) {
    if (step.do === 'run') continue;
    const now = files.get(step.file) ?? read(step.file);
    if (step.do === 'write' && now !== undefined) throw new Error(`${step.file} is there already`);
    if (step.do === 'edit' && now === undefined) throw new Error(`${step.file} is missing`);
    files.set(step.file, step.do === 'write' ? step.text : applyDiff(now ?? '', step.text));
  }
  return files;
}

/** A file of a folder; undefined where there is none. */
export const fileIn = (folder: string) => (file: string) =>
  existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8') : undefined;

/** Writes files into a folder. */
export function writeFiles(folder: string, files: ReadonlyMap<string, string>): void {
  for (const [file, text] of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
}
