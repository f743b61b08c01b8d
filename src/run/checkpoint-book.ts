import * as z from 'zod';
import type { Agreement } from '../model/treaty/treaty.ts';
import { createBook, type Book } from '../model/treaty/book.ts';
import { countIn, newTie, resetTie, type Tie } from '../model/treaty/ties.ts';
import { InvariantError } from '../base/errors.ts';
import { AGREEMENT_KINDS, AREAS, CONSENT_RULES, ENDINGS, FORMALITIES, OBLIGATION_TYPES, RENEWALS } from '../model/vocabulary.ts';

const keys = <T extends Record<string, unknown>>(table: T) => z.enum(Object.keys(table) as [keyof T & string, ...(keyof T & string)[]]);

/** Fields of the book that are saved or follow from what is saved; a new one must be dealt with here. */
const KNOWN = new Set<string>([
  'n',
  'all',
  'active',
  'of',
  'tieAt',
  'ties',
  'freeTies',
  'neighbours',
  'version',
  'touched',
  'discretionDiscount',
] satisfies (keyof Book)[]);

/** Schema of the saved book of a system of n states: untrusted files are validated against it before a world is filled. */
export function bookSchema(n: number) {
  const state = z
    .int()
    .min(0)
    .max(n - 1);
  const tick = z.int().min(-1_000_000).max(1_000_000);
  const index = z
    .int()
    .min(0)
    .max(n * n);
  const casus = z.strictObject({
    adversaries: z.array(state).max(n).nullable(),
    location: z
      .instanceof(Uint8Array)
      .refine((a) => a.length === n)
      .nullable(),
    minAdversaries: z.int().min(0),
    maxAdversaries: z.int().min(0),
    ongoingConflict: z.boolean(),
    nonProvocation: z.boolean(),
    demands: z.boolean(),
    discretion: z.boolean(),
  });
  const obligation = z.strictObject({ type: keys(OBLIGATION_TYPES), when: casus });
  const member = z.strictObject({ state, obligations: z.array(obligation).max(100), since: tick });
  const agreement = z.strictObject({
    name: z.string().max(1000),
    kind: keys(AGREEMENT_KINDS),
    formality: z.enum(FORMALITIES),
    areas: z
      .int()
      .min(0)
      .max((1 << AREAS.length) - 1),
    depth: z.number().min(0).max(1),
    purpose: z.array(state).max(n).nullable(),
    openTo: z
      .instanceof(Uint8Array)
      .refine((a) => a.length === n)
      .nullable(),
    consent: keys(CONSENT_RULES),
    term: z.int().min(0),
    renewal: keys(RENEWALS),
    secret: z.boolean(),
    members: z.array(member).max(n),
    template: z.string().max(1000),
    id: z.int().min(0),
    start: tick,
    kindAtStart: keys(AGREEMENT_KINDS),
    depthAtStart: z.number().min(0).max(1),
    membersAtStart: z.array(state).max(n),
    renewedAt: tick,
    end: tick,
    ending: z.union([keys(ENDINGS), z.literal('')]),
  });
  return z.strictObject({
    agreements: z.array(agreement).max(10_000_000),
    links: z.array(z.strictObject({ index, a: state, b: state })).max(n * n),
    slots: index,
    freeLinks: z.array(index).max(n * n),
    version: z.int().min(0),
    touched: z.array(z.int().min(0)).length(n),
    discretionDiscount: z.number(),
  });
}
export type SavedBook = z.infer<ReturnType<typeof bookSchema>>;

/** Plain data from which `loadBook` makes the same book again. */
export function saveBook(book: Book): SavedBook {
  for (const key of Object.keys(book))
    if (!KNOWN.has(key)) throw new InvariantError(`the checkpoint does not know the book's field ${key}`);
  const links: SavedBook['links'] = [];
  book.ties.forEach((tie, index) => {
    if (tie !== null) links.push({ index, a: tie.a, b: tie.b });
  });
  return {
    agreements: book.all as SavedBook['agreements'],
    links,
    slots: book.ties.length,
    freeLinks: book.freeTies,
    version: book.version,
    touched: [...book.touched],
    discretionDiscount: book.discretionDiscount,
  };
}

/** The book as it was. Ties are worked out again from the agreements, which imply them, in their old places. */
export function loadBook(saved: SavedBook, n: number): Book {
  const book = createBook(n, saved.discretionDiscount);
  for (const agreement of saved.agreements as Agreement[]) {
    book.all.push(agreement);
    if (agreement.end !== -1) continue;
    book.active.push(agreement);
    for (const m of agreement.members) book.of[m.state]?.push(agreement);
  }
  while (book.ties.length < saved.slots) book.ties.push(null);
  for (const { index, a, b } of saved.links) {
    book.ties[index] = loadedTie(book, a, b);
    book.tieAt[a * n + b] = index;
    book.tieAt[b * n + a] = index;
    book.neighbours[a]?.push(b);
    book.neighbours[b]?.push(a);
  }
  for (const list of book.neighbours) list.sort((x, y) => x - y);
  book.freeTies.push(...saved.freeLinks);
  book.version = saved.version;
  book.touched.set(saved.touched);
  return book;
}

function loadedTie(book: Book, a: number, b: number): Tie {
  const shared = (book.of[a] ?? []).filter((agreement) => agreement.members.some((m) => m.state === b));
  const tie = tieFrom(shared, a, b, book.discretionDiscount);
  const seen = shared.filter((agreement) => !agreement.secret);
  tie.open = seen.length === shared.length ? tie : seen.length === 0 ? null : tieFrom(seen, a, b, book.discretionDiscount);
  return tie;
}

function tieFrom(agreements: readonly Agreement[], a: number, b: number, discount: number): Tie {
  const tie = newTie();
  resetTie(tie, a, b);
  for (const agreement of agreements) {
    tie.agreements.push(agreement);
    countIn(tie, agreement, discount);
  }
  return tie;
}
