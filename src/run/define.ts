import * as z from 'zod';
import { ForbiddenCall, guardClock, guarded } from '../base/clock-guard.ts';
import { sha256 } from '../base/digest.ts';
import { InputError, PluginError, type Problem } from '../base/errors.ts';
import { LOADING, PLUGINS, type Plugin } from '../base/plugins.ts';
import { flow, index, METRIC_REGISTRY, share, stock, type MeasureContext, type Metric } from '../measure/metrics/index.ts';
import type { NoParameters, ParameterTable, Reads } from '../model/parameter-table.ts';
import { RULE_REGISTRY } from '../model/rules/index.ts';
import type { DecisionRule, Draws, Menu } from '../model/rules/rule.ts';
import { TERM_REGISTRY } from '../model/terms/index.ts';
import type { OptionContext, OptionTerm, TieTerm } from '../model/terms/term.ts';
import type { TieContext } from '../model/choice/tie-context.ts';
import type { World } from '../model/world.ts';
import { problemsBy } from '../scenario/schema/schema-problems.ts';
import { formatValue, isMapping } from '../scenario/values.ts';

/** What every definition says of itself. */
interface Described {
  /** New among its kind: small letters and digits, with `-` between the words of a rule and `_` between those of a term or metric. */
  readonly name: string;
  /** One sentence for the reference and the files' column descriptions. */
  readonly meaning: string;
  /** Where the idea comes from. */
  readonly source?: readonly string[];
}

/** Parameters of a definition by the key that scenarios give: `{ default, min, max, unit, meaning }`, or `{ default, choices, unit, meaning }`. */
type Rows = Readonly<Record<string, Omit<ParameterTable[string], 'basis'> & { readonly basis?: ParameterTable[string]['basis'] }>>;
type Values<P extends Rows> = Reads<{ readonly [K in keyof P]: ParameterTable[string] & P[K] }>;

/** A decision rule: how a state picks from the options that it weighed. */
export interface RuleDefinition<P extends Rows = Rows> extends Described {
  readonly parameters?: P;
  /** Position of the chosen option in the menu; 0 keeps everything as it is. `draws` are random, new in every turn and the same for every rule. */
  choose(menu: Menu, world: World & Values<P>, draws: Draws): number;
  /** Probability of each of the four strategies, to be written into `probabilities`. To be left out by a rule that makes no use of `draws`. */
  probabilities?(menu: Menu, world: World & Values<P>, probabilities: Float64Array): void;
}

/** A term of the value of a change, in utility, added to the others. */
export interface TermDefinition<P extends Rows = Rows> extends Described {
  /** `tie`: worth of a tie, worked out with and without the change; `option`: worth of a change as a whole. */
  readonly scope: 'tie' | 'option';
  readonly parameters?: P;
  /** Its own parameters that scale it: with all of them at 0 it is 0. */
  readonly weights?: readonly (keyof P & string)[];
  value(context: (TieContext & OptionContext) & { w: Values<P> }): number;
}

/** A metric of the whole system: a column of system.csv, and its outcomes in runs.csv. */
export interface MetricDefinition extends Described {
  /** `stock`: a count at the end of the tick; `flow`: a count of what happened in it; `share`: in [0,1]; `index`: a number within `bounds`. */
  readonly kind: 'stock' | 'flow' | 'share' | 'index';
  /** Needed by a stock and an index. */
  readonly unit?: string;
  /** Least and greatest value of an index. */
  readonly bounds?: readonly [number, number];
  /** Null where it is not defined. */
  value(context: MeasureContext): number | null;
}

/** What a plugin exports. */
export type Definition =
  | ({ readonly define: 'rule' } & RuleDefinition)
  | ({ readonly define: 'term' } & TermDefinition)
  | ({ readonly define: 'metric' } & MetricDefinition);
type Kind = Definition['define'];

/** Adds a decision rule that scenarios can name from then on. @throws InputError with all that is wrong with it */
export function defineRule<const P extends Rows = NoParameters>(rule: RuleDefinition<P>): Definition {
  return add('rule', rule as unknown as RuleDefinition);
}

