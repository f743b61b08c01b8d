import { contestShare } from '../../base/math.ts';
import { FIXED } from '../constants.ts';
import type { ModelParameters } from '../parameters.ts';
import { accommodation } from '../terms/accommodation.ts';
import { autonomy } from '../terms/autonomy.ts';
import { cooperation, COOPERATION } from '../terms/cooperation.ts';
import { denial, DENIAL } from '../terms/denial.ts';
import { division } from '../terms/division.ts';
import { exposure } from '../terms/exposure.ts';
import { leakage } from '../terms/leakage.ts';
import { entrapment, ENTRAPMENT } from '../terms/entrapment.ts';
import { TERM_REGISTRY } from '../terms/index.ts';
import { AGREEMENT_SCOPE } from '../terms/scope.ts';
import { spoils } from '../terms/spoils.ts';
import type { SharedTerm, TieTerm } from '../terms/term.ts';
import { shareGiven } from '../threat/force.ts';
import { AREA_GAIN, AREA_LEAK } from '../treaty/areas.ts';
import { KIND_BIT } from '../vocabulary.ts';
import {
  ADVERSARY_INTENT,
  ADVERSARY_POWER,
  ALONE2,
  ASSURED,
  FULL2,
  OTHER_DEPTH,
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
/** Of them, the terms that count once for an agreement of many, and the place of each among those of ties. */
export const SHARED: SharedTerm[] = [];
export const SHARED_AT: number[] = [];
TERM_REGISTRY.each((term, t) => {
  if (term.scope !== 'tie') return;
  if (term.parts !== undefined) {
    SHARED.push(term as SharedTerm);
    SHARED_AT.push(TIE_TERMS.length);
  }
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

// place of each among the terms of ties
const Denial = WRITTEN_OUT.indexOf('denial');
const Cooperation = WRITTEN_OUT.indexOf('cooperation');
const Entrapment = WRITTEN_OUT.indexOf('entrapment');
const Abandonment = WRITTEN_OUT.indexOf('abandonment');
const Autonomy = WRITTEN_OUT.indexOf('autonomy');
const Exposure = WRITTEN_OUT.indexOf('exposure');
const Accommodation = WRITTEN_OUT.indexOf('accommodation');
const Spoils = WRITTEN_OUT.indexOf('spoils');
const Division = WRITTEN_OUT.indexOf('division');
const Leakage = WRITTEN_OUT.indexOf('leakage');
// where each has what it prepared
const LIKENESS = Cooperation * OWN_ROOM + COOPERATION.LIKENESS;
const LIKE_SIZE = Cooperation * OWN_ROOM + COOPERATION.SIZE;
const TRUST = Cooperation * OWN_ROOM + COOPERATION.TRUST;
const CLOSURE = Cooperation * OWN_ROOM + COOPERATION.CLOSURE;
const ASYMMETRY = Autonomy * OWN_ROOM;
const TRADE = Exposure * OWN_ROOM;
const APPEASED = Accommodation * OWN_ROOM;
const ALLY_SIZE = Spoils * OWN_ROOM;
const PROTECTION = Division * OWN_ROOM;
const DOUBT = Leakage * OWN_ROOM;
const FEAR = Denial * OWN_ROOM + DENIAL.FEAR;
const FORCE = Denial * OWN_ROOM + DENIAL.FORCE;
const SIZE = Denial * OWN_ROOM + DENIAL.SIZE;
const RISK = Entrapment * OWN_ROOM + ENTRAPMENT.RISK;
const STAKE = Entrapment * OWN_ROOM + ENTRAPMENT.STAKE;

/** What the terms of ties share between all ties with k: each by a call of its own, whose target the compiler knows. */
export function prepareTies(context: TieContext): void {
  const c = context as TieContext & { w: { parameters: ModelParameters } };
  const { own } = c;
  denial.prepare!(c, own[Denial]!);
  cooperation.prepare!(c, own[Cooperation]!);
  entrapment.prepare!(c, own[Entrapment]!);
  autonomy.prepare!(c, own[Autonomy]!);
  exposure.prepare!(c, own[Exposure]!);
  accommodation.prepare!(c, own[Accommodation]!);
  spoils.prepare!(c, own[Spoils]!);
  division.prepare!(c, own[Division]!);
  leakage.prepare!(c, own[Leakage]!);
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

  const expectation = (kinds & KIND_BIT.alliance) !== 0 ? 1 : P.abandonment_partnership;
  const fear = -w.abandonment[i]! * P.abandonment_weight * expectation;
  const secrecy = -P.leakage_weight * depth;
  const leak = (secrecy * AREA_LEAK[areas]!) / prepared[DOUBT]!;
  let left = 0;
  let leaked = secrecy * c.intent + leak * c.intent;
  for (let a = 0; a < threats; a++) {
    left += fear * rows[THREAT_INTENT + a]! * (1 - rows[ASSURED + a]!) * (rows[ALONE2 + a]! - rows[FULL2 + a]!);
    leaked += leak * rows[THREAT_INTENT + a]! * rows[OTHER_DEPTH + a]!;
  }

  const scope = P.entrapment_partnership * cooperative;
  const dread = -w.entrapment[i]! * P.entrapment_weight;
  const provoked = AGREEMENT_SCOPE.provoked(tie, owed, P.entrapment_partnership) * w.revisionism[k]! * (1 - w.revisionism[i]!);
  const started = (P.entrapment_provocation * provoked) / adversaries;
  const trading = -P.exposure_weight * depth;
  let wars = 0;
  let exposed = 0;
  let denied = 0;
  for (let b = 0; b < adversaries; b++) {
    if (b === ownIndex) continue;
    const duty = rows[OWED + b]!;
    const drawn = scope > duty ? scope : duty;
    if (drawn !== 0) {
      const stake = prepared[STAKE + b]!;
      const war = stake > 0 ? drawn * rows[ADVERSARY_INTENT + b]! * prepared[RISK + b]! * rows[ADVERSARY_POWER + b]! * stake : 0;
      wars += dread * (war + started);
    }
    exposed += trading * prepared[TRADE + b]! * rows[ADVERSARY_INTENT + b]!;
    if (rows[SHARED_THREAT + b] === 0) continue;
    const share = shareGiven(duty, support, rows[OWN_SUPPORT + b]!, rows[OWN_BOUND + b] !== 0, material);
    if (share === 0) continue;
    const helped = contestShare(prepared[FORCE + b]!, rows[OTHER_DEFENCE + b]! + share * powerOwn * rows[OWN_ARRIVAL + b]!, g);
    denied += prepared[FEAR + b]! * (rows[OTHER_ALONE2 + b]! - helped * helped) * prepared[SIZE + b]!;
  }

  out[Denial] = P.denial_weight * denied;
  if (P.cooperation_depth > 0 || (P.cooperation_forum > 0 && (kinds & KIND_BIT.minilateral) !== 0))
    out[Cooperation] = cooperation.value(c as never, c.own[Cooperation]!);
  else {
    const breadth = AREA_GAIN[areas]! * (kinds === KIND_BIT.alliance ? P.cooperation_alliance : 1);
    const worth = P.cooperation_weight * breadth * prepared[LIKENESS]! * prepared[LIKE_SIZE]!;
    out[Cooperation] = worth * prepared[TRUST]! * prepared[CLOSURE]!;
  }
  if (tie.purposed) out[Entrapment] = entrapment.value(c as never, c.own[Entrapment]!);
  else out[Entrapment] = wars;
  out[Abandonment] = left;
  const asymmetry = prepared[ASYMMETRY]!;
  const price = P.autonomy_weight * depth * asymmetry;
  out[Autonomy] = asymmetry <= 0 ? -FIXED.autonomy_senior * price : -price * prepared[ASYMMETRY + 1]!;
  out[Exposure] = exposed;
  out[Accommodation] = c.threatIndex < 0 ? 0 : prepared[APPEASED]! * depth;
  if (due.conditional.length > 0) out[Spoils] = spoils.value(c as never, c.own[Spoils]!);
  else out[Spoils] = P.spoils_weight * (depth * w.revisionism[k]! * w.revisionism[i]! * prepared[ALLY_SIZE]!);
  const bond = due.defence > due.neutrality ? due.defence : due.neutrality;
  out[Division] = bond === 0 || w.revisionism[i] === 0 ? 0 : P.division_weight * w.revisionism[i]! * bond * prepared[PROTECTION]!;
  out[Leakage] = leaked;
  for (let t = WRITTEN_OUT.length; t < TIE_TERMS.length; t++) out[t] = TIE_TERMS[t]!.value(c, c.own[t]!);
}
