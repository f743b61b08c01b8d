import { gumbel, pairUniform } from '../../base/math.ts';
import { fillSlots, stream } from '../../base/random.ts';
import { admit, amend, end, linkOf, sign, withdraw, type Agreement } from '../agreements.ts';
import { emit } from '../emit.ts';
import {
  changeOf,
  consentChance,
  consentersOf,
  createEvaluator,
  majorityChance,
  valueChange,
  type Change,
  type Evaluator,
} from '../evaluate.ts';
import { feasibleOptions, type Option } from '../options.ts';
import { ruleOf } from '../rules/index.ts';
import { VALUE_TERMS } from '../terms/index.ts';
import { KIND_BIT, STRATEGIES } from '../vocabulary.ts';
import type { OptionRow, Sink } from '../events.ts';
import type { Luck, Menu } from '../rules/rule.ts';
import type { World } from '../world.ts';

const PAYMENT = VALUE_TERMS.findIndex((t) => t.name === 'payment');

/** An option weighed: its value, the chance of consent where it was worked out, and the payment that goes with it. */
interface Weighed {
  option: Option;
  total: number;
  terms: Float64Array;
  /** Chance that the others consent; NaN where it was not asked. */
  consent: number;
  /** total x consent; NaN where consent was not asked. */
  expected: number;
  payment: number;
  change: Change | null;
  everyone: readonly number[];
  everyoneChance: readonly number[];
  voters: readonly number[];
  votersChance: readonly number[];
}

/**
 * Each state weighs every feasible single change of its agreements and picks one of the four strategies by its best option. A tie needs both
 * sides' consent. Reads beliefs and capabilities; writes agreements, strategy, economic (side payments).
 * Update: in turn (random order, later states see earlier ones' choices) or together.
 */
export function alignment(w: World, sink: Sink): void {
  w.scratch.members = w.active.reduce((sum, a) => sum + a, 0);
  const evaluator = createEvaluator(w);
  for (let turn = 0; turn < w.parameters.turns; turn++) {
    drawLuck(w, turn);
    if (w.parameters.update_order === 'in-turn') {
      for (const i of turnOrder(w)) carryOut(w, i, choose(evaluator, w, i, turn, sink), sink);
    } else {
      const order = [...turnOrder(w)];
      const choices = order.map((i) => choose(evaluator, w, i, turn, sink));
      order.forEach((i, at) => carryOut(w, i, choices[at]!, sink));
    }
  }
}

function drawLuck(w: World, turn: number): void {
  const s = w.scratch;
  fillSlots(stream(w.runKey, 'alignment.order', w.tick, turn), s.luck, w.slotCount, 1);
  fillSlots(stream(w.runKey, 'alignment.taste', w.tick, turn), s.taste, w.slotCount, 4);
  fillSlots(stream(w.runKey, 'alignment.consent', w.tick, turn), s.consent, w.slotCount, 2);
  fillSlots(stream(w.runKey, 'alignment.rule', w.tick, turn), s.rule, w.slotCount, 2);
}

/** Active states by one random key each: a state more does not reshuffle the others. */
export function turnOrder(w: World): readonly number[] {
  const { order, luck } = w.scratch;
  order.length = 0;
  for (let i = 0; i < w.n; i++) if (w.active[i] === 1) order.push(i);
  return order.sort((x, y) => luck[w.slots[x]!]! - luck[w.slots[y]!]! || x - y);
}

function choose(ev: Evaluator, w: World, i: number, turn: number, sink: Sink): Weighed {
  const weighed = feasibleOptions(w, i, turn).map((option) => weigh(ev, w, i, option));
  askBest(ev, w, weighed);
  const best = STRATEGIES.map((_, s) => bestOf(weighed, s));
  const menu: Menu = {
    count: weighed.length,
    strategy: weighed.map((o) => o.option.strategy),
    expected: weighed.map((o) => o.expected),
    best,
  };
  const slot = w.slots[i]!;
  const luck: Luck = { gumbel: GUMBEL, first: w.scratch.rule[2 * slot]!, second: w.scratch.rule[2 * slot + 1]! };
  for (let s = 0; s < 4; s++) GUMBEL[s] = gumbel(w.scratch.taste[4 * slot + s]!);
  const rule = ruleOf(w.rule);
  const chosen = weighed[rule.choose(menu, w, luck)]!;
  if (Number.isNaN(chosen.expected)) ask(ev, w, chosen);
  w.strategy[i] = chosen.option.strategy;
  if (sink.options) {
    rule.chances(menu, w, CHANCES);
    sink.options(weighed.map((o) => optionRow(i, turn, o, best.includes(weighed.indexOf(o)), o === chosen)));
  }
  return chosen;
}

