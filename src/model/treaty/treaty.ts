import type { Casus } from './casus.ts';
import { MINILATERAL_SIZE } from '../constants.ts';
import type { AgreementKind, ConsentRule, Ending, Formality, ObligationType, Renewal } from '../vocabulary.ts';

/** What one member owes the others, in words of a treaty. */
export interface Obligation {
  readonly type: ObligationType;
  readonly when: Casus;
}

export interface Member {
  readonly state: number;
  readonly obligations: readonly Obligation[];
  /** Tick of signing or joining. */
  readonly since: number;
}

/** What is agreed: the terms of an agreement. */
export interface AgreementTerms {
  readonly name: string;
  readonly kind: AgreementKind;
  readonly formality: Formality;
  /** Areas of cooperation, bits of AREA_BIT. */
  readonly areas: number;
  /** Strength of commitment, in [0,1]. */
  readonly depth: number;
  /** Named adversaries that the agreement is for; null = general. */
  readonly purpose: readonly number[] | null;
  /** Who may join: 1 for each state that it is open to; null = it does not say. */
  readonly openTo: Uint8Array | null;
  readonly consent: ConsentRule;
  /** Ticks; 0 = without end. */
  readonly term: number;
  readonly renewal: Renewal;
  /** Known to its members alone. */
  readonly secret: boolean;
  readonly members: readonly Member[];
  /** Name of the template it was made from; empty for agreements of the scenario. */
  readonly template: string;
}

/** An agreement that is or was in force: a plain object, changed only by the functions of book.ts. */
export interface Agreement extends AgreementTerms {
  readonly id: number;
  /** Tick of its start; negative where it is older than the run. */
  readonly start: number;
  /** Kind and depth when it entered the run. */
  readonly kindAtStart: AgreementKind;
  readonly depthAtStart: number;
  readonly membersAtStart: readonly number[];
  /** Tick of the last signing or renewal, from which the term runs. */
  readonly renewedAt: number;
  /** Tick of its end; -1 while in force. */
  readonly end: number;
  readonly ending: Ending | '';
}

export function memberOf(agreement: AgreementTerms, state: number): Member | undefined {
  for (const m of agreement.members) if (m.state === state) return m;
  return undefined;
}

/** Fewest members with which an agreement of a kind stays in force. */
export function leastMembers(kind: AgreementKind): number {
  return kind === 'minilateral' ? MINILATERAL_SIZE.least : 2;
}

/**
 * Members after the accession of a state, which takes on what a founding member owes. If the treaty area includes every member's territory, it grows by
 * the newcomer's, as protocols of accession provide.
 */
export function membersAfterAccession(agreement: AgreementTerms, state: number, tick: number): Member[] {
  const grown = new Map<Casus, Casus>();
  const grow = (when: Casus): Casus => {
    if (when.location === null || when.location[state] === 1 || !agreement.members.every((m) => when.location![m.state] === 1)) return when;
    let made = grown.get(when);
    if (made === undefined) {
      const location = when.location.slice();
      location[state] = 1;
      made = { ...when, location };
      grown.set(when, made);
    }
    return made;
  };
  const members = agreement.members.map((m): Member => {
    if (m.obligations.every(({ when }) => when.location === null || when.location[state] === 1)) return m;
    return { state: m.state, obligations: m.obligations.map(({ type, when }) => ({ type, when: grow(when) })), since: m.since };
  });
  members.push({ state, obligations: model(members).obligations, since: tick });
  return members.sort((x, y) => x.state - y.state);
}

/** The member whose obligations a newcomer takes on: the earliest, among these the one with most obligations, in index order. */
function model(members: readonly Member[]): Member {
  return members.reduce((best, m) =>
    m.since < best.since || (m.since === best.since && m.obligations.length > best.obligations.length) ? m : best,
  );
}
