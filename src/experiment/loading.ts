import { dirname, isAbsolute, join } from 'node:path';
import type { Problem } from '../base/errors.ts';
import type { Path } from '../scenario/values.ts';
import type { ParsedText } from '../scenario/yaml.ts';
import type { ExperimentFile } from './experiment-schema.ts';
import type { Value } from './factors.ts';

/** What the command line sets instead of the file. */
export interface ExperimentOptions {
  seed?: number | undefined;
  replicates?: number | undefined;
  ticks?: number | undefined;
  /** A scenario file, from the working directory. */
  scenario?: string | undefined;
  /** `path=value`, on top of what the file sets. */
  sets?: readonly string[];
}

/** The file being loaded, and where to report its problems. */
export interface Loading {
  file: string;
  text: ParsedText;
  value: ExperimentFile;
  options: ExperimentOptions;
  /** Reports a problem at a place in the file. */
  report(at: Path, problem: Problem, key?: string): void;
  /** Whether the schema finds nothing wrong at a place or below it. */
  sound(at: Path): boolean;
}

/** Points that the user wrote down, and where the value of a factor stands. */
export interface Written {
  rows: Value[][];
  place(k: number, factor: string): Partial<Problem>;
}

/** A path named in a file, relative to the folder of that file. */
export function fromFolderOf(file: string, path: string): string {
  return isAbsolute(path) ? path : join(dirname(file), path);
}
