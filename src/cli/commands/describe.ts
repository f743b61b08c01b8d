import { EXIT } from '../../base/errors.ts';
import { describeText } from '../../scenario/describe-text.ts';
import { describeScenario } from '../../scenario/describe.ts';
import { resolveFile } from '../../scenario/load.ts';
import { readParsed } from '../../files/read-scenario.ts';
import { variantsOf } from '../../scenario/variants.ts';
import type { Io } from '../io.ts';
import { METRICS } from '../../measure/metrics/index.ts';
import { setOption, variantOption, withVariant, type AddCommand } from '../command.ts';

export interface DescribeOptions {
  json?: boolean;
  /** `path=value` of every `--set`. */
  sets?: readonly string[];
  metrics?: readonly string[];
}

/** Says what a scenario means before any run. Returns the exit code. @throws InputError for a file that is not valid. */
export function describeCommand(file: string, options: DescribeOptions, io: Io): number {
  const parsed = readParsed(file);
  const description = describeScenario(resolveFile(parsed, options), variantsOf(parsed.value));
  io.stdout(options.json === true ? `${JSON.stringify(description, null, 2)}\n` : describeText(description));
  return EXIT.done.code;
}

export const addDescribe: AddCommand = (command, { io, done }) =>
  void command
    .argument('<SCENARIO>', 'scenario file')
    .addOption(variantOption())
    .addOption(setOption())
    .option('--json', 'print it as JSON')
    .action((file: string, { set: sets = [], variant, ...options }: DescribeOptions & { set?: string[]; variant?: string }) =>
      done(describeCommand(file, { ...options, sets: withVariant(variant, sets), metrics: METRICS.map(({ name }) => name) }, io)),
    );
