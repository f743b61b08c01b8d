import { type Option } from './change.ts';
import { changeOf, consentersOf, type Change } from './change.ts';
import { consentProbability, isPlainFounding, jointConsent, valueChange, valueFounding, type Evaluator } from './evaluate.ts';
import { allianceVariants, feasibleOptions } from './options.ts';
import { VALUE_TERMS } from '../terms/index.ts';
import type { Offer } from '../terms/term.ts';
import { BALANCE, STRATEGIES } from '../vocabulary.ts';
import type { World } from '../world.ts';

/** What the others were offered for an option, and how likely they are to consent. */
export interface Answer extends Offer {
  /** Probability that all whose consent is needed give it. */
  readonly consent: number;
  readonly everyone: readonly number[];
  readonly everyoneProbability: readonly number[];
  readonly voters: readonly number[];
  readonly votersProbability: readonly number[];
}

/** An option weighed: its value and the answer of the others, null where they were not asked. */
export interface Weighed {
  option: Option;
  /** Null for keeping everything, and for a plain founding until the other is asked. */
  change: Change | null;
  terms: Float64Array;
  /** Sum of the terms. */
  total: number;
  answer: Answer | null;
}

const NOBODY: readonly number[] = [];
/** The answer where nobody's consent is needed. */
const ALONE: Answer = { payment: 0, consent: 1, everyone: NOBODY, everyoneProbability: NOBODY, voters: NOBODY, votersProbability: NOBODY };

/** What an option is worth to offer: total x consent for a gain, the total for a loss; NaN for a gain whose consent was not asked. */
export function expectedOf({ total, answer }: Weighed): number {
  if (total <= 0) return total;
  return answer === null ? NaN : total * answer.consent;
}

/** Room for the options of one turn, reused. */
export interface Menus {
  weighed: Weighed[];
  used: number;
  /** One standard Gumbel draw a strategy. */
  gumbel: Float64Array;
  /** Probability of each strategy. */
  probabilities: Float64Array;
}

/** Room of one's own. */
export function createMenus(): Menus {
  return { weighed: [], used: 0, gumbel: new Float64Array(STRATEGIES.length), probabilities: new Float64Array(STRATEGIES.length) };
}

function next(menus: Menus, option: Option): Weighed {
  let o = menus.weighed[menus.used];
  if (o === undefined) {
    o = { option, change: null, terms: new Float64Array(VALUE_TERMS.length), total: NaN, answer: null };
    menus.weighed.push(o);
  }
  menus.used += 1;
  o.option = option;
  return o;
}

/** Weighs every feasible option of i; consent is worked out for the most valuable of each strategy. Position 0 keeps everything. */
export function weighAll(ev: Evaluator, menus: Menus, w: World, i: number, turn: number): readonly Weighed[] {
  menus.used = 0;
  for (const option of feasibleOptions(w, i, turn)) weigh(ev, menus, w, i, option);
  const { first, second } = bestPlain(menus);
  for (const k of [first, second]) if (k >= 0) for (const variant of allianceVariants(w, i, k)) weigh(ev, menus, w, i, variant);
  const weighed = menus.weighed.slice(0, menus.used);
  for (let s = 0; s < STRATEGIES.length; s++) askBest(ev, w, i, weighed, s);
  return weighed;
}

/** The two partners with whom a plain alliance is worth most, equal ones in index order; -1 = none. Other forms are weighed for them alone. */
function bestPlain(menus: Menus): { first: number; second: number } {
  let first = -1;
  let second = -1;
  const before = (x: Weighed, y: number) => {
    const o = menus.weighed[y]!;
    return x.total > o.total || (x.total === o.total && x.option.partner < o.option.partner);
  };
  for (let x = 0; x < menus.used; x++) {
    const o = menus.weighed[x]!;
    if (o.option.action !== 'found' || o.option.template !== 'alliance' || o.option.strategy !== BALANCE || o.option.third >= 0) continue;
    if (first < 0 || before(o, first)) {
      second = first;
      first = x;
    } else if (second < 0 || before(o, second)) second = x;
  }
  const partner = (x: number) => (x < 0 ? -1 : menus.weighed[x]!.option.partner);
  return { first: partner(first), second: partner(second) };
}

function weigh(ev: Evaluator, menus: Menus, w: World, i: number, option: Option): void {
  const o = next(menus, option);
  if (option.action === 'keep') {
    o.change = null;
    o.terms.fill(0);
    o.total = 0;
    o.answer = ALONE;
    return;
  }
  if (isPlainFounding(option)) {
    o.change = null;
    o.total = valueFounding(ev, w, i, option, o.terms);
  } else {
    o.change = changeOf(w, i, option);
    o.total = valueChange(ev, w, i, o.change, o.terms);
  }
  o.answer = option.action === 'leave' || option.action === 'hollow' ? ALONE : null;
}

/** Asks for consent in order of value, up to `proposals` times, until nothing left can be worth more. */
function askBest(ev: Evaluator, w: World, i: number, weighed: readonly Weighed[], strategy: number): void {
  let best = -Infinity;
  for (let p = 0; p < w.parameters.proposals; p++) {
    let top: Weighed | null = null;
    for (const o of weighed)
      if (o.option.strategy === strategy && o.answer === null && o.total > 0 && (top === null || o.total > top.total)) top = o;
    if (top === null || top.total <= best) return;
    ask(ev, w, i, top);
    best = Math.max(best, expectedOf(top));
  }
}

/** Works out who must consent to what i proposes, with what probability, and whether a side payment pays. */
export function ask(ev: Evaluator, w: World, i: number, o: Weighed): void {
  const change = (o.change ??= changeOf(w, i, o.option));
  const { everyone, voters } = consentersOf(change);
  const value = (k: number) => valueChange(ev, w, k, change);
  const values = everyone.map(value);
  let payment = 0;
  if (everyone.length === 1 && voters.length === 0 && change.newcomer < 0 && o.total > 0) payment = worthPaying(w, o.total, values[0]!);
  if (payment > 0) {
    VALUE_TERMS.forEach((term, t) => {
      if (term.scope === 'offer') o.terms[t] = term.value({ payment });
    });
    o.total -= payment;
    values[0] = values[0]! + payment;
  }
  const everyoneProbability = values.map((v) => consentProbability(w, v));
  const votersProbability = voters.map((k) => consentProbability(w, value(k)));
  const consent = jointConsent(w, everyoneProbability, votersProbability);
  o.answer = { payment, consent, everyone, everyoneProbability, voters, votersProbability };
}

/** Side payment that makes the other likely to agree, where the expected gain is greater with it; in utility, 0 = none. */
function worthPaying(w: World, own: number, other: number): number {
  const P = w.parameters;
  const wanted = 2 * P.consent_temperature - other;
  const pay = Math.min(wanted, P.payment_limit, own);
  if (pay <= 0) return 0;
  return consentProbability(w, other + pay) * (own - pay) > consentProbability(w, other) * own ? pay : 0;
}

/** Best option of a strategy, gains only where consent is likely enough; -1 = none. */
export function bestOf(weighed: readonly Weighed[], strategy: number, floor: number): number {
  let best = -1;
  for (let o = 0; o < weighed.length; o++) {
    const { option, answer } = weighed[o]!;
    const expected = expectedOf(weighed[o]!);
    if (option.strategy !== strategy || Number.isNaN(expected) || (answer !== null && answer.consent < floor)) continue;
    if (best < 0 || expected > expectedOf(weighed[best]!)) best = o;
  }
  return best;
}
