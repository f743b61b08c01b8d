import { KIND_BIT } from '../vocabulary.ts';
import { FIXED, MAX_ATTENTION } from '../constants.ts';
import type { Tie } from '../treaty/ties.ts';
import { AREA_GAIN, GAIN_OF_AREA } from '../treaty/areas.ts';
import { relativePower } from '../threat/force.ts';
import { cooperativeProximity } from '../threat/geography.ts';
import { SHARED_PARAMETERS } from '../parameter-table.ts';
import { tieTerm } from './term.ts';

/** Places of what is prepared. */
export const COOPERATION = { LIKENESS: 0, SIZE: 1, TRUST: 2, CLOSURE: MAX_ATTENTION } as const;
const { LIKENESS, SIZE, TRUST, CLOSURE } = COOPERATION;

/** Trade, technology, information: broader in partnerships, worth more in depth, among neighbours, with common and with popular partners. */
export const cooperation = tieTerm({
  name: 'cooperation',
  meaning: 'gains from cooperation over the areas of the agreements',
  // prettier-ignore
  parameters: {
    cooperation_weight: { default: 0.03, min: 0, max: 1, swept: [0.01, 0.06], unit: 'utility', basis: 'behaviour', chosenFor: ['finding 1'], source: ['Kinne2018'],
      meaning: 'gain from full cooperation with a like-minded equal' },
    cooperation_alliance: { default: 0.9, min: 0, max: 1, swept: [0.6, 1], unit: 'share', basis: 'assumed', source: ['Wilkins2012'],
      meaning: 'cooperation in an alliance against that in a partnership: partnerships are broader' },
    cooperation_closure: { default: 0.5, min: 0, max: 5, swept: [0, 1.5], unit: 'weight', basis: 'literature', source: ['Kinne2018'],
      meaning: "worth of common partners and of the other's popularity" },
    cooperation_forum: { default: 0.3, min: 0, max: 2, swept: [0, 0.6], unit: 'share', basis: 'behaviour', source: ['IISS2021', 'Poast2010'],
      meaning: 'gain of its own that a minilateral brings in its areas as well as what the pair has already: 0 = none' },
    cooperation_proximity: SHARED_PARAMETERS.terms.cooperation_proximity,
    cooperation_depth: { default: 0, min: 0, max: 1, swept: [0, 1], unit: 'share', basis: 'literature', source: ['Lake1999'],
      meaning: 'how far the worth of cooperation in an area grows with the depth of the agreement that covers it: 0 = not at all, 1 = in proportion' },
    cooperation_strength: SHARED_PARAMETERS.terms.cooperation_strength,
  },
  weights: ['cooperation_weight'],
  source: ['Kinne2018', 'Wilkins2012', 'Lake1999', 'BuzanWaever2003'],
  prepare: (c, own) => {
    const { w, i, k } = c;
    own[LIKENESS] = (FIXED.cooperation_unlike + (1 - FIXED.cooperation_unlike) * w.affinity[i * w.n + k]!) * cooperativeProximity(w, i, k);
    own[SIZE] = Math.sqrt(relativePower(c.powerOther, c.powerOwn));
    own[TRUST] = 1 - c.intent;
    own[CLOSURE] =
      1 + w.parameters.cooperation_closure * (FIXED.closure_partners * c.overlap + (1 - FIXED.closure_partners) * c.popularity);
  },
  value: (c, own) => {
    const { tie } = c;
    const P = c.w.parameters;
    const gain = (1 - P.cooperation_depth) * AREA_GAIN[tie.areas]! + (P.cooperation_depth > 0 ? P.cooperation_depth * deepGain(tie) : 0);
    const forum = P.cooperation_forum > 0 && (tie.kinds & KIND_BIT.minilateral) !== 0 ? P.cooperation_forum * forumGain(tie) : 0;
    const breadth = gain * (tie.kinds === KIND_BIT.alliance ? P.cooperation_alliance : 1) + forum;
    const [likeness, size, trust, closure] = [own[LIKENESS]!, own[SIZE]!, own[TRUST]!, own[CLOSURE]!];
    return P.cooperation_weight * breadth * likeness * size * trust * closure;
  },
});

/** Gain of the areas of the minilateral that brings most. */
function forumGain(tie: Tie): number {
  let most = 0;
  for (const { kind, areas } of tie.agreements) if (kind === 'minilateral' && AREA_GAIN[areas]! > most) most = AREA_GAIN[areas]!;
  return most;
}

/** Gain of all areas, each at the depth of the deepest agreement that covers it, in [0,1]. */
function deepGain(tie: Tie): number {
  let sum = 0;
  for (let area = 0; area < GAIN_OF_AREA.length; area++) {
    let depth = 0;
    for (let x = 0; x < tie.agreements.length; x++) {
      const agreement = tie.agreements[x]!;
      if ((agreement.areas & (1 << area)) !== 0 && agreement.depth > depth) depth = agreement.depth;
    }
    sum += GAIN_OF_AREA[area]! * depth;
  }
  return sum;
}
