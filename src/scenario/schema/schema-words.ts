import * as z from 'zod';
import { PATTERN_WORDS } from './schema-base.ts';
import { isMapping, type Path } from '../values.ts';

/** A zod schema read as data. */
type Schema = z.core.$ZodType;
type Definition = z.core.$ZodTypes['_zod']['def'];

const definition = (schema: Schema): Definition => (schema as z.core.$ZodTypes)._zod.def;

function unwrap(schema: Schema): Schema {
  const def = definition(schema);
  return def.type === 'optional' ? unwrap(def.innerType) : schema;
}

/** The parts of the schema that a path may lead to; more than one where a union could be meant. */
function schemasAt(schema: Schema, path: Path): Schema[] {
  const here = unwrap(schema);
  const def = definition(here);
  if (def.type === 'union') return def.options.flatMap((option) => schemasAt(option, path));
  const [step, ...rest] = path;
  if (step === undefined) return [here];
  const next = child(def, step);
  return next === undefined ? [] : schemasAt(next, rest);
}

function child(def: Definition, step: string | number): Schema | undefined {
  switch (def.type) {
    case 'object':
      return typeof step === 'string' && Object.hasOwn(def.shape, step) ? def.shape[step] : undefined;
    case 'array':
      return typeof step === 'number' ? def.element : undefined;
    case 'tuple':
      return typeof step === 'number' ? def.items[step] : undefined;
    case 'record':
      return typeof step === 'string' ? def.valueType : undefined;
    default:
      return undefined;
  }
}

/** The keys that a mapping may have at a path; empty where any may stand. */
export function keysAt(schema: Schema, path: Path): string[] {
  const keys = new Set<string>();
  for (const part of schemasAt(schema, path)) {
    const def = definition(part);
    if (def.type === 'object') for (const key of Object.keys(def.shape)) keys.add(key);
  }
  return [...keys];
}

/** The words that may stand at a path; empty where it is not a matter of words. */
export function wordsAt(schema: Schema, path: Path): string[] {
  return schemasAt(schema, path).flatMap((part) => {
    const def = definition(part);
    return def.type === 'enum' ? Object.values(def.entries).map(String) : [];
  });
}

/** What may stand at a path, in words, such as `a number from 0 to 1 or a path`. Of several kinds, those alone that fit `found` in kind. */
export function expectedAt(schema: Schema, path: Path, found: unknown): string {
  const parts = schemasAt(schema, path);
  const fitting = parts.filter((part) => kindOf(definition(part)) === kindOfValue(found));
  const named = (fitting.length > 0 ? fitting : parts).map((part) => formatValue(part));
  return [...new Set(named)].join(' or ') || 'another value';
}

function kindOf(def: Definition): string {
  if (def.type === 'object' || def.type === 'record') return 'mapping';
  if (def.type === 'array' || def.type === 'tuple') return 'list';
  if (def.type === 'enum') return 'string';
  if (def.type === 'literal') return typeof def.values[0];
  return def.type;
}

function kindOfValue(value: unknown): string {
  if (Array.isArray(value)) return 'list';
  return isMapping(value) ? 'mapping' : typeof value;
}

function formatValue(schema: Schema): string {
  const def = definition(schema);
  switch (def.type) {
    case 'number':
      return numberInWords(schema as z.ZodNumber);
    case 'boolean':
      return 'true or false';
    case 'literal':
      return String(def.values[0]);
    case 'enum':
      return `one of ${Object.values(def.entries).join(', ')}`;
    case 'string':
      return stringInWords(schema as z.ZodString);
    case 'array':
      return listInWords(schema as z.ZodArray);
    case 'tuple':
      return `a list of ${def.items.length}`;
    default:
      return z.globalRegistry.get(schema as z.ZodType)?.id === 'path' ? 'a path such as {at: {0: 1, 10: 2}}' : 'a mapping';
  }
}

function numberInWords(schema: z.ZodNumber): string {
  const { minValue, maxValue, isInt } = schema;
  const kind = isInt ? 'a whole number' : 'a number';
  const low = isBound(minValue) ? minValue : undefined;
  const high = isBound(maxValue) ? maxValue : undefined;
  if (low !== undefined && high !== undefined) return `${kind} from ${low} to ${high}`;
  if (low !== undefined) return `${kind} of at least ${low}`;
  return high === undefined ? kind : `${kind} of at most ${high}`;
}

const isBound = (x: number | null): x is number => x !== null && Math.abs(x) < Number.MAX_SAFE_INTEGER;

function stringInWords(schema: z.ZodString): string {
  const patterns = (schema._zod.def.checks ?? []).map((check) => (check._zod.def as { pattern?: RegExp }).pattern?.source);
  const known = patterns.find((source) => source !== undefined);
  if (known !== undefined) return PATTERN_WORDS[known] ?? 'a text of another form';
  const { minLength, maxLength } = schema;
  if (minLength === null && maxLength === null) return 'a text';
  return `a text of ${minLength ?? 0} to ${maxLength ?? 'any number of'} characters`;
}

function listInWords(schema: z.ZodArray): string {
  let least: number | undefined;
  let most: number | undefined;
  for (const check of schema._zod.def.checks ?? []) {
    const bound = check._zod.def as { minimum?: number; maximum?: number };
    least = bound.minimum ?? least;
    most = bound.maximum ?? most;
  }
  if (least !== undefined && most !== undefined) return `a list of ${least} to ${most}`;
  if (least !== undefined) return `a list of at least ${least}`;
  return most === undefined ? 'a list' : `a list of at most ${most}`;
}

/** What the value at a path means, from the schema; empty where it says nothing. */
export function meaningAt(schema: Schema, path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return '';
  for (const parent of schemasAt(schema, path.slice(0, -1))) {
    let part = child(definition(parent), last);
    while (part !== undefined) {
      const description = z.globalRegistry.get(part as z.ZodType)?.description;
      if (description !== undefined) return description;
      const def = definition(part);
      part = def.type === 'optional' ? def.innerType : undefined;
    }
  }
  return '';
}
