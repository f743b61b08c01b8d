import type { Agreement, AgreementTerms } from '../../model/treaty/treaty.ts';
import type { OptionAction } from '../../model/events.ts';
import type { AgreementKind } from '../../model/vocabulary.ts';
import type { PlainState, PlainTastes } from './state.ts';
import { isMember } from './ties.ts';

const statesOf = (a: AgreementTerms) => a.members.map((m) => m.state);
const sum = (values: readonly number[]) => values.reduce((total, x) => total + x, 0);

/** How much better i gets on with states than at the start. */
function drifted(s: PlainState, i: number, states: readonly number[]): number {
  const others = states.filter((k) => k !== i);
  const total = sum(others.map((k) => s.drift[i]![k]!));
  return others.length > 1 ? total / Math.sqrt(others.length) : total;
}

/** Against founding: the greatest dislike of any pair, or of the three, less how much better they get on. */
function againstFounding(s: PlainState, tastes: PlainTastes, states: readonly number[], kind: AgreementKind): number {
  const pairs = states.flatMap((i, x) => states.slice(x + 1).map((k) => [i, k] as const));
  const of = kind === 'alliance' ? tastes.alliance : tastes.partnership;
  const group = states.length === 3 ? tastes.groups.get([...states].sort((x, y) => x - y).join(' ')) : undefined;
  const greatest = Math.max(group?.[kind === 'alliance' ? 'alliance' : 'minilateral'] ?? -Infinity, ...pairs.map(([i, k]) => of[i]![k]!));
  return greatest - sum(pairs.map(([i, k]) => s.drift[i]![k]!)) / Math.sqrt(pairs.length);
}

function againstAccession(s: PlainState, tastes: PlainTastes, newcomer: number, a: Agreement): number {
  const liking = drifted(s, newcomer, statesOf(a));
  if (a.id < tastes.agreements) return tastes.outside[a.id]![newcomer]! - liking;
  const of = a.kind === 'alliance' ? tastes.alliance : tastes.partnership;
  return (
    Math.max(
      ...statesOf(a)
        .filter((k) => k !== newcomer)
        .map((k) => of[newcomer]![k]!),
    ) - liking
  );
}

function forStaying(s: PlainState, tastes: PlainTastes, i: number, a: Agreement): number {
  if (!isMember(a, i)) return 0;
  let value = 0;
  if (!a.membersAtStart.includes(i)) value = -againstAccession(s, tastes, i, a);
  else if (a.id < tastes.agreements) value = tastes.inside[a.id]![i]! + drifted(s, i, statesOf(a));
  else if (a.template !== '') value = -againstFounding(s, tastes, a.membersAtStart, a.kindAtStart);
  return a.kind === 'alliance' && a.kindAtStart !== 'alliance' ? value - againstFounding(s, tastes, statesOf(a), 'alliance') : value;
}

/** What is signed or left. */
interface Signing {
  action: OptionAction;
  added: AgreementTerms | null;
  removed: Agreement | null;
}

/** "Taste: what is disliked about what is signed, what is liked about what is left." */
export function tasteOf(s: PlainState, i: number, { action, added, removed }: Signing): number {
  const { tastes } = s;
  if (tastes === null || s.parameters.taste_sd === 0) return 0;
  if (action === 'found') return -againstFounding(s, tastes, statesOf(added!), added!.kind);
  if (action === 'mature') return -againstFounding(s, tastes, statesOf(removed!), 'alliance');
  if (action === 'join' || action === 'invite')
    return -againstAccession(
      s,
      tastes,
      statesOf(added!).find((k) => !isMember(removed!, k))!,
      removed!,
    );
  if (action === 'leave' || action === 'hollow') return -forStaying(s, tastes, i, removed!);
  return 0;
}
