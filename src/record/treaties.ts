import type { Area, ObligationType } from '../model/vocabulary.ts';
import { BELLIGERENT } from '../scenario/agreement-defaults.ts';
import { byCode } from '../scenario/values.ts';
import { CODING } from './coding.ts';
import type { Notices } from './notices.ts';
import type { Members } from './members.ts';
import {
  directedKey,
  entryOf,
  keyStates,
  memberKey,
  pairKey,
  type ConditionCodes,
  type Membership,
  type Obligations,
  type RecordData,
} from './record-data.ts';

/** When an obligation binds, in the words of the scenario language. */
export interface When {
  adversaries?: string[];
  location?: string[];
  min_adversaries?: number;
  max_adversaries?: number;
  ongoing_conflict?: true;
  non_provocation?: true;
  demands?: true;
}
/** An obligation of a member. */
export interface Duty {
  type: ObligationType;
  when: When;
}
/** An agreement of the record in the words of the scenario language. */
export interface RecordAgreement {
  name: string;
  kind: 'alliance' | 'partnership';
  formality: 'formal' | 'informal';
  areas: Area[];
  depth: number | undefined;
  purpose: string[];
  term: number;
  renewal: 'vote' | 'lapse';
  secret: boolean;
  start: number;
  members: { ccode: number; id: string; since: number; duties: Duty[] }[];
  /** Roles of its source files. */
  sets: string[];
  remarks: string[];
}

/** Assumed number of adversaries for conditions on their number, which the data do not give: an obligation to fight binds from it, one to stay out below it. */
const SEVERAL = 2;
/** The states that replace a named adversary that is not a state of the year, such as the two Germanies. */
const SUCCESSORS: Readonly<Record<number, readonly number[]>> = { 255: [260, 265], 260: [255], 300: [305] };

/** The agreements in force in a year: from treaties where there are any, else from pairs. */
export function agreementsOf(record: RecordData, members: Members, year: number, notices: Notices): RecordAgreement[] {
  const treaties = new Map<number, Membership[]>();
  for (const membership of record.memberships) {
    if (membership.from > year || membership.to < year) continue;
    entryOf(treaties, membership.treaty, () => []).push(membership);
  }
  const fromTreaties = [...treaties]
    .sort(([a], [b]) => a - b)
    .flatMap(([treaty, rows]) => treatyOf(treaty, inForce(rows, members, year, notices), record, members, year, notices));
  const hasTreaties = record.coverage.has('atop-members') || record.coverage.has('atop-treaties');
  const alliances = hasTreaties ? fromTreaties : pairsOf(record, members, year, notices);
  return [...alliances, ...cooperationOf(record, members, year, notices)];
}

/**
 * One row for each member of a treaty: the last, if the year has several phases. Members that are not states of the system are left out, and so are those
 * that left before another joined, such as the two Germanies before the united one.
 */
function inForce(rows: readonly Membership[], members: Members, year: number, notices: Notices): Membership[] {
  const latest = new Map<number, Membership>();
  for (const row of rows) {
    if (!members.has(row.ccode)) {
      notices.note(
        `members of treaties who are not in the list of states in ${year} and are left out`,
        `row ${row.row}: state ${row.ccode} of treaty ${row.treaty}`,
      );
      continue;
    }
    const before = latest.get(row.ccode);
    if (before === undefined || row.firstDay >= before.firstDay) latest.set(row.ccode, row);
  }
  const all = [...latest.values()];
  return all.filter((row) => {
    const later = all.find((other) => other.firstDay >= row.lastDay && other !== row);
    if (later !== undefined)
      notices.note(
        'members of treaties who left in the year before another came, and are left out',
        `row ${row.row}: state ${row.ccode} of treaty ${row.treaty}`,
      );
    return later === undefined;
  });
}

