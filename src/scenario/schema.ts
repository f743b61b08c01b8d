import { z } from 'zod';
import { DECISION_RULES } from '../model/rules/index.ts';
import { PARAMETERS, PARAMETER_KEYS, type ParameterKey, type ParameterSpec } from '../model/parameters.ts';
import { AGREEMENT_KINDS, AREAS, CONSENT_RULES, FORMALITIES, OBLIGATION_TYPES, RENEWALS } from '../model/vocabulary.ts';
import { PAIR_FIELDS, STATE_FIELDS, type PairField, type StateField } from '../model/world.ts';
import { GENERATE, GENERATE_KEYS, type GenerateKey, type GenerateSpec } from './generate-parameters.ts';

/** The version of the scenario language. */
export const FORMAT_VERSION = 1;
export const MAX_TICKS = 10_000;
export const MAX_STATES = 2000;
/** Highest slot of random numbers: every tick draws blocks of this many numbers. */
export const MAX_SLOT = 9999;

export const ID_PATTERN = /^[A-Za-z][A-Za-z0-9_]{0,15}$/;
const NAME_PATTERN = /^[a-z0-9-]{1,64}$/;
const TICK_PATTERN = /^(0|[1-9][0-9]{0,5})$/;
const WORD_PATTERN = /^[a-z][a-z0-9_]{0,63}$/;
/** The patterns in words, for messages. */
export const PATTERN_WORDS: Record<string, string> = {
  [ID_PATTERN.source]: 'an id (a letter, then up to 15 letters, figures or _)',
  [NAME_PATTERN.source]: 'a short name of 1 to 64 small letters, figures and -',
  [TICK_PATTERN.source]: 'a tick',
  [WORD_PATTERN.source]: 'the name of a metric',
};

const words = <const T extends Record<string, unknown>>(table: T) => Object.keys(table) as [keyof T & string, ...(keyof T & string)[]];
const meanings = (table: Record<string, string>) =>
  Object.entries(table)
    .map(([word, meaning]) => `${word}: ${meaning}`)
    .join('; ');

const id = z.string().regex(ID_PATTERN).meta({ description: 'id of a state: a letter, then up to 15 letters, figures or _' });
const text = z.string().max(10_000);
const label = z.string().min(1).max(200);
const tick = z.int().min(0).max(MAX_TICKS);
const cited = z.array(label).max(100).meta({ description: 'keys of `sources` that the figures here are from' });

const pathValue = z.union([z.number(), z.string().max(40)]);
const timePath = z
  .strictObject({
    at: z
      .union([
        z.record(z.string().regex(TICK_PATTERN), pathValue).meta({ description: 'value by tick' }),
        z
          .array(z.tuple([tick, pathValue]))
          .min(1)
          .meta({ description: 'pairs of tick and value' }),
      ])
      .meta({ description: 'values by tick, in order of time' }),
    between: z
      .enum(['linear', 'step'])
      .optional()
      .meta({ description: 'what happens between the ticks given; default: linear for numbers, step for whole numbers and words' }),
  })
  .meta({ id: 'path', description: 'a path in time: before its first tick the first value holds, after its last the last' });

function bounded({ min, max, integer }: { min?: number | undefined; max?: number | undefined; integer?: boolean | undefined }) {
  let schema = integer === true ? z.int() : z.number();
  if (min !== undefined) schema = schema.min(min);
  if (max !== undefined) schema = schema.max(max);
  return schema;
}

function parameterField(key: ParameterKey) {
  const spec: ParameterSpec = PARAMETERS[key];
  const basis = spec.source.length === 0 ? spec.basis : `${spec.basis}: ${spec.source.join(', ')}`;
  const plain = spec.choices === undefined ? bounded(spec) : z.enum(spec.choices as [string, ...string[]]);
  return z
    .union([plain, timePath])
    .meta({ description: `${spec.meaning} (${spec.unit}; ${basis})`, default: spec.default })
    .optional();
}

const parameters = z.strictObject(
  Object.fromEntries(PARAMETER_KEYS.map((key) => [key, parameterField(key)])) as { [K in ParameterKey]: ReturnType<typeof parameterField> },
);

const STATE_DEFAULT_WORDS: Record<StateField, string | number | boolean> = {
  active: true,
  military: 1,
  economic: 1,
  growth: 0.02,
  revisionism: 0.1,
  ideology: 0.5,
  projection: 1,
  entrapment_cost: 'the parameter',
  abandonment_cost: 'the parameter',
  perception_error: 1,
  perception_bias: 0,
};

/** Defaults of a state's fields; absent where the field follows something else. */
export const STATE_DEFAULTS = Object.fromEntries(Object.entries(STATE_DEFAULT_WORDS).filter(([, v]) => typeof v !== 'string')) as Partial<
  Record<StateField, number | boolean>
>;

