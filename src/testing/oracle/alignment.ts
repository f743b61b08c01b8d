import { gumbel, logistic, pairUniform } from '../../base/math.ts';
import { STRATEGIES } from '../../model/vocabulary.ts';
import type { OptionRow, Sink } from '../../model/events.ts';
import { admit, change, emit, membersOf, sign, withdraw } from './book.ts';
import { changeOf, menuOf, variantsWith, type PlainOption } from './options.ts';
import { RULES } from './rules.ts';
import { draws, type PlainState } from './state.ts';
import { has, isMember, tie } from './ties.ts';
import { TERM_NAMES, valueOf, type Change } from './values.ts';

/** A state and the probability that it consents. */
interface Consenter {
  state: number;
  probability: number;
}

interface Weighed {
  option: PlainOption;
  change: Change;
  terms: number[];
  total: number;
  /** NaN: not asked. */
  consent: number;
  /** What it is worth to offer; NaN: not calculated. */
  expected: number;
  payment: number;
  everyone: Consenter[];
  voters: Consenter[];
}

/** Random numbers of one turn, by slot. */
interface TurnDraws {
  order: number[][];
  taste: number[][];
  consent: number[][];
  rule: number[][];
}

/**
 * Alignment: "in random order each state gets its turn(s): it weighs every feasible single change of its agreements and chooses by random
 * utility one of four strategies, each represented by its best option"; in turn or together.
 */
export function alignment(s: PlainState, sink: Sink): void {
  for (let turn = 0; turn < s.parameters.turns; turn++) {
    const random: TurnDraws = {
      order: draws(s, 'alignment.order', 1, turn),
      taste: draws(s, 'alignment.taste', 4, turn),
      consent: draws(s, 'alignment.consent', 2, turn),
      rule: draws(s, 'alignment.rule', 2, turn),
    };
    const place = (i: number) => random.order[s.slots[i]!]![0]!;
    const order = s.states.filter((i) => s.active[i] === 1).sort((x, y) => place(x) - place(y) || x - y);
    if (s.parameters.update_order === 'in-turn') for (const i of order) enactChoice(s, i, choose(s, i, turn, random, sink), random, sink);
    else {
      const choices = order.map((i) => ({ i, choice: choose(s, i, turn, random, sink) }));
      for (const { i, choice } of choices) enactChoice(s, i, choice, random, sink);
    }
  }
}

function choose(s: PlainState, i: number, turn: number, random: TurnDraws, sink: Sink): Weighed {
  const weighed = weighAll(s, i, turn);
  const best = [0, 1, 2, 3].map((strategy) => bestOf(s, weighed, strategy));
  const slot = s.slots[i]!;
  const rule = RULES[s.rule]!;
  const probabilities = rule.probabilities(s, weighed, best);
  const [first, second] = random.rule[slot] as [number, number];
  const at = rule.pick(s, weighed, best, { taste: random.taste[slot]!.map(gumbel), first, second });
  const chosen = weighed[at]!;
  if (Number.isNaN(chosen.consent)) ask(s, chosen);
  s.strategy[i] = chosen.option.strategy;
  sink.options?.(
    weighed.map((o, x) => rowOf(i, turn, o, best.includes(x) ? probabilities[o.option.strategy]! : NaN, best.includes(x), x === at)),
  );
  return chosen;
}

/** All options, weighed; the other forms of an alliance, for the two states with which the plain form is worth most, come last. */
function weighAll(s: PlainState, i: number, turn: number): Weighed[] {
  const weighed = menuOf(s, i, turn).map((o) => weigh(s, i, o));
  const plain = weighed.filter(
    ({ option: o }) => o.action === 'found' && o.template === 'alliance' && o.third < 0 && STRATEGIES[o.strategy] === 'balance',
  );
  plain.sort((x, y) => y.total - x.total || x.option.partner - y.option.partner);
  for (const { option } of plain.slice(0, 2)) weighed.push(...variantsWith(s, i, option.partner).map((o) => weigh(s, i, o)));
  for (const strategy of [0, 1, 2, 3]) askForBest(s, weighed, strategy);
  return weighed;
}

function weigh(s: PlainState, i: number, option: PlainOption): Weighed {
  const change = changeOf(s, i, option);
  const rest = { option, change, payment: 0, everyone: [], voters: [] };
  if (option.action === 'keep') return { ...rest, terms: TERM_NAMES.map(() => 0), total: 0, consent: 1, expected: 0 };
  const { terms, total } = valueOf(s, i, change);
  const alone = option.action === 'leave' || option.action === 'hollow';
  return { ...rest, terms, total, consent: alone ? 1 : NaN, expected: alone || total <= 0 ? total : NaN };
}

