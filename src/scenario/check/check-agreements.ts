import { MINILATERAL_SIZE } from '../../model/constants.ts';
import type { AgreementKind } from '../../model/vocabulary.ts';
import { AGREEMENT_DEFAULTS, BELLIGERENT } from '../agreement-defaults.ts';
import { checkCited, repeated, unknownState } from './check-system.ts';
import { textsAt, wholeOr, type Facts } from './facts.ts';
import { suggest } from '../names.ts';
import type { PathProblem } from '../schema/schema-problems.ts';
import { formatValue, isMapping, listOf, mappingOf, own, valueAtPath, type Mapping, type Path } from '../values.ts';

interface WrittenMember {
  state: string;
  at: Path;
  obligations: unknown;
  obligationsAt: Path;
  since: unknown;
}

/** The agreements in force at the start. */
export function checkAgreements(facts: Facts): PathProblem[] {
  if (facts.generated) return [];
  const agreements = listOf(own(facts.input, 'agreements')).map(mappingOf);
  const names = repeated(agreements.map((agreement) => own(agreement, 'name'))).map(({ value, index }): PathProblem => ({
    at: ['agreements', index, 'name'],
    expected: 'each name once',
    found: `${formatValue(value)} again`,
    remedy: 'give the agreement another name',
  }));
  return [...names, ...agreements.flatMap((agreement, s) => checkAgreement(agreement, ['agreements', s], facts))];
}

/** One agreement, of the start or of a shock, against the states there are and against itself. */
export function checkAgreement(agreement: Mapping, at: Path, facts: Facts): PathProblem[] {
  const members = membersOf(agreement, at);
  const kind = own(agreement, 'kind');
  return [
    ...checkMembers(members, at, kind, facts),
    ...checkDates(agreement, members, at, facts),
    ...checkAdversaries(own(agreement, 'purpose'), [...at, 'purpose'], members, facts),
    ...checkLocation(own(agreement, 'open_to'), [...at, 'open_to'], facts),
    ...(isKind(kind) ? checkObligations(kind, members, at, facts) : []),
    ...checkCited(agreement, at, facts),
  ];
}

const isKind = (kind: unknown): kind is AgreementKind => typeof kind === 'string' && Object.hasOwn(AGREEMENT_DEFAULTS, kind);

function membersOf(agreement: Mapping, at: Path): WrittenMember[] {
  return listOf(own(agreement, 'members')).flatMap((value, m) => {
    const own_ = mappingOf(value);
    const state = typeof value === 'string' ? value : own(own_, 'state');
    if (typeof state !== 'string') return [];
    const where = [...at, 'members', m];
    const has = own(own_, 'obligations') !== undefined;
    return [
      {
        state,
        at: typeof value === 'string' ? where : [...where, 'state'],
        obligations: has ? own(own_, 'obligations') : own(agreement, 'obligations'),
        obligationsAt: has ? [...where, 'obligations'] : [...at, 'obligations'],
        since: own(own_, 'since'),
      },
    ];
  });
}

function checkMembers(members: readonly WrittenMember[], at: Path, kind: unknown, facts: Facts): PathProblem[] {
  const out: PathProblem[] = members.filter(({ state }) => !facts.idSet.has(state)).map((m) => unknownState(m.state, m.at, facts));
  for (const { value, index } of repeated(members.map(({ state }) => state))) {
    out.push({
      at: members[index]?.at ?? at,
      expected: 'each member once',
      found: `${formatValue(value)} again`,
      remedy: 'remove one of the two',
    });
  }
  if (at[0] !== 'shocks') {
    for (const { state, at: where } of members.filter((m) => facts.inactive.has(m.state))) {
      out.push({
        at: where,
        expected: 'a state that is active at the start',
        found: `${state}, which is not`,
        remedy: 'let it join by a shock',
      });
    }
  }
  const written = listOf(valueAtPath(facts.input, [...at, 'members']));
  const { least, most } = MINILATERAL_SIZE;
  if (written.length < 2)
    out.push({ at: [...at, 'members'], expected: 'two or more members', found: formatValue(written), remedy: 'add the other members' });
  else if (kind === 'minilateral' && (written.length < least || written.length > most)) {
    out.push({
      at: [...at, 'members'],
      expected: `${least} to ${most} members of a minilateral`,
      found: String(written.length),
      remedy: 'make it a partnership, or change its members',
    });
  }
  return out;
}