const GUMBEL = new Float64Array(4);
const CHANCES = new Float64Array(4);

function weigh(ev: Evaluator, w: World, i: number, option: Option): Weighed {
  const terms = new Float64Array(VALUE_TERMS.length);
  const none = { option, terms, payment: 0, everyone: [], everyoneChance: [], voters: [], votersChance: [] };
  if (option.action === 'keep') return { ...none, total: 0, consent: 1, expected: 0, change: null };
  const change = changeOf(w, i, option);
  const total = valueChange(ev, w, i, change, 0, terms);
  return { ...none, total, consent: NaN, expected: NaN, change };
}

/** Works out consent for the `proposals` most valuable options of each strategy. */
function askBest(ev: Evaluator, w: World, weighed: readonly Weighed[]): void {
  for (let s = 0; s < 4; s++)
    for (let p = 0; p < w.parameters.proposals; p++) {
      let next: Weighed | null = null;
      for (const o of weighed) if (o.option.strategy === s && Number.isNaN(o.expected) && (next === null || o.total > next.total)) next = o;
      if (next === null) break;
      ask(ev, w, next);
    }
}

/** Works out who must consent, with what chance, and whether a side payment pays. */
function ask(ev: Evaluator, w: World, o: Weighed): void {
  const change = o.change!;
  const { everyone, voters } = consentersOf(change);
  const value = (k: number) => valueChange(ev, w, k, change, 0, SPARE);
  const values = everyone.map(value);
  if (everyone.length === 1 && voters.length === 0 && change.newcomer < 0 && o.total > 0) {
    const pay = worthPaying(w, o.total, values[0]!);
    if (pay > 0) {
      o.payment = pay;
      o.terms[PAYMENT] = -pay;
      o.total -= pay;
      values[0] = values[0]! + pay;
    }
  }
  o.everyone = everyone;
  o.everyoneChance = values.map((v) => consentChance(w, v));
  o.voters = voters;
  o.votersChance = voters.map((k) => consentChance(w, value(k)));
  o.consent = o.everyoneChance.reduce((all, p) => all * p, 1) * (voters.length > 0 ? majorityChance(o.votersChance) : 1);
  o.expected = o.total * o.consent;
}

const SPARE = new Float64Array(VALUE_TERMS.length);

/** Side payment that makes the other likely to agree, where the expected gain is greater with it; in utility, 0 = none. */
function worthPaying(w: World, own: number, other: number): number {
  const P = w.parameters;
  const wanted = 2 * P.consent_temperature - other;
  const pay = Math.min(wanted, P.payment_limit, own);
  if (pay <= 0) return 0;
  return consentChance(w, other + pay) * (own - pay) > consentChance(w, other) * own ? pay : 0;
}

function bestOf(weighed: readonly Weighed[], strategy: number): number {
  let best = -1;
  for (let o = 0; o < weighed.length; o++) {
    const { option, expected } = weighed[o]!;
    if (option.strategy === strategy && !Number.isNaN(expected) && (best < 0 || expected > weighed[best]!.expected)) best = o;
  }
  return best;
}

function carryOut(w: World, i: number, o: Weighed, sink: Sink): void {
  const change = o.change;
  if (change === null || !stillFeasible(w, i, o)) return;
  const refuser = refusal(w, i, o);
  if (refuser >= 0) {
    emit(sink, 'refused', { actor: i, other: refuser, agreement: change.removed?.id ?? -1, detail: o.option.template || change.action });
    return;
  }
  if (o.payment > 0) pay(w, i, o.option.partner, o.payment, sink);
  enact(w, i, o, change, sink);
}

/** Whether the world in which the option was weighed still holds where it matters: needed when all choose together. */
function stillFeasible(w: World, i: number, o: Weighed): boolean {
  const { agreement, action, partner, third, template } = o.option;
  if (agreement !== null)
    return agreement.end < 0 && agreement.members.some((m) => m.state === (action === 'join' ? m.state : i)) && sameMembers(o);
  if (action !== 'found') return true;
  const kind = template === 'partnership' ? KIND_BIT.partnership : template === 'minilateral' ? KIND_BIT.minilateral : KIND_BIT.alliance;
  const tied = (k: number) => ((linkOf(w.book, i, k)?.kinds ?? 0) & kind) !== 0;
  return third < 0 ? !tied(partner) : !(tied(partner) && tied(third));
}