function stateField(field: StateField, withPath: boolean) {
  const spec = STATE_FIELDS[field];
  const plain = spec.kind === 'flag' ? z.boolean() : bounded(spec);
  const standard = STATE_DEFAULT_WORDS[field];
  const schema = withPath && (field === 'entrapment_cost' || field === 'abandonment_cost') ? z.union([plain, timePath]) : plain;
  const description = `${spec.meaning} (${spec.unit}${typeof standard === 'string' ? `; default: ${standard}` : ''})`;
  return schema.meta(typeof standard === 'string' ? { description } : { description, default: standard }).optional();
}

type Fields<K extends string, V> = { [P in K]: V };
const stateFields = (withPath: boolean) =>
  Object.fromEntries((Object.keys(STATE_FIELDS) as StateField[]).map((f) => [f, stateField(f, withPath)])) as Fields<
    StateField,
    ReturnType<typeof stateField>
  >;

const region = z.string().max(64).meta({ description: 'region, for conditions on location and for output' });

const state = z.strictObject({
  id,
  name: label.optional().meta({ description: 'name; default: the id' }),
  region: region.optional(),
  ...stateFields(true),
  place: z
    .strictObject({ lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180) })
    .optional()
    .meta({ description: 'latitude and longitude in degrees, from which great-circle distances are worked out' }),
  slot: z
    .int()
    .min(0)
    .max(MAX_SLOT)
    .optional()
    .meta({ description: 'slot of random numbers, for all states or none; default: rank by id' }),
  sources: cited.optional(),
});

function pairField(field: PairField, directed: boolean) {
  const spec = PAIR_FIELDS[field];
  const plain = bounded(spec);
  const schema =
    directed && spec.directed
      ? z.union([plain, z.record(id, bounded(spec)).meta({ description: 'by state: from that state to the other' })])
      : plain;
  return schema.meta({ description: `${spec.meaning} (${spec.unit})` }).optional();
}

const pairFields = (directed: boolean) =>
  Object.fromEntries((Object.keys(PAIR_FIELDS) as PairField[]).map((f) => [f, pairField(f, directed)])) as Fields<
    PairField,
    ReturnType<typeof pairField>
  >;

const relation = z.strictObject({
  between: z.tuple([id, id]).meta({ description: 'the two states' }),
  ...pairFields(true),
  sources: cited.optional(),
});

const when = z
  .strictObject({
    adversaries: z.array(id).min(1).optional().meta({ description: 'binds against these adversaries alone' }),
    location: z
      .array(label)
      .min(1)
      .optional()
      .meta({ description: 'binds when the territory attacked is that of these states (ids) or regions (names)' }),
    min_adversaries: z.int().min(1).max(MAX_STATES).optional().meta({ description: 'least number of adversaries' }),
    ongoing_conflict: z.boolean().optional().meta({ description: 'binds only in a conflict that was under way in the tick before' }),
    non_provocation: z.boolean().optional().meta({ description: 'does not bind if the protected state provoked the conflict' }),
    demands: z.boolean().optional().meta({ description: 'binds only if the adversary has refused demands' }),
    discretion: z.boolean().optional().meta({ description: 'the member takes such action as it deems necessary' }),
  })
  .meta({ id: 'when', description: 'when the obligation binds (casus foederis); what is left out does not restrict' });

const obligationType = z.enum(words(OBLIGATION_TYPES)).meta({ description: meanings(OBLIGATION_TYPES) });
const obligation = z
  .union([obligationType, z.strictObject({ type: obligationType, when: when.optional() })])
  .meta({ id: 'obligation', description: 'an obligation: a word, or a type with its conditions' });

const year = z.int().min(-1_000_000).max(1_000_000);
const member = z.union([
  id,
  z.strictObject({
    state: id,
    since: year.optional().meta({ description: "label of the tick of joining; default: the agreement's start" }),
    obligations: z.array(obligation).max(50).optional().meta({ description: "the member's own obligations, in place of the agreement's" }),
  }),
]);

const agreementFields = {
  name: label.meta({ description: 'unique name' }),
  kind: z.enum(words(AGREEMENT_KINDS)).meta({ description: meanings(AGREEMENT_KINDS) }),
  formality: z.enum(FORMALITIES).optional().meta({ description: 'default: alliances are formal, the others informal' }),
  areas: z.array(z.enum(AREAS)).optional().meta({ description: 'areas of cooperation; default by kind' }),
  depth: z.number().min(0).max(1).optional().meta({ description: 'strength of commitment; default by kind, from the parameters' }),
  purpose: z.array(id).min(1).optional().meta({ description: 'named adversaries; default: none, a general agreement' }),
  consent: z
    .enum(words(CONSENT_RULES))
    .optional()
    .meta({ description: meanings(CONSENT_RULES), default: 'unanimity' }),
  term: z.int().min(0).max(MAX_TICKS).optional().meta({ description: 'ticks; 0 = without end', default: 0 }),
  renewal: z
    .enum(words(RENEWALS))
    .optional()
    .meta({ description: meanings(RENEWALS), default: 'vote' }),
  secret: z.boolean().optional().meta({ description: 'known to its members alone', default: false }),
  obligations: z.array(obligation).max(50).optional().meta({ description: 'of every member that has none of its own; default by kind' }),
  members: z.array(member).max(MAX_STATES).meta({ description: 'two or more states' }),
  sources: cited.optional(),
};
const agreement = z.strictObject({
  ...agreementFields,
  start: year
    .optional()
    .meta({ description: 'label of the tick of its start, at most that of the scenario; default: the start of the scenario' }),
});

