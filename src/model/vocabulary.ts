/** The closed sets of words that the model, the scenario language and the output share. Order is meaning: an index is stored in the arrays. */

export const STRATEGIES = ['balance', 'bandwagon', 'partner', 'unaligned'] as const;
export type Strategy = (typeof STRATEGIES)[number];
export const BALANCE = 0;
export const BANDWAGON = 1;
export const PARTNER = 2;
export const UNALIGNED = 3;

export const POSTURES = ['balancing', 'bandwagoning', 'partnering', 'unaligned'] as const;
export type Posture = (typeof POSTURES)[number];

export const AGREEMENT_KINDS = {
  alliance: 'some member has an obligation to fight (defence, offence) or to stay out (neutrality)',
  partnership: 'no obligation to fight: consultation and cooperation over several areas',
  minilateral: 'a small agreement of three to five members for one purpose, of middle depth, without an obligation to fight',
} as const;
export type AgreementKind = keyof typeof AGREEMENT_KINDS;
/** Bits of `Tie.kinds`. */
export const KIND_BIT: Record<AgreementKind, number> = { alliance: 1, partnership: 2, minilateral: 4 };

export const FORMALITIES = ['formal', 'informal'] as const;
export type Formality = (typeof FORMALITIES)[number];

export const OBLIGATION_TYPES = {
  defence: 'to fight for a member that is attacked',
  offence: 'to join a member that attacks',
  neutrality: 'to stay out of a conflict of a member',
  nonaggression: 'not to attack a member',
  consultation: 'to consult a member in a crisis',
} as const;
export type ObligationType = keyof typeof OBLIGATION_TYPES;

export const AREAS = ['security', 'economy', 'technology', 'intelligence', 'logistics'] as const;
export type Area = (typeof AREAS)[number];
/** Bits of `Agreement.areas`. */
export const AREA_BIT: Record<Area, number> = { security: 1, economy: 2, technology: 4, intelligence: 8, logistics: 16 };

export const CONSENT_RULES = {
  unanimity: 'every member must agree to a new one',
  majority: 'more than half of the other members must agree to a new one',
  open: 'nobody is asked',
} as const;
export type ConsentRule = keyof typeof CONSENT_RULES;

export const RENEWALS = {
  vote: 'at the end of a term every member decides again whether to stay; it costs nothing to leave then',
  lapse: 'the agreement ends with its term',
} as const;
export type Renewal = keyof typeof RENEWALS;

/** How an agreement can end. */
export const ENDINGS = {
  left: 'too few members remained after one left',
  lapsed: 'its term ended and it was not renewed',
  shock: 'ended by a dated event of the scenario',
  war: 'members fought each other',
} as const;
export type Ending = keyof typeof ENDINGS;

export function areasOf(mask: number): Area[] {
  return AREAS.filter((a) => (mask & AREA_BIT[a]) !== 0);
}
