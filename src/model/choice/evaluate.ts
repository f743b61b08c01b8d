import type { Agreement, AgreementTerms } from '../treaty/treaty.ts';
import { tieOf } from '../treaty/book.ts';
import { countIn, joinTies, newTie, resetTie, type Tie } from '../treaty/ties.ts';
import { logistic } from '../../base/math.ts';
import { changeOf, type Change, type Option } from './change.ts';
import { refreshOutlook } from '../threat/outlook.ts';
import { FIXED, MAX_ATTENTION } from '../constants.ts';
import { ASSURED, createTieContext, setBaseline, setCandidate, THREAT_ARRIVAL, type TieContext } from './tie-context.ts';
import { TERM_REGISTRY, VALUE_TERMS } from '../terms/index.ts';
import { prepareTies, TIE_INDEX, TIE_TERMS, worthOfTie } from './worth.ts';
import { TEMPLATES } from '../treaty/templates.ts';
import { security } from '../terms/security.ts';
import { switching } from '../terms/switching.ts';
import { upkeep } from '../terms/upkeep.ts';
import type { OptionContext, OptionTerm } from '../terms/term.ts';
import type { ModelParameters } from '../parameters.ts';
import type { World } from '../world.ts';

/** What a plain founding can be: a template, or in the last place a partnership of states with a common threat. */
const FORMS: readonly string[] = [...Object.keys(TEMPLATES), 'partnership against a common threat'];

// The built-in terms of an option are called by name: a call whose target is known is compiled into its place.
const SECURITY = VALUE_TERMS.indexOf(security);
const UPKEEP = VALUE_TERMS.indexOf(upkeep);
const SWITCHING = VALUE_TERMS.indexOf(switching);
const OTHER_TERMS: OptionTerm[] = [];
const OTHER_INDEX: number[] = [];
TERM_REGISTRY.each((term, t) => {
  if (term.scope === 'option' && t !== SECURITY && t !== UPKEEP && t !== SWITCHING) {
    OTHER_TERMS.push(term);
    OTHER_INDEX.push(t);
  }
});

/** Buffers in which changes are valued, one set per world, so that nothing is allocated for each change. */
export interface Evaluator {
  /**
   * For each state, the context of the last tie with it that was valued: the options of a turn return to the same partners, and no tie changes in
   * between. `setBaseline` checks whether a context is still valid.
   */
  contexts: TieContext[];
  ties: Tie[];
  option: OptionContext;
  /** Number of members of the system. */
  members: number;
  /** Terms of a change where only the sum is needed. */
  spare: Float64Array;
  /** Worth of one tie by term. */
  worth: Float64Array;
  /** Treaties of two that were made to be valued, by form. */
  treaties: (Founding | undefined)[];
}

/**
 * A treaty of two from a template and the tie that it alone implies. From pair to pair they differ only in the names of the two: one of each is made in a
 * phase and lent to every pair whose option is valued, and a treaty of their own is made for the few that are asked.
 */
interface Founding {
  readonly change: Change & { added: AgreementTerms };
  readonly members: readonly [{ state: number }, { state: number }];
  readonly tie: Tie;
}

/** The world's own buffers, kept from tick to tick. */
export function evaluatorOf(w: World): Evaluator {
  const ev = (w.workspace.evaluator ??= createEvaluator(w)) as Evaluator;
  ev.members = w.active.reduce((sum, a) => sum + a, 0);
  ev.treaties.fill(undefined);
  return ev;
}

function createEvaluator(w: World): Evaluator {
  const option: OptionContext = {
    w,
    i: -1,
    action: 'keep',
    added: null,
    removed: null,
    signs: false,
    free: false,
  };
  return {
    members: 0,
    contexts: [],
    ties: [],
    option,
    spare: new Float64Array(VALUE_TERMS.length),
    worth: new Float64Array(TIE_TERMS.length),
    treaties: new Array<undefined>(FORMS.length).fill(undefined),
  };
}

/** The states whose tie with i the change touches, into `out`; returns their number. */
function counterparts(change: Change, i: number, out: number[]): number {
  if (change.newcomer >= 0 && i !== change.newcomer) {
    out[0] = change.newcomer;
    return 1;
  }
  const { members } = change.added ?? change.removed!;
  let count = 0;
  for (let x = 0; x < members.length; x++) if (members[x]!.state !== i) out[count++] = members[x]!.state;
  return count;
}

