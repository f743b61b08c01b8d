import { KIND_BIT } from '../vocabulary.ts';
import { openTieOf } from '../treaty/book.ts';
import { commitment, relativePower } from '../threat/force.ts';
import { tieTerm } from './term.ts';

/** For a challenger: the other detached from the defence of one's targets, since a state bound to both sides helps neither. */
export const division = tieTerm({
  name: 'division',
  meaning: "the other detached from the defence of one's targets",
  // prettier-ignore
  parameters: {
    division_weight: { default: 0.3, min: 0, max: 5, swept: [0, 1], unit: 'weight', basis: 'assumed', source: ['Crawford2011'],
      meaning: "weight for a challenger of detaching the other from its targets' defence" },
  },
  weights: ['division_weight'],
  source: ['Crawford2011'],
  // what k would bring to the defence of i's targets
  prepare: ({ w, i, k }, own) => {
    const { n, power, arrival, hostility } = w;
    own[0] = 0;
    if (w.revisionism[i] === 0) return;
    let sum = 0;
    for (const l of w.book.neighbours[k]!) {
      const dispute = hostility[i * n + l]!;
      if (l === i || dispute === 0) continue;
      const open = openTieOf(w.book, k, l);
      if (open === null || (open.kinds & KIND_BIT.alliance) === 0) continue;
      const arriving = power[k]! * arrival[i * n + k]!;
      sum += dispute * commitment(w, open, 'defence', k, l, i) * relativePower(arriving, power[l]!);
    }
    own[0] = sum;
  },
  value: ({ w, i, due }, own) => {
    const bond = due.defence > due.neutrality ? due.defence : due.neutrality;
    if (bond === 0 || w.revisionism[i] === 0) return 0;
    return w.parameters.division_weight * w.revisionism[i]! * bond * own[0]!;
  },
});