/** An agreement that gained, lost or changed members or kind since it was weighed is another agreement. */
function sameMembers(o: Weighed): boolean {
  const agreement = o.option.agreement!;
  const { action } = o.option;
  const after = o.change!.added;
  if (action === 'leave' || after === null) return true;
  if (action === 'mature' && agreement.kind === 'alliance') return false;
  if (action === 'hollow' && agreement.kind !== 'alliance') return false;
  const expected = after.members.length - (action === 'join' || action === 'invite' ? 1 : 0);
  return expected === agreement.members.length && agreement.members.every((m) => after.members.some((x) => x.state === m.state));
}

/** The first state that refuses, by everyone's draw against its chance; -1 when all agree. A lost vote is laid to its first opponent. */
function refusal(w: World, i: number, o: Weighed): number {
  for (let x = 0; x < o.everyone.length; x++) if (!agrees(w, i, o.everyone[x]!, o.everyoneChance[x]!)) return o.everyone[x]!;
  let yes = 0;
  let opponent = -1;
  for (let x = 0; x < o.voters.length; x++) {
    if (agrees(w, i, o.voters[x]!, o.votersChance[x]!)) yes += 1;
    else if (opponent < 0) opponent = o.voters[x]!;
  }
  return o.voters.length > 0 && 2 * yes <= o.voters.length ? opponent : -1;
}

function agrees(w: World, i: number, k: number, chance: number): boolean {
  const luck = w.scratch.consent;
  return pairUniform(luck[2 * w.slots[i]!]!, luck[2 * w.slots[k]! + 1]!) < chance;
}

function pay(w: World, i: number, k: number, payment: number, sink: Sink): void {
  const share = Math.min(0.5, payment * w.parameters.payment_rate);
  const amount = w.economic[i]! * share;
  w.economic[i] = w.economic[i]! - amount;
  w.economic[k] = w.economic[k]! + amount;
  emit(sink, 'side_payment', { actor: i, other: k, value: share });
}

function enact(w: World, i: number, o: Weighed, change: Change, sink: Sink): void {
  const { book, tick } = w;
  const { action, partner, third } = o.option;
  if (action === 'found') {
    const terms = change.added!;
    const agreement = sign(
      book,
      {
        ...terms,
        name: nameOf(
          w,
          terms.template,
          terms.members.map((m) => m.state),
        ),
      },
      tick,
    );
    emit(sink, 'signed', { actor: i, other: third < 0 ? partner : -1, agreement: agreement.id, states: agreement.membersAtStart });
    sink.agreement?.(agreement.id);
    return;
  }
  const agreement = change.removed!;
  const states = agreement.members.map((m) => m.state);
  const row = { actor: i, other: partner, agreement: agreement.id, states };
  switch (action) {
    case 'mature':
    case 'hollow': {
      const { kind, formality, areas, depth, purpose, term, template, members } = change.added!;
      amend(book, agreement, { kind, formality, areas, depth, purpose, term, template }, members[0]!.obligations, tick);
      emit(sink, action === 'mature' ? 'matured' : 'hollowed', row);
      break;
    }
    case 'deepen':
      amend(book, agreement, { depth: Math.min(1, agreement.depth + w.parameters.depth_step) });
      emit(sink, 'deepened', { ...row, value: agreement.depth });
      break;
    case 'join':
    case 'invite': {
      const newcomer = change.newcomer;
      admit(book, agreement, newcomer, tick);
      emit(sink, 'joined', {
        actor: newcomer,
        other: action === 'invite' ? i : -1,
        agreement: agreement.id,
        states: agreement.members.map((m) => m.state),
      });
      break;
    }
    case 'leave':
      leave(w, i, agreement, sink);
      return;
    case 'keep':
  }
  sink.agreement?.(agreement.id);
}

function leave(w: World, i: number, agreement: Agreement, sink: Sink): void {
  const states = agreement.members.map((m) => m.state);
  if (agreement.members.length === 2) end(w.book, agreement, w.tick, 'left');
  else withdraw(w.book, agreement, i, w.tick, 'left');
  emit(sink, 'left', { actor: i, agreement: agreement.id, states });
  if (agreement.end >= 0) emit(sink, 'ended', { agreement: agreement.id, states, detail: 'left' });
  sink.agreement?.(agreement.id);
}

function nameOf(w: World, template: string, states: readonly number[]): string {
  return `${template} ${states.map((s) => w.ids[s]).join('-')} ${w.tick}`;
}

function optionRow(i: number, turn: number, o: Weighed, best: boolean, chosen: boolean): OptionRow {
  const { option } = o;
  return {
    state: i,
    turn,
    strategy: STRATEGIES[option.strategy]!,
    action: option.action,
    partner: option.partner,
    third: option.third,
    agreement: option.agreement?.id ?? -1,
    template: option.template,
    terms: [...o.terms],
    total: o.total,
    consent: o.consent,
    chance: best ? CHANCES[option.strategy]! : NaN,
    best,
    chosen,
  };
}
