import type { Agreement } from '../../model/treaty/treaty.ts';
import { exp, log, logistic, pairUniform } from '../../base/math.ts';
import type { Casus } from '../../model/treaty/casus.ts';
import type { ModelEvent, Sink } from '../../model/events.ts';
import type { ObligationType } from '../../model/vocabulary.ts';
import { emit, end } from './book.ts';
import { contest, helpFrom, helpSeenBy, own } from './force.ts';
import { draws, type PlainDispute, type PlainState } from './state.ts';
import { commitment, greatest, owedBy, refusalProbability, supportOf, tie, tiedStates, unconditional } from './ties.ts';

interface DisputeDraws {
  onset: number[][];
  order: number[][];
  circumstance: number[][];
  honour: number[][];
  outcome: number[][];
  chain: number[][];
}

interface Onset {
  initiator: number;
  target: number;
  /** The initiator breaks its word not to attack. */
  broken: boolean;
}

/** The facts for obligations toward one side of a dispute; the states that fight on the other side are looked up when they are needed. */
interface Facts {
  protectedState: number;
  adversary: number;
  adversaries: () => readonly number[];
  territory: number;
  ongoing: boolean;
  provoked: boolean;
  demandsRefused: boolean;
}

type Row = Partial<ModelEvent> & { kind: ModelEvent['kind'] };

/** 5. Disputes: "disputes of a tick run in parallel by default (serial is a parameter: Duffy 1992)". */
export function disputes(s: PlainState, sink: Sink): void {
  const random: DisputeDraws = {
    onset: draws(s, 'disputes.onset', 2),
    order: draws(s, 'disputes.order', 1),
    circumstance: draws(s, 'disputes.circumstance', 2),
    honour: draws(s, 'disputes.honour', 2),
    outcome: draws(s, 'disputes.outcome', 3),
    chain: draws(s, 'disputes.chain', 2),
  };
  s.disputes = [];
  s.restraints = [];
  const states = s.states.filter((i) => s.active[i] === 1);
  if (s.parameters.dispute_concurrency === 'serial') {
    const place = (i: number) => random.order[s.slots[i]!]![0]!;
    for (const i of states.sort((x, y) => place(x) - place(y) || x - y)) {
      const onset = onsetOf(s, i, random, sink);
      if (onset === null) continue;
      const dispute = resolve(s, onset, random, sink);
      settle(s, dispute, sink);
      takeToll(s, [dispute]);
    }
  } else {
    const begun = states.flatMap((i) => onsetOf(s, i, random, sink) ?? []);
    for (const onset of begun) resolve(s, onset, random, sink);
    for (const dispute of s.disputes) settle(s, dispute, sink);
    takeToll(s, s.disputes);
  }
}

/**
 * "An initiator's hazard depends on hostility, revisionism, the expected outcome against the target's expected coalition (deterrence), and trade":
 * a target is drawn by the upper bounds, then kept by the rest of the hazard.
 */
function onsetOf(s: PlainState, i: number, random: DisputeDraws, sink: Sink): Onset | null {
  const P = s.parameters;
  const [draw, keep] = random.onset[s.slots[i]!] as [number, number];
  const drive = P.dispute_onset * (P.onset_content + (1 - P.onset_content) * s.revisionism[i]!);
  const bounds = s.states.map((j) => (s.active[j] === 1 ? drive * s.hostility[i]![j]! : 0));
  const total = bounds.reduce((sum, x) => sum + x, 0);
  let reached = 0;
  const target = bounds.findIndex((bound, j) => {
    reached += bound;
    return j !== i && s.hostility[i]![j]! > 0 && s.active[j] === 1 && draw * (total > 1 ? total : 1) < reached;
  });
  if (target < 0) return null;

  let attack = own(s, i) * s.arrival[target]![i]!;
  for (const k of tiedStates(s, i).filter((x) => x !== target)) {
    const joins = commitment(s, tie(s, i, k), 'offence', k, i, target);
    attack += joins > 0 ? joins * s.reliability[i]![k]! * s.power[k]! * s.arrival[target]![k]! : supportFrom(s, k, i, target);
  }
  const defence = own(s, target) + helpSeenBy(s, i, target, i);
  const hazard = contest(s, attack, defence) * exp(-P.dispute_trade * s.trade[i]![target]!);

  const t = tie(s, i, target);
  const pledged = unconditional(s, t, i, target, 'nonaggression') > 0;
  const bound = pledged || unconditional(s, t, i, target, 'defence') > 0;
  const restraint = bound ? P.dispute_allies : t.length > 0 ? P.dispute_partners : 1;
  if (keep < hazard * restraint) return { initiator: i, target, broken: pledged };
  if (keep < hazard && pledged) {
    s.restraints.push({ state: i, toward: target });
    emit(sink, 'honoured', { actor: i, other: target, obligation: 'nonaggression', agreement: deepest(t, i, 'nonaggression') });
  }
  return null;
}

