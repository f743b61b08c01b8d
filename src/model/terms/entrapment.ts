import { AGREEMENT_SCOPE } from './scope.ts';
import { relativePower } from '../threat/force.ts';
import { MAX_ATTENTION } from '../scratch.ts';
import type { TieTerm } from './term.ts';

/**
 * Fear of being drawn into the other's wars over interests one does not share: scales with depth and scope; an agreement for a named purpose
 * counts that purpose alone, and a non-provocation clause takes out the wars that the other starts. The wars of the members of one agreement overlap.
 */
export const entrapment: TieTerm = {
  name: 'entrapment',
  scope: 'tie',
  meaning: "fear of being drawn into the other's wars",
  weights: ['entrapment_weight'],
  source: ['Snyder1984', 'Snyder1997'],
  value: (c) => {
    const { w, i, k, link } = c;
    const { n, intent, power, parameters: P } = w;
    let sum = 0;
    let covered = 0;
    for (let b = 0; b < c.adversaries; b++) {
      const l = w.attention[k * MAX_ATTENTION + b]!;
      if (l === i) continue;
      const depth = Math.max(c.owed[b]!, P.entrapment_partnership * AGREEMENT_SCOPE.cooperative(link, l));
      if (depth === 0) continue;
      const stake = 1 - P.entrapment_stake * intent[i * n + l]!;
      const risk = P.entrapment_floor + (1 - P.entrapment_floor) * w.scratch.odds[k * MAX_ATTENTION + b]!;
      if (stake > 0) sum += depth * intent[k * n + l]! * risk * relativePower(power[l]!, c.powerOwn) * stake;
      covered += 1;
    }
    const general = c.adversaries === 0 ? 0 : covered / c.adversaries;
    const provoked = AGREEMENT_SCOPE.provoked(link, i, P.entrapment_partnership) * w.revisionism[k]! * (1 - w.revisionism[i]!);
    const part = AGREEMENT_SCOPE.ownPart(link, P.entrapment_overlap);
    return -w.entrapment[i]! * P.entrapment_weight * (sum + P.entrapment_provocation * provoked * general) * part;
  },
};