/** A treaty of the year; nothing where fewer than two members are states of the system. */
function treatyOf(
  treaty: number,
  rows: readonly Membership[],
  record: RecordData,
  members: Members,
  year: number,
  notices: Notices,
): RecordAgreement[] {
  if (rows.length < 2) return [];
  const ids = new Map(rows.map(({ ccode }) => [ccode, members.get(ccode)?.id ?? '']));
  const sorted = [...rows].sort((a, b) => byCode(ids.get(a.ccode) ?? '', ids.get(b.ccode) ?? ''));
  const [first] = sorted;
  if (first === undefined) return [];
  const remarks: string[] = [];
  const context = { record, members, year, ids, remarks, named: adversariesOf(sorted, record, members, year, remarks) };
  const start = Math.min(record.treatyStarts.get(treaty) ?? year, year);
  const parties = sorted.map((row) => ({
    ccode: row.ccode,
    id: ids.get(row.ccode) ?? '',
    since: Math.max(start, Math.min(record.memberStarts.get(memberKey(treaty, row.ccode)) ?? row.from, year)),
    duties: dutiesOf(row, context),
  }));
  const fights = parties.some(({ duties }) => duties.some(({ type }) => BELLIGERENT.includes(type)));
  const consults = sorted.some(({ obligations }) => obligations.consultation);
  // treaties of several states that provide for renewal are usually renewed tacitly: they are in force until denounced
  const open = first.renewal && parties.length > 2;
  const term = open ? 0 : Math.round(first.months / CODING.tickMonths) || (first.months > 0 ? 1 : 0);
  if (remarks.length > 0)
    notices.note('treaties of which the data do not say all that is needed (see the comments in the file)', `ATOP ${treaty}`);
  if (open && first.months > 0) remarks.push(`a term of ${first.months} months, with a provision for renewal: in force until it is left`);
  return [
    {
      name: `${nameOf(parties.map(({ id }) => id))} ${start} (ATOP ${treaty})`,
      kind: fights ? 'alliance' : 'partnership',
      formality: 'formal',
      areas: areasOf(first, fights || consults),
      depth: fights || consults ? undefined : CODING.nonaggressionDepth,
      purpose: purposeOf(parties),
      term,
      renewal: first.renewal || start + term <= year || term === 0 ? 'vote' : 'lapse',
      secret: first.secret,
      start,
      members: parties,
      sets: [record.coverage.has('atop-members') ? 'atop_members' : 'atop'],
      remarks,
    },
  ];
}

function nameOf(ids: readonly string[]): string {
  return ids.length <= 3 ? ids.join('-') : `${ids.slice(0, 2).join('-')} and ${ids.length - 2} more`;
}

function areasOf(row: Membership, security: boolean): Area[] {
  const areas: Area[] = [];
  if (security || row.military) areas.push('security');
  if (row.economic) areas.push('economy');
  if (row.bases) areas.push('logistics');
  return areas;
}

/** The adversaries that all members with an obligation to fight have in common; none if an obligation is general. */
function purposeOf(parties: readonly { duties: readonly Duty[] }[]): string[] {
  const belligerent = parties.flatMap(({ duties }) => duties.filter(({ type }) => type === 'defence' || type === 'offence'));
  if (belligerent.length === 0 || belligerent.some(({ when }) => when.adversaries === undefined)) return [];
  return [...new Set(belligerent.flatMap(({ when }) => when.adversaries ?? []))].sort(byCode);
}

interface Context {
  record: RecordData;
  members: Members;
  year: number;
  ids: ReadonlyMap<number, string>;
  remarks: string[];
  /** Ids of the adversaries of a treaty on condition of its adversaries; empty = not known. */
  named: string[];
}

/** The adversaries that a treaty names, as far as the data give them; otherwise the rivals of its members. */
function adversariesOf(rows: readonly Membership[], record: RecordData, members: Members, year: number, remarks: string[]): string[] {
  if (!rows.some(({ when }) => Object.values(when).some(({ adversaries }) => adversaries))) return [];
  const own = new Set(rows.map(({ ccode }) => ccode));
  const codes = [...new Set(rows.flatMap(({ named }) => named))];
  const present = codes
    .flatMap((code) => (members.has(code) ? [code] : (SUCCESSORS[code] ?? [])))
    .filter((code) => members.has(code) && !own.has(code));
  if (codes.length > 0 && present.length < codes.length)
    remarks.push(`named adversaries ${codes.join(', ')}: those who are states of ${year} are taken`);
  if (present.length > 0) return idsOf(present, members);
  const rivals = record.rivalries
    .filter(({ a, b, from, to }) => from <= year && to >= year && (own.has(a) || own.has(b)))
    .flatMap(({ a, b }) => [a, b])
    .filter((code) => !own.has(code) && members.has(code));
  remarks.push(
    rivals.length > 0
      ? 'binds against adversaries whom the data do not name: the rivals of its members are taken'
      : 'binds against adversaries whom the data do not name: taken as without this condition',
  );
  return idsOf(rivals, members);
}

const idsOf = (codes: readonly number[], members: Members) =>
  [...new Set(codes.flatMap((code) => members.get(code)?.id ?? []))].sort(byCode);

/** A member's obligations with their conditions. */
function dutiesOf(row: Membership, context: Context): Duty[] {
  const out: Duty[] = [];
  for (const type of ['defence', 'offence', 'neutrality'] as const) {
    if (!row.obligations[type]) continue;
    const when = whenOf(type, row.when[type], context);
    if (type === 'defence') {
      const protectedStates = protectedBy(row.ccode, context);
      if (protectedStates.length === 0) continue;
      if (protectedStates.length < context.ids.size - 1) {
        when.location = protectedStates;
        context.remarks.push(`${context.ids.get(row.ccode)} defends ${protectedStates.join(', ')} alone, by the file of pairs`);
      }
    }
    out.push({ type, when });
  }
  for (const type of ['nonaggression', 'consultation'] as const) if (row.obligations[type]) out.push({ type, when: {} });
  return out;
}

