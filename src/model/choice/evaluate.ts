import type { Agreement } from '../treaty/treaty.ts';
import { tieOf } from '../treaty/book.ts';
import { countIn, newTie, resetTie, type Tie } from '../treaty/ties.ts';
import { logistic } from '../../base/math.ts';
import type { Change } from './change.ts';
import { refreshOutlook } from '../threat/outlook.ts';
import { FIXED, MAX_ATTENTION } from '../constants.ts';
import { createTieContext, setBaseline, setCandidate, type TieContext } from './tie-context.ts';
import { TERM_REGISTRY, VALUE_TERMS } from '../terms/index.ts';
import type { OptionContext, OptionTerm, TieTerm } from '../terms/term.ts';
import type { World } from '../world.ts';

const TIE_TERMS: TieTerm[] = [];
const TIE_INDEX: number[] = [];
const OPTION_TERMS: OptionTerm[] = [];
const OPTION_INDEX: number[] = [];
TERM_REGISTRY.each((term, t) => {
  if (term.scope === 'tie') {
    TIE_TERMS.push(term);
    TIE_INDEX.push(t);
  } else if (term.scope === 'option') {
    OPTION_TERMS.push(term);
    OPTION_INDEX.push(t);
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
  states: number[];
  option: OptionContext;
  /** Number of members of the system. */
  members: number;
  /** Terms of a change where only the sum is needed. */
  spare: Float64Array;
}

export function createEvaluator(w: World): Evaluator {
  const option: OptionContext = {
    w,
    i: -1,
    action: 'keep',
    added: null,
    removed: null,
    signs: false,
    free: false,
  };
  const members = w.active.reduce((sum, a) => sum + a, 0);
  return { members, contexts: [], ties: [], states: [], option, spare: new Float64Array(VALUE_TERMS.length) };
}

/** The states whose tie with i the change touches, into `out`. */
function counterparts(change: Change, i: number, out: number[]): void {
  out.length = 0;
  if (change.newcomer >= 0 && i !== change.newcomer) out.push(change.newcomer);
  else for (const m of (change.added ?? change.removed!).members) if (m.state !== i) out.push(m.state);
}

/**
 * Value of a change to i against keeping everything as it is: every term into `terms`, in the order of VALUE_TERMS, and their sum in return. What is
 * offered on top of the change itself counts 0.
 */
export function valueChange(ev: Evaluator, w: World, i: number, change: Change, terms: Float64Array = ev.spare): number {
  const states = ev.states;
  counterparts(change, i, states);
  refreshOutlook(w, i);
  makeRoom(ev, w, states.length);
  terms.fill(0);
  for (let x = 0; x < states.length; x++) {
    tieAfter(ev.ties[x]!, w, i, states[x]!, change);
    valueTie(ev, w, i, x, terms);
  }

  const o = ev.option;
  o.w = w;
  o.i = i;
  o.action = change.action;
  o.added = change.added;
  o.removed = change.removed;
  o.signs = change.added !== null && change.action !== 'hollow' && (change.newcomer < 0 || change.newcomer === i);
  o.free = change.free;
  applyOverlay(ev, w, i);
  for (let x = 0; x < OPTION_TERMS.length; x++) terms[OPTION_INDEX[x]!] = OPTION_TERMS[x]!.value(o);
  clearOverlay(w);

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

/** Adds to `terms` what the tie of i and its x-th counterpart is worth after the change minus what it is worth now, and keeps the help it brings. */
function valueTie(ev: Evaluator, w: World, i: number, x: number, terms: Float64Array): void {
  const k = ev.states[x]!;
  const after = ev.ties[x]!;
  const c = (ev.contexts[k] ??= createTieContext(w, after, ev.members));
  setBaseline(c, w, i, k);
  const held = tieOf(w.book, i, k);
  if (held !== null) {
    if (!c.heldValued) {
      setCandidate(c, held);
      for (let t = 0; t < TIE_TERMS.length; t++) c.heldWorth[t] = TIE_TERMS[t]!.value(c);
      c.heldValued = true;
    }
    for (let t = 0; t < TIE_TERMS.length; t++) terms[TIE_INDEX[t]!]! -= c.heldWorth[t]!;
  }
  const help = w.workspace.overlay.help;
  const row = x * MAX_ATTENTION;
  if (after.agreements.length === 0) {
    for (let a = 0; a < c.threats; a++) help[row + a] = 0;
    return;
  }
  setCandidate(c, after);
  for (let t = 0; t < TIE_TERMS.length; t++) terms[TIE_INDEX[t]!]! += TIE_TERMS[t]!.value(c);
  for (let a = 0; a < c.threats; a++) {
    const j = w.attention[i * MAX_ATTENTION + a]!;
    help[row + a] = c.assured[a]! * c.powerOther * w.arrival[j * w.n + k]!;
  }
}

function makeRoom(ev: Evaluator, w: World, ties: number): void {
  while (ev.ties.length < ties) ev.ties.push(newTie());
  const { overlay } = w.workspace;
  if (overlay.help.length < ties * MAX_ATTENTION) overlay.help = new Float64Array((ties + FIXED.spare_room) * MAX_ATTENTION);
}

function applyOverlay({ states, ties }: Evaluator, w: World, i: number): void {
  const { overlay } = w.workspace;
  overlay.count = states.length;
  overlay.replaces = false;
  for (let x = 0; x < states.length; x++) {
    const k = states[x]!;
    overlay.at[k] = x + 1;
    overlay.states[x] = k;
    overlay.ties[x] = ties[x]!.agreements.length > 0 ? ties[x]! : null;
    if (w.book.tieAt[i * w.n + k] !== 0) overlay.replaces = true;
  }
}

function clearOverlay(w: World): void {
  const { overlay } = w.workspace;
  for (let x = 0; x < overlay.count; x++) overlay.at[overlay.states[x]!] = 0;
  overlay.count = 0;
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
