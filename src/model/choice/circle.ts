import { clearParts, createParts, type Parts } from './parts.ts';
import type { Agreement } from '../treaty/treaty.ts';
import type { TieContext } from './tie-context.ts';
import type { Change } from './change.ts';
import type { SharedTerm } from '../terms/term.ts';

/**
 * An agreement of many is one thing to a member, not as many as it has members: the wars of its members, the trade and the secrets that they put at risk and the
 * help that they might fail to give are largely the same, and its weight against a small member is that of all together. Terms that know parts by adversary are
 * added up over the members with each further part for an adversary counting less; a change is worth the sum after it minus the sum before.
 */
export interface Circle {
  /** By shared term: the parts before the change and after it. */
  readonly sides: { readonly before: Parts; readonly after: Parts }[];
  /** Power of the members tied and greatest depth of a tie with them, before and after. */
  readonly before: Weight;
  readonly after: Weight;
}

interface Weight {
  power: number;
  depth: number;
}

export function createCircle(terms: number, n: number): Circle {
  const weight = () => ({ power: 0, depth: 0 });
  return {
    sides: Array.from({ length: terms }, () => ({ before: createParts(n), after: createParts(n) })),
    before: weight(),
    after: weight(),
  };
}

export function emptyCircle(circle: Circle): void {
  for (const { before, after } of circle.sides) {
    clearParts(before);
    clearParts(after);
  }
  circle.before.power = circle.before.depth = circle.after.power = circle.after.depth = 0;
}

/** Whether a change is about more than one other state for i, so that the circle counts. */
export function isCircle(change: Change, i: number): boolean {
  const terms = change.added ?? change.removed!;
  return terms.members.length > (terms.members.some((m) => m.state === i) ? 2 : 1);
}

/** The members for whom nothing changes when a state joins them, as one of them sees it. */
export function oldMembers(change: Change, i: number): Agreement['members'] {
  return change.newcomer >= 0 && change.newcomer !== i ? change.removed!.members : [];
}

/** Counts the tie that the context is set to. */
export function collect(
  circle: Circle,
  side: 'before' | 'after',
  terms: readonly SharedTerm[],
  places: readonly number[],
  c: TieContext,
): void {
  for (let t = 0; t < terms.length; t++) terms[t]!.parts(c, c.own[places[t]!]!, circle.sides[t]![side]);
  const weight = circle[side];
  weight.power += c.powerOther;
  if (c.tie.depth > weight.depth) weight.depth = c.tie.depth;
}
