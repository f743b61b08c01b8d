import * as z from 'zod';
import { REGEX_WORDS } from './schema-base.ts';
import { isMapping, type Path } from '../values.ts';

/** A JSON Schema or a part of one. */
type Shape = z.core.JSONSchema.BaseSchema;

/** The JSON Schemas made so far: each takes some 100 ms, and a file may have many problems. */
const MADE = new WeakMap<z.ZodType, Shape>();

function shapeOf(schema: z.ZodType): Shape {
  const made = MADE.get(schema) ?? z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  MADE.set(schema, made);
  return made;
}

const DEFINED = '#/$defs/';

function resolve(root: Shape, part: Shape): Shape {
  return part.$ref?.startsWith(DEFINED) === true ? (root.$defs?.[part.$ref.slice(DEFINED.length)] ?? {}) : part;
}

/** The parts of the schema that a path may lead to; more than one where a union could be meant. */
function partsAt(root: Shape, path: Path, from = root): Shape[] {
  const here = resolve(root, from);
  if (here.anyOf !== undefined) return here.anyOf.flatMap((option) => partsAt(root, path, option as Shape));
  const [step, ...rest] = path;
  if (step === undefined) return [here];
  const next = child(here, step);
  return next === undefined ? [] : partsAt(root, rest, next);
}

function child({ properties, additionalProperties, items, prefixItems }: Shape, step: string | number): Shape | undefined {
  const part =
    typeof step === 'number'
      ? (prefixItems?.[step] ?? items)
      : properties === undefined
        ? additionalProperties
        : Object.hasOwn(properties, step) && properties[step];
  return typeof part === 'object' && !Array.isArray(part) ? (part as Shape) : undefined;
}

/** The keys that a mapping may have at a path; empty where any may stand. */
export const keysAt = (schema: z.ZodType, path: Path): string[] => [
  ...new Set(partsAt(shapeOf(schema), path).flatMap(({ properties }) => Object.keys(properties ?? {}))),
];

/** The words that may stand at a path; empty where it is not a matter of words. */
export const wordsAt = (schema: z.ZodType, path: Path): string[] =>
  partsAt(shapeOf(schema), path).flatMap((part) => (part.enum ?? []).map(String));

/** What may stand at a path, in words, such as `a number from 0 to 1 or a path`. Of several kinds, only those that fit `found` in kind. */
export function expectedAt(schema: z.ZodType, path: Path, found: unknown): string {
  const root = shapeOf(schema);
  const parts = partsAt(root, path);
  const fitting = parts.filter(({ type }) => (type === 'integer' ? 'number' : type) === kindOf(found));
  const named = (fitting.length > 0 ? fitting : parts).map((part) => (part === root.$defs?.path ? TIME_PATH : formatPart(part)));
  return [...new Set(named)].join(' or ') || 'another value';
}

const TIME_PATH = 'a path such as {at: {0: 1, 10: 2}}';

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return value === null ? 'null' : isMapping(value) ? 'object' : typeof value;
}

function formatPart(part: Shape): string {
  if (part.const !== undefined) return String(part.const);
  if (part.enum !== undefined) return `one of ${part.enum.join(', ')}`;
  switch (part.type) {
    case 'number':
      return `a number${range(part.minimum, part.maximum)}`;
    case 'integer':
      return `a whole number${range(part.minimum, part.maximum)}`;
    case 'boolean':
      return 'true or false';
    case 'string':
      return formatString(part);
    case 'array':
      return part.prefixItems === undefined
        ? `a list${range(part.minItems, part.maxItems, 'of ')}`
        : `a list of ${part.prefixItems.length}`;
    default:
      return 'a mapping';
  }
}

/** Bounds in words; a bound beyond the safe integers is none. */
function range(min: number | undefined, max: number | undefined, from = 'from '): string {
  const [low, high] = [min, max].map((x) => (x !== undefined && Math.abs(x) < Number.MAX_SAFE_INTEGER ? x : undefined));
  if (low !== undefined && high !== undefined) return ` ${from}${low} to ${high}`;
  if (low !== undefined) return ` of at least ${low}`;
  return high === undefined ? '' : ` of at most ${high}`;
}

function formatString({ pattern, minLength, maxLength }: Shape): string {
  if (pattern !== undefined) return REGEX_WORDS[pattern] ?? 'a text of another form';
  if (minLength === undefined && maxLength === undefined) return 'a text';
  return `a text of ${minLength ?? 0} to ${maxLength ?? 'any number of'} characters`;
}

/** What the value at a path means, from the schema; empty where it says nothing. */
export function meaningAt(schema: z.ZodType, path: Path): string {
  const root = shapeOf(schema);
  const last = path.at(-1);
  if (last === undefined) return '';
  const parts = partsAt(root, path.slice(0, -1)).map((parent) => child(parent, last) ?? {});
  return parts.map((part) => part.description ?? resolve(root, part).description).find((meaning) => meaning !== undefined) ?? '';
}