/** Adds a value term; its parameters can be set in scenarios and swept. @throws InputError with all that is wrong with it */
export function defineTerm<const P extends Rows = NoParameters>(term: TermDefinition<P>): Definition {
  return add('term', term as unknown as TermDefinition);
}

/** Adds a metric. @throws InputError with all that is wrong with it */
export function defineMetric(metric: MetricDefinition): Definition {
  return add('metric', metric);
}

/** Definitions that were added in this thread. */
const ADDED = new WeakSet<object>();

/** Whether something that a plugin exports is a definition, of this copy of the package or another. */
export function isDefinition(value: unknown): value is Definition {
  return isMapping(value) && Object.hasOwn(REGISTER, String(value['define'])) && typeof value['name'] === 'string';
}

/** Adds a definition unless it is there already. @throws InputError */
export function ensureAdded(definition: Definition): void {
  if (ADDED.has(definition)) return;
  const { define, ...rest } = definition;
  add(define, rest as RuleDefinition & TermDefinition & MetricDefinition);
}

const REGISTER: Record<Kind, (definition: never, origin: Origin) => void> = { rule: addRule, term: addTerm, metric: addMetric };

/** Where a definition comes from, for messages. */
interface Origin {
  readonly file: string | undefined;
  /** As in `term "regime_kinship"`. */
  readonly what: string;
}

function add(kind: Kind, definition: RuleDefinition | TermDefinition | MetricDefinition): Definition {
  const plugin = LOADING.plugin ?? pluginOf(kind, definition);
  const name = isMapping(definition) ? definition['name'] : undefined;
  const origin: Origin = { file: plugin.file, what: `${kind}${typeof name === 'string' ? ` ${JSON.stringify(name)}` : ''}` };
  const problems = problemsOf(kind, definition);
  if (problems.length > 0) throw new InputError(problems.map((problem) => placed(origin, problem)));
  guardClock();
  try {
    REGISTER[kind](definition as never, origin);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(error.problems.map((problem) => placed(origin, problem)));
  }
  if (!PLUGINS.includes(plugin)) PLUGINS.push(plugin);
  const added = Object.freeze({ define: kind, ...definition }) as Definition;
  ADDED.add(added);
  return added;
}

/** What a definition that is made in a program is known by: another text is another plugin. What its functions read from around them is not seen. */
function pluginOf(kind: Kind, definition: object): Plugin {
  const text = JSON.stringify([kind, definition], (_, value: unknown) => (typeof value === 'function' ? String(value) : value));
  return { name: `${kind} ${String((definition as Partial<Described>)?.name)}`, sha256: sha256(text) };
}

function placed({ file, what }: Origin, { path, ...problem }: Problem): Problem {
  const full = path === undefined || path === '' ? what : `${what}: ${path}`;
  return { ...(file === undefined ? {} : { file }), path: full, ...problem };
}

const text = z.string().min(1);
const row = z.strictObject({
  default: z.union([z.number(), text]),
  min: z.number().optional(),
  max: z.number().optional(),
  integer: z.boolean().optional(),
  choices: z.array(text).min(1).optional(),
  swept: z.tuple([z.number(), z.number()]).optional(),
  unit: text,
  meaning: text,
  basis: z.enum(['literature', 'assumed', 'behaviour']).optional(),
  source: z.array(text).optional(),
});
const WORD = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/;
const shared = { meaning: text, source: z.array(text).optional() };
const parameters = z.record(z.string().regex(WORD), row).optional();
const SCHEMAS: Record<Kind, z.ZodType> = {
  rule: z.strictObject({
    name: z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/),
    ...shared,
    parameters,
    choose: z.any().optional(),
    probabilities: z.any().optional(),
  }),
  term: z.strictObject({
    name: z.string().regex(WORD),
    ...shared,
    scope: z.enum(['tie', 'option']),
    parameters,
    weights: z.array(text).optional(),
    value: z.any().optional(),
  }),
  metric: z.strictObject({
    name: z.string().regex(WORD),
    ...shared,
    kind: z.enum(['stock', 'flow', 'share', 'index']),
    unit: text.optional(),
    bounds: z.tuple([z.number(), z.number()]).optional(),
    value: z.any().optional(),
  }),
};
const FUNCTIONS: Record<Kind, { needed: readonly string[]; optional: readonly string[] }> = {
  rule: { needed: ['choose'], optional: ['probabilities'] },
  term: { needed: ['value'], optional: [] },
  metric: { needed: ['value'], optional: [] },
};

