import { InputError, type Problem } from '../base/errors.ts';
import { PARAMETER_KEYS } from '../model/parameters.ts';
import { loadScenario, resolveScenario, type LoadOptions } from './load.ts';
import type { Scenario } from './scenario.ts';
import { suggest } from './names.ts';
import { formatValue, isMapping } from './values.ts';

/** How a scenario is changed as it is read; each entry counts as `--set path=value`. */
export interface Changes {
  /** Name of a variant of the scenario. */
  readonly variant?: string;
  /** Values by path, as `{ 'parameters.entrapment_cost': 2 }`, or texts `path=value`; they come on top of the variant, in order. */
  readonly set?: Readonly<Record<string, unknown>> | readonly string[];
  /** What the messages call the scenario; a file's name, say. */
  readonly file?: string;
}

const CHANGES = ['variant', 'set', 'file'];

/**
 * A scenario from the text of a file (YAML or JSON) or from an object, with every default filled in and all of it checked. What comes back is frozen.
 * @param metrics names of the system metrics, for the conditions to stop
 * @throws InputError with all problems at once: with lines for a text, with paths for an object
 */
export function parseGiven(input: unknown, changes: Changes, metrics: readonly string[]): Scenario {
  const options: LoadOptions = { sets: setsOf(changes), metrics };
  const { file = '' } = changes;
  if (typeof input === 'string') return known(loadScenario(file, input, options));
  if (input instanceof Uint8Array) return known(loadScenario(file, input, options));
  // as `null`, which the checks of a scenario know: undefined is no value of a file
  return known(resolveScenario(input ?? null, { ...options, file }));
}

/** The scenario itself where it was parsed here; else parsed, so that nothing unchecked is ever run. @throws InputError as `parseGiven` */
export function scenarioOf(input: unknown, metrics: readonly string[]): Scenario {
  if (isMapping(input) && PARSED.has(input) && isComplete(input as unknown as Scenario)) return input as unknown as Scenario;
  if (typeof input === 'string')
    throw new InputError([
      {
        path: 'scenario',
        expected: 'a scenario',
        found: 'a text',
        remedy: 'read it first: await readScenario(path) for a file, parseScenario(text) for its text',
      },
    ]);
  return parseGiven(input, {}, metrics);
}

/** Scenarios that passed all checks. */
const PARSED = new WeakSet<object>();

/** Whether it has a value of every parameter: a plugin may have brought one since it was parsed. */
const isComplete = ({ parameters }: Scenario) => PARAMETER_KEYS.every((key) => parameters[key] !== undefined);

function known(scenario: Scenario): Scenario {
  PARSED.add(freeze(scenario));
  return scenario;
}

/** Freezes plain data through and through: a scenario that was changed would run as it was before. */
function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const part of Object.values(value)) freeze(part);
  return Object.freeze(value);
}

/** Changes as the options of the command line. @throws InputError */
export function setsOf(changes: Changes): string[] {
  checkChanges(changes);
  const { variant, set = [] } = changes;
  const problems: Problem[] = [];
  if (variant !== undefined && typeof variant !== 'string')
    problems.push({ path: 'variant', expected: 'the name of a variant', found: formatValue(variant), remedy: 'give it as a text' });
  if (typeof set !== 'object' || set === null || (Array.isArray(set) && set.some((entry) => typeof entry !== 'string')))
    problems.push({
      path: 'set',
      expected: 'an object of values by path, or a list of texts path=value',
      found: formatValue(set),
      remedy: "write for instance { 'parameters.entrapment_cost': 2 }",
    });
  if (problems.length > 0) throw new InputError(problems);
  const entries = Array.isArray(set)
    ? (set as readonly string[])
    : Object.entries(set as Readonly<Record<string, unknown>>).map(([path, value]) => `${path}=${JSON.stringify(value)}`);
  return [...(variant === undefined ? [] : [`variant=${variant}`]), ...entries];
}

/** Whether an argument holds changes of a scenario. @throws InputError */
export function checkChanges(changes: unknown): void {
  checkOptions(changes, CHANGES, "what changes a scenario, such as { set: { 'parameters.entrapment_cost': 2 } }");
}

/** Whether an argument is a path: a text. @throws InputError */
export function checkPath(path: string, value: unknown, what: string, remedy = 'give its path as a text'): asserts value is string {
  if (typeof value !== 'string') throw new InputError([{ path, expected: `the path of ${what}`, found: formatValue(value), remedy }]);
}

/** Options that nobody knows are mistakes. @throws InputError */
export function checkOptions(options: unknown, known: readonly string[], what: string): void {
  if (!isMapping(options))
    throw new InputError([
      { path: 'options', expected: `an object: ${what}`, found: formatValue(options), remedy: 'give one, or leave the argument out' },
    ]);
  const problems = Object.keys(options)
    .filter((key) => !known.includes(key))
    .map((key) => ({ path: key, expected: `one of ${known.join(', ')}`, found: JSON.stringify(key), remedy: suggest(key, known) }));
  if (problems.length > 0) throw new InputError(problems);
}
