import { InputError, type Problem } from '../base/errors.ts';
import { checkAgreements } from './check/check-agreements.ts';
import { checkSystem } from './check/check-system.ts';
import { checkTime, type KeyOrder } from './check/check-time.ts';
import { DEFAULT_TICKS, gatherFacts, wholeOr } from './check/facts.ts';
import { fillDefaults } from './resolve.ts';
import { plainCopy } from './check/sanity.ts';
import type { Scenario } from './scenario.ts';
import { schemaProblems, type PathProblem } from './schema/schema-problems.ts';
import type { ScenarioFile } from './schema/schema.ts';
import { applySets } from './sets.ts';
import { decodeText } from './text.ts';
import { byCode, isMapping, mappingOf, own, type Path } from './values.ts';
import { checkVariants, variantsOf, type Touch } from './variants.ts';
import { LIMITS, parseYaml, type Locate, type Place } from './yaml.ts';

/** What a scenario is read with besides its file. */
export interface LoadOptions {
  /** `path=value` of every `--set`, in order. */
  sets?: readonly string[];
  /** Names of the system metrics, for the conditions to stop; without them the names are not checked. */
  metrics?: readonly string[];
}

/** A scenario as it was read, before any check, with the means to find its parts in the file. */
export interface ParsedScenario {
  file: string;
  value: unknown;
  locate: Locate;
  order: KeyOrder;
  problems: readonly Problem[];
}

/** Parses a file's text or bytes. @throws InputError for what is no text. */
export function parseScenario(file: string, data: string | Uint8Array): ParsedScenario {
  const { value, locate, order, problems } = parseYaml(decodeText(file, data));
  return { file, value, locate, order, problems };
}

/**
 * The scenario in a file's text or bytes, with the options applied and every default filled in. @throws InputError with all problems at once,
 * in the order of the file.
 */
export function loadScenario(file: string, data: string | Uint8Array, options: LoadOptions = {}): Scenario {
  return resolveFile(parseScenario(file, data), options);
}

/** The same for plain data, such as the scenario of a manifest or of a sweep. @throws InputError with all problems at once. */
export function resolveScenario(input: unknown, options: LoadOptions & { file?: string } = {}): Scenario {
  return resolveParsed({ file: options.file ?? '', value: input, locate: () => undefined, order: () => undefined, problems: [] }, options);
}

/** Applies the options to a parsed scenario, checks and resolves it; a sweep parses once and comes here for every point. */
export function resolveParsed(parsed: ParsedScenario, options: LoadOptions = {}): Scenario {
  const { input, problems } = examine(parsed, options);
  if (problems.length > 0) throw new InputError(inOrder(problems));
  return fillDefaults(input as ScenarioFile);
}

/** The same, with every variant of the file held to the checks too: a file is valid when all that it can be run as is valid. */
export function resolveFile(parsed: ParsedScenario, options: LoadOptions = {}): Scenario {
  const { sets = [], ...others } = options;
  const plain = sets.filter((set) => !/^\s*variant\s*=/.test(set));
  const asked = examine(parsed, options);
  const rest = variantsOf(parsed.value).map(({ name }) => examine(parsed, { ...others, sets: [`variant=${name}`, ...plain] }));
  const problems = [asked, ...rest].flatMap((examined) => examined.problems);
  if (problems.length > 0) throw new InputError(inOrder(unique(problems)));
  return fillDefaults(asked.input as ScenarioFile);
}

function unique(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}

/** The scenario with the options applied, and all that is wrong with it. */
function examine(parsed: ParsedScenario, options: LoadOptions): { input: unknown; problems: Problem[] } {
  const { value: clean, problems: unsafe } = plainCopy(parsed.value);
  const { input, touched, unplaced: ofVariants, problems } = applySets(clean, options.sets ?? []);
  // an option can bring in what a file may not have either
  const again = touched.length === 0 ? { value: input, problems: [] } : plainCopy(input);
  const unplaced = [...unsafe, ...again.problems, ...ofVariants];
  if (parsed.value !== undefined) unplaced.push(...check(again.value, parsed, clean, touched, options));
  const found = [...parsed.problems.map((problem) => inFile(problem, parsed.file)), ...problems, ...placed(unplaced, parsed, touched)];
  return { input: again.value, problems: found };
}

