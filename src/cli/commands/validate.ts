import { EXIT, InputError, type Problem } from '../../base/errors.ts';
import { resolveFile } from '../../scenario/load.ts';
import { readInput, readParsed } from '../../files/read-scenario.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { variantsOf } from '../../scenario/variants.ts';
import { isExperiment, readExperiment } from '../../experiment/load-experiment.ts';
import { planSweep } from '../../experiment/plan.ts';
import type { Io } from '../io.ts';
import { METRICS } from '../../measure/metrics/index.ts';
import { VERSION } from '../version.ts';
import { setOption, variantOption, withVariant, type AddCommand } from '../command.ts';

export interface ValidateOptions {
  /** Print the problems as JSON. */
  json?: boolean;
  /** Say nothing of files that are valid. */
  quiet?: boolean;
  /** `path=value` of every `--set`. */
  sets?: readonly string[];
  /** Names of the system metrics, for the conditions to stop. */
  metrics?: readonly string[];
}

/** Checks scenario and experiment files: all problems of all files at once. Returns the exit code. */
export function validateCommand(files: readonly string[], options: ValidateOptions, io: Io): number {
  if (files.length === 0)
    throw new InputError([
      { path: 'FILE', expected: 'one or more scenario or experiment files', found: 'none', remedy: 'write entente validate FILE...' },
    ]);
  const problems: Problem[] = [];
  for (const file of files) {
    try {
      const found = isExperiment(readInput(file)) ? experimentSummary(file, options) : scenarioSummary(file, options);
      if (options.json !== true && options.quiet !== true) io.stdout(`${file}: valid: ${found}\n`);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push(...error.problems);
      if (options.json !== true) io.stderr(`${error.message}\n`);
    }
  }
  if (options.json === true) io.stdout(`${JSON.stringify({ valid: problems.length === 0, problems }, null, 2)}\n`);
  return problems.length === 0 ? EXIT.done.code : EXIT.input.code;
}

/** An experiment is valid when it can be planned. */
function experimentSummary(file: string, { sets = [] }: ValidateOptions): string {
  const experiment = readExperiment(file, { sets });
  const { points, replicates, runs } = planSweep(experiment, experiment.seed ?? 0, VERSION);
  return `${experiment.name}, ${experiment.factors.length} factors, ${points} points x ${replicates} replicates = ${runs} runs`;
}

function scenarioSummary(file: string, options: ValidateOptions): string {
  const parsed = readParsed(file);
  const scenario = resolveFile(parsed, options);
  return summary(
    scenario,
    variantsOf(parsed.value).map(({ name }) => name),
  );
}

function summary({ name, ticks, generate, states, agreements, shocks }: Scenario, variants: readonly string[]): string {
  const system =
    generate === undefined
      ? `${states?.length ?? 0} states, ${agreements?.length ?? 0} agreements`
      : `a synthetic system of ${generate.states} states`;
  const also = variants.length === 0 ? '' : `, variants ${variants.join(', ')}`;
  return `${name}, ${system}, ${shocks.length} shocks, ${ticks} ticks${also}`;
}

export const addValidate: AddCommand = (command, { io, done }) =>
  void command
    .argument('[FILE...]', 'scenario and experiment files')
    .addOption(variantOption())
    .addOption(setOption())
    .option('--json', 'print the problems as JSON')
    .option('--quiet', 'do not report valid files')
    .action((files: string[], { set: sets = [], variant, ...options }: ValidateOptions & { set?: string[]; variant?: string }) =>
      done(validateCommand(files, { ...options, sets: withVariant(variant, sets), metrics: METRICS.map(({ name }) => name) }, io)),
    );