/** The deepest agreement in which k owes an obligation of a type; the oldest of equals. */
function deepest(t: readonly Agreement[], k: number, type: ObligationType): number {
  const owing = t.filter((a) => owedBy(a, k).some((o) => o.type === type));
  const depth = greatest(owing.map((a) => a.depth));
  return owing.find((a) => a.depth === depth)?.id ?? -1;
}

/** Casus foederis: every condition that is given must be met. */
function binds(when: Casus, facts: Facts): boolean {
  const enemies = facts.adversaries();
  return (
    (when.adversaries === null || when.adversaries.some((j) => enemies.includes(j))) &&
    (when.location === null || when.location[facts.territory] === 1) &&
    enemies.length >= when.minAdversaries &&
    (when.maxAdversaries === 0 || enemies.length <= when.maxAdversaries) &&
    (!when.ongoingConflict || facts.ongoing) &&
    (!when.nonProvocation || !facts.provoked) &&
    (!when.demands || facts.demandsRefused)
  );
}

interface Binding {
  agreement: number;
  depth: number;
  formal: boolean;
  discretion: boolean;
  members: number;
}

/** The deepest obligation that binds k toward the protected state in a dispute that has happened; the first of equals. */
function binding(s: PlainState, k: number, type: ObligationType, facts: Facts): Binding | null {
  const t = tie(s, k, facts.protectedState);
  const bindings = t.flatMap((a) =>
    owedBy(a, k)
      .filter((o) => o.type === type && binds(o.when, facts))
      .map((o) => ({
        agreement: a.id,
        depth: a.depth,
        formal: a.formality === 'formal',
        discretion: o.when.discretion,
        members: a.members.length,
      })),
  );
  return bindings.reduce<Binding | null>((best, b) => (best === null || b.depth > best.depth ? b : best), null);
}

/**
 * "The probability that k fights for j against i is logistic in depth, obligation type and formality (audience cost), in k's own stake against i, in
 * reliability, and falls with the cost of the war times epsilon_k."
 */
function honourProbability(s: PlainState, k: number, protectedState: number, adversary: number, type: ObligationType, b: Binding): number {
  const P = s.parameters;
  const danger = contest(s, s.power[adversary]! * s.arrival[k]![adversary]!, own(s, k));
  const stake = P.honour_stake * s.intent[k]![adversary]!;
  const fear = P.honour_cost * s.entrapment[k]! * danger;
  let logit = P.honour_depth * (b.depth - 0.5);
  if (type === 'neutrality') logit += P.honour_neutrality - P.honour_stake * s.intent[k]![protectedState]!;
  if (type === 'defence') logit += stake - fear;
  if (type === 'offence') logit += stake - fear + P.honour_offence;
  if (b.formal) logit += P.honour_formal;
  if (b.discretion) logit -= P.honour_discretion;
  // others could come instead
  if (type !== 'neutrality') logit -= P.honour_members * log(b.members - 1);
  return logistic(logit + P.honour_reputation * (s.reliability[k]![protectedState]! - P.reliability_prior));
}

