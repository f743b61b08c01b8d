import { dutyOf, openLinkOf } from '../treaty/agreements.ts';
import { commitment, relativePower } from '../threat/force.ts';
import type { TieTerm } from './term.ts';

/** For a challenger: the other detached from the defence of one's targets, since a state bound to both sides helps neither. */
export const division: TieTerm = {
  name: 'division',
  scope: 'tie',
  meaning: "the other detached from the defence of one's targets",
  weights: ['division_weight'],
  source: ['Crawford2011'],
  value: (c) => {
    const { w, i, k, link } = c;
    const { n, power, arrival, hostility } = w;
    const duty = dutyOf(link, k);
    const bond = duty.defence > duty.neutrality ? duty.defence : duty.neutrality;
    if (bond === 0 || w.revisionism[i] === 0) return 0;
    let sum = 0;
    for (const l of w.book.neighbours[k]!) {
      const dispute = hostility[i * n + l]!;
      if (l === i || dispute === 0) continue;
      const open = openLinkOf(w.book, k, l);
      if (open === null || (open.kinds & 1) === 0) continue;
      const arriving = power[k]! * arrival[i * n + k]!;
      sum += dispute * commitment(w, open, 'defence', k, l, i) * relativePower(arriving, power[l]!);
    }
    return w.parameters.division_weight * w.revisionism[i]! * bond * sum;
  },
};
