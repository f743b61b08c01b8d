import { contestShare } from '../../base/math.ts';
import { FIXED } from '../constants.ts';
import type { ModelParameters } from '../parameters.ts';
import { accommodation } from '../terms/accommodation.ts';
import { autonomy } from '../terms/autonomy.ts';
import { cooperation } from '../terms/cooperation.ts';
import { denial, DENIAL } from '../terms/denial.ts';
import { division } from '../terms/division.ts';
import { exposure } from '../terms/exposure.ts';
import { leakage } from '../terms/leakage.ts';
import { entrapment, ENTRAPMENT } from '../terms/entrapment.ts';
import { TERM_REGISTRY } from '../terms/index.ts';
import { AGREEMENT_SCOPE } from '../terms/scope.ts';
import { spoils } from '../terms/spoils.ts';
import type { TieTerm } from '../terms/term.ts';
import { shareGiven } from '../threat/force.ts';
import { AREA_GAIN, AREA_LEAK } from '../treaty/areas.ts';
import { KIND_BIT } from '../vocabulary.ts';
import {
  ADVERSARY_INTENT,
  ADVERSARY_POWER,
  ALONE2,
  ASSURED,
  FULL2,
  OTHER_ALONE2,
  OTHER_DEFENCE,
  OWED,
  OWN_ARRIVAL,
  OWN_BOUND,
  OWN_ROOM,
  OWN_SUPPORT,
  SHARED_THREAT,
  THREAT_INTENT,
  type TieContext,
} from './tie-context.ts';

/** The terms that are calculated for ties, and the place of each among all terms. */
export const TIE_TERMS: TieTerm[] = [];
export const TIE_INDEX: number[] = [];
TERM_REGISTRY.each((term, t) => {
  if (term.scope !== 'tie') return;
  TIE_TERMS.push(term);
  TIE_INDEX.push(t);
});

/** What the terms of ties that `worthOfTie` writes out are called, in the order of the registry. */
export const WRITTEN_OUT = [
  'denial',
  'cooperation',
  'entrapment',
  'abandonment',
  'autonomy',
  'exposure',
  'accommodation',
  'spoils',
  'division',
  'leakage',
] as const;

// where each has what it prepared
const [Denial, Cooperation, Entrapment, , Autonomy, Exposure, Accommodation, Spoils, Division, Leakage] = WRITTEN_OUT.map(
  (_, t) => t * OWN_ROOM,
) as [number, number, number, number, number, number, number, number, number, number];
const FEAR = Denial + DENIAL.FEAR;
const FORCE = Denial + DENIAL.FORCE;
const SIZE = Denial + DENIAL.SIZE;
const RISK = Entrapment + ENTRAPMENT.RISK;
const STAKE = Entrapment + ENTRAPMENT.STAKE;

/** What the terms of ties share between all ties with k: each by a call of its own, whose target the compiler knows. */
export function prepareTies(context: TieContext): void {
  const c = context as TieContext & { w: { parameters: ModelParameters } };
  const { own } = c;
  denial.prepare!(c, own[0]!);
  cooperation.prepare!(c, own[1]!);
  entrapment.prepare!(c, own[2]!);
  autonomy.prepare!(c, own[4]!);
  exposure.prepare!(c, own[5]!);
  accommodation.prepare!(c, own[6]!);
  spoils.prepare!(c, own[7]!);
  division.prepare!(c, own[8]!);
  leakage.prepare!(c, own[9]!);
  for (let t = WRITTEN_OUT.length; t < TIE_TERMS.length; t++) TIE_TERMS[t]!.prepare?.(c, own[t]!);
}

/**
 * What a tie is worth by term, into `out`: the values of the terms in one function, which is several times faster than one call for each. The terms' own
 * files are what it follows, and what it calls where a case is rare; a test holds the two to the same bits. Terms of plugins come after.
 */
