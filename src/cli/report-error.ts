import { CommanderError } from 'commander';
import { EXIT, InputError, OutputError } from '../base/errors.ts';
import { Interrupted } from './interrupt.ts';
import { VERSION } from './version.ts';

/** Lines of a stack that help to find a bug; more would bury the message. */
const STACK_LINES = 6;

/** The message for the user about an error, and the exit code. The message is empty where commander has printed one already. */
export function explainError(error: unknown): { code: number; text: string } {
  if (error instanceof CommanderError) return { code: error.exitCode === 0 ? EXIT.done.code : EXIT.input.code, text: '' };
  if (error instanceof InputError) return { code: EXIT.input.code, text: error.message };
  if (error instanceof OutputError) return { code: EXIT.output.code, text: error.message };
  if (error instanceof Interrupted) return { code: EXIT.interrupted.code, text: error.message };
  const stack = error instanceof Error ? (error.stack ?? String(error)).split('\n').slice(0, STACK_LINES).join('\n') : String(error);
  const version = `entente ${VERSION}, Node ${process.version}, ${process.platform} ${process.arch}`;
  return {
    code: EXIT.bug.code,
    text: `this is a bug of entente; please report it with the command and the scenario\n${stack}\n${version}`,
  };
}
