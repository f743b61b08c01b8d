import * as z from 'zod';
import { agreementFields } from './schema-agreement.ts';
import { id, label, MAX_TICKS } from './schema-base.ts';

const named = label.meta({ description: 'name of an agreement' });

/** A dated event. */
export const shock = z
  .strictObject({
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
  })
  .meta({ id: 'shock', description: 'a dated event' });
