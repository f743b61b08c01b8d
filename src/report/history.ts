import { KINDS, type AgreementEntry } from './payload.ts';

/** An agreement as it stands at the end of a tick. */
export interface Standing {
  readonly kind: number;
  readonly members: readonly number[];
}

/** Two states tied by agreements in force. a < b. */
export interface Tie {
  readonly a: number;
  readonly b: number;
  /** Bit k is set where an agreement of the k-th of KINDS ties them. */
  readonly kinds: number;
  /** Indices of the agreements. */
  readonly agreements: readonly number[];
}

/**
 * An agreement at the end of a tick: its kind and members at the start, and every change up to and including the tick. Null where it is not in force:
 * before its start, and from the tick of its end on.
 */
export function standingAt(entry: AgreementEntry, tick: number): Standing | null {
  const [, kindAtStart, start, end, atStart, changes] = entry;
  if (start > tick || (end >= 0 && end <= tick)) return null;
  let kind = kindAtStart;
  let members = atStart;
  for (const [when, change, of] of changes) {
    if (when > tick) break;
    if (change === 'k') kind = of;
    else members = change === 'j' ? [...members, of] : members.filter((state) => state !== of);
  }
  return { kind, members };
}

/**
 * The pairs of states that agreements tie at the end of a tick, each pair once, in the order of states. A state that is not a member of the system has
 * no ties, as in the metrics.
 */
export function tiesAt(agreements: readonly AgreementEntry[], tick: number, isMember: (state: number) => boolean): Tie[] {
  const ties = new Map<string, { a: number; b: number; kinds: number; agreements: number[] }>();
  agreements.forEach((entry, index) => {
    const standing = standingAt(entry, tick);
    if (standing === null) return;
    const members = standing.members.filter(isMember);
    for (const a of members)
      for (const b of members) {
        if (b <= a) continue;
        const key = `${a} ${b}`;
        const tie = ties.get(key) ?? { a, b, kinds: 0, agreements: [] };
        tie.kinds |= 1 << standing.kind;
        tie.agreements.push(index);
        ties.set(key, tie);
      }
  });
  return [...ties.values()].sort((x, y) => x.a - y.a || x.b - y.b);
}

/** How many pairs are tied by each of KINDS, and by any. */
export function countTies(ties: readonly Tie[]): { byKind: number[]; all: number } {
  return { byKind: KINDS.map((_, kind) => ties.filter(({ kinds }) => (kinds & (1 << kind)) !== 0).length), all: ties.length };
}