const named = label.meta({ description: 'name of an agreement' });
const shock = z.strictObject({
  at: z.int().min(1).max(MAX_TICKS).meta({ description: 'tick, from 1 to the last' }),
  label: z.string().max(200).optional(),
  set: z
    .record(label, z.union([z.number(), z.boolean(), z.string().max(40)]))
    .optional()
    .meta({ description: 'new values by path: parameters.NAME, states.ID.FIELD, relations.A-B.FIELD; * stands for every state' }),
  multiply: z
    .record(label, z.number().min(0).max(1_000_000))
    .optional()
    .meta({ description: 'factors by path, of states and relations alone' }),
  sign: z.strictObject(agreementFields).optional().meta({ description: 'an agreement that is signed' }),
  end: named.optional(),
  leave: z.strictObject({ agreement: named, state: id }).optional(),
  join: z.strictObject({ agreement: named, state: id }).optional(),
});

function generateField(key: GenerateKey) {
  const spec: GenerateSpec = GENERATE[key];
  const basis = spec.source.length === 0 ? 'assumed' : spec.source.join(', ');
  const plain = typeof spec.default === 'boolean' ? z.boolean() : bounded(spec);
  return plain.meta({ description: `${spec.meaning} (${spec.unit}; ${basis})`, default: spec.default }).optional();
}

const every = z.int().min(0).max(MAX_TICKS);

/** The scenario file as it is written. */
export const scenarioSchema = z
  .strictObject({
    $schema: z.string().optional().meta({ description: 'where editors find this schema' }),
    entente: z.literal(FORMAT_VERSION).meta({ description: 'version of the format' }),
    name: z.string().regex(NAME_PATTERN).meta({ description: 'short name: small letters, figures and -, at most 64' }),
    title: text.optional(),
    description: text.optional(),
    sources: z
      .array(z.strictObject({ key: label, citation: text.optional(), url: text.optional() }))
      .max(1000)
      .optional()
      .meta({ description: 'works cited by key from the figures below' }),
    start: year.optional().meta({ description: 'label of tick 0, such as a year', default: 0 }),
    ticks: z.int().min(1).max(MAX_TICKS).optional().meta({ description: 'number of ticks', default: 30 }),
    rule: z
      .enum(words(DECISION_RULES))
      .optional()
      .meta({
        description: `decision rule. ${meanings(Object.fromEntries(Object.entries(DECISION_RULES).map(([rule, { meaning }]) => [rule, meaning])))}`,
        default: 'expected-utility',
      }),
    parameters: parameters
      .optional()
      .meta({ description: 'parameters of the model that differ from their defaults: a value or a path in time' }),
    defaults: z
      .strictObject({
        states: z.strictObject({ ...stateFields(true), region: region.optional() }).optional(),
        relations: z.strictObject(pairFields(false)).optional(),
      })
      .optional()
      .meta({ description: 'values for every state and every pair that does not say otherwise' }),
    states: z.array(state).min(2).max(MAX_STATES).optional(),
    relations: z.array(relation).optional().meta({ description: 'pairs of states, each at most once' }),
    agreements: z.array(agreement).max(20_000).optional().meta({ description: 'agreements in force at the start' }),
    shocks: z
      .array(shock)
      .max(10_000)
      .optional()
      .meta({ description: 'dated events, applied at the start of their tick in the order given here' }),
    generate: z
      .strictObject(
        Object.fromEntries(GENERATE_KEYS.map((key) => [key, generateField(key)])) as Fields<GenerateKey, ReturnType<typeof generateField>>,
      )
      .optional()
      .meta({ description: 'a synthetic system in place of `states`, `relations` and `agreements`' }),
    stop: z
      .array(
        z.strictObject({
          metric: z.string().regex(WORD_PATTERN),
          above: z.number().optional(),
          below: z.number().optional(),
          for: z.int().min(1).max(MAX_TICKS).optional().meta({ default: 1 }),
        }),
      )
      .max(100)
      .optional()
      .meta({ description: 'the run stops when a system metric is above or below a value for so many ticks running' }),
    record: z
      .strictObject({
        states: every.optional().meta({ default: 1 }),
        dyads: every.optional().meta({ default: 0 }),
        decisions: every.optional().meta({ default: 0 }),
      })
      .optional()
      .meta({ description: 'every how many ticks; 0 = not' }),
  })
  .meta({ title: 'entente scenario', description: 'A system of states, their relations and agreements, and what happens to them.' });

/** A scenario as a user writes it. */
export type ScenarioFile = z.input<typeof scenarioSchema>;

/** The JSON Schema (draft 2020-12) from which editors complete and explain. */
export function toJsonSchema(): object {
  return z.toJSONSchema(scenarioSchema, { io: 'input', target: 'draft-2020-12' });
}
