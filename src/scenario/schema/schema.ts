import * as z from 'zod';
import { PARAMETER_KEYS } from '../../model/parameters.ts';
import { DECISION_RULES, RULE_REGISTRY } from '../../model/rules/index.ts';
import { GENERATE, GENERATE_KEYS, type GenerateKey, type GenerateSpec } from '../generate-parameters.ts';
import { agreement } from './schema-agreement.ts';
import {
  bounded,
  FORMAT_VERSION,
  label,
  MAX_STATES,
  MAX_TICKS,
  MAX_VARIANTS,
  meanings,
  NAME_REGEX,
  text,
  WORD_REGEX,
  words,
  year,
} from './schema-base.ts';
import { shock } from './schema-shock.ts';
import { pairFields, parameters, region, relation, state, stateFields, type Fields } from './schema-system.ts';
import { variant } from './schema-variant.ts';

function generateField(key: GenerateKey) {
  const spec: GenerateSpec = GENERATE[key];
  const basis = spec.source.length === 0 ? 'assumed' : spec.source.join(', ');
  const plain = typeof spec.default === 'boolean' ? z.boolean() : bounded(spec);
  return plain.meta({ description: `${spec.meaning} (${spec.unit}; ${basis})`, default: spec.default }).optional();
}

const every = z.int().min(0).max(MAX_TICKS);

const makeSchema = () =>
  z
    .strictObject({
      $schema: z.string().optional().meta({ description: 'where editors find this schema' }),
      entente: z.literal(FORMAT_VERSION).meta({ description: 'version of the format' }),
      name: z.string().regex(NAME_REGEX).meta({ description: 'short name: small letters, digits and -, at most 64' }),
      title: text.optional(),
      description: text.optional(),
      sources: z
        .array(z.strictObject({ key: label, citation: text.optional(), url: text.optional() }))
        .max(1000)
        .optional()
        .meta({ description: 'works cited by key from the values below' }),
      start: year.optional().meta({ description: 'label of tick 0, such as a year', default: 0 }),
      ticks: z.int().min(1).max(MAX_TICKS).optional().meta({ description: 'number of ticks', default: 30 }),
      rule: z
        .enum(words(DECISION_RULES))
        .optional()
        .meta({
          description: `decision rule. ${meanings(Object.fromEntries(Object.entries(DECISION_RULES).map(([rule, { meaning }]) => [rule, meaning])))}`,
          default: 'expected-utility',
        }),
      parameters: parameters()
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
          Object.fromEntries(GENERATE_KEYS.map((key) => [key, generateField(key)])) as Fields<
            GenerateKey,
            ReturnType<typeof generateField>
          >,
        )
        .optional()
        .meta({ description: 'a synthetic system in place of `states`, `relations` and `agreements`' }),
      stop: z
        .array(
          z.strictObject({
            metric: z.string().regex(WORD_REGEX),
            above: z.number().optional(),
            below: z.number().optional(),
            for: z.int().min(1).max(MAX_TICKS).optional().meta({ default: 1 }),
          }),
        )
        .max(100)
        .optional()
        .meta({ description: 'the run stops when a system metric is above or below a value for this many ticks in a row' }),
      record: z
        .strictObject({
          states: every.optional().meta({ default: 1 }),
          dyads: every.optional().meta({ default: 0 }),
          decisions: every.optional().meta({ default: 0 }),
        })
        .optional()
        .meta({ description: 'every how many ticks; 0 = not' }),
      variants: z
        .record(z.string().regex(NAME_REGEX), variant)
        .optional()
        .meta({ description: `named variants, at most ${MAX_VARIANTS}; --variant NAME runs one of them` }),
    })
    .meta({ title: 'entente scenario', description: 'A system of states, their relations and agreements, and what happens to them.' });

const MADE = new Map<string, ReturnType<typeof makeSchema>>();

/** The scenario file as it is written, with the parameters and rules that there are by now: a plugin may have added some. */
export function scenarioSchema(): ReturnType<typeof makeSchema> {
  const size = `${PARAMETER_KEYS.length} ${RULE_REGISTRY.all.length}`;
  let made = MADE.get(size);
  if (made === undefined) {
    made = makeSchema();
    MADE.set(size, made);
  }
  return made;
}

/** A scenario as a user writes it. */
export type ScenarioFile = z.input<ReturnType<typeof scenarioSchema>>;

/** The JSON Schema (draft 2020-12) from which editors complete and explain. */
export function toJsonSchema(): object {
  return z.toJSONSchema(scenarioSchema(), { io: 'input', target: 'draft-2020-12' });
}