function checkDates(agreement: Mapping, members: readonly WrittenMember[], at: Path, facts: Facts): PathProblem[] {
  const start = wholeOr(own(agreement, 'start'), facts.start);
  const out: PathProblem[] = [];
  const remedy = 'date it earlier, or sign it by a shock';
  if (start > facts.start)
    out.push({
      at: [...at, 'start'],
      expected: `a start of at most ${facts.start}, the start of the scenario`,
      found: String(start),
      remedy,
    });
  const term = wholeOr(own(agreement, 'term'), 0);
  if (own(agreement, 'renewal') === 'lapse' && term > 0 && start + term <= facts.start) {
    out.push({
      at: [...at, 'term'],
      expected: 'an agreement in force at the start of the scenario',
      found: `one that lapsed in ${start + term}`,
      remedy: 'lengthen the term, let it be renewed (renewal: vote), or leave the agreement out',
    });
  }
  for (const { since, at: where } of members) {
    if (typeof since !== 'number') continue;
    const place = [...where.slice(0, -1), 'since'];
    if (at[0] === 'shocks')
      out.push({
        at: place,
        expected: 'no "since" in an agreement that a shock signs',
        found: String(since),
        remedy: 'remove it: members join at the tick of the shock',
      });
    else if (since > facts.start || since < start)
      out.push({
        at: place,
        expected: `a label from ${start} (start of the agreement) to ${facts.start} (start of the scenario)`,
        found: String(since),
        remedy: 'correct the date; a later member joins by a shock',
      });
  }
  return out;
}

function checkAdversaries(value: unknown, at: Path, members: readonly WrittenMember[], facts: Facts): PathProblem[] {
  return textsAt(value, at).flatMap(({ text, at: where }): PathProblem[] => {
    if (!facts.idSet.has(text)) return [unknownState(text, where, facts, 'the id of a state as an adversary')];
    if (members.some(({ state }) => state === text))
      return [
        {
          at: where,
          expected: 'an adversary who is not a member',
          found: formatValue(text),
          remedy: 'take it out of the members or out of the adversaries',
        },
      ];
    return [];
  });
}

function checkObligations(kind: AgreementKind, members: readonly WrittenMember[], at: Path, facts: Facts): PathProblem[] {
  const out: PathProblem[] = [];
  const seen = new Set<string>();
  let belligerent = false;
  for (const member of members) {
    const written = Array.isArray(member.obligations) ? (member.obligations as unknown[]) : AGREEMENT_DEFAULTS[kind].obligations;
    written.forEach((value, o) => {
      const type = typeof value === 'string' ? value : own(mappingOf(value), 'type');
      const where = [...member.obligationsAt, o];
      const fights = typeof type === 'string' && BELLIGERENT.includes(type);
      belligerent ||= fights;
      const first = !seen.has(where.join('.'));
      seen.add(where.join('.'));
      if (fights && kind !== 'alliance' && first) {
        out.push({
          at: where,
          expected: `no obligation to fight or stay out in a ${kind}`,
          found: formatValue(type),
          remedy: 'make it an alliance, or remove the obligation',
        });
      }
      if (isMapping(value)) out.push(...checkCondition(own(value, 'when'), type, [...where, 'when'], member, members, facts, first));
    });
  }
  if (kind === 'alliance' && !belligerent && members.length > 0) {
    out.push({
      at,
      expected: 'an obligation to fight (defence, offence) or to stay out (neutrality) of some member of an alliance',
      found: 'none',
      remedy: 'add one, or make it a partnership',
    });
  }
  return out;
}

/** A condition; a problem that does not depend on the member is reported once, where the obligation is `first` met. */
function checkCondition(
  when: unknown,
  type: unknown,
  at: Path,
  member: WrittenMember,
  members: readonly WrittenMember[],
  facts: Facts,
  first: boolean,
): PathProblem[] {
  if (!isMapping(when)) return [];
  const out: PathProblem[] = first
    ? [
        ...checkAdversaries(own(when, 'adversaries'), [...at, 'adversaries'], members, facts),
        ...checkLocation(own(when, 'location'), [...at, 'location'], facts),
      ]
    : [];
  const least = own(when, 'min_adversaries');
  const others = facts.ids.length - new Set(members.map(({ state }) => state)).size;
  if (first && typeof least === 'number' && least > Math.max(1, others)) {
    out.push({
      at: [...at, 'min_adversaries'],
      expected: `at most ${others}, the number of states that are not members`,
      found: String(least),
      remedy: 'lower it: the obligation would never bind',
    });
  }
  const most = own(when, 'max_adversaries');
  if (first && typeof least === 'number' && typeof most === 'number' && most < least) {
    out.push({
      at: [...at, 'max_adversaries'],
      expected: `at least ${least}, the least number of adversaries`,
      found: String(most),
      remedy: 'raise it or leave it out: the obligation would never bind',
    });
  }
  const location = own(when, 'location');
  if (type === 'defence' && Array.isArray(location) && members.length > 1 && out.length === 0) {
    const covers = members.some(
      ({ state }) => state !== member.state && (location.includes(state) || location.includes(facts.regionOf.get(state) ?? '')),
    );
    if (!covers)
      out.push({
        at: [...at, 'location'],
        expected: `the territory of some other member, for ${member.state} to defend`,
        found: location.join(', '),
        remedy: 'name a member or its region: the obligation is toward nobody',
      });
  }
  return out;
}

function checkLocation(value: unknown, at: Path, facts: Facts): PathProblem[] {
  const known = [...facts.ids, ...facts.regions];
  return textsAt(value, at)
    .filter(({ text }) => !facts.idSet.has(text) && !facts.regions.has(text))
    .map(({ text, at: where }) => ({
      at: where,
      expected: 'the id of a state or the name of a region',
      found: formatValue(text),
      remedy: suggest(text, known, 'name a state, or a region that some state has'),
    }));
}