function problemsOf(kind: Kind, definition: unknown): Problem[] {
  if (!isMapping(definition))
    return [{ expected: `an object that defines a ${kind}`, found: formatValue(definition), remedy: 'see docs/library.md' }];
  const { needed, optional } = FUNCTIONS[kind];
  const missing = [...needed, ...optional]
    .filter((name) => typeof definition[name] !== 'function' && (needed.includes(name) || definition[name] !== undefined))
    .map((name) => ({
      path: name,
      expected: 'a function',
      found: formatValue(definition[name]),
      remedy: 'see docs/library.md for its arguments',
    }));
  const bySchema = problemsBy(SCHEMAS[kind], `a ${kind}`, definition).map(({ at, key, ...problem }) => ({
    ...problem,
    path: [...at, ...(key === undefined || at.at(-1) === key ? [] : [key])].join('.'),
  }));
  const problems = [...bySchema, ...missing];
  return problems.length > 0
    ? problems
    : [...rowProblems(definition), ...(kind === 'metric' ? metricProblems(definition) : weightProblems(definition))];
}

function rowProblems(definition: Record<string, unknown>): Problem[] {
  return Object.entries((definition['parameters'] ?? {}) as Rows).flatMap(([key, { default: standard, min, max, choices }]): Problem[] => {
    const path = `parameters.${key}`;
    if (choices !== undefined)
      return choices.includes(String(standard))
        ? []
        : [{ path, expected: 'a default among its choices', found: formatValue(standard), remedy: 'add it to them' }];
    if (typeof standard !== 'number')
      return [{ path, expected: 'choices, as the default is a text', found: 'none', remedy: 'add "choices"' }];
    if (min === undefined || max === undefined)
      return [{ path, expected: '"min" and "max"', found: 'none', remedy: 'say what values make sense' }];
    if (min <= standard && standard <= max) return [];
    return [
      { path, expected: `a default from ${min} to ${max}`, found: String(standard), remedy: 'widen the bounds, or change the default' },
    ];
  });
}

function weightProblems({ weights = [], parameters: own = {} }: { weights?: unknown; parameters?: unknown }): Problem[] {
  return (weights as readonly string[])
    .filter((name) => !Object.hasOwn(own as object, name))
    .map((name) => ({ path: 'weights', expected: 'parameters of its own', found: formatValue(name), remedy: 'add it to "parameters"' }));
}

function metricProblems({ kind, unit, bounds }: { kind?: unknown; unit?: unknown; bounds?: unknown }): Problem[] {
  const problems: Problem[] = [];
  if ((kind === 'stock' || kind === 'index') && unit === undefined)
    problems.push({ path: 'unit', expected: `the unit of the ${kind}`, found: 'nothing', remedy: 'say what it counts or measures' });
  if (kind === 'index' && bounds === undefined)
    problems.push({ path: 'bounds', expected: 'the least and greatest value', found: 'nothing', remedy: 'give [0, 1], say' });
  return problems;
}

const rowsOf = (rows: Rows = {}): ParameterTable =>
  Object.fromEntries(Object.entries(rows).map(([key, { basis = 'assumed', ...rest }]) => [key, { basis, ...rest }]));

