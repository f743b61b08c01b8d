import { z } from 'zod';
import { FIXED } from '../../model/constants.ts';
import { label, text } from '../../scenario/schema/schema-base.ts';

const column = z.string().regex(/^[a-z][a-z0-9_]{0,63}$/);
const columns = z.array(column).min(1).max(50);

/** Measures that need more than columns of system.csv, with their tables. */
export const SPECIAL_MEASURES = {
  threatened_without_ally: {
    meaning: 'share of the states attacked in the last 10 ticks that have no defence tie, mean over ticks',
    tables: ['states', 'events'],
  },
  capability_change_kurtosis: {
    meaning: 'kurtosis of the change of log power from tick to tick, over states and ticks (3 = normal)',
    tables: ['states'],
  },
  capability_change_sd: {
    meaning: 'standard deviation of the change of log power from tick to tick, over states and ticks',
    tables: ['states'],
  },
  common_enemy_ratio: {
    meaning: `rate of new defence ties among pairs with a common rival (hostility of ${FIXED.rivalry_level} or more and no alliance, on both sides) over that among pairs without`,
    tables: ['dyads'],
  },
} as const;
export type SpecialMeasure = keyof typeof SPECIAL_MEASURES;

const simple = z.union([
  z.strictObject({ mean: column.meta({ description: 'column of system.csv: its mean over the ticks' }) }),
  z.strictObject({ end: column.meta({ description: 'column of system.csv: its value at the last tick' }) }),
  z.strictObject({
    sum: columns.meta({ description: 'columns of system.csv, added up over the ticks' }),
    over: columns.meta({ description: 'columns by whose sum that is divided' }),
    before: z.boolean().optional().meta({ description: 'the columns of `over` are taken one tick before', default: false }),
  }),
  z.strictObject({ special: z.enum(Object.keys(SPECIAL_MEASURES) as [SpecialMeasure, ...SpecialMeasure[]]) }),
]);

/** How the value of a pattern is calculated from a run. */
export const measureSchema = z.union([
  simple,
  z.strictObject({ first: simple, less: simple }).meta({ description: 'one measure less another' }),
]);
export type SimpleMeasure = z.output<typeof simple>;
export type Measure = z.output<typeof measureSchema>;

/** A pattern of the historical record to compare runs with. */
export const patternSchema = z.strictObject({
  name: column,
  title: label,
  group: label.optional().meta({ description: 'patterns of one group are one to count: in band when all of them are' }),
  measure: measureSchema,
  band: z
    .strictObject({ low: z.number().optional(), high: z.number().optional() })
    .refine(({ low, high }) => low !== undefined || high !== undefined, { error: 'a bound at least' })
    .refine(({ low, high }) => low === undefined || high === undefined || low <= high, { error: 'a low bound of at most the high one' }),
  record: text.optional().meta({ description: 'what the record has' }),
  source: z.array(label).max(20).optional(),
});
export type Pattern = z.output<typeof patternSchema>;

/** A user's file of patterns. */
export const patternsFileSchema = z.strictObject({ patterns: z.array(patternSchema).min(1).max(200) });
