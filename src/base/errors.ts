/** Exit codes of the command, one table; the reference is generated from it. */
export const EXIT = {
  done: { code: 0, meaning: 'done' },
  input: { code: 2, meaning: "the user's input is wrong (scenario, option, argument)" },
  runsFailed: { code: 3, meaning: 'some runs failed; their parameters and messages are in errors.csv' },
  output: { code: 4, meaning: 'the output exists already or cannot be written, or Slurm refuses the job' },
  bug: { code: 70, meaning: 'a bug of the program: please report it' },
  interrupted: { code: 130, meaning: 'interrupted; no half-written results are left' },
} as const;

/** One thing that is wrong with the user's input. */
export interface Problem {
  /** File as the user named it; absent for options. */
  file?: string;
  /** 1-based; absent where there is no place in a file. */
  line?: number;
  column?: number;
  /** Path inside the file, such as `states.3.military`, or the option's name. */
  path?: string;
  expected: string;
  found?: string;
  remedy?: string;
  /** The line of the file and a caret, when there is one. */
  excerpt?: string;
}

/** The user's mistake: one or more problems, printed all at once without a stack trace; exit code 2. */
export class InputError extends Error {
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super(problems.map(formatProblem).join('\n'));
    this.name = 'InputError';
    this.problems = problems;
  }
}

/** The mistake of a plugin, found while the model runs; exit code 2. */
export class PluginError extends InputError {
  constructor(problems: readonly Problem[]) {
    super(problems);
    this.name = 'PluginError';
  }
}

/** Output exists already or cannot be written; exit code 4. */
export class OutputError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'OutputError';
  }
}

/** A broken promise of ours, with where it broke; exit code 70. */
export class InvariantError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InvariantError';
  }
}

/** `file:line:column: path: expected ..., found ...; remedy`, lower case, no full stop. */
export function formatProblem(p: Problem): string {
  const place = [p.file, p.line, p.column].filter((x) => x !== undefined).join(':');
  const head = [place, p.path].filter((x) => x !== undefined && x !== '').join(': ');
  const found = p.found === undefined ? '' : `, found ${p.found}`;
  const remedy = p.remedy === undefined ? '' : `; ${p.remedy}`;
  const excerpt = p.excerpt === undefined ? '' : `\n${p.excerpt}`;
  return `${head === '' ? '' : `${head}: `}expected ${p.expected}${found}${remedy}${excerpt}`;
}
