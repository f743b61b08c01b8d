import { PAIR_FIELDS, STATE_FIELDS, type PairField, type StateField } from '../model/fields.ts';
import { PARAMETERS, PARAMETER_KEYS, type ParameterKey, type ParameterSpec } from '../model/parameters.ts';
import { GENERATE_KEYS, type GenerateKey } from './generate-parameters.ts';
import { suggest } from './names.ts';
import { formatValue } from './values.ts';

/** `*` in a path: every state. */
export const EVERY = '*';
/** What `record` can be set to. */
export const RECORD_KEYS = ['states', 'dyads', 'decisions'] as const;

/** What a path of `--set` or of a shock means. */
export type Target =
  | { of: 'parameter'; key: ParameterKey }
  | { of: 'state'; id: string; field: StateField }
  | { of: 'pair'; first: string; second: string; field: PairField }
  | { of: 'generate'; key: GenerateKey }
  | { of: 'record'; key: (typeof RECORD_KEYS)[number] }
  | { of: 'ticks' }
  | { of: 'rule' }
  | { of: 'variant' };

/** Why a path means nothing. */
export interface PathProblem {
  expected: string;
  found: string;
  remedy: string;
}

export type PathResult = { target: Target } | { problem: PathProblem };

const STATE_FIELD_NAMES = Object.keys(STATE_FIELDS) as StateField[];
const PAIR_FIELD_NAMES = Object.keys(PAIR_FIELDS) as PairField[];
const SHOCK_HEADS = ['parameters', 'states', 'relations'];
const LONE_HEADS = ['ticks', 'rule', 'variant'] as const;
const ALL_HEADS = [...SHOCK_HEADS, 'generate', 'record', ...LONE_HEADS];

/**
 * Reads a path. `ids` are the states that there are; `dated` allows only what a shock can change: parameters, states, relations.
 */
export function parsePath(path: string, ids: readonly string[], dated: boolean): PathResult {
  const [head = '', ...rest] = path.split('.');
  const heads = dated ? SHOCK_HEADS : ALL_HEADS;
  if (!heads.includes(head)) return wrong(`a path that starts with ${heads.join(', ')}`, head, heads);
  const lone = LONE_HEADS.find((word) => word === head);
  if (lone !== undefined) return rest.length === 0 ? { target: { of: lone } } : wrong(`"${lone}" alone`, path, [lone]);
  const last = rest.at(-1) ?? '';
  if (head === 'states' || head === 'relations') {
    if (rest.length !== 2) return shape(head, path);
    const who = rest[0] ?? '';
    return head === 'states' ? statePath(who, last, ids) : pairPath(who, last, ids);
  }
  if (rest.length !== 1) return shape(head, path);
  if (head === 'parameters')
    return PARAMETER_KEYS.includes(last as ParameterKey)
      ? { target: { of: 'parameter', key: last as ParameterKey } }
      : wrong('the name of a parameter', last, PARAMETER_KEYS);
  if (head === 'generate')
    return GENERATE_KEYS.includes(last as GenerateKey)
      ? { target: { of: 'generate', key: last as GenerateKey } }
      : wrong('a parameter of the generator', last, GENERATE_KEYS);
  const key = RECORD_KEYS.find((word) => word === last);
  return key === undefined ? wrong('something to record', last, RECORD_KEYS) : { target: { of: 'record', key } };
}

function statePath(id: string, field: string, ids: readonly string[]): PathResult {
  if (id !== EVERY && !ids.includes(id)) return wrong('the id of a state or *', id, ids);
  if (!Object.hasOwn(STATE_FIELDS, field)) return wrong('a field of a state', field, STATE_FIELD_NAMES);
  return { target: { of: 'state', id, field: field as StateField } };
}

function pairPath(pair: string, field: string, ids: readonly string[]): PathResult {
  const [first = '', second = '', ...more] = pair.split('-');
  if (second === '' || more.length > 0) return shape('relations', pair);
  for (const id of [first, second])
    if (id !== EVERY && !ids.includes(id)) return wrong('the ids of two states, or *, with - between', id, ids);
  if (first === second && first !== EVERY)
    return { problem: { expected: 'two different states', found: formatValue(pair), remedy: 'name another state on one side' } };
  if (!Object.hasOwn(PAIR_FIELDS, field)) return wrong('a field of a relation', field, PAIR_FIELD_NAMES);
  return { target: { of: 'pair', first, second, field: field as PairField } };
}

const SHAPES: Record<string, string> = {
  parameters: 'parameters.NAME',
  states: 'states.ID.FIELD',
  relations: 'relations.A-B.FIELD',
  generate: 'generate.NAME',
  record: 'record.NAME',
};

function shape(head: string, found: string): PathResult {
  return {
    problem: {
      expected: `a path of the form ${SHAPES[head] ?? head}`,
      found: formatValue(found),
      remedy: 'write it in this form; * stands for every state',
    },
  };
}

function wrong(expected: string, found: string, known: readonly string[]): PathResult {
  return { problem: { expected, found: formatValue(found), remedy: suggest(found, known) } };
}

/** What a value at a target of a shock must be, in words; undefined when the value is such a one. */
export function misfit(target: Target, value: unknown): string | undefined {
  if (target.of === 'parameter') return parameterMisfit(PARAMETERS[target.key], value);
  if (target.of === 'state') {
    const spec = STATE_FIELDS[target.field];
    if (spec.kind === 'flag') return typeof value === 'boolean' ? undefined : 'true or false';
    return within(value, spec) ? undefined : `a number from ${spec.min} to ${spec.max}`;
  }
  if (target.of === 'pair') {
    const spec = PAIR_FIELDS[target.field];
    return within(value, spec) ? undefined : `a number from ${spec.min} to ${spec.max}`;
  }
  return 'a path that starts with parameters, states, relations';
}

/** What a value of a parameter must be, in words; undefined when it is such a one. */
export function parameterMisfit(spec: ParameterSpec, value: unknown): string | undefined {
  if (spec.choices !== undefined) return spec.choices.some((word) => word === value) ? undefined : `one of ${spec.choices.join(', ')}`;
  if (within(value, spec) && (spec.integer !== true || Number.isInteger(value))) return undefined;
  return `a ${spec.integer === true ? 'whole ' : ''}number from ${spec.min ?? '-infinity'} to ${spec.max ?? 'infinity'}`;
}

function within(value: unknown, { min, max }: { min?: number | undefined; max?: number | undefined }): boolean {
  return typeof value === 'number' && value >= (min ?? -Infinity) && value <= (max ?? Infinity);
}
