import type { Problem } from '../base/errors.ts';
import { gatherFacts, type Facts } from './facts.ts';
import { EVERY, parsePath, type Target } from './paths.ts';
import { inWords, isMapping, listOf, mappingOf, own, put, valueAtPath, type Mapping, type Path } from './values.ts';
import { parseYaml } from './yaml.ts';

/** A place of the scenario that an option set. */
export interface Touch {
  at: Path;
  /** The option as it was given, such as `--set ticks=5`. */
  option: string;
}

/** The scenario with the options applied. */
export interface SetResult {
  input: unknown;
  touched: Touch[];
  problems: Problem[];
}

/** Above this many states a path over all pairs of a field that places may give would make too many relations. */
const MAX_EXPANDED = 300;

/**
 * Applies `--set path=value` options, in order, to a scenario as it was read and before it is checked, so that the same checks apply to what
 * was set. The input is not changed. Problems name the option.
 */
export function applySets(input: unknown, sets: readonly string[]): SetResult {
  const result: SetResult = { input, touched: [], problems: [] };
  if (sets.length === 0) return result;
  result.input = structuredClone(input);
  for (const text of sets) applySet(result, text);
  return result;
}

function applySet(result: SetResult, text: string): void {
  const option = `--set ${text}`;
  const tell = (problem: Problem) => result.problems.push({ path: option, ...problem });
  const cut = text.indexOf('=');
  if (cut < 1)
    return void tell({ expected: 'path=value', found: inWords(text), remedy: 'write for instance --set parameters.entrapment_cost=2' });
  const value = readValue(text.slice(cut + 1));
  if (value.problem !== undefined) return void tell(value.problem);
  const facts = gatherFacts(result.input);
  const parsed = parsePath(text.slice(0, cut).trim(), facts.ids, false);
  if ('problem' in parsed) return void tell(parsed.problem);
  if (!isMapping(result.input)) return;
  const put_ = (at: Path) => {
    set(result.input as Mapping, at, value.value);
    result.touched.push({ at, option });
  };
  const problem = placesOf(parsed.target, facts, result.input, put_);
  if (problem !== undefined) tell(problem);
}

/** A value as in a file, on one line: number, word, true or false, {at: {0: 1, 10: 2}}. */
function readValue(text: string): { value?: unknown; problem?: Problem } {
  if (text.trim() === '') return { problem: { expected: 'a value after "="', found: 'nothing', remedy: 'write path=value' } };
  const { value, problems } = parseYaml(text);
  const [first] = problems;
  if (first === undefined) return { value };
  return {
    problem: {
      expected: first.expected,
      ...(first.found === undefined ? {} : { found: first.found }),
      remedy: 'write a number, a word, true or false, or a path such as {at: {0: 1, 10: 2}}',
    },
  };
}

/** Sets a value at a path, making mappings on the way; what is no mapping or list on the way is left for the checks to complain of. */
function set(top: Mapping, at: Path, value: unknown): void {
  let here: unknown = top;
  at.forEach((step, s) => {
    const last = s === at.length - 1;
    if (Array.isArray(here) && typeof step === 'number') {
      if (last) (here as unknown[])[step] = value;
      else here = (here as unknown[])[step];
      return;
    }
    if (!isMapping(here)) return;
    const key = String(step);
    if (last) put(here, key, value);
    else {
      if (own(here, key) === undefined || own(here, key) === null) put(here, key, {});
      here = own(here, key);
    }
  });
}

/** Calls `each` with every place that a target means; a problem where it means none that can be set. */
function placesOf(target: Target, facts: Facts, input: Mapping, each: (at: Path) => void): Problem | undefined {
  switch (target.of) {
    case 'ticks':
    case 'rule':
      each([target.of]);
      return undefined;
    case 'parameter':
      each(['parameters', target.key]);
      return undefined;
    case 'record':
      each(['record', target.key]);
      return undefined;
    case 'generate':
      if (!facts.generated)
        return {
          expected: 'a scenario with "generate"',
          found: 'one that lists its states',
          remedy: 'remove the option, or use a scenario of a synthetic system',
        };
      each(['generate', target.key]);
      return undefined;
    case 'state':
      return statePlaces(target, facts, input, each);
    case 'pair':
      return pairPlaces(target, facts, input, each);
  }
}

const GENERATED: Problem = {
  expected: '* in place of a state: a synthetic system has no states before it is generated',
  found: 'a single state',
  remedy: 'use *, or change the state by a shock',
};

function statePlaces(target: Target & { of: 'state' }, facts: Facts, input: Mapping, each: (at: Path) => void): Problem | undefined {
  if (facts.generated) {
    if (target.id !== EVERY) return GENERATED;
    each(['defaults', 'states', target.field]);
    return undefined;
  }
  listOf(own(input, 'states')).forEach((state, s) => {
    if (target.id === EVERY || own(mappingOf(state), 'id') === target.id) each(['states', s, target.field]);
  });
  return undefined;
}

function pairPlaces(
  { first, second, field }: Target & { of: 'pair' },
  facts: Facts,
  input: Mapping,
  each: (at: Path) => void,
): Problem | undefined {
  const everyPair = first === EVERY && second === EVERY;
  if (facts.generated) {
    if (!everyPair) return GENERATED;
    each(['defaults', 'relations', field]);
    return undefined;
  }
  if (own(input, 'relations') === undefined) put(input, 'relations', []);
  const relations = own(input, 'relations');
  if (!Array.isArray(relations)) return undefined; // the schema's matter
  if (everyPair && field !== 'distance') {
    each(['defaults', 'relations', field]);
    relations.forEach((_, r) => each(['relations', r, field]));
    return undefined;
  }
  if (everyPair && facts.ids.length > MAX_EXPANDED)
    return {
      expected: `at most ${MAX_EXPANDED} states for a distance between all pairs`,
      found: String(facts.ids.length),
      remedy: 'give the distances in the file',
    };
  const index = pairIndex(relations);
  const firsts = first === EVERY ? facts.ids : [first];
  const seconds = second === EVERY ? facts.ids : [second];
  for (const a of firsts) {
    for (const b of seconds) {
      if (a === b || (everyPair && a > b)) continue;
      const key = pairKey(a, b);
      let r = index.get(key);
      if (r === undefined) {
        r = relations.push({ between: [a, b] }) - 1;
        index.set(key, r);
      }
      each(['relations', r, field]);
    }
  }
  return undefined;
}

function pairIndex(relations: readonly unknown[]): Map<string, number> {
  const index = new Map<string, number>();
  relations.forEach((relation, r) => {
    const [a, b] = listOf(valueAtPath(relation, ['between']));
    if (typeof a === 'string' && typeof b === 'string' && !index.has(pairKey(a, b))) index.set(pairKey(a, b), r);
  });
  return index;
}

/** One key for a pair, whichever way round. */
export function pairKey(a: string, b: string): string {
  return a < b ? `${a}-${b}` : `${b}-${a}`;
}
