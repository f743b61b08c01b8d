import { InvariantError } from '../../base/errors.ts';
import { isConditional, type Casus } from './casus.ts';
import {
  AREA_BIT,
  DEPTH_CEILING,
  KIND_BIT,
  MINILATERAL_SIZE,
  type AgreementKind,
  type ConsentRule,
  type Ending,
  type Formality,
  type ObligationType,
  type Renewal,
} from '../vocabulary.ts';

/**
 * Agreements are plain objects, changed only by the functions of this module, which also keep in step what they imply for pairs of
 * states (links) and for single states (lists). One writer for one cache.
 */
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

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** One state's obligations toward another, from all agreements between the two. Figures are depths in [0,1], 0 = no such obligation. */
export interface Duty {
  /** Greatest depth, discounted for discretion, of a defence obligation that binds against any adversary. */
  defence: number;
  offence: number;
  neutrality: number;
  nonaggression: number;
  consultation: number;
  /** Obligations to fight or to stay out that bind only under conditions. */
  conditional: ConditionalDuty[];
}

export interface ConditionalDuty {
  type: ObligationType;
  depth: number;
  when: Casus;
}

/** The tie between two states: what their agreements imply. a < b. */
export interface Link {
  a: number;
  b: number;
  agreements: Agreement[];
  /** Greatest depth. */
  depth: number;
  /** Bits of KIND_BIT. */
  kinds: number;
  /** Union of areas. */
  areas: number;
  /** Expected material support without an obligation: greatest depth with security or logistics, in alliances at most a close partnership's. */
  support: number;
  /** Some agreement is formal. */
  formal: boolean;
  /** duties[0]: a's toward b; duties[1]: b's toward a. */
  duties: readonly [Duty, Duty];
  /** The same from the agreements that are not secret, which is all that third states see; null = nothing. */
  open: Link | null;
}

/** All agreements and what they imply. */
export interface Book {
  readonly n: number;
  /** Every agreement ever in force, by id. */
  readonly all: Agreement[];
  /** In force, by id. */
  active: Agreement[];
  /** In force, of each state, by id. */
  readonly of: Agreement[][];
  /** Index into `links` of each pair, both ways round; 0 = no tie. */
  readonly linkAt: Int32Array;
  /** links[0] is unused. */
  readonly links: (Link | null)[];
  readonly freeLinks: number[];
  /** Tied states of each state, ascending. */
  readonly neighbours: number[][];
  /** Raised at every change: what was computed at an older version may be stale. */
  version: number;
  /** Version of the last change to any tie of each state. */
  readonly touched: Float64Array;
  /** Worth of an obligation with discretion against a plain one, in [0,1]. */
  discretionDiscount: number;
}

export function createBook(n: number, discretionDiscount: number): Book {
  return {
    n,
    all: [],
    active: [],
    of: Array.from({ length: n }, () => []),
    linkAt: new Int32Array(n * n),
    links: [null],
    freeLinks: [],
    neighbours: Array.from({ length: n }, () => []),
    version: 1,
    touched: new Float64Array(n),
    discretionDiscount,
  };
}

const newDuty = (): Duty => ({ defence: 0, offence: 0, neutrality: 0, nonaggression: 0, consultation: 0, conditional: [] });

export function newLink(): Link {
  return {
    a: 0,
    b: 0,
    agreements: [],
    depth: 0,
    kinds: 0,
    areas: 0,
    support: 0,
    formal: false,
    duties: [newDuty(), newDuty()],
    open: null,
  };
}

export function linkOf(book: Book, i: number, k: number): Link | null {
  return book.links[book.linkAt[i * book.n + k]!]!;
}

/** What third states see of a tie. */
export function openLinkOf(book: Book, i: number, k: number): Link | null {
  const link = book.links[book.linkAt[i * book.n + k]!];
  return link ? link.open : null;
}

/** k's obligations toward i under a link of the two. */
export function dutyOf(link: Link, k: number): Duty {
  return link.duties[link.a === k ? 0 : 1];
}

export function memberOf(agreement: AgreementTerms, state: number): Member | undefined {
  for (const m of agreement.members) if (m.state === state) return m;
  return undefined;
}

const SUPPORT_AREAS = AREA_BIT.security | AREA_BIT.logistics;

/** Empties a link for the pair, before agreements are counted in. */
export function resetLink(link: Link, i: number, k: number): void {
  link.a = i < k ? i : k;
  link.b = i < k ? k : i;
  clear(link.agreements);
  resetCounts(link);
}

function resetCounts(link: Link): void {
  link.depth = 0;
  link.kinds = 0;
  link.areas = 0;
  link.support = 0;
  link.formal = false;
  for (let s = 0; s < 2; s++) {
    const d = link.duties[s]!;
    d.defence = d.offence = d.neutrality = d.nonaggression = d.consultation = 0;
    clear(d.conditional);
  }
}

/** Empties a list that will be filled again; unlike a length of 0, popping keeps its room. */
function clear(list: unknown[]): void {
  while (list.length > 0) list.pop();
}

