import { InputError } from '../base/errors.ts';
import {
  SHARED_PARAMETERS,
  type ParameterGroup,
  type ParameterRow,
  type ParameterTable,
  type Pattern,
  type SharedParameters,
  type ValuesOf,
} from './parameter-table.ts';
import { DECISION_RULES, RULE_REGISTRY, type BuiltInRule } from './rules/index.ts';
import { TERM_REGISTRY, type BuiltInTerm } from './terms/index.ts';

export type { ParameterGroup, Pattern } from './parameter-table.ts';

/** A parameter: its row, with the fields that the row may omit. */
export interface ParameterSpec extends ParameterRow {
  readonly group: ParameterGroup;
  readonly chosenFor: readonly Pattern[];
  readonly source: readonly string[];
}

type Intersection<U> = (U extends unknown ? (x: U) => void : never) extends (x: infer I) => void ? I : never;
type OwnedRows = Intersection<(BuiltInTerm | BuiltInRule)['parameters']>;
/** Resolved values of every parameter at one tick. */
export type ModelParameters = SharedParameters & ValuesOf<OwnedRows>;
export type ParameterKey = keyof ModelParameters;

/** Every parameter by key: the shared ones, and those that terms and rules own. Grows with terms and rules that a plugin adds. */
export const PARAMETERS = {} as Record<ParameterKey, ParameterSpec>;
export const PARAMETER_KEYS: ParameterKey[] = [];
const DEFAULTS = {} as Record<string, number | string>;
const ROWS = new Map<string, ParameterRow>();

/** Adds the rows of a table. A row that is already there keeps its place: a term may list a parameter that another term owns. */
function declare(group: ParameterGroup, table: ParameterTable): void {
  for (const [key, row] of Object.entries(table)) {
    if (ROWS.has(key)) continue;
    ROWS.set(key, row);
    (PARAMETERS as Record<string, ParameterSpec>)[key] = { chosenFor: [], source: [], ...row, group };
    PARAMETER_KEYS.push(key as ParameterKey);
    DEFAULTS[key] = row.default;
  }
}

/** @throws InputError when another row has the key of one of them */
function checkKeys({ parameters }: { readonly parameters: ParameterTable }): void {
  for (const [key, row] of Object.entries(parameters)) {
    const held = ROWS.get(key);
    if (held !== undefined && held !== row)
      throw new InputError([
        { path: `parameters.${key}`, expected: 'a parameter of a new name', found: `"${key}" again`, remedy: 'give it another name' },
      ]);
  }
}

const { costs, system, capability, perception, choice, agreements, conflict, learning } = SHARED_PARAMETERS;
// The order of these lines is that of the schema, the reference and the sweeps: a row keeps the place where it is first declared.
declare('costs', costs);
declare('system', system);
declare('capability', capability);
declare('perception', perception);
declare('choice', DECISION_RULES['expected-utility'].parameters);
declare('choice', choice);
RULE_REGISTRY.each((rule) => {
  declare('choice', rule.parameters);
}, checkKeys);
TERM_REGISTRY.each((term) => {
  declare('terms', term.parameters);
}, checkKeys);
declare('agreements', agreements);
declare('conflict', conflict);
declare('learning', learning);

export function defaultParameters(): ModelParameters {
  return { ...DEFAULTS } as unknown as ModelParameters;
}

/** A copy. All copies have the same layout in memory, whatever they are copied from, so that code compiled for one run serves the next. */
export function copyParameters(parameters: ModelParameters): ModelParameters {
  return Object.assign(defaultParameters(), parameters);
}
