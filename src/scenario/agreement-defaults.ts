import type { AgreementKind, Area, Formality, ObligationType } from '../model/vocabulary.ts';

/** What an agreement is when the file does not say. */
export const AGREEMENT_DEFAULTS: Record<
  AgreementKind,
  { formality: Formality; areas: readonly Area[]; obligations: readonly ObligationType[] }
> = {
  alliance: { formality: 'formal', areas: ['security', 'logistics'], obligations: ['defence', 'nonaggression', 'consultation'] },
  partnership: { formality: 'informal', areas: ['security', 'economy', 'technology'], obligations: ['consultation'] },
  minilateral: { formality: 'informal', areas: ['security', 'technology', 'intelligence'], obligations: ['consultation'] },
};

/** Obligations to fight or to stay out: an alliance has some, the other kinds have none. */
export const BELLIGERENT: readonly string[] = ['defence', 'offence', 'neutrality'] satisfies ObligationType[];
