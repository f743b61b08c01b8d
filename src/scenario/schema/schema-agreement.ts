import * as z from 'zod';
import { AGREEMENT_KINDS, AREAS, CONSENT_RULES, FORMALITIES, OBLIGATION_TYPES, RENEWALS } from '../../model/vocabulary.ts';
import { cited, id, label, MAX_STATES, MAX_TICKS, meanings, words, year } from './schema-base.ts';

const when = z
  .strictObject({
    adversaries: z.array(id).min(1).optional().meta({ description: 'binds against these adversaries alone' }),
    location: z
      .array(label)
      .min(1)
      .optional()
      .meta({ description: 'binds when the territory attacked is that of these states (ids) or regions (names)' }),
    min_adversaries: z.int().min(1).max(MAX_STATES).optional().meta({ description: 'least number of adversaries' }),
    max_adversaries: z
      .int()
      .min(1)
      .max(MAX_STATES)
      .optional()
      .meta({ description: 'most adversaries: against more it does not bind, as neutrality that gives way to a duty to fight' }),
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

const member = z.union([
  id,
  z.strictObject({
    state: id,
    since: year.optional().meta({ description: "label of the tick of joining; default: the agreement's start" }),
    obligations: z.array(obligation).max(50).optional().meta({ description: "the member's own obligations, in place of the agreement's" }),
  }),
]);

/** The terms of an agreement, of the start or of a shock. */
export const agreementFields = {
  name: label.meta({ description: 'unique name' }),
  kind: z.enum(words(AGREEMENT_KINDS)).meta({ description: meanings(AGREEMENT_KINDS) }),
  formality: z.enum(FORMALITIES).optional().meta({ description: 'default: alliances are formal, the others informal' }),
  areas: z.array(z.enum(AREAS)).optional().meta({ description: 'areas of cooperation; default by kind' }),
  depth: z.number().min(0).max(1).optional().meta({ description: 'strength of commitment; default by kind, from the parameters' }),
  purpose: z.array(id).min(1).optional().meta({ description: 'named adversaries; default: none, a general agreement' }),
  open_to: z.array(label).min(1).optional().meta({
    description:
      'states (ids) and regions (names) that may join an agreement of three or more; default: states with a member in their region',
  }),
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
/** An agreement in force at the start. */
export const agreement = z
  .strictObject({
    ...agreementFields,
    start: year
      .optional()
      .meta({ description: 'label of the tick of its start, at most that of the scenario; default: the start of the scenario' }),
  })
  .meta({ id: 'agreement', description: 'an agreement in force at the start' });
