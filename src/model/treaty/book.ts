import { InvariantError } from '../../base/errors.ts';
import { leastMembers, memberOf, membersAfterAccession, type Agreement, type AgreementTerms, type Obligation } from './treaty.ts';
import { fill, newTie, recount, type Tie } from './ties.ts';
import type { Ending } from '../vocabulary.ts';

/** All agreements and what they imply. */
export interface Book {
  readonly n: number;
  /** Every agreement that was ever in force, by id. */
  readonly all: Agreement[];
  /** In force, by id. */
  active: Agreement[];
  /** In force, for each state, by id. */
  readonly of: Agreement[][];
  /** Index into `ties` of each pair, both ways round; 0 = no tie. */
  readonly tieAt: Int32Array;
  /** ties[0] is unused. */
  readonly ties: (Tie | null)[];
  readonly freeTies: number[];
  /** Tied states of each state, ascending. */
  readonly neighbours: number[][];
  /** Raised at every change: what was computed at an older version may be stale. */
  version: number;
  /** Version of the last change to any tie of each state. */
  readonly touched: Float64Array;
  /** Worth of an obligation with discretion relative to one without, in [0,1]. */
  discretionDiscount: number;
}

export function createBook(n: number, discretionDiscount: number): Book {
  return {
    n,
    all: [],
    active: [],
    of: Array.from({ length: n }, () => []),
    tieAt: new Int32Array(n * n),
    ties: [null],
    freeTies: [],
    neighbours: Array.from({ length: n }, () => []),
    version: 1,
    touched: new Float64Array(n),
    discretionDiscount,
  };
}

export function tieOf(book: Book, i: number, k: number): Tie | null {
  return book.ties[book.tieAt[i * book.n + k]!]!;
}

/** What third states see of a tie. */
export function openTieOf(book: Book, i: number, k: number): Tie | null {
  const tie = book.ties[book.tieAt[i * book.n + k]!];
  return tie ? tie.open : null;
}

/** The one place where an agreement changes. */
function set(agreement: Agreement, change: Partial<Agreement>): void {
  Object.assign(agreement, change);
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
    openTo: terms.openTo,
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
  refreshTies(book, agreement);
  return agreement;
}

/** Ends an agreement. */
export function end(book: Book, agreement: Agreement, tick: number, ending: Ending): void {
  set(agreement, { end: tick, ending });
  book.active.splice(book.active.indexOf(agreement), 1);
  for (const m of agreement.members) {
    const list = book.of[m.state]!;
    list.splice(list.indexOf(agreement), 1);
  }
  refreshTies(book, agreement);
}

/** Changes terms of an agreement in force: kind, depth, members' obligations and so on; not who its members are. */
export function amend(
  book: Book,
  agreement: Agreement,
  change: Partial<Omit<AgreementTerms, 'members' | 'name'>>,
  obligations?: readonly Obligation[],
  renewedAt?: number,
): void {
  set(agreement, change);
  if (renewedAt !== undefined) set(agreement, { renewedAt });
  if (obligations) set(agreement, { members: agreement.members.map((m) => ({ ...m, obligations })) });
  recountTies(book, agreement);
}

/** Recomputes the ties of an agreement's members when membership has not changed. */
function recountTies(book: Book, agreement: Agreement): void {
  book.version += 1;
  const members = agreement.members;
  for (let x = 0; x < members.length; x++) book.touched[members[x]!.state] = book.version;
  for (let x = 0; x < members.length; x++)
    for (let y = x + 1; y < members.length; y++) {
      const tie = tieOf(book, members[x]!.state, members[y]!.state)!;
      recount(tie, book.discretionDiscount);
      if (tie.open !== tie && tie.open !== null) recount(tie.open, book.discretionDiscount);
    }
}

/** Renews an agreement for another term. */
export function renew(agreement: Agreement, tick: number): void {
  set(agreement, { renewedAt: tick });
}

/** Admits a state to an agreement in force. */
export function admit(book: Book, agreement: Agreement, state: number, tick: number): void {
  if (memberOf(agreement, state)) throw new InvariantError(`state ${state} is already a member of agreement ${agreement.id}`);
  set(agreement, { members: membersAfterAccession(agreement, state, tick) });
  const list = book.of[state]!;
  list.push(agreement);
  list.sort((x, y) => x.id - y.id);
  refreshTies(book, agreement);
}

/** Removes a state from an agreement, and ends the agreement if too few members remain. */
export function withdraw(book: Book, agreement: Agreement, state: number, tick: number, ending: Ending): void {
  if (agreement.members.length <= leastMembers(agreement.kind)) {
    end(book, agreement, tick, ending);
    return;
  }
  set(agreement, { members: agreement.members.filter((m) => m.state !== state) });
  const list = book.of[state]!;
  list.splice(list.indexOf(agreement), 1);
  for (const m of agreement.members) refreshTie(book, state, m.state);
}

function refreshTies(book: Book, agreement: Agreement): void {
  const members = agreement.members;
  for (let x = 0; x < members.length; x++)
    for (let y = x + 1; y < members.length; y++) refreshTie(book, members[x]!.state, members[y]!.state);
}

/** Marks everything that was derived from ties, beliefs and capabilities as stale. */
export function touchAll(book: Book): void {
  book.version += 1;
  book.touched.fill(book.version);
}

/** Recomputes every tie, for a change that touches all of them. */
export function refreshAllTies(book: Book, discretionDiscount: number): void {
  book.discretionDiscount = discretionDiscount;
  for (const agreement of book.active) recountTies(book, agreement);
}

function refreshTie(book: Book, i: number, k: number): void {
  book.version += 1;
  book.touched[i] = book.touched[k] = book.version;
  const { n, tieAt, ties } = book;
  let index = tieAt[i * n + k]!;
  const shared = book.of[i]!.filter((a) => memberOf(a, k));
  if (shared.length === 0) {
    if (index !== 0) {
      ties[index] = null;
      book.freeTies.push(index);
      tieAt[i * n + k] = tieAt[k * n + i] = 0;
      remove(book.neighbours[i]!, k);
      remove(book.neighbours[k]!, i);
    }
    return;
  }
  if (index === 0) {
    index = book.freeTies.pop() ?? ties.length;
    ties[index] = newTie();
    tieAt[i * n + k] = tieAt[k * n + i] = index;
    insert(book.neighbours[i]!, k);
    insert(book.neighbours[k]!, i);
  }
  const tie = ties[index]!;
  fill(tie, i, k, shared, book.discretionDiscount);
  if (!shared.some((a) => a.secret)) tie.open = tie;
  else {
    const seen = shared.filter((a) => !a.secret);
    tie.open = seen.length === 0 ? null : newTie();
    if (tie.open) fill(tie.open, i, k, seen, book.discretionDiscount);
  }
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
