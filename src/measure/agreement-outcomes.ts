import { textsOf, numbersOf, type Table } from './table.ts';

/** The outcome of an agreement of the scenario that changed. */
export interface AgreementOutcome {
  name: string;
  /** `matured`: became an alliance; `hollowed`: was one no longer. */
  what: 'ended' | 'matured' | 'hollowed';
}

/** The outcomes of those agreements of the scenario that changed. @param agreements a run's table of agreements */
export function agreementOutcomes(agreements: Table): AgreementOutcome[] {
  const [names, templates, kinds, kindsAtEnd] = ['name', 'template', 'kind', 'kind_end'].map((name) => textsOf(agreements, name));
  const ends = numbersOf(agreements, 'end');
  return (names ?? []).flatMap((name, a): AgreementOutcome[] => {
    if (templates?.[a] !== '') return [];
    if (!Number.isNaN(ends[a])) return [{ name, what: 'ended' }];
    if (kinds?.[a] === kindsAtEnd?.[a]) return [];
    return [{ name, what: kindsAtEnd?.[a] === 'alliance' ? 'matured' : 'hollowed' }];
  });
}
