import { spawnSync } from 'node:child_process';
import { InputError, OutputError } from '../../base/errors.ts';

/** Slurm's default limit of an array, used where Slurm does not report it. Task numbers stay below it. */
const DEFAULT_ARRAY_SIZE = 1001;
/** How long a command of Slurm may take; a controller that does not answer by then is given up. Milliseconds. */
const PATIENCE = 120_000;
/** Most characters of Slurm's messages that are printed. */
const MAX_PRINTED = 2000;

/** Most tasks that an array can have, numbered from 1: what scontrol says, else Slurm's default. */
export function greatestArray(): number {
  const { stdout } = spawnSync('scontrol', ['show', 'config'], {
    encoding: 'utf8',
    timeout: PATIENCE,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [, size] = /^MaxArraySize\s*=\s*([0-9]+)$/m.exec(stdout || '') ?? [];
  return Math.max(0, Number(size ?? DEFAULT_ARRAY_SIZE) - 1);
}

/** Checks that Slurm is installed, before anything is written. @throws InputError */
export function needSbatch(option: string): void {
  const { error } = spawnSync('sbatch', ['--version'], { stdio: 'ignore', timeout: PATIENCE });
  if (error === undefined || !isAbsent(error)) return;
  throw new InputError([
    {
      path: option,
      expected: 'sbatch, the command of Slurm that submits jobs',
      found: 'none on the PATH',
      remedy: `give the command where the cluster's jobs are submitted, or leave out ${option}`,
    },
  ]);
}

/**
 * Submits a script from its folder, with its whole array or only some `tasks`. Returns the number of the job. @throws OutputError with Slurm's message
 * where it refuses
 */
export function submit(folder: string, script: string, tasks?: string): string {
  const args = ['--parsable', ...(tasks === undefined ? [] : [`--array=${tasks}`]), script];
  const { status, signal, error, stdout, stderr } = spawnSync('sbatch', args, {
    cwd: folder,
    encoding: 'utf8',
    timeout: PATIENCE,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (error !== undefined || signal !== null)
    throw new OutputError(
      `sbatch did not answer (${error === undefined ? `ended by ${signal}` : error.message}); see with squeue whether the job is there all the same`,
    );
  if (status !== 0) throw new OutputError(`Slurm refused the job (sbatch ended with ${status}): ${wordsOf(stderr) || 'it said nothing'}`);
  const [, id] = /^([0-9]+)(?:;\S+)?$/m.exec(stdout) ?? [];
  if (id === undefined) throw new OutputError(`sbatch gave no number of a job but: ${wordsOf(stdout) || 'nothing'}`);
  return id;
}

const isAbsent = (error: Error) => ['ENOENT', 'EACCES', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');

/** The output of a command in one line, without control characters. */
function wordsOf(text: string): string {
  const lines = text.split('\n').map((line) =>
    line
      .replace(/^sbatch: (?:error: |fatal: )?/, '')
      .replace(/\p{Cc}/gu, ' ')
      .trim(),
  );
  return lines
    .filter((line) => line !== '')
    .join('; ')
    .slice(0, MAX_PRINTED);
}