/** Counts one agreement into a link of two of its members. */
export function countIn(link: Link, agreement: AgreementTerms, discretionDiscount: number): void {
  const depth = agreement.depth;
  if (depth > link.depth) link.depth = depth;
  link.kinds |= KIND_BIT[agreement.kind];
  link.areas |= agreement.areas;
  if (agreement.formality === 'formal') link.formal = true;
  if ((agreement.areas & SUPPORT_AREAS) !== 0) {
    // an ally that is not bound lends what a close partner would
    const support = agreement.kind === 'alliance' ? Math.min(depth, DEPTH_CEILING.partnership) : depth;
    if (support > link.support) link.support = support;
  }
  const members = agreement.members;
  for (let x = 0, found = 0; x < members.length && found < 2; x++) {
    const m = members[x]!;
    if (m.state !== link.a && m.state !== link.b) continue;
    found += 1;
    if (m.state === link.a) countDuties(link.duties[0], m.obligations, depth, link.b, discretionDiscount);
    else countDuties(link.duties[1], m.obligations, depth, link.a, discretionDiscount);
  }
}

function countDuties(duty: Duty, obligations: readonly Obligation[], depth: number, toward: number, discount: number): void {
  for (let x = 0; x < obligations.length; x++) {
    const { type, when } = obligations[x]!;
    const worth = when.discretion ? depth * discount : depth;
    if (type === 'nonaggression' || type === 'consultation') {
      raise(duty, type, worth);
    } else if (type === 'defence' && when.location !== null && when.location[toward] !== 1) {
      continue; // an attack on the other's home never falls under this obligation
    } else if (isConditional(when) || (type !== 'defence' && when.location !== null)) {
      duty.conditional.push({ type, depth: worth, when });
    } else {
      raise(duty, type, worth);
    }
  }
}

/** Raises a duty to a depth. Each is named: to reach them all by `duty[type]` is many times slower. */
function raise(duty: Duty, type: ObligationType, depth: number): void {
  switch (type) {
    case 'defence':
      if (depth > duty.defence) duty.defence = depth;
      return;
    case 'offence':
      if (depth > duty.offence) duty.offence = depth;
      return;
    case 'neutrality':
      if (depth > duty.neutrality) duty.neutrality = depth;
      return;
    case 'nonaggression':
      if (depth > duty.nonaggression) duty.nonaggression = depth;
      return;
    case 'consultation':
      if (depth > duty.consultation) duty.consultation = depth;
  }
}

/** Founds an agreement. @throws InvariantError for fewer than two or repeated members. */
export function sign(book: Book, terms: AgreementTerms, tick: number, start = tick): Agreement {
  const members = [...terms.members].sort((x, y) => x.state - y.state);
  if (members.length < 2 || members.some((m, s) => s > 0 && members[s - 1]!.state === m.state))
    throw new InvariantError(`agreement "${terms.name}" needs two or more different members`);
  const agreement: Agreement = {
    name: terms.name,
    kind: terms.kind,
    formality: terms.formality,
    areas: terms.areas,
    depth: terms.depth,
    purpose: terms.purpose,
    consent: terms.consent,
    term: terms.term,
    renewal: terms.renewal,
    secret: terms.secret,
    members,
    template: terms.template,
    id: book.all.length,
    start,
    kindAtStart: terms.kind,
    depthAtStart: terms.depth,
    membersAtStart: members.map((m) => m.state),
    renewedAt: tick,
    end: -1,
    ending: '',
  };
  book.all.push(agreement);
  book.active.push(agreement);
  for (const m of members) book.of[m.state]!.push(agreement);
  refreshLinks(book, agreement);
  return agreement;
}

/** Ends an agreement. */
export function end(book: Book, agreement: Agreement, tick: number, ending: Ending): void {
  const mutable = agreement as Mutable<Agreement>;
  mutable.end = tick;
  mutable.ending = ending;
  book.active.splice(book.active.indexOf(agreement), 1);
  for (const m of agreement.members) {
    const list = book.of[m.state]!;
    list.splice(list.indexOf(agreement), 1);
  }
  refreshLinks(book, agreement);
}

/** Changes terms of an agreement in force: kind, depth, members' obligations and so on; not who its members are. */
export function amend(
  book: Book,
  agreement: Agreement,
  change: Partial<Omit<AgreementTerms, 'members' | 'name'>>,
  obligations?: readonly Obligation[],
  renewedAt?: number,
): void {
  const mutable = agreement as Mutable<Agreement>;
  Object.assign(mutable, change);
  if (renewedAt !== undefined) mutable.renewedAt = renewedAt;
  if (obligations) mutable.members = agreement.members.map((m) => ({ ...m, obligations }));
  recountLinks(book, agreement);
}

/** Works out the ties of an agreement's members anew, where who is a member of what has not changed. */
function recountLinks(book: Book, agreement: Agreement): void {
  book.version += 1;
  const members = agreement.members;
  for (let x = 0; x < members.length; x++) book.touched[members[x]!.state] = book.version;
  for (let x = 0; x < members.length; x++)
    for (let y = x + 1; y < members.length; y++) {
      const link = linkOf(book, members[x]!.state, members[y]!.state)!;
      recount(link, book.discretionDiscount);
      if (link.open !== link && link.open !== null) recount(link.open, book.discretionDiscount);
    }
}

