import type { AgreementTerms } from '../treaty/agreements.ts';
import type { ModelParameters } from '../parameters.ts';

/** Cost of signing: a formal alliance a multiple of a partnership, an informal one half of that. */
export function signingCost(P: ModelParameters, terms: AgreementTerms): number {
  if (terms.kind === 'alliance') return P.signing_cost * (terms.formality === 'formal' ? P.signing_alliance : 0.5 * P.signing_alliance);
  return P.signing_cost;
}

/** Cost of leaving within the term. */
export function leavingCost(P: ModelParameters, terms: AgreementTerms): number {
  return terms.kind === 'alliance' && terms.formality === 'formal' ? P.leaving_cost : P.leaving_cost * P.leaving_informal;
}
