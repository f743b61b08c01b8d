import type { AgreementKind } from '../vocabulary.ts';
import { FIXED } from '../constants.ts';
import { optionTerm } from './term.ts';

/** Attention that agreements take: more for deeper kinds, growing with members and with the number of agreements a state already keeps. */
export const upkeep = optionTerm({
  name: 'upkeep',
  meaning: 'attention that the agreement takes',
  // prettier-ignore
  parameters: {
    upkeep: { default: 0.002, min: 0, max: 0.1, swept: [0.0005, 0.006], unit: 'utility per tick', basis: 'behaviour', chosenFor: ['finding 3'], source: ['Weitsman2004'],
      meaning: 'upkeep of a bilateral partnership' },
    upkeep_members: { default: 0.15, min: 0, max: 2, swept: [0, 0.5], unit: 'share per member', basis: 'assumed', source: ['Olson1965'],
      meaning: 'growth of upkeep with each member beyond the second' },
    upkeep_capacity: { default: 30, min: 1, max: 1000, swept: [10, 100], unit: 'agreements', basis: 'behaviour', chosenFor: ['finding 3'], source: ['Simon1955'],
      meaning: 'number of agreements that doubles the upkeep of one more' },
  },
  weights: ['upkeep'],
  source: ['Weitsman2004', 'Olson1965'],
  value: ({ w, i, action, added, removed }) => {
    const P = w.parameters;
    const before =
      removed !== null && removed.members.some((m) => m.state === i)
        ? load(levelOf(removed.kind), removed.members.length, P.upkeep_members)
        : 0;
    const after = action === 'leave' || added === null ? 0 : load(levelOf(added.kind), added.members.length, P.upkeep_members);
    const others = w.book.of[i]!.length - (before > 0 ? 1 : 0);
    return -P.upkeep * (1 + others / P.upkeep_capacity) * (after - before);
  },
});

function load(level: number, members: number, perMember: number): number {
  return level * (1 + perMember * (members - 2));
}

function levelOf(kind: AgreementKind): number {
  return kind === 'alliance' ? FIXED.upkeep_alliance : 1;
}