/** The members to which a state owes defence: all others, except those to which it does not according to the file of pairs. */
function protectedBy(ccode: number, { record, year, ids }: Context): string[] {
  const duties = record.duties.get(year);
  return [...ids]
    .filter(([other]) => other !== ccode && (duties === undefined || duties.get(directedKey(ccode, other))?.defence === true))
    .map(([, id]) => id)
    .sort(byCode);
}

function whenOf(type: 'defence' | 'offence' | 'neutrality', codes: ConditionCodes, { ids, remarks, named }: Context): When {
  const when: When = {};
  if (codes.adversaries && named.length > 0) when.adversaries = named;
  if (codes.location) {
    when.location = [...ids.values()].sort(byCode);
    remarks.push('binds in a region that the data do not name: the territories of its members are taken');
  }
  if (codes.number && type === 'neutrality') when.max_adversaries = SEVERAL - 1;
  else if (codes.number) when.min_adversaries = SEVERAL;
  if (codes.ongoing) when.ongoing_conflict = true;
  if (codes.nonProvocation) when.non_provocation = true;
  if (codes.demands) when.demands = true;
  return when;
}

/** Bilateral agreements, one for each pair with obligations: a file by pairs has no more information. */
function pairsOf(record: RecordData, members: Members, year: number, notices: Notices): RecordAgreement[] {
  const duties = record.duties.get(year);
  if (duties === undefined) return [];
  notices.note('no file of treaties: every pair with obligations has an agreement of its own, without conditions, term and start');
  const out: RecordAgreement[] = [];
  for (const key of [...duties.keys()].sort((a, b) => a - b)) {
    const [a, b] = keyStates(key);
    if (a > b && duties.has(directedKey(b, a))) continue;
    const [one, two] = [members.get(a), members.get(b)];
    if (one === undefined || two === undefined) {
      notices.note(`pairs of which one is not in the list of states in ${year}, and which are left out`, `${a}-${b}`);
      continue;
    }
    const parties = [one, two].map((state) => ({
      ...state,
      since: year,
      duties: plain(duties.get(directedKey(state.ccode, state === one ? b : a))),
    }));
    const fights = parties.some((party) => party.duties.some(({ type }) => BELLIGERENT.includes(type)));
    const consults = parties.some((party) => party.duties.some(({ type }) => type === 'consultation'));
    out.push({
      name: `${one.id}-${two.id} (ATOP pair)`,
      kind: fights ? 'alliance' : 'partnership',
      formality: 'formal',
      areas: fights || consults ? ['security'] : [],
      depth: fights || consults ? undefined : CODING.nonaggressionDepth,
      purpose: [],
      term: 0,
      renewal: 'vote',
      secret: false,
      start: year,
      members: parties,
      sets: ['atop_dyads'],
      remarks: [],
    });
  }
  return out;
}

const plain = (obligations: Obligations | undefined): Duty[] =>
  (['defence', 'offence', 'neutrality', 'nonaggression', 'consultation'] as const)
    .filter((type) => obligations?.[type] === true)
    .map((type) => ({ type, when: {} }));

/** One partnership for each pair with agreements on cooperation in defence. */
function cooperationOf(record: RecordData, members: Members, year: number, notices: Notices): RecordAgreement[] {
  const pairs = new Map<number, { start: number; count: number; general: boolean }>();
  for (const { a, b, from, to, general } of record.cooperation) {
    if (from > year || to < year) continue;
    if (!members.has(a) || !members.has(b)) {
      notices.note(
        `cooperation agreements of which one party is not in the list of states in ${year}, and which are left out`,
        `${a}-${b}`,
      );
      continue;
    }
    const key = pairKey(a, b);
    const before = pairs.get(key);
    pairs.set(key, {
      start: Math.min(from, before?.start ?? from),
      count: (before?.count ?? 0) + 1,
      general: general || before?.general === true,
    });
  }
  return [...pairs]
    .sort(([a], [b]) => a - b)
    .map(([key, { start, count, general }]) => {
      const parties = keyStates(key).map((ccode) => ({
        ccode,
        id: members.get(ccode)?.id ?? '',
        since: start,
        duties: [{ type: 'consultation' as const, when: {} }],
      }));
      return {
        name: `${parties.map(({ id }) => id).join('-')} defence cooperation ${start} (DCAD)`,
        kind: 'partnership' as const,
        formality: 'formal' as const,
        areas: general ? (['security', 'technology', 'logistics'] as Area[]) : (['security'] as Area[]),
        depth: undefined,
        purpose: [],
        term: 0,
        renewal: 'vote' as const,
        secret: false,
        start,
        members: parties,
        sets: ['dcad'],
        remarks: count === 1 ? [] : [`${count} agreements in force`],
      };
    });
}