export function worthOfTie(c: TieContext, out: Float64Array): void {
  const { w, i, k, tie, owed, due, rows, prepared, threats, adversaries, ownIndex, powerOwn } = c;
  const P = w.parameters as ModelParameters;
  const { depth, support, kinds, areas, cooperative } = tie;
  const { material_support: material, contest_exponent: g } = P;

  let lack = 0;
  for (let a = 0; a < threats; a++) lack += rows[THREAT_INTENT + a]! * (1 - rows[ASSURED + a]!) * (rows[ALONE2 + a]! - rows[FULL2 + a]!);

  const scope = P.entrapment_partnership * cooperative;
  let wars = 0;
  let covered = 0;
  let denied = 0;
  for (let b = 0; b < adversaries; b++) {
    if (b === ownIndex) continue;
    const duty = rows[OWED + b]!;
    const drawn = scope > duty ? scope : duty;
    if (drawn !== 0) {
      const stake = prepared[STAKE + b]!;
      if (stake > 0) wars += drawn * rows[ADVERSARY_INTENT + b]! * prepared[RISK + b]! * rows[ADVERSARY_POWER + b]! * stake;
      covered += 1;
    }
    if (rows[SHARED_THREAT + b] === 0) continue;
    const share = shareGiven(duty, support, rows[OWN_SUPPORT + b]!, rows[OWN_BOUND + b] !== 0, material);
    if (share === 0) continue;
    const helped = contestShare(prepared[FORCE + b]!, rows[OTHER_DEFENCE + b]! + share * powerOwn * rows[OWN_ARRIVAL + b]!, g);
    denied += prepared[FEAR + b]! * (rows[OTHER_ALONE2 + b]! - helped * helped) * prepared[SIZE + b]!;
  }

  const part = AGREEMENT_SCOPE.ownPart(tie, P.entrapment_overlap);
  out[0] = P.denial_weight * denied;
  if (P.cooperation_depth > 0) out[1] = cooperation.value(c as never, c.own[1]!);
  else {
    const breadth = AREA_GAIN[areas]! * (kinds === KIND_BIT.alliance ? P.cooperation_alliance : 1);
    const worth = P.cooperation_weight * breadth * prepared[Cooperation]! * prepared[Cooperation + 1]!;
    out[1] = worth * prepared[Cooperation + 2]! * prepared[Cooperation + 3]!;
  }
  if (tie.purposed) out[2] = entrapment.value(c as never, c.own[2]!);
  else {
    const general = adversaries === 0 ? 0 : covered / adversaries;
    const provoked = AGREEMENT_SCOPE.provoked(tie, owed, P.entrapment_partnership) * w.revisionism[k]! * (1 - w.revisionism[i]!);
    out[2] = -w.entrapment[i]! * P.entrapment_weight * (wars + P.entrapment_provocation * provoked * general) * part;
  }
  const expectation = (kinds & KIND_BIT.alliance) !== 0 ? 1 : P.abandonment_partnership;
  out[3] = -w.abandonment[i]! * P.abandonment_weight * expectation * lack;
  const asymmetry = prepared[Autonomy]!;
  const price = P.autonomy_weight * depth * asymmetry;
  out[4] = asymmetry <= 0 ? -FIXED.autonomy_senior * price : -price * prepared[Autonomy + 1]!;
  out[5] = -P.exposure_weight * depth * prepared[Exposure]! * part;
  out[6] = c.threatIndex < 0 ? 0 : prepared[Accommodation]! * depth;
  if (due.conditional.length > 0) out[7] = spoils.value(c as never, c.own[7]!);
  else out[7] = P.spoils_weight * (depth * w.revisionism[k]! * w.revisionism[i]! * prepared[Spoils]!);
  const bond = due.defence > due.neutrality ? due.defence : due.neutrality;
  out[8] = bond === 0 || w.revisionism[i] === 0 ? 0 : P.division_weight * w.revisionism[i]! * bond * prepared[Division]!;
  out[9] = -P.leakage_weight * (depth * c.intent + AREA_LEAK[areas]! * prepared[Leakage]! * depth);
  for (let t = WRITTEN_OUT.length; t < TIE_TERMS.length; t++) out[t] = TIE_TERMS[t]!.value(c, c.own[t]!);
}