/**
 * Value of a change to i against keeping everything as it is: every term into `terms`, in the order of VALUE_TERMS, and their sum in return. What is
 * offered on top of the change itself counts 0.
 */
export function valueChange(ev: Evaluator, w: World, i: number, change: Change, terms: Float64Array = ev.spare): number {
  const { overlay } = w.workspace;
  const { states } = overlay;
  const count = counterparts(change, i, states);
  overlay.count = count;
  overlay.replaces = false;
  refreshOutlook(w, i);
  makeRoom(ev, w, count);
  // a loop is faster than fill() for so few
  for (let t = 0; t < terms.length; t++) terms[t] = 0;
  for (let x = 0; x < count; x++) {
    const after = ev.ties[x]!;
    tieAfter(after, w, i, states[x]!, change);
    valueTie(ev, w, i, states[x]!, x, after, terms);
    overlay.ties[x] = after.agreements.length > 0 ? after : null;
  }

  return addOptionTerms(ev, w, i, change, terms);
}

/** Adds to `terms` what the change is worth as a whole; returns the sum of all terms. */
function addOptionTerms(ev: Evaluator, w: World, i: number, change: Change, terms: Float64Array): number {
  const o = ev.option;
  o.w = w;
  o.i = i;
  o.action = change.action;
  o.added = change.added;
  o.removed = change.removed;
  o.signs = change.added !== null && change.action !== 'hollow' && (change.newcomer < 0 || change.newcomer === i);
  o.free = change.free;
  const known = o as OptionContext & { w: { parameters: ModelParameters } };
  terms[SECURITY] = security.value(known);
  terms[UPKEEP] = upkeep.value(known);
  terms[SWITCHING] = switching.value(known);
  for (let x = 0; x < OTHER_TERMS.length; x++) terms[OTHER_INDEX[x]!] = OTHER_TERMS[x]!.value(o);
  w.workspace.overlay.count = 0;

  let total = 0;
  for (let t = 0; t < terms.length; t++) total += terms[t]!;
  return total;
}

/** The tie of i and k after the change, into `tie`. */
function tieAfter(tie: Tie, w: World, i: number, k: number, change: Change): void {
  resetTie(tie, i, k);
  const held = tieOf(w.book, i, k);
  if (held !== null)
    for (let x = 0; x < held.agreements.length; x++) {
      const agreement = held.agreements[x]!;
      if (agreement === change.removed) continue;
      tie.agreements.push(agreement);
      countIn(tie, agreement, w.book.discretionDiscount);
    }
  // the state that values a change is a party to what is added, and so are its counterparts
  const added = change.added;
  if (added !== null) {
    tie.agreements.push(added as Agreement);
    countIn(tie, added, w.book.discretionDiscount);
  }
}

/** What the value of a tie of i with k is calculated from. */
function contextOf(ev: Evaluator, w: World, i: number, k: number): TieContext {
  const c = (ev.contexts[k] ??= createTieContext(w, TIE_TERMS.length));
  if (setBaseline(c, w, i, k, ev.members)) prepareTies(c);
  return c;
}

/** Whether an option founds a treaty of two that differs from pair to pair only in who signs it. */
export function isPlainFounding({ action, third, adversaries }: Option): boolean {
  return action === 'found' && third < 0 && adversaries === null;
}

/** `valueChange` of a plain founding by i, without making the treaty. */
export function valueFounding(ev: Evaluator, w: World, i: number, option: Option, terms: Float64Array): number {
  const k = option.partner;
  refreshOutlook(w, i);
  makeRoom(ev, w, 1);
  const c = contextOf(ev, w, i, k);
  const { change, members, tie } = foundingOf(ev, w, i, option, c);
  change.proposer = members[0].state = i;
  members[1].state = k;
  tie.a = i < k ? i : k;
  tie.b = i < k ? k : i;
  for (let t = 0; t < terms.length; t++) terms[t] = 0;
  const held = tieOf(w.book, i, k);
  let after = tie;
  if (held !== null) {
    after = ev.ties[0]!;
    joinTies(after, held, tie);
    subtractHeld(c, held, terms);
  }
  addWorth(ev, c, after, terms, 0);
  const { overlay } = w.workspace;
  overlay.count = 1;
  overlay.replaces = held !== null;
  overlay.states[0] = k;
  overlay.ties[0] = after;
  return addOptionTerms(ev, w, i, change, terms);
}

