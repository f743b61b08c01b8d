import type { Owed, Tie } from '../treaty/ties.ts';

/** How far the agreements of a tie reach, for the fear of entrapment. */
export const AGREEMENT_SCOPE = {
  /** Greatest depth of an agreement without an obligation to fight that is general or has l for its purpose, in [0,1]. */
  cooperative(tie: Tie, l: number): number {
    if (!tie.purposed) return tie.cooperative;
    let depth = 0;
    for (let x = 0; x < tie.agreements.length; x++) {
      const a = tie.agreements[x]!;
      if (a.kind !== 'alliance' && a.depth > depth && (a.purpose === null || a.purpose.includes(l))) depth = a.depth;
    }
    return depth;
  },

  /** Depth of the commitment, from what is owed, to wars that the other starts, in [0,1]: none under a non-provocation clause, a share of it in a partnership. */
  provoked(tie: Tie, owed: Owed, partnershipShare: number): number {
    let depth = owed.defence > owed.offence ? owed.defence : owed.offence;
    for (let t = 0; t < owed.conditional.length; t++) {
      const term = owed.conditional[t]!;
      const fights = term.type === 'offence' || (term.type === 'defence' && !term.when.nonProvocation);
      if (fights && term.depth > depth) depth = term.depth;
    }
    if (depth > 0) return depth;
    return (tie.kinds & 1) !== 0 ? 0 : partnershipShare * tie.depth;
  },
};