/** All checks, those across the parts too when the parts have faults of their own. */
function check(input: unknown, parsed: ParsedScenario, before: unknown, touched: readonly Touch[], options: LoadOptions): PathProblem[] {
  if (!isMapping(input)) return schemaProblems(input);
  const facts = gatherFacts(input, wholeOr(own(mappingOf(before), 'ticks'), DEFAULT_TICKS));
  const order: KeyOrder = (path) => {
    const written = writtenAt(path, touched);
    return 'option' in written ? undefined : parsed.order(written.at);
  };
  return [
    ...schemaProblems(input),
    ...checkSystem(facts),
    ...checkAgreements(facts),
    ...checkTime(facts, order, options.metrics),
    ...checkVariants(input),
  ];
}

const isPrefix = (prefix: Path, path: Path) => prefix.length <= path.length && prefix.every((step, s) => step === path[s]);

/** Where a part of the scenario was written: in the file, perhaps inside a variant, or in an option. */
function writtenAt(path: Path, touched: readonly Touch[]): { at: Path } | { option: string } {
  const touch = touched.findLast((entry) => isPrefix(entry.at, path));
  if (touch === undefined) return { at: path };
  return 'option' in touch ? touch : { at: [...touch.from, ...path.slice(touch.at.length)] };
}

/** Problems with their places in the file, or with the option that brought them in. The first problem of a place is enough. */
function placed(problems: readonly PathProblem[], parsed: ParsedScenario, touched: readonly Touch[]): Problem[] {
  const seen = new Set<string>();
  const unread = new Set(parsed.problems.map(({ line, column }) => `${line}:${column}`)); // reported already
  return problems.flatMap(({ at, key, ...problem }) => {
    const full = key === undefined || at.at(-1) === key ? at : [...at, key];
    const written = writtenAt(full, touched);
    const byOption = 'option' in written;
    const path = byOption ? written.option : written.at.join('.');
    const moved = !byOption && written.at !== full;
    // one option or one value of a variant can be wrong in many places of the scenario
    const names = [full.join('.'), ...(byOption ? [`${path} ${problem.expected} ${problem.found ?? ''}`] : moved ? [path] : [])].filter(
      (name) => name !== '',
    );
    if (names.some((name) => seen.has(name))) return [];
    for (const name of names) seen.add(name);
    if (byOption) return [{ path, ...problem }];
    const place = moved ? placeInVariant(parsed, written.at, key) : parsed.locate(at, key);
    if (place !== undefined && unread.has(`${place.line}:${place.column}`)) return [];
    return [inFile({ ...place, path, ...problem }, parsed.file)];
  });
}

/** Of the key, where the key is wrong, else of the value. */
function placeInVariant(parsed: ParsedScenario, at: Path, key: string | undefined): Place | undefined {
  return key !== undefined && at.at(-1) === key ? parsed.locate(at.slice(0, -1), key) : parsed.locate(at);
}

function inFile(problem: Problem, file: string): Problem {
  return file === '' ? problem : { file, ...problem };
}

/** By place; the first `LIMITS.problems` of them and the number of the rest. */
function inOrder(problems: readonly Problem[]): Problem[] {
  const sorted = [...problems].sort(
    (x, y) => (x.line ?? 0) - (y.line ?? 0) || (x.column ?? 0) - (y.column ?? 0) || byCode(x.path ?? '', y.path ?? ''),
  );
  if (sorted.length <= LIMITS.problems) return sorted;
  const rest = sorted.length - LIMITS.problems;
  return [...sorted.slice(0, LIMITS.problems), { expected: 'no more problems', found: `${rest} more`, remedy: 'fix these first' }];
}
