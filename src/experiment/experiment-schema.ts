import { z } from 'zod';
import { TABLES } from '../measure/columns.ts';
import { MAX_FACTORS } from '../results/manifest.ts';
import {
  COLUMN_REGEX,
  FORMAT_VERSION,
  label,
  MAX_TICKS,
  MAX_VARIANTS,
  NAME_REGEX,
  text,
  timePath,
  words,
} from '../scenario/schema/schema-base.ts';
import { variant } from '../scenario/schema/schema-variant.ts';
import { DESIGNS } from './designs/index.ts';
import { TAKES } from '../measure/reductions.ts';

/** Most replicates of a sweep. */
const MAX_REPLICATES = 1_000_000;
/** Most runs of a sweep. */
export const MAX_RUNS = 5_000_000;

const value = z.union([z.number(), z.boolean(), z.string().min(1).max(1000)]);
const name = z.string().regex(COLUMN_REGEX);
const path = z.string().min(1).max(200);

const factor = z.strictObject({
  name: name.meta({ description: 'name of the factor, a column of runs.csv' }),
  label: label.optional().meta({ description: 'what pictures call it; default: its name' }),
  path: path.optional().meta({
    description:
      'what it sets, as in --set: parameters.NAME, states.ID.FIELD, rule, ticks, variant, ...; or `scenario`, whose values are scenario files',
  }),
  paths: z.array(path).min(1).max(100).optional().meta({ description: 'several paths that are given the same value' }),
  inert: z
    .boolean()
    .optional()
    .meta({ description: 'true: it sets nothing, and so shows what an analysis makes of nothing', default: false }),
  values: z.array(value).min(1).max(10_000).optional().meta({ description: 'the values that it takes' }),
  low: z.number().optional().meta({ description: 'lower bound of a range, in place of `values`' }),
  high: z.number().optional().meta({ description: 'upper bound of a range' }),
  scale: z.enum(['linear', 'log']).optional().meta({ description: 'how a range is gone through', default: 'linear' }),
  integer: z.boolean().optional().meta({ description: 'whole numbers of the range alone', default: false }),
  levels: z.int().min(1).max(10_000).optional().meta({ description: 'into how many values designs by levels part the range' }),
});

const reduction = z.strictObject({
  name: name.meta({ description: 'name of the number, a column of runs.csv' }),
  metric: z.string().min(1).max(100).meta({ description: 'column of system.csv' }),
  take: z.enum(words(TAKES)).meta({
    description: Object.entries(TAKES)
      .map(([take, meaning]) => `${take}: ${meaning}`)
      .join('; '),
  }),
  from: z.int().min(0).max(MAX_TICKS).optional().meta({ description: 'first tick that counts', default: 0 }),
  to: z.int().min(0).max(MAX_TICKS).optional().meta({ description: 'last tick that counts; default: the last of the run' }),
  above: z.number().optional().meta({ description: 'of `first`: the condition is that the metric is above this' }),
  below: z.number().optional().meta({ description: 'of `first`: the condition is that the metric is below this' }),
  for: z.int().min(1).max(MAX_TICKS).optional().meta({ description: 'of `first`: for this many ticks in a row', default: 1 }),
});

const every = z.int().min(0).max(MAX_TICKS);

const rowOfPoints = z.record(z.string().min(1).max(100), value);

/** Designs whose points the user writes down. */
export const WRITTEN_DESIGNS = {
  list: {
    meaning: 'points written in the experiment file',
    schema: z.strictObject({ name: z.literal('list'), points: z.array(rowOfPoints).max(100_000) }),
  },
  file: {
    meaning: 'points in a CSV file, a column for each factor',
    schema: z.strictObject({ name: z.literal('file'), file: z.string().min(1).max(1000) }),
  },
} as const;

/** Names of all designs. */
const DESIGN_NAMES = [...Object.keys(DESIGNS), ...Object.keys(WRITTEN_DESIGNS)] as [string, ...string[]];

/** The section `design` of one design. */
export function designSchema(design: string): z.ZodType {
  if (Object.hasOwn(WRITTEN_DESIGNS, design)) return WRITTEN_DESIGNS[design as keyof typeof WRITTEN_DESIGNS].schema;
  const options = DESIGNS[design]?.options;
  const shape = options instanceof z.ZodObject ? (options.shape as Record<string, z.ZodType>) : {};
  return z.strictObject({ name: z.literal(design), ...shape });
}