/** One dispute: whether there is an attack, which allies are called and come, whether it becomes a war, which side wins. */
function resolve(s: PlainState, { initiator: i, target: j, broken }: Onset, random: DisputeDraws, sink: Sink): PlainDispute {
  const P = s.parameters;
  const number = s.disputes.length;
  const d: PlainDispute = { initiator: i, target: j, attackers: [i], defenders: [j], war: false, initiatorWon: false, tests: [] };
  s.disputes.push(d);
  const rows: Row[] = [];
  if (broken) {
    d.tests.push({ state: i, toward: j, honoured: false });
    const agreement = deepest(tie(s, i, j), i, 'nonaggression');
    rows.push({ kind: 'reneged', actor: i, other: j, obligation: 'nonaggression', agreement });
  }
  const [attackDraw, warDraw, winDraw] = random.outcome[s.slots[i]!] as [number, number, number];
  const attacked = attackDraw < P.attack_share;
  if (attacked) {
    callUp(s, d, rows, random);
    const attack = sideForce(s, d, d.attackers, j) + supporters(s, d, i, j);
    const defence = sideForce(s, d, d.defenders, i) + supporters(s, d, j, i);
    const odds = contest(s, attack, defence);
    d.war = warDraw < P.escalation * 4 * odds * (1 - odds);
    d.initiatorWon = winDraw < odds;
  }
  const states = [...d.attackers, ...d.defenders];
  const row = { actor: i, other: j, dispute: number, value: states.length, states };
  emit(sink, 'dispute', { ...row, detail: attacked ? 'attack' : 'short of attack' });
  for (const { kind, ...rest } of rows) emit(sink, kind, { ...rest, dispute: number });
  if (d.war) emit(sink, 'war', { ...row, detail: d.initiatorWon ? 'initiator won' : 'target won' });
  return d;
}

/** The attack calls those obliged to join it, then those obliged to defend; then those who promised to stay out are tested. */
function callUp(s: PlainState, d: PlainDispute, rows: Row[], random: DisputeDraws): void {
  const { initiator: i, target: j } = d;
  const refusal = random.circumstance[s.slots[i]!]![1]!;
  const shared = { territory: j, ongoing: s.lastDispute[i]![j]! >= s.tick - 1 };
  let facing: readonly number[] = [j];
  let attacking: readonly number[] = [i];
  const forInitiator: Facts = {
    ...shared,
    protectedState: i,
    adversary: j,
    adversaries: () => facing,
    provoked: true, // the initiator has always provoked
    demandsRefused: refusal < refusalProbability(s, j),
  };
  const forTarget: Facts = {
    ...shared,
    protectedState: j,
    adversary: i,
    adversaries: () => attacking,
    provoked: random.circumstance[s.slots[j]!]![0]! < s.revisionism[j]!,
    demandsRefused: refusal < refusalProbability(s, i),
  };
  // a state that joins an attack expects to meet all that are obliged to defend the target
  facing = [j, ...tiedStates(s, j).filter((k) => k !== i && s.active[k] === 1 && binding(s, k, 'defence', forTarget) !== null)];
  call(s, d, 'offence', forInitiator, forTarget, d.attackers, rows, random);
  attacking = d.attackers;
  call(s, d, 'defence', forTarget, forInitiator, d.defenders, rows, random);
  chain(s, d, forTarget.provoked, rows, random);
  facing = d.defenders;
  testNeutrality(s, d, forInitiator, d.defenders, rows, random);
  testNeutrality(s, d, forTarget, d.attackers, rows, random);
}

/**
 * "Who joins attacks all of the other side": round by round, those who owe one of them defence against somebody who has just joined are called with falling
 * probability. First those against new defenders, then those against new attackers; nobody is tested twice.
 */
function chain(s: PlainState, d: PlainDispute, targetProvoked: boolean, rows: Row[], random: DisputeDraws): void {
  let [before, probability] = [{ attackers: [d.initiator], defenders: [d.target] }, 1];
  for (let round = 1; round <= 5; round++) {
    probability *= s.parameters.chain_call;
    const now = { attackers: [...d.attackers], defenders: [...d.defenders] };
    const fresh = { attackers: now.attackers.slice(before.attackers.length), defenders: now.defenders.slice(before.defenders.length) };
    before = now;
    if (probability === 0) return;
    for (const joiner of fresh.defenders)
      for (const attacked of now.attackers) link(s, d, joiner, attacked, true, probability, rows, random);
    for (const joiner of fresh.attackers)
      for (const attacked of now.defenders)
        link(s, d, joiner, attacked, attacked === d.target && targetProvoked, probability, rows, random);
  }
}

