import { logistic } from '../base/math.ts';
import { countIn, linkOf, memberOf, newLink, resetLink, type Agreement, type AgreementTerms, type Link } from './agreements.ts';
import { refreshOutlook } from './force.ts';
import { othersIn, termsAfter, type Option } from './options.ts';
import { createTieContext, prepare, regard, type TieContext } from './tie-context.ts';
import { VALUE_TERMS } from './terms/index.ts';
import type { OptionContext, OptionTerm, TieTerm } from './terms/term.ts';
import type { World } from './world.ts';

const TIE_TERMS = VALUE_TERMS.filter((t): t is TieTerm => t.scope === 'tie');
const TIE_INDEX = TIE_TERMS.map((t) => VALUE_TERMS.indexOf(t));
const OPTION_TERMS = VALUE_TERMS.filter((t): t is OptionTerm => t.scope === 'option');
const OPTION_INDEX = OPTION_TERMS.map((t) => VALUE_TERMS.indexOf(t));

/** A change of agreements, whoever values it. */
export interface Change {
  action: Option['action'];
  proposer: number;
  removed: Agreement | null;
  added: AgreementTerms | null;
  /** Who comes in by joining or by invitation; -1 otherwise. */
  newcomer: number;
  /** Nothing is owed for leaving: the term is over. */
  free: boolean;
}

export function changeOf(w: World, i: number, o: Option, free = false): Change {
  const newcomer = o.action === 'join' ? i : o.action === 'invite' ? o.partner : -1;
  return { action: o.action, proposer: i, removed: o.agreement, added: termsAfter(w, i, o), newcomer, free };
}

/** Room in which changes are valued, one a world, so that nothing is allocated for each. */
export interface Evaluator {
  tie: TieContext;
  links: Link[];
  states: number[];
  option: OptionContext;
}

export function createEvaluator(w: World): Evaluator {
  const option: OptionContext = {
    w,
    i: -1,
    action: 'keep',
    added: null,
    removed: null,
    leaving: false,
    signs: false,
    free: false,
    payment: 0,
  };
  return { tie: createTieContext(w, newLink()), links: [], states: [], option };
}

/** The states whose tie with i the change touches, into `out`. */
function counterparts(change: Change, i: number, out: number[]): void {
  out.length = 0;
  if (change.newcomer >= 0 && i !== change.newcomer) out.push(change.newcomer);
  else for (const m of (change.added ?? change.removed!).members) if (m.state !== i) out.push(m.state);
}

/**
 * Value of a change to i against keeping everything as it is: every term into `terms`, in the order of VALUE_TERMS, and their sum in return.
 * `payment` is what i receives (positive) or pays (negative) for consent, in utility.
 */
export function valueChange(ev: Evaluator, w: World, i: number, change: Change, payment: number, terms: Float64Array): number {
  const states = ev.states;
  counterparts(change, i, states);
  refreshOutlook(w, i);
  while (ev.links.length < states.length) ev.links.push(newLink());
  for (let x = 0; x < states.length; x++) tieAfter(ev.links[x]!, w, i, states[x]!, change);

  terms.fill(0);
  for (let x = 0; x < states.length; x++) valueTie(ev.tie, w, i, states[x]!, ev.links[x]!, terms);

  const o = ev.option;
  o.w = w;
  o.i = i;
  o.action = change.action;
  o.added = change.added;
  o.removed = change.removed;
  o.leaving = change.action === 'leave';
  o.signs = change.added !== null && change.action !== 'hollow' && (change.newcomer < 0 || change.newcomer === i);
  o.free = change.free;
  o.payment = payment;
  layOver(w, i, states, ev.links);
  for (let x = 0; x < OPTION_TERMS.length; x++) terms[OPTION_INDEX[x]!] = OPTION_TERMS[x]!.value(o);
  takeAway(w);

  let total = 0;
  for (let t = 0; t < terms.length; t++) total += terms[t]!;
  return total;
}

/** The tie of i and k after the change, into `link`. */
function tieAfter(link: Link, w: World, i: number, k: number, change: Change): void {
  resetLink(link, i, k);
  const held = linkOf(w.book, i, k);
  if (held !== null)
    for (let x = 0; x < held.agreements.length; x++) {
      const agreement = held.agreements[x]!;
      if (agreement === change.removed) continue;
      link.agreements.push(agreement);
      countIn(link, agreement, w.book.discretionDiscount);
    }
  const added = change.added;
  if (added !== null && memberOf(added, i) && memberOf(added, k)) {
    link.agreements.push(added as Agreement);
    countIn(link, added, w.book.discretionDiscount);
  }
}

/** Adds to `terms` what the tie of i and k is worth after the change less what it is worth now. */
function valueTie(c: TieContext, w: World, i: number, k: number, after: Link, terms: Float64Array): void {
  prepare(c, w, i, k);
  const held = linkOf(w.book, i, k);
  if (held !== null) {
    regard(c, held);
    for (let x = 0; x < TIE_TERMS.length; x++) terms[TIE_INDEX[x]!]! -= TIE_TERMS[x]!.value(c);
  }
  if (after.agreements.length > 0) {
    regard(c, after);
    for (let x = 0; x < TIE_TERMS.length; x++) terms[TIE_INDEX[x]!]! += TIE_TERMS[x]!.value(c);
  }
}

function layOver(w: World, i: number, states: readonly number[], links: readonly Link[]): void {
  const s = w.scratch;
  s.overlayOf = i;
  for (let x = 0; x < states.length; x++) {
    s.overlayAt[states[x]!] = x + 1;
    s.overlayStates.push(states[x]!);
    s.overlayLinks.push(links[x]!.agreements.length > 0 ? links[x]! : null);
  }
}

function takeAway(w: World): void {
  const s = w.scratch;
  s.overlayOf = -1;
  for (const k of s.overlayStates) s.overlayAt[k] = 0;
  s.overlayStates.length = 0;
  s.overlayLinks.length = 0;
}

/** Who must consent to a change proposed by i, with the rule: all of `everyone` and, where the rule says so, a majority of `voters`. */
export function consentersOf(change: Change): { everyone: number[]; voters: number[] } {
  const { added, removed, proposer, newcomer, action } = change;
  if (added === null || action === 'hollow') return { everyone: [], voters: [] };
  if (newcomer < 0) return { everyone: othersIn(added, proposer), voters: [] };
  const invited = newcomer === proposer ? [] : [newcomer];
  const members = othersIn(removed!, proposer);
  switch (removed!.consent) {
    case 'unanimity':
      return { everyone: [...invited, ...members], voters: [] };
    case 'majority':
      return { everyone: invited, voters: members };
    case 'open':
      return { everyone: invited, voters: [] };
  }
}

/** Chance in [0,1] that a state agrees to a change that is worth `value` to it. */
export function consentChance(w: World, value: number): number {
  return logistic(value / w.parameters.consent_temperature);
}

/** Chance that more than half of independent voters agree. */
export function majorityChance(chances: readonly number[]): number {
  let ways = [1];
  for (const p of chances) {
    const next = new Array<number>(ways.length + 1).fill(0);
    for (let yes = 0; yes < ways.length; yes++) {
      next[yes] = next[yes]! + ways[yes]! * (1 - p);
      next[yes + 1] = next[yes + 1]! + ways[yes]! * p;
    }
    ways = next;
  }
  let chance = 0;
  for (let yes = 0; yes <= chances.length; yes++) if (2 * yes > chances.length) chance += ways[yes]!;
  return chance;
}