/** Renews an agreement for another term. */
export function renew(agreement: Agreement, tick: number): void {
  (agreement as Mutable<Agreement>).renewedAt = tick;
}

/**
 * Members after the accession of a state, which takes on what a founding member owes. Where the treaty area holds every member's territory it grows by
 * the newcomer's, as a protocol of accession has it.
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
  const members = agreement.members.map((m): Member => ({
    ...m,
    obligations: m.obligations.map(({ type, when }) => ({ type, when: grow(when) })),
  }));
  members.push({ state, obligations: model(members).obligations, since: tick });
  return members.sort((x, y) => x.state - y.state);
}

/** The member whose duties a newcomer takes on: of the longest standing, among these with most obligations, in index order. */
function model(members: readonly Member[]): Member {
  return members.reduce((best, m) =>
    m.since < best.since || (m.since === best.since && m.obligations.length > best.obligations.length) ? m : best,
  );
}

/** Admits a state to an agreement in force. */
export function admit(book: Book, agreement: Agreement, state: number, tick: number): void {
  if (memberOf(agreement, state)) throw new InvariantError(`state ${state} is already a member of agreement ${agreement.id}`);
  (agreement as Mutable<Agreement>).members = membersAfterAccession(agreement, state, tick);
  const list = book.of[state]!;
  list.push(agreement);
  list.sort((x, y) => x.id - y.id);
  refreshLinks(book, agreement);
}

/** Fewest members that an agreement of a kind can go on with. */
export function leastMembers(kind: AgreementKind): number {
  return kind === 'minilateral' ? MINILATERAL_SIZE.least : 2;
}

/** Takes a state out of an agreement; ends the agreement when too few members remain. */
export function withdraw(book: Book, agreement: Agreement, state: number, tick: number, ending: Ending): void {
  if (agreement.members.length <= leastMembers(agreement.kind)) {
    end(book, agreement, tick, ending);
    return;
  }
  (agreement as Mutable<Agreement>).members = agreement.members.filter((m) => m.state !== state);
  const list = book.of[state]!;
  list.splice(list.indexOf(agreement), 1);
  for (const m of agreement.members) refreshLink(book, state, m.state);
}

function refreshLinks(book: Book, agreement: Agreement): void {
  const members = agreement.members;
  for (let x = 0; x < members.length; x++)
    for (let y = x + 1; y < members.length; y++) refreshLink(book, members[x]!.state, members[y]!.state);
}

/** Marks everything that was worked out from ties, beliefs and capabilities as stale. */
export function touchAll(book: Book): void {
  book.version += 1;
  book.touched.fill(book.version);
}

/** Works out every tie anew, for a change that touches all of them. */
export function refreshAllLinks(book: Book, discretionDiscount: number): void {
  book.discretionDiscount = discretionDiscount;
  for (const agreement of book.active) recountLinks(book, agreement);
}

function refreshLink(book: Book, i: number, k: number): void {
  book.version += 1;
  book.touched[i] = book.touched[k] = book.version;
  const { n, linkAt, links } = book;
  let index = linkAt[i * n + k]!;
  const shared = book.of[i]!.filter((a) => memberOf(a, k));
  if (shared.length === 0) {
    if (index !== 0) {
      links[index] = null;
      book.freeLinks.push(index);
      linkAt[i * n + k] = linkAt[k * n + i] = 0;
      remove(book.neighbours[i]!, k);
      remove(book.neighbours[k]!, i);
    }
    return;
  }
  if (index === 0) {
    index = book.freeLinks.pop() ?? links.length;
    links[index] = newLink();
    linkAt[i * n + k] = linkAt[k * n + i] = index;
    insert(book.neighbours[i]!, k);
    insert(book.neighbours[k]!, i);
  }
  const link = links[index]!;
  fill(link, i, k, shared, book.discretionDiscount);
  if (!shared.some((a) => a.secret)) link.open = link;
  else {
    const seen = shared.filter((a) => !a.secret);
    link.open = seen.length === 0 ? null : newLink();
    if (link.open) fill(link.open, i, k, seen, book.discretionDiscount);
  }
}

function fill(link: Link, i: number, k: number, agreements: readonly Agreement[], discount: number): void {
  resetLink(link, i, k);
  for (const a of agreements) link.agreements.push(a);
  recount(link, discount);
}

function recount(link: Link, discount: number): void {
  resetCounts(link);
  for (const a of link.agreements) countIn(link, a, discount);
}

function insert(list: number[], k: number): void {
  let at = list.length;
  while (at > 0 && list[at - 1]! > k) at -= 1;
  list.splice(at, 0, k);
}

function remove(list: number[], k: number): void {
  const at = list.indexOf(k);
  if (at >= 0) list.splice(at, 1);
}
