import * as z from 'zod';
import { agreement } from './schema-agreement.ts';
import { label, text, timePath } from './schema-base.ts';
import { shock } from './schema-shock.ts';
import { relation } from './schema-system.ts';

/** What a named variant of a scenario changes in it. */
export const variant = z
  .strictObject({
    title: text.optional().meta({ description: "a few words, put after the scenario's title" }),
    description: text.optional().meta({ description: "in place of the scenario's description" }),
    set: z
      .record(label, z.union([z.number(), z.boolean(), z.string().max(40), timePath]))
      .optional()
      .meta({ description: 'new values by path, as for --set: parameters.NAME, states.ID.FIELD, relations.A-B.FIELD, ticks, ...' }),
    relations: z.array(relation).optional().meta({ description: 'pairs added, or put in the place of the same pair' }),
    agreements: z
      .array(agreement)
      .max(20_000)
      .optional()
      .meta({ description: 'agreements in force at the start that are added, or put in the place of the one of the same name' }),
    shocks: z.array(shock).max(10_000).optional().meta({ description: 'dated events added after those of the scenario' }),
  })
  .meta({ id: 'variant', description: 'what a variant changes in the scenario' });