function link(
  s: PlainState,
  d: PlainDispute,
  joiner: number,
  attacked: number,
  provoked: boolean,
  probability: number,
  rows: Row[],
  random: DisputeDraws,
): void {
  const [side, enemies] = d.attackers.includes(attacked) ? [d.attackers, d.defenders] : [d.defenders, d.attackers];
  const facts: Facts = {
    protectedState: attacked,
    adversary: joiner,
    adversaries: () => enemies,
    territory: attacked,
    ongoing: s.lastDispute[attacked]![joiner]! >= s.tick - 1,
    provoked,
    demandsRefused: false,
  };
  for (const k of bystanders(s, d, attacked, joiner)) {
    const b = binding(s, k, 'defence', facts);
    const across = tie(s, k, joiner);
    const bound = (['defence', 'neutrality'] as const).some((type) => unconditional(s, across, k, joiner, type) > 0);
    const called = pairUniform(random.chain[s.slots[k]!]![0]!, random.chain[s.slots[attacked]!]![1]!) < probability;
    if (b === null || bound || !called || d.tests.some((t) => t.state === k)) continue;
    const row = { actor: k, other: attacked, obligation: 'defence' as const, agreement: b.agreement };
    const honoured = drawOf(s, random, k, attacked) < honourProbability(s, k, attacked, joiner, 'defence', b);
    d.tests.push({ state: k, toward: attacked, honoured });
    rows.push({ ...row, kind: honoured ? 'honoured' : 'reneged' });
    if (!honoured) rows.push({ ...row, kind: 'abandonment', actor: attacked, other: k });
    else {
      side.push(k);
      if (s.intent[k]![joiner]! < s.parameters.stake_level) rows.push({ ...row, kind: 'entrapment' });
    }
  }
}

/** The partners of a side that are not fighting yet. */
function bystanders(s: PlainState, d: PlainDispute, side: number, adversary: number): number[] {
  return tiedStates(s, side).filter((k) => k !== adversary && s.active[k] === 1 && !d.attackers.includes(k) && !d.defenders.includes(k));
}

/**
 * "Each obligated partner honours or reneges." Obliged to both sides it helps neither. "Honoured without a stake = an entrapment event; obliged and
 * absent = an abandonment event."
 */
function call(
  s: PlainState,
  d: PlainDispute,
  type: 'offence' | 'defence',
  facts: Facts,
  opposite: Facts,
  belligerents: number[],
  rows: Row[],
  random: DisputeDraws,
): void {
  const { protectedState: side, adversary } = facts;
  const counterpart = type === 'offence' ? 'defence' : 'offence';
  for (const k of bystanders(s, d, side, adversary)) {
    const b = binding(s, k, type, facts);
    if (b === null) continue;
    const row = { actor: k, other: side, obligation: type, agreement: b.agreement };
    const left = { ...row, kind: 'abandonment' as const, actor: side, other: k };
    if (binding(s, k, counterpart, opposite) !== null || binding(s, k, 'neutrality', opposite) !== null) {
      rows.push({ ...left, detail: 'obliged to both sides' });
      continue;
    }
    const honoured = drawOf(s, random, k, side) < honourProbability(s, k, side, adversary, type, b);
    d.tests.push({ state: k, toward: side, honoured });
    rows.push({ ...row, kind: honoured ? 'honoured' : 'reneged' });
    if (!honoured) rows.push(left);
    if (honoured && s.intent[k]![adversary]! < s.parameters.stake_level) rows.push({ ...row, kind: 'entrapment' });
    if (honoured) belligerents.push(k);
  }
}