function foundingOf(ev: Evaluator, w: World, i: number, option: Option, c: TieContext): Founding {
  const form = option.template === 'partnership' && c.commonThreat ? FORMS.length - 1 : FORMS.indexOf(option.template);
  return ev.treaties[form] ?? makeFounding(ev, w, i, option, form);
}

function makeFounding(ev: Evaluator, w: World, i: number, option: Option, form: number): Founding {
  const change = changeOf(w, i, option) as Founding['change'];
  const tie = newTie();
  resetTie(tie, i, option.partner);
  tie.agreements.push(change.added as Agreement);
  countIn(tie, change.added, w.book.discretionDiscount);
  const founding = { change, members: change.added.members as unknown as Founding['members'], tie };
  ev.treaties[form] = founding;
  return founding;
}

/** Adds to `terms` what the tie of i and k, its x-th counterpart, is worth after the change minus what it is worth now, and keeps the help it brings. */
function valueTie(ev: Evaluator, w: World, i: number, k: number, x: number, after: Tie, terms: Float64Array): void {
  const c = contextOf(ev, w, i, k);
  const held = tieOf(w.book, i, k);
  if (held !== null) {
    w.workspace.overlay.replaces = true;
    subtractHeld(c, held, terms);
  }
  if (after.agreements.length > 0) {
    addWorth(ev, c, after, terms, x);
    return;
  }
  const { help } = w.workspace.overlay;
  const row = x * MAX_ATTENTION;
  for (let a = 0; a < c.threats; a++) help[row + a] = 0;
}

/** Takes from `terms` what the tie in force is worth. */
function subtractHeld(c: TieContext, held: Tie, terms: Float64Array): void {
  const { heldWorth } = c;
  if (!c.heldValued) {
    setCandidate(c, held);
    worthOfTie(c, heldWorth);
    c.heldValued = true;
  }
  for (let t = 0; t < TIE_TERMS.length; t++) terms[TIE_INDEX[t]!]! -= heldWorth[t]!;
}

/** Adds to `terms` what a tie with the x-th counterpart is worth, and keeps the help it brings. */
function addWorth(ev: Evaluator, c: TieContext, tie: Tie, terms: Float64Array, x: number): void {
  const { worth } = ev;
  setCandidate(c, tie);
  worthOfTie(c, worth);
  for (let t = 0; t < TIE_TERMS.length; t++) terms[TIE_INDEX[t]!]! += worth[t]!;
  const { help } = c.w.workspace.overlay;
  const { rows, powerOther } = c;
  const row = x * MAX_ATTENTION;
  for (let a = 0; a < c.threats; a++) help[row + a] = rows[ASSURED + a]! * powerOther * rows[THREAT_ARRIVAL + a]!;
}

function makeRoom(ev: Evaluator, w: World, ties: number): void {
  while (ev.ties.length < ties) ev.ties.push(newTie());
  const { overlay } = w.workspace;
  if (overlay.help.length < ties * MAX_ATTENTION) overlay.help = new Float64Array((ties + FIXED.spare_room) * MAX_ATTENTION);
}

/** Probability in [0,1] that a state agrees to a change that is worth `value` to it. */
export function consentProbability(w: World, value: number): number {
  return logistic(value / w.parameters.consent_temperature);
}

/** Probability that all whose consent is needed agree and, where there are voters, more than half of them. */
export function jointConsent(w: World, everyone: readonly number[], voters: readonly number[]): number {
  if (w.parameters.consent_luck === 'own')
    return everyone.reduce((all, p) => all * p, 1) * (voters.length > 0 ? majorityProbability(voters) : 1);
  // one draw for all: the most reluctant of those needed decides, and the voter who completes the majority
  const decisive = [...voters].sort((x, y) => y - x)[Math.floor(voters.length / 2)] ?? 1;
  return everyone.reduce((least, p) => (p < least ? p : least), decisive);
}

/** Probability that more than half of independent voters agree. */
function majorityProbability(each: readonly number[]): number {
  let ways = [1];
  for (const p of each) {
    const next = new Array<number>(ways.length + 1).fill(0);
    for (let yes = 0; yes < ways.length; yes++) {
      next[yes] = next[yes]! + ways[yes]! * (1 - p);
      next[yes + 1] = next[yes + 1]! + ways[yes]! * p;
    }
    ways = next;
  }
  let probability = 0;
  for (let yes = 0; yes <= each.length; yes++) if (2 * yes > each.length) probability += ways[yes]!;
  return probability;
}