const schemaWith = <Section extends z.ZodType>(design: Section) =>
  z
    .strictObject({
      $schema: z.string().optional().meta({ description: 'where editors find this schema' }),
      entente: z.literal(FORMAT_VERSION).meta({ description: 'version of the format' }),
      experiment: z.string().regex(NAME_REGEX).meta({ description: 'short name: small letters, digits and -, at most 64' }),
      title: text.optional(),
      description: text.optional(),
      sources: z
        .array(z.strictObject({ key: label, citation: text.optional(), url: text.optional() }))
        .max(1000)
        .optional()
        .meta({ description: 'works that the experiment follows; keys as in the bibliography' }),
      scenario: z
        .string()
        .min(1)
        .max(1000)
        .optional()
        .meta({ description: 'scenario file, from the folder of this file; left out where a factor gives scenarios' }),
      obtain: z
        .string()
        .min(1)
        .max(500)
        .optional()
        .meta({ description: 'how to get the scenario file where it does not come with the experiment: printed when it is missing' }),
      variants: z
        .record(z.string().regex(NAME_REGEX), variant)
        .optional()
        .meta({
          description: `variants that are laid over the scenario, in addition to those of its own file, for factors of the path \`variant\`; with those at most ${MAX_VARIANTS}`,
        }),
      set: z
        .record(path, z.union([value, timePath]))
        .optional()
        .meta({ description: 'what is set in the scenario for all runs, by path as in --set' }),
      factors: z.array(factor).max(MAX_FACTORS).optional().meta({ description: 'what varies' }),
      where: z
        .array(z.string().min(1).max(500))
        .max(100)
        .optional()
        .meta({ description: 'conditions that points must meet, as `a < b` or `a != 3`; others are left out' }),
      design: design.optional().meta({ description: 'which points are run; without it all combinations of levels (factorial)' }),
      replicates: z
        .int()
        .min(1)
        .max(MAX_REPLICATES)
        .optional()
        .meta({ description: 'runs of each point, which differ only in their random draws', default: 1 }),
      seed: z
        .int()
        .min(0)
        .max(Number.MAX_SAFE_INTEGER)
        .optional()
        .meta({ description: 'seed of the sweep; if omitted, a random seed is chosen and printed' }),
      independent_seeds: z.boolean().optional().meta({
        description: 'true: points do not share their random draws; those that belong together in a design still do',
        default: false,
      }),
      ticks: z.int().min(1).max(MAX_TICKS).optional().meta({ description: 'number of ticks, overriding the scenario' }),
      keep: z
        .array(z.enum(words(TABLES)))
        .max(10)
        .optional()
        .meta({ description: 'tables that are kept in addition to runs.csv', default: ['system'] }),
      record: z
        .strictObject({ states: every.optional(), dyads: every.optional(), decisions: every.optional() })
        .optional()
        .meta({ description: 'every how many ticks states, dyads or decisions are recorded, if they are kept', default: {} }),
      reduce: z
        .array(reduction)
        .max(200)
        .optional()
        .meta({ description: 'numbers worked out for each run, so that a large sweep need not keep series' }),
    })
    .meta({ title: 'entente experiment', description: 'A scenario, what varies in it, by which design, and what is kept of the runs.' });

/** The schema of an experiment file; `designSchema` checks the options of the design. */
export const experimentSchema = schemaWith(z.looseObject({ name: z.enum(DESIGN_NAMES) }));

/** An experiment as a user writes it. */
export type ExperimentFile = z.input<typeof experimentSchema>;
export type FactorFile = NonNullable<ExperimentFile['factors']>[number];
export type ReductionFile = NonNullable<ExperimentFile['reduce']>[number];

/** The JSON Schema (draft 2020-12) from which editors complete and explain. */
export function experimentJsonSchema(): object {
  const designs = DESIGN_NAMES.map((design) => designSchema(design)) as [z.ZodType, ...z.ZodType[]];
  return z.toJSONSchema(schemaWith(z.union(designs)), { io: 'input', target: 'draft-2020-12' });
}
