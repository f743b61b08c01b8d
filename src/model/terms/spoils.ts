import { relativePower } from '../threat/force.ts';
import { tieTerm } from './term.ts';

/** Gains that revisionists expect from a common cause: a share of a stronger revisionist's gains, and help against own targets. */
export const spoils = tieTerm({
  name: 'spoils',
  meaning: 'gains expected from a revisionist common cause',
  // prettier-ignore
  parameters: {
    spoils_weight: { default: 0.03, min: 0, max: 1, swept: [0, 0.1], unit: 'utility', basis: 'assumed', source: ['Schweller1994'],
      meaning: 'weight of the gains that revisionists expect from a common cause' },
  },
  weights: ['spoils_weight'],
  source: ['Schweller1994'],
  prepare: (c, own) => {
    own[0] = relativePower(c.powerOther, c.powerOwn);
  },
  value: (c, own) => {
    const { w, i, k, tie, due } = c;
    const { n, power, arrival, revisionism, parameters: P } = w;
    const profit = tie.depth * revisionism[k]! * revisionism[i]! * own[0]!;
    let joint = 0;
    for (let t = 0; t < due.conditional.length; t++) {
      const term = due.conditional[t]!;
      if (term.type !== 'offence' || term.when.adversaries === null) continue;
      for (const l of term.when.adversaries) {
        const help = relativePower(power[k]! * arrival[l * n + k]!, power[i]! * arrival[l * n + i]!);
        joint += term.depth * w.hostility[i * n + l]! * revisionism[i]! * relativePower(power[l]!, power[i]!) * help;
      }
    }
    return P.spoils_weight * (profit + joint);
  },
});
