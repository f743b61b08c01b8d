import * as z from 'zod';
import { PAIR_FIELDS, STATE_FIELDS, type PairField, type StateField } from '../../model/fields.ts';
import { PARAMETERS, PARAMETER_KEYS, type ParameterKey, type ParameterSpec } from '../../model/parameters.ts';
import { bounded, cited, id, label, MAX_SLOT, timePath } from './schema-base.ts';

function parameterField(key: ParameterKey) {
  const spec: ParameterSpec = PARAMETERS[key];
  const basis = spec.source.length === 0 ? spec.basis : `${spec.basis}: ${spec.source.join(', ')}`;
  const plain = spec.choices === undefined ? bounded(spec) : z.enum(spec.choices as [string, ...string[]]);
  return z
    .union([plain, timePath])
    .meta({ description: `${spec.meaning} (${spec.unit}; ${basis})`, default: spec.default })
    .optional();
}

/** The model's parameters, from their registry as it is now. */
export const parameters = () =>
  z.strictObject(
    Object.fromEntries(PARAMETER_KEYS.map((key) => [key, parameterField(key)])) as {
      [K in ParameterKey]: ReturnType<typeof parameterField>;
    },
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

/** One field for each key. */
export type Fields<K extends string, V> = { [P in K]: V };
/** The fields of a state, from their registry; with or without paths in time. */
export const stateFields = (withPath: boolean) =>
  Object.fromEntries((Object.keys(STATE_FIELDS) as StateField[]).map((f) => [f, stateField(f, withPath)])) as Fields<
    StateField,
    ReturnType<typeof stateField>
  >;

/** The region of a state. */
export const region = z.string().max(64).meta({ description: 'region, for conditions on location and for output' });

/** A state. */
export const state = z.strictObject({
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

/** The fields of a pair, from their registry; with or without a value for each direction. */
export const pairFields = (directed: boolean) =>
  Object.fromEntries((Object.keys(PAIR_FIELDS) as PairField[]).map((f) => [f, pairField(f, directed)])) as Fields<
    PairField,
    ReturnType<typeof pairField>
  >;

/** A pair of states. */
export const relation = z
  .strictObject({
    between: z.tuple([id, id]).meta({ description: 'the two states' }),
    ...pairFields(true),
    sources: cited.optional(),
  })
  .meta({ id: 'relation', description: 'a pair of states' });
