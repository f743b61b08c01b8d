import type * as z from 'zod';
import type { Problem } from '../../base/errors.ts';
import { suggest } from '../names.ts';
import { expectedAt, keysAt, meaningAt, wordsAt } from './schema-words.ts';
import { scenarioSchema } from './schema.ts';
import { formatValue, valueAtPath, type Path } from '../values.ts';

/** A problem with the path it is at; `key` where the key itself is wrong, not its value. */
export interface PathProblem extends Problem {
  at: Path;
  key?: string;
}

type Issue = z.core.$ZodIssue;

/** What the schema finds wrong with a scenario: every problem, in our words. */
export function schemaProblems(input: unknown): PathProblem[] {
  return problemsBy(scenarioSchema(), 'a scenario', input);
}

/** What any schema of ours finds wrong with `input`; `what` says what kind of thing that is. */
export function problemsBy(schema: z.ZodType, what: string, input: unknown): PathProblem[] {
  const result = schema.safeParse(input);
  if (result.success) return [];
  const about = { schema, what, input };
  return result.error.issues.flatMap((issue) => flatten(issue, [])).flatMap((issue) => problemsOf(about, issue));
}

/** What is being looked at, and by which schema. */
interface About {
  schema: z.ZodType;
  what: string;
  input: unknown;
}

/** Goes down into the branch of a union that was meant: the one whose kind fits. */
function flatten(issue: Issue, above: Path): Issue[] {
  const path = [...above, ...(issue.path as Path)];
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [{ ...issue, path: path as (string | number)[] }];
  const meant = issue.errors.find(
    (branch) => !branch.some((inner) => inner.path.length === 0 && (inner.code === 'invalid_type' || inner.code === 'invalid_value')),
  );
  if (meant === undefined) return [{ ...issue, path: path as (string | number)[], errors: [] }];
  return meant.flatMap((inner) => flatten(inner, path));
}

function problemsOf(about: About, issue: Issue): PathProblem[] {
  const at = issue.path as Path;
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKeyBy(about, at, key));
  if (issue.code === 'invalid_key') {
    const key = String(at.at(-1));
    return [{ at: at.slice(0, -1), key, expected: badKeyExpectation(at), found: formatValue(key), remedy: 'correct or remove the key' }];
  }
  const value = valueAtPath(about.input, at);
  return [{ at, expected: expectedAt(about.schema, at, value), found: foundOf(value, issue), remedy: remedyFor(about.schema, at, value) }];
}

function badKeyExpectation(at: Path): string {
  const parent = at.at(-2);
  if (parent === 'variants' && at.length === 2) return 'the name of a variant (1 to 64 small letters, digits and -) as a key';
  if (parent === 'at') return 'a tick (a whole number of at least 0) as a key';
  return parent === 'set' || parent === 'multiply' ? 'a path as a key' : 'the id of a state as a key';
}

function foundOf(value: unknown, issue: Issue): string {
  if (typeof value === 'string' && issue.code === 'too_big') return `${value.length} characters`;
  return formatValue(value);
}

/** An unknown key, with the nearest that there is. */
export function unknownKey(at: Path, key: string): PathProblem {
  return unknownKeyBy({ schema: scenarioSchema(), what: 'a scenario' }, at, key);
}

function unknownKeyBy({ schema, what }: Omit<About, 'input'>, at: Path, key: string): PathProblem {
  const known = keysAt(schema, at).filter((word) => word !== '$schema');
  const where = at.length === 0 ? `of ${what}` : `of ${at.filter((step) => typeof step === 'string').at(-1) ?? 'this'}`;
  return { at, key, expected: `a known key ${where}`, found: formatValue(key), remedy: suggest(key, known) };
}

function remedyFor(schema: z.ZodType, at: Path, value: unknown): string {
  const name = at.filter((step) => typeof step === 'string').at(-1) ?? 'the file';
  const meaning = meaningAt(schema, at);
  const explained = meaning === '' ? '' : ` (${meaning})`;
  if (value === undefined) return `add "${name}"${explained}`;
  if (value === null) return `write a value for "${name}" or remove the key${explained}`;
  const words = wordsAt(schema, at);
  if (typeof value === 'string' && words.length > 0) return suggest(value, words, 'write one of these words');
  if (typeof value === 'string' && /^[-+]?[0-9.,_ ]+%?$/.test(value))
    return `write a plain number, with a decimal point and without quotes${explained}`;
  if (Array.isArray(value)) return 'add or remove entries';
  return meaning === '' ? 'write such a value' : `${name}: ${meaning}`;
}