/** Bounded rationality: consent is asked for the `proposals` most valuable options of a strategy, as long as one can still be worth more. */
function askForBest(s: PlainState, weighed: readonly Weighed[], strategy: number): void {
  let best = -Infinity;
  for (let p = 0; p < s.parameters.proposals; p++) {
    const open = weighed.filter((o) => o.option.strategy === strategy && Number.isNaN(o.expected));
    const [top] = open.sort((x, y) => y.total - x.total);
    if (top === undefined || top.total <= best) return;
    ask(s, top);
    best = Math.max(best, top.expected);
  }
}

/** "A tie needs both sides' consent; joining a multilateral agreement needs its members' by the agreement's own rule; leaving needs nobody's." */
function consenters({ action, added, removed, proposer, newcomer }: Change): { everyone: number[]; voters: number[] } {
  if (added === null || action === 'hollow') return { everyone: [], voters: [] };
  if (newcomer < 0) return { everyone: membersOf(added).filter((k) => k !== proposer), voters: [] };
  const guest = newcomer === proposer ? [] : [newcomer];
  const inside = membersOf(removed!).filter((k) => k !== proposer);
  if (removed!.consent === 'unanimity') return { everyone: [...guest, ...inside], voters: [] };
  return { everyone: guest, voters: removed!.consent === 'majority' ? inside : [] };
}

/** "Consent: logistic in the other's gain." */
export function consentProbability(s: PlainState, value: number): number {
  return logistic(value / s.parameters.consent_temperature);
}

/** Whether one draw is for all. */
function together(s: PlainState, { newcomer }: Change): boolean {
  return { own: false, accession: newcomer >= 0, common: true }[s.parameters.consent_luck];
}

function ask(s: PlainState, o: Weighed): void {
  const { everyone, voters } = consenters(o.change);
  const value = (k: number) => valueOf(s, k, o.change).total;
  const values = everyone.map(value);
  // "a state may sweeten an offer by a side payment": to a single other, where the expected gain is greater with it
  if (everyone.length === 1 && voters.length === 0 && o.change.newcomer < 0 && o.total > 0) {
    const other = values[0]!;
    const pay = Math.min(2 * s.parameters.consent_temperature - other, s.parameters.payment_limit, o.total);
    if (pay > 0 && consentProbability(s, other + pay) * (o.total - pay) > consentProbability(s, other) * o.total) {
      o.payment = pay;
      o.terms[TERM_NAMES.indexOf('payment')] = -pay;
      o.total -= pay;
      values[0] = other + pay;
    }
  }
  o.everyone = everyone.map((state, x) => ({ state, probability: consentProbability(s, values[x]!) }));
  o.voters = voters.map((state) => ({ state, probability: consentProbability(s, value(state)) }));
  const all = o.everyone.reduce((p, k) => p * k.probability, 1);
  const each = all * (voters.length > 0 ? majority(o.voters.map((k) => k.probability)) : 1);
  // with one draw for all, the one who decides is enough
  const ranked = o.voters.map((k) => k.probability).sort((x, y) => y - x);
  const hinge = Math.min(
    1,
    ...o.everyone.map((k) => k.probability),
    ...ranked.slice(Math.floor(ranked.length / 2), Math.floor(ranked.length / 2) + 1),
  );
  o.consent = together(s, o.change) ? hinge : each;
  o.expected = o.total > 0 ? o.total * o.consent : o.total;
}

/** Probability that more than half of independent voters agree: the distribution of the number of agreements, voter by voter. */
function majority(probabilities: readonly number[]): number {
  let exactly = [1];
  for (const p of probabilities)
    exactly = [...exactly, 0].map((_, yes) => (exactly[yes] ?? 0) * (1 - p) + (yes > 0 ? exactly[yes - 1]! * p : 0));
  return exactly.filter((_, yes) => 2 * yes > probabilities.length).reduce((sum, p) => sum + p, 0);
}

/** The first option of greatest expected value among those that have a fair probability of consent. */
function bestOf(s: PlainState, weighed: readonly Weighed[], strategy: number): number {
  let best = -1;
  weighed.forEach((o, x) => {
    const offered = o.option.strategy === strategy && !Number.isNaN(o.expected) && !(o.consent < s.parameters.consent_floor);
    if (offered && (best < 0 || o.expected > weighed[best]!.expected)) best = x;
  });
  return best;
}

