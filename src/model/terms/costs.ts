import type { AgreementTerms } from '../agreements.ts';
import type { ModelParameters } from '../parameters.ts';

/** Cost of signing: an alliance twice a partnership, an informal agreement half a formal one; a partnership counts as formal. */
export function signingCost(P: ModelParameters, terms: AgreementTerms): number {
  if (terms.kind === 'alliance') return P.signing_cost * (terms.formality === 'formal' ? 2 : 1);
  return P.signing_cost;
}

/** Cost of leaving within the term. */
export function leavingCost(P: ModelParameters, terms: AgreementTerms): number {
  return terms.kind === 'alliance' && terms.formality === 'formal' ? P.leaving_cost : P.leaving_cost * P.leaving_informal;
}
