import type { OptionTerm } from './term.ts';

/** Attention that agreements take: more for deeper kinds, growing with members and with the number of agreements a state already keeps. */
export const upkeep: OptionTerm = {
  name: 'upkeep',
  scope: 'option',
  meaning: 'attention that the agreement takes',
  weights: ['upkeep'],
  source: ['Weitsman2004', 'Olson1965'],
  value: ({ w, i, added, removed, leaving }) => {
    const P = w.parameters;
    const before =
      removed !== null && removed.members.some((m) => m.state === i)
        ? load(removed.kind === 'alliance' ? 2 : 1, removed.members.length, P.upkeep_members)
        : 0;
    const after = leaving || added === null ? 0 : load(added.kind === 'alliance' ? 2 : 1, added.members.length, P.upkeep_members);
    const others = w.book.of[i]!.length - (before > 0 ? 1 : 0);
    return -P.upkeep * (1 + others / P.upkeep_capacity) * (after - before);
  },
};

function load(level: number, members: number, perMember: number): number {
  return level * (1 + perMember * (members - 2));
}
