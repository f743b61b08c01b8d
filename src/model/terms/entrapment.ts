import { AGREEMENT_SCOPE } from './scope.ts';
import { ADVERSARY_INTENT, ADVERSARY_POWER, OWED, OWN_INTENT } from '../choice/tie-context.ts';
import { MAX_ATTENTION } from '../constants.ts';
import { tieTerm } from './term.ts';

/** Places of what is prepared, by adversary: how hard it presses the other, and what is left of the fear with an own stake against it. */
export const ENTRAPMENT = { RISK: 0, STAKE: MAX_ATTENTION } as const;
const { RISK, STAKE } = ENTRAPMENT;

/**
 * Fear of being drawn into the other's wars over interests one does not share: scales with depth and scope; an agreement for a named purpose
 * counts that purpose alone, and a non-provocation clause takes out the wars that the other starts. The wars of the members of one agreement overlap.
 */
export const entrapment = tieTerm({
  name: 'entrapment',
  meaning: "fear of being drawn into the other's wars",
  // prettier-ignore
  parameters: {
    entrapment_weight: { default: 0.1, min: 0, max: 2, swept: [0.03, 0.3], unit: 'weight', basis: 'behaviour', chosenFor: ['finding 1', 'finding 3'], source: ['Snyder1984'],
      meaning: 'scale of the entrapment term at entrapment cost 1' },
    entrapment_partnership: { default: 0.5, min: 0, max: 1, swept: [0, 1], unit: 'share', basis: 'assumed', source: ['Wilkins2012'],
      meaning: 'scope of entrapment under an agreement without an obligation to fight' },
    entrapment_floor: { default: 0.3, min: 0, max: 1, swept: [0, 0.8], unit: 'share', basis: 'behaviour', chosenFor: ['finding 1'],
      meaning: 'entrapment risk from an adversary that the other could master, against one that would overwhelm it' },
    entrapment_stake: { default: 1.5, min: 0, max: 5, swept: [0, 4], unit: 'per unit of intent', basis: 'behaviour', chosenFor: ['finding 6'], source: ['Snyder1984'],
      meaning: "how strongly an own stake against the other's adversary lowers the fear of entrapment" },
    entrapment_provocation: { default: 0.2, min: 0, max: 2, swept: [0, 0.8], unit: 'weight', basis: 'behaviour', chosenFor: ['finding 8'], source: ['Snyder1997'],
      meaning: 'entrapment risk from the wars that a revisionist partner starts itself' },
    entrapment_overlap: { default: 0, min: 0, max: 1, swept: [0, 1], unit: 'share', basis: 'assumed', source: ['Weitsman2004'],
      meaning: 'how far the wars into which the members of one agreement could draw a state, and the trade that these would cost, are the same: 0 = each its own, 1 = all one' },
  },
  weights: ['entrapment_weight'],
  source: ['Snyder1984', 'Snyder1997'],
  prepare: (c, own) => {
    const { w, k, rows } = c;
    const P = w.parameters;
    for (let b = 0; b < c.adversaries; b++) {
      own[RISK + b] = P.entrapment_floor + (1 - P.entrapment_floor) * w.outlook.odds[k * MAX_ATTENTION + b]!;
      own[STAKE + b] = 1 - P.entrapment_stake * rows[OWN_INTENT + b]!;
    }
  },
  value: (c, own) => {
    const { w, i, k, tie, rows, adversaries, ownIndex } = c;
    const P = w.parameters;
    let sum = 0;
    let covered = 0;
    for (let b = 0; b < adversaries; b++) {
      if (b === ownIndex) continue;
      const scope = AGREEMENT_SCOPE.cooperative(tie, w.attention[k * MAX_ATTENTION + b]!);
      const depth = Math.max(rows[OWED + b]!, P.entrapment_partnership * scope);
      if (depth === 0) continue;
      const stake = own[STAKE + b]!;
      if (stake > 0) sum += depth * rows[ADVERSARY_INTENT + b]! * own[RISK + b]! * rows[ADVERSARY_POWER + b]! * stake;
      covered += 1;
    }
    const general = adversaries === 0 ? 0 : covered / adversaries;
    const provoked = AGREEMENT_SCOPE.provoked(tie, c.owed, P.entrapment_partnership) * w.revisionism[k]! * (1 - w.revisionism[i]!);
    const part = AGREEMENT_SCOPE.ownPart(tie, P.entrapment_overlap);
    return -w.entrapment[i]! * P.entrapment_weight * (sum + P.entrapment_provocation * provoked * general) * part;
  },
});
