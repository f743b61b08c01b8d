import { MINILATERAL_SIZE } from '../constants.ts';
import { memberOf, type Agreement, type AgreementTerms } from '../treaty/treaty.ts';
import type { AgreementKind } from '../vocabulary.ts';
import type { World } from '../world.ts';
import type { Tastes } from './taste-table.ts';

/** Number of three different states, whatever their order. */
export function groupKey(n: number, states: readonly number[]): number {
  const [a, b, c] = [...states].sort((x, y) => x - y);
  return (a! * n + b!) * n + c!;
}

/** How much better i gets on with the members of an agreement than at the start: the sum over them by the root of their number, so that it varies as much as one. */
function drifted(w: World, i: number, members: AgreementTerms['members']): number {
  let sum = 0;
  let others = 0;
  for (const { state } of members) {
    if (state === i) continue;
    sum += w.drift[i * w.n + state]!;
    others += 1;
  }
  return others > 1 ? sum / Math.sqrt(others) : sum;
}

/** What the states of a group dislike about founding an agreement of a kind: of three their own, never below that of a pair among them. */
export function dislikeOfFounding(w: World, tastes: Tastes, states: readonly number[], kind: AgreementKind): number {
  let greatest =
    states.length === MINILATERAL_SIZE.least
      ? (tastes.groups.get(groupKey(w.n, states))?.[kind === 'alliance' ? 'alliance' : 'minilateral'] ?? -Infinity)
      : -Infinity;
  const pairs = kind === 'alliance' ? tastes.alliance : tastes.partnership;
  let liking = 0;
  let count = 0;
  for (let x = 0; x < states.length; x++)
    for (let y = x + 1; y < states.length; y++) {
      const q = states[x]! * w.n + states[y]!;
      if (pairs[q]! > greatest) greatest = pairs[q]!;
      liking += w.drift[q]!;
      count += 1;
    }
  return greatest - liking / Math.sqrt(count);
}

/** What is disliked about the accession of a state. */
export function dislikeOfAccession(w: World, tastes: Tastes, newcomer: number, agreement: Agreement): number {
  const liking = drifted(w, newcomer, agreement.members);
  if (agreement.id < tastes.agreements) return tastes.outside[agreement.id * w.n + newcomer]! - liking;
  const pairs = agreement.kind === 'alliance' ? tastes.alliance : tastes.partnership;
  let greatest = -Infinity;
  for (const { state } of agreement.members) {
    const dislike = pairs[newcomer * w.n + state]!;
    if (state !== newcomer && dislike > greatest) greatest = dislike;
  }
  return greatest - liking;
}

/** How far a member is attached to an agreement: below 0 to one that it signed in the run against its taste. */
export function attachment(w: World, tastes: Tastes, i: number, agreement: Agreement): number {
  const { id, members, kind, kindAtStart, template } = agreement;
  const own = memberOf(agreement, i);
  if (own === undefined) return 0;
  const joined = !agreement.membersAtStart.includes(i);
  let value = 0;
  if (joined) value = -dislikeOfAccession(w, tastes, i, agreement);
  else if (id < tastes.agreements) value = tastes.inside[id * w.n + i]! + drifted(w, i, members);
  else if (template !== '') value = -dislikeOfFounding(w, tastes, agreement.membersAtStart, kindAtStart);
  const states = members.map((m) => m.state);
  return kind === 'alliance' && kindAtStart !== 'alliance' ? value - dislikeOfFounding(w, tastes, states, 'alliance') : value;
}
