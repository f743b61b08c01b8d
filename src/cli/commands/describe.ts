import { EXIT } from '../../base/errors.ts';
import { describeText } from '../../scenario/describe-text.ts';
import { describeScenario } from '../../scenario/describe.ts';
import { readScenario } from '../../scenario/read.ts';
import type { Io } from '../io.ts';

export interface DescribeOptions {
  json?: boolean;
  /** `path=value` of every `--set`. */
  sets?: readonly string[];
  metrics?: readonly string[];
}

/** Says what a scenario means before any run. Returns the exit code. @throws InputError for a file that is not valid. */
export function describeCommand(file: string, options: DescribeOptions, io: Io): number {
  const description = describeScenario(readScenario(file, options));
  io.stdout(options.json === true ? `${JSON.stringify(description, null, 2)}\n` : describeText(description));
  return EXIT.done.code;
}