function addRule({ choose, probabilities, ...rule }: RuleDefinition, origin: Origin): void {
  const pick = (menu: Menu, w: World, draws: Draws): number => {
    const at = called(origin, 'choose', w, menu.state, () => choose(menu, w as never, draws));
    if (Number.isInteger(at) && at >= 0 && at < menu.count) return at;
    throw fault(
      origin,
      'choose',
      w,
      menu.state,
      `a position in the menu, from 0 to ${menu.count - 1}`,
      said(at),
      'return 0 to keep everything as it is',
    );
  };
  const weigh = (menu: Menu, w: World, out: Float64Array): void => {
    out.fill(0);
    if (probabilities === undefined) {
      out[menu.strategy[pick(menu, w, NO_DRAWS)] ?? 0] = 1;
      return;
    }
    called(origin, 'probabilities', w, menu.state, () => probabilities(menu, w as never, out));
    const sum = out.reduce((total, p) => total + p, 0);
    if (out.every((p) => p >= 0 && p <= 1) && Math.abs(sum - 1) < 1e-9) return;
    throw fault(
      origin,
      'probabilities',
      w,
      menu.state,
      'four probabilities that add up to 1',
      [...out].join(', '),
      'divide them by their sum',
    );
  };
  const { name, meaning, source = [], parameters: own } = rule;
  RULE_REGISTRY.add({
    name,
    meaning,
    source,
    parameters: rowsOf(own),
    stochastic: probabilities !== undefined,
    choose: pick,
    probabilities: weigh,
  } as unknown as DecisionRule);
}

/** Draws of a rule that makes no use of them. */
const NO_DRAWS: Draws = { gumbel: new Float64Array(4), first: 0, second: 0 };

function addTerm({ name, meaning, scope, source = [], parameters: own, weights = [], value }: TermDefinition, origin: Origin): void {
  const finite = (c: { w: World; i: number }): number => {
    const worth = called(origin, 'value', c.w, c.i, () => value(c as never));
    if (Number.isFinite(worth)) return worth;
    throw fault(origin, 'value', c.w, c.i, 'a finite number', said(worth), 'return 0 where the term does not apply');
  };
  const common = { name, meaning, source, parameters: rowsOf(own), weights, value: finite };
  if (scope === 'tie') TERM_REGISTRY.add({ scope, ...common } as unknown as TieTerm);
  else TERM_REGISTRY.add({ scope, ...common } as unknown as OptionTerm);
}

function addMetric({ name, meaning, kind, source = [], unit = '', bounds = [0, 0], value }: MetricDefinition, origin: Origin): void {
  const compute = (c: MeasureContext): number | null => {
    const number = called(origin, 'value', c.world, -1, () => value(c));
    if (number === null || Number.isFinite(number)) return number;
    throw fault(origin, 'value', c.world, -1, 'a finite number, or null where it is not defined', said(number), 'return null there');
  };
  const words = { name, meaning, source, unit };
  const metrics: Record<MetricDefinition['kind'], () => Metric> = {
    stock: () => stock(words, compute),
    flow: () => flow(unit === '' ? { name, meaning, source } : words, compute),
    share: () => share({ name, meaning, source }, compute),
    index: () => index(words, bounds, compute),
  };
  METRIC_REGISTRY.add(metrics[kind]());
}

const said = (value: unknown) => (typeof value === 'number' ? String(value) : formatValue(value));

/** Calls a function of a definition, without clock and randomness. @throws PluginError for what it throws */
function called<T>(origin: Origin, name: string, w: World, i: number, work: () => T): T {
  try {
    return guarded(work);
  } catch (error) {
    if (error instanceof ForbiddenCall)
      throw fault(
        origin,
        name,
        w,
        i,
        'a function of what it is given',
        `a call of ${error.call}`,
        'use the world and the draws that it is given: the same seed must give the same run',
      );
    const found = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    throw fault(origin, name, w, i, 'a function that returns', found, 'correct the plugin');
  }
}

function fault(origin: Origin, name: string, w: World, i: number, expected: string, found: string, remedy: string): PluginError {
  const where = `${i < 0 ? '' : ` for ${w.ids[i]}`} at tick ${w.tick}`;
  return new PluginError([placed(origin, { path: name, expected, found: `${found}${where}`, remedy })]);
}