function rowOf(state: number, turn: number, o: Weighed, probability: number, best: boolean, chosen: boolean): OptionRow {
  const { action, strategy, partner, third, template, agreement } = o.option;
  const where = { state, turn, strategy: STRATEGIES[strategy]!, action, partner, third, agreement: agreement?.id ?? -1, template };
  return { ...where, terms: [...o.terms], total: o.total, consent: o.consent, probability, best, chosen };
}

/** Enacts a choice, if it is still possible and those asked agree. */
function enactChoice(s: PlainState, i: number, o: Weighed, random: TurnDraws, sink: Sink): void {
  const { action, partner, template } = o.option;
  if (action === 'keep' || !stillPossible(s, i, o)) return;
  const drawn = (k: Consenter) => (together(s, o.change) ? i : k.state);
  const agrees = (k: Consenter) => pairUniform(random.consent[s.slots[i]!]![0]!, random.consent[s.slots[drawn(k)]!]![1]!) < k.probability;
  const against = o.voters.filter((k) => !agrees(k));
  const outvoted = o.voters.length > 0 && 2 * (o.voters.length - against.length) <= o.voters.length;
  const refuser = o.everyone.find((k) => !agrees(k)) ?? (outvoted ? against[0] : undefined);
  if (refuser !== undefined) {
    emit(sink, 'refused', { actor: i, other: refuser.state, agreement: o.change.removed?.id ?? -1, detail: template || action });
    return;
  }
  if (o.payment > 0) {
    const share = Math.min(0.5, o.payment * s.parameters.payment_rate);
    const amount = s.economic[i]! * share;
    s.economic[i] = s.economic[i]! - amount;
    s.economic[partner] = s.economic[partner]! + amount;
    emit(sink, 'side_payment', { actor: i, other: partner, value: share });
  }
  enact(s, i, o, sink);
}

/** When all choose together, an option may be overtaken: the agreement ended or changed, or the other side founded the tie. */
function stillPossible(s: PlainState, i: number, o: Weighed): boolean {
  const { action, agreement: seen, partner, third, template } = o.option;
  if (seen === null) {
    const kind = template === 'partnership' || template === 'minilateral' ? template : 'alliance';
    return [partner, third].filter((k) => k >= 0).some((k) => !has(tie(s, i, k), kind));
  }
  const now = s.agreements[seen.id]!;
  if (now.end >= 0 || (action !== 'join' && !isMember(now, i))) return false;
  if (action === 'leave') return true;
  const same = membersOf(now).join() === membersOf(seen).join() && now.kind === seen.kind;
  if (action === 'mature') return same && now.kind !== 'alliance';
  if (action === 'hollow') return same && now.kind === 'alliance';
  return same;
}

function enact(s: PlainState, i: number, o: Weighed, sink: Sink): void {
  const { action, partner, third } = o.option;
  const added = o.change.added;
  if (action === 'found') {
    const name = `${added!.template} ${membersOf(added!)
      .map((k) => s.ids[k])
      .join('-')} ${s.tick}`;
    const { id, membersAtStart } = sign(s, { ...added!, name });
    emit(sink, 'signed', { actor: i, other: third < 0 ? partner : -1, agreement: id, states: membersAtStart });
    return;
  }
  const { id } = o.option.agreement!;
  const states = membersOf(s.agreements[id]!);
  const row = { actor: i, other: partner, agreement: id, states };
  if (action === 'mature' || action === 'hollow') {
    const { kind, formality, areas, depth, purpose, term, template, members } = added!;
    const obligations = members[0]!.obligations;
    const bound = s.agreements[id]!.members.map((m) => ({ ...m, obligations }));
    change(s, id, { kind, formality, areas, depth, purpose, term, template, members: bound, renewedAt: s.tick });
    emit(sink, action === 'mature' ? 'matured' : 'hollowed', row);
  } else if (action === 'deepen') {
    const { depth } = change(s, id, { depth: Math.min(1, s.agreements[id]!.depth + s.parameters.depth_step) });
    emit(sink, 'deepened', { ...row, value: depth });
  } else if (action === 'leave') {
    const after = withdraw(s, id, i, 'left');
    emit(sink, 'left', { actor: i, agreement: id, states });
    if (after.end >= 0) emit(sink, 'ended', { agreement: id, states, detail: 'left' });
  } else {
    const newcomer = o.change.newcomer;
    const after = admit(s, id, newcomer);
    emit(sink, 'joined', { actor: newcomer, other: action === 'invite' ? i : -1, agreement: id, states: membersOf(after) });
  }
}