/** Tempted by an own stake, those who promised a side to stay out may join the other. */
function testNeutrality(s: PlainState, d: PlainDispute, facts: Facts, otherSide: number[], rows: Row[], random: DisputeDraws): void {
  const { protectedState: toward, adversary } = facts;
  for (const k of bystanders(s, d, toward, adversary)) {
    const b = binding(s, k, 'neutrality', facts);
    if (b === null) continue;
    const tempted = s.intent[k]![toward]! >= s.parameters.stake_level;
    const honoured = !tempted || drawOf(s, random, k, toward) < honourProbability(s, k, toward, adversary, 'neutrality', b);
    d.tests.push({ state: k, toward, honoured });
    rows.push({ kind: honoured ? 'honoured' : 'reneged', actor: k, other: toward, obligation: 'neutrality', agreement: b.agreement });
    if (!honoured) otherSide.push(k);
  }
}

function drawOf(s: PlainState, random: DisputeDraws, k: number, side: number): number {
  return pairUniform(random.honour[s.slots[k]!]![0]!, random.honour[s.slots[side]!]![1]!);
}

/** What those who fight bring to bear on the other principal; the target fights at home. */
function sideForce(s: PlainState, d: PlainDispute, states: readonly number[], against: number): number {
  return states.reduce((sum, k) => sum + (k === d.target ? own(s, k) : own(s, k) * s.arrival[against]![k]!), 0);
}

/** "Partners without an obligation may lend material support and are never belligerents because of it." */
function supporters(s: PlainState, d: PlainDispute, side: number, against: number): number {
  let sum = 0;
  for (const k of tiedStates(s, side)) {
    if (k === against || d.attackers.includes(k) || d.defenders.includes(k)) continue;
    sum += supportFrom(s, k, side, against);
  }
  return sum;
}

function supportFrom(s: PlainState, k: number, side: number, against: number): number {
  const t = tie(s, side, k);
  return supportOf(t) > 0 && commitment(s, t, 'defence', k, side, against) === 0 ? helpFrom(s, t, k, side, against, side) : 0;
}

/** "War moves capabilities": losses multiply, gains add; parallel wars all apply to the values before them. */
function takeToll(s: PlainState, fought: readonly PlainDispute[]): void {
  const P = s.parameters;
  const wars = fought.filter((d) => d.war);
  const zeros = () => s.states.map(() => 0);
  const kept = { military: zeros().map(() => 1), economic: zeros().map(() => 1) };
  const gained = { military: zeros(), economic: zeros() };
  for (const d of wars) {
    const [winners, losers] = d.initiatorWon ? [d.attackers, d.defenders] : [d.defenders, d.attackers];
    const power = winners.reduce((sum, v) => sum + s.power[v]!, 0);
    const loss = (l: number) => (l === losers[0] ? P.war_loss : P.war_loss_helpers);
    const taken = (field: 'military' | 'economic') => losers.reduce((sum, l) => sum + loss(l) * s[field][l]!, 0);
    for (const field of ['military', 'economic'] as const) {
      for (const l of losers) kept[field][l] = kept[field][l]! * (1 - loss(l));
      for (const v of winners) {
        const share = power > 0 ? s.power[v]! / power : 1 / winners.length;
        gained[field][v] = gained[field][v]! + P.war_spoils * taken(field) * share;
      }
    }
    for (const v of winners) kept.military[v] = kept.military[v]! * (1 - P.war_toll);
  }
  for (const field of ['military', 'economic'] as const) s[field] = s[field].map((x, i) => x * kept[field][i]! + gained[field][i]!);
}

/** The pair is marked; "members fought each other": war ends the bilateral agreements of the principals. */
function settle(s: PlainState, { initiator: i, target: j, war }: PlainDispute, sink: Sink): void {
  s.lastDispute[i]![j] = s.lastDispute[j]![i] = s.tick;
  if (!war) return;
  for (const a of tie(s, i, j).filter((x) => x.members.length === 2)) {
    end(s, a.id, 'war');
    emit(sink, 'ended', { agreement: a.id, states: [i, j], detail: 'war' });
  }
}
