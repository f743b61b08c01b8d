import type { Problem } from '../base/errors.ts';
import { placesOf, setAt } from './changes.ts';
import { gatherFacts } from './check/facts.ts';
import { parsePath } from './paths.ts';
import type { PathProblem } from './schema/schema-problems.ts';
import { formatValue, isMapping, type Path } from './values.ts';
import { applyVariant, type Touch } from './variants.ts';
import { parseYaml } from './yaml.ts';

/** The scenario with the options applied. */
export interface SetResult {
  input: unknown;
  touched: Touch[];
  /** What is wrong with a variant, with its place in the file. */
  unplaced: PathProblem[];
  problems: Problem[];
}

/**
 * Applies `--set path=value` options, in order, to a scenario as it was read and before it is checked, so that the same checks apply to what
 * was set. The input is not changed. Problems name the option.
 */
export function applySets(input: unknown, sets: readonly string[]): SetResult {
  const result: SetResult = { input, touched: [], unplaced: [], problems: [] };
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
    return void tell({ expected: 'path=value', found: formatValue(text), remedy: 'write for instance --set parameters.entrapment_cost=2' });
  const value = readValue(text.slice(cut + 1));
  if (value.problem !== undefined) return void tell(value.problem);
  const facts = gatherFacts(result.input);
  const parsed = parsePath(text.slice(0, cut).trim(), facts.ids, false);
  if ('problem' in parsed) return void tell(parsed.problem);
  if (!isMapping(result.input)) return;
  const { input, touched, unplaced } = result;
  if (parsed.target.of === 'variant') {
    const name = text.slice(cut + 1).trim();
    const problem = applyVariant({ input, touched, problems: unplaced }, name);
    if (problem !== undefined) result.problems.push({ path: `--variant ${name}`, ...problem });
    return;
  }
  const problem = placesOf(parsed.target, facts, input, (at: Path) => {
    setAt(input, at, value.value);
    touched.push({ at, option });
  });
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
