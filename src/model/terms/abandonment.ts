import { SHARED_PARAMETERS } from '../parameter-table.ts';
import { MAX_ATTENTION } from '../constants.ts';
import { ALONE2, ASSURED, FULL2, THREAT_INTENT } from '../choice/tie-context.ts';
import { KIND_BIT } from '../vocabulary.ts';
import { addPart } from '../choice/parts.ts';
import { sharedTerm } from './term.ts';

/**
 * Fear of being left alone by a state that one depends on, greatest for a shallow tie with a state whose help one needs: depth buys it off. Without a
 * tie nothing is expected and nothing is feared.
 */
export const abandonment = sharedTerm({
  name: 'abandonment',
  meaning: 'fear of depending on help that may not come',
  // prettier-ignore
  parameters: {
    abandonment_weight: { default: 0.5, min: 0, max: 5, swept: [0, 1.5], unit: 'weight', basis: 'behaviour', chosenFor: ['finding 2', 'finding 3'], source: ['Snyder1984'],
      meaning: 'scale of the abandonment term at abandonment cost 1' },
    abandonment_partnership: { default: 0.6, min: 0, max: 1, swept: [0.2, 1], unit: 'share', basis: 'behaviour', chosenFor: ['finding 2'], source: ['Wilkins2012'],
      meaning: 'fear of abandonment in a tie without an obligation to fight, where less is expected, against that in an alliance' },
    organisation_overlap: SHARED_PARAMETERS.terms.organisation_overlap,
  },
  weights: ['abandonment_weight'],
  source: ['Snyder1984', 'Snyder1997'],
  parts: (c, _own, out) => {
    const { w, i, rows } = c;
    const expectation = (c.tie.kinds & KIND_BIT.alliance) !== 0 ? 1 : w.parameters.abandonment_partnership;
    const weight = -w.abandonment[i]! * w.parameters.abandonment_weight * expectation;
    for (let a = 0; a < c.threats; a++) {
      const lost = rows[ALONE2 + a]! - rows[FULL2 + a]!;
      addPart(out, w.attention[i * MAX_ATTENTION + a]!, weight * rows[THREAT_INTENT + a]! * (1 - rows[ASSURED + a]!) * lost);
    }
  },
});
