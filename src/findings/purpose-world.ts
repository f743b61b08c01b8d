import type { ScenarioFile } from '../scenario/schema/schema.ts';
import { PACT } from './watches.ts';

/** How the agreement of three states is written. */
export type PurposeForm = 'general' | 'named' | 'minilateral';

/** Depth of the agreement in every form. */
const DEPTH = 0.6;
/** What it is against by name. */
const SHARED = 'THR';

/**
 * Three members that share one threat, each with a quarrel of its own that the others do not share, and one agreement among them: a general
 * alliance, an alliance against the shared threat by name, or a minilateral for that purpose. Every figure is invented.
 */
export function purposeWorld(form: PurposeForm): ScenarioFile {
  const members = ['MA', 'MB', 'MC'];
  const quarrels = ['QA', 'QB', 'QC'];
  return {
    entente: 1,
    name: 'purpose',
    states: [
      { id: SHARED, military: 20, economic: 20, growth: 0, revisionism: 0.6, ideology: 0.1 },
      ...members.map((id) => ({ id, military: 10, economic: 10, growth: 0, revisionism: 0.05, ideology: 0.7 })),
      ...quarrels.map((id) => ({ id, military: 12, economic: 12, growth: 0, revisionism: 0.3, ideology: 0.3 })),
    ],
    defaults: { relations: { distance: 2000 } },
    relations: members.flatMap((id, m) => [
      { between: [SHARED, id] as [string, string], hostility: 0.5 },
      { between: [id, quarrels[m] ?? id] as [string, string], hostility: 0.5, distance: 500 },
    ]),
    agreements: [
      {
        name: PACT,
        kind: form === 'minilateral' ? 'minilateral' : 'alliance',
        formality: form === 'minilateral' ? 'informal' : 'formal',
        depth: DEPTH,
        areas: ['security', 'technology', 'intelligence', 'logistics'],
        term: 5,
        members,
        ...(form === 'general' ? {} : { purpose: [SHARED] }),
        obligations:
          form === 'minilateral'
            ? ['consultation']
            : [{ type: 'defence', ...(form === 'named' ? { when: { adversaries: [SHARED] } } : {}) }, 'nonaggression', 'consultation'],
      },
    ],
  };
}
