import { owedBy, type Tie } from '../treaty/ties.ts';
import { KIND_BIT } from '../vocabulary.ts';

/** How far the agreements of a tie reach, for the fear of entrapment. */
export const AGREEMENT_SCOPE = {
  /** Greatest depth of an agreement without an obligation to fight that is general or has l for its purpose, in [0,1]. */
  cooperative(tie: Tie, l: number): number {
    if ((tie.kinds & ~KIND_BIT.alliance) === 0) return 0;
    let depth = 0;
    for (let x = 0; x < tie.agreements.length; x++) {
      const a = tie.agreements[x]!;
      if (a.kind !== 'alliance' && a.depth > depth && (a.purpose === null || a.purpose.includes(l))) depth = a.depth;
    }
    return depth;
  },

  /**
   * Part, in (0,1], of the other's wars that counts for a tie: the wars of the members of one agreement overlap, so that each counts for its share.
   * Of several agreements, the one with the fewest members decides.
   */
  ownPart(tie: Tie, overlap: number): number {
    let others = Infinity;
    for (let x = 0; x < tie.agreements.length; x++) {
      const count = tie.agreements[x]!.members.length - 1;
      if (count < others) others = count;
    }
    return others > 1 && others < Infinity ? 1 - overlap + overlap / others : 1;
  },

  /** Depth of i's commitment to wars that the other starts, in [0,1]: none under a non-provocation clause, a share of it in a partnership. */
  provoked(tie: Tie, i: number, partnershipShare: number): number {
    const owed = owedBy(tie, i);
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
