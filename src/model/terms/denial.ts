import { contestShare } from '../../base/math.ts';
import { attentionTo, helpShare, relativePower } from '../force.ts';
import { MAX_ATTENTION } from '../scratch.ts';
import type { TieTerm } from './term.ts';

/** Own threats kept from taking the other: over the adversaries that both attend to, why a great power protects small states. */
export const denial: TieTerm = {
  name: 'denial',
  scope: 'tie',
  meaning: 'own threats kept from taking the other by own help',
  weights: ['denial_weight'],
  source: ['Walt1987'],
  value: (c) => {
    const { w, i, k } = c;
    const { n, intent, power, arrival, parameters: P } = w;
    let sum = 0;
    for (let b = 0; b < c.adversaries; b++) {
      const l = w.attention[k * MAX_ATTENTION + b]!;
      if (l === i || attentionTo(w, i, l) < 0) continue;
      const share = helpShare(w, c.link, i, k, l);
      if (share === 0) continue;
      const x = w.scratch.force[k * MAX_ATTENTION + b]!;
      const y = c.otherDefence[b]!;
      const without = contestShare(x, y, P.contest_exponent);
      const helped = contestShare(x, y + share * power[i]! * arrival[l * n + i]!, P.contest_exponent);
      const size = 0.5 * relativePower(power[k]!, power[i]!) + 0.5 * relativePower(power[k]!, power[l]!);
      sum += intent[i * n + l]! * intent[k * n + l]! * (without * without - helped * helped) * size;
    }
    return P.denial_weight * sum;
  },
};
