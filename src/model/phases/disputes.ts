import { FIXED } from '../constants.ts';
import { memberOf } from '../treaty/treaty.ts';
import { end, tieOf } from '../treaty/book.ts';
import { owedBy, type Tie } from '../treaty/ties.ts';
import { contestShare, exp, log, logistic, pairUniform } from '../../base/math.ts';
import { fillSlots, stream } from '../../base/random.ts';
import { binds, type DisputeFacts } from '../treaty/casus.ts';
import { commitment, helpFrom, helpSeenBy, ownStrength, pooledStrength, refusalChance } from '../threat/force.ts';
import { type ModelEvent, type Sink, emit } from '../events.ts';
import { createTickLog, type DisputeRecord } from '../tick-log.ts';
import type { ObligationType } from '../vocabulary.ts';
import type { World } from '../world.ts';

/**
 * A state starts at most one dispute a tick; allies honour or renege; a dispute may become a war, and war moves capabilities. Reads beliefs,
 * capabilities and agreements; writes military, economic, agreements, lastDispute.
 * Update: together (the disputes of a tick run in parallel) or in turn (serial).
 */
export function disputes(w: World, sink: Sink): void {
  const luck = drawLuck(w);
  w.tickLog = createTickLog();
  const records = w.tickLog.disputes;
  const serial = w.parameters.dispute_concurrency === 'serial';
  const toll = createToll(w.n);
  const begun: Onset[] = [];
  for (const i of initiators(w, luck, serial)) {
    const onset = onsetOf(w, i, luck, sink);
    if (onset === null) continue;
    if (!serial) begun.push(onset);
    else {
      records.push(resolve(w, onset, records.length, luck, toll, sink));
      settle(w, records[records.length - 1]!, sink);
      takeToll(w, toll);
    }
  }
  for (const onset of begun) records.push(resolve(w, onset, records.length, luck, toll, sink));
  if (!serial) {
    for (const record of records) settle(w, record, sink);
    takeToll(w, toll);
  }
}

/** The luck of the tick's disputes, by slot. */
interface DisputeLuck {
  onset: Float64Array;
  order: Float64Array;
  circumstance: Float64Array;
  honour: Float64Array;
  outcome: Float64Array;
}

/** What is drawn for a dispute, in this order. */
const OUTCOMES = ['attack', 'war', 'victory'] as const;

function drawLuck(w: World): DisputeLuck {
  const draw = (name: Parameters<typeof stream>[1], each: number) => {
    const out = new Float64Array(w.slotCount * each);
    fillSlots(stream(w.runKey, name, w.tick), out, w.slotCount, each);
    return out;
  };
  return {
    onset: draw('disputes.onset', 2),
    order: draw('disputes.order', 1),
    circumstance: draw('disputes.circumstance', 2),
    honour: draw('disputes.honour', 2),
    outcome: draw('disputes.outcome', OUTCOMES.length),
  };
}

function initiators(w: World, luck: DisputeLuck, serial: boolean): number[] {
  const states: number[] = [];
  for (let i = 0; i < w.n; i++) if (w.active[i] === 1) states.push(i);
  return serial ? states.sort((x, y) => luck.order[w.slots[x]!]! - luck.order[w.slots[y]!]! || x - y) : states;
}

interface Onset {
  initiator: number;
  target: number;
  /** Nonaggression that the initiator breaks by starting. */
  broken: boolean;
}

/**
 * Thinning: a target is drawn from the upper bounds of i's hazards, then kept with the ratio of hazard to bound, so that the costly expectation is
 * worked out at most once a state.
 */
function onsetOf(w: World, i: number, luck: DisputeLuck, sink: Sink): Onset | null {
  const { n, hostility, active, parameters: P } = w;
  const drive = P.dispute_onset * (P.onset_content + (1 - P.onset_content) * w.revisionism[i]!);
  let total = 0;
  for (let j = 0; j < n; j++) if (active[j] === 1) total += drive * hostility[i * n + j]!;
  // a state starts at most one dispute a tick: bounds that sum to more than 1 share the tick in proportion
  const draw = luck.onset[2 * w.slots[i]!]! * (total > 1 ? total : 1);
  let reached = 0;
  let target = -1;
  for (let j = 0; j < n && target < 0; j++) {
    const salience = hostility[i * n + j]!;
    if (salience === 0 || active[j] === 0 || j === i) continue;
    reached += drive * salience;
    if (draw < reached) target = j;
  }
  if (target < 0) return null;
  const keep = luck.onset[2 * w.slots[i]! + 1]!;
  const odds = contestShare(attackExpected(w, i, target), defenceSeen(w, i, target), P.contest_exponent);
  const hazard = odds * exp(-P.dispute_trade * w.trade[i * n + target]!);
  const tie = tieOf(w.book, i, target);
  const owed = tie === null ? null : owedBy(tie, i);
  const bound = owed !== null && (owed.nonaggression > 0 || owed.defence > 0);
  const share = bound ? P.dispute_allies : tie !== null ? P.dispute_partners : 1;
  if (keep < hazard * share) return { initiator: i, target, broken: owed !== null && owed.nonaggression > 0 };
  if (keep < hazard && owed !== null && owed.nonaggression > 0) {
    w.tickLog.restraints.push({ state: i, toward: target });
    emit(sink, 'honoured', { actor: i, other: target, obligation: 'nonaggression', agreement: strongest(tie!, i, 'nonaggression') });
  }
  return null;
}

/** What i expects to bring to bear on a target, with those obliged to join its attack. */
function attackExpected(w: World, i: number, target: number): number {
  const { n, power, arrival, reliability } = w;
  let sum = ownStrength(w, i, pooledStrength(w, i, -1)) * arrival[target * n + i]!;
  for (const k of w.book.neighbours[i]!) {
    if (k === target) continue;
    const tie = tieOf(w.book, i, k)!;
    const depth = commitment(w, tie, 'offence', k, i, target);
    if (depth > 0) sum += depth * reliability[i * n + k]! * power[k]! * arrival[target * n + k]!;
    else sum += supportFrom(w, tie, k, i, target);
  }
  return sum;
}

/** The defence that an initiator expects of its target: what deters it. */
function defenceSeen(w: World, i: number, target: number): number {
  return ownStrength(w, target, pooledStrength(w, target, -1)) + helpSeenBy(w, i, target, i);
}

/** The agreement with the greatest depth in which k owes an obligation of a type, for the record. */
function strongest(tie: Tie, k: number, type: ObligationType): number {
  let best = -1;
  let depth = -1;
  for (const a of tie.agreements)
    if (a.depth > depth && memberOf(a, k)!.obligations.some((o) => o.type === type)) {
      best = a.id;
      depth = a.depth;
    }
  return best;
}

interface Binding {
  agreement: number;
  depth: number;
  formal: boolean;
  discretion: boolean;
  /** Members of the agreement. */
  members: number;
}

/** The deepest obligation of a type that binds k toward a state in a dispute that has happened; null = none. */
export function bindingObligation(w: World, k: number, type: ObligationType, facts: DisputeFacts): Binding | null {
  const tie = tieOf(w.book, k, facts.protectedState);
  if (tie === null) return null;
  let best: Binding | null = null;
  for (const a of tie.agreements)
    for (const o of memberOf(a, k)!.obligations) {
      if (o.type !== type || !binds(o.when, facts) || (best !== null && a.depth <= best.depth)) continue;
      best = {
        agreement: a.id,
        depth: a.depth,
        formal: a.formality === 'formal',
        discretion: o.when.discretion,
        members: a.members.length,
      };
    }
  return best;
}

/** Chance in [0,1] that k honours: logistic in depth, own stake, danger times entrapment cost, audience cost and type of obligation. */
export function honourChance(
  w: World,
  k: number,
  protectedState: number,
  adversary: number,
  type: ObligationType,
  binding: Binding,
): number {
  const { n, parameters: P } = w;
  const danger = contestShare(
    w.power[adversary]! * w.arrival[k * n + adversary]!,
    ownStrength(w, k, pooledStrength(w, k, -1)),
    P.contest_exponent,
  );
  const stake = P.honour_stake * w.intent[k * n + adversary]!;
  const fear = P.honour_cost * w.entrapment[k]! * danger;
  let logit = P.honour_depth * (binding.depth - FIXED.honour_depth_even);
  if (type === 'neutrality') logit += P.honour_neutrality - P.honour_stake * w.intent[k * n + protectedState]!;
  else logit += stake - fear + (type === 'offence' ? P.honour_offence : 0);
  if (binding.formal) logit += P.honour_formal;
  if (binding.discretion) logit -= P.honour_discretion;
  if (P.honour_members > 0 && type !== 'neutrality') logit -= P.honour_members * log(binding.members - 1);
  return logistic(logit + P.honour_reputation * (w.reliability[k * n + protectedState]! - P.reliability_prior));
}

function resolve(w: World, onset: Onset, number: number, luck: DisputeLuck, toll: Toll, sink: Sink): DisputeRecord {
  const { initiator: i, target: j } = onset;
  const record: DisputeRecord = { initiator: i, target: j, attackers: [i], defenders: [j], war: false, initiatorWon: false, tests: [] };
  const rows: Rows = [];
  if (onset.broken) {
    record.tests.push({ state: i, toward: j, honoured: false });
    rows.push({
      kind: 'reneged',
      actor: i,
      other: j,
      obligation: 'nonaggression',
      agreement: strongest(tieOf(w.book, i, j)!, i, 'nonaggression'),
    });
  }
  const slot = w.slots[i]!;
  const attacked = luck.outcome[OUTCOMES.length * slot]! < w.parameters.attack_share;
  if (attacked) {
    callAll(w, record, rows, luck);
    const attack = sideForce(w, record.attackers, j, record) + supporters(w, i, j, record);
    const defence = sideForce(w, record.defenders, i, record) + supporters(w, j, i, record);
    const odds = contestShare(attack, defence, w.parameters.contest_exponent);
    record.war = luck.outcome[OUTCOMES.length * slot + 1]! < w.parameters.escalation * FIXED.escalation_scale * odds * (1 - odds);
    record.initiatorWon = luck.outcome[OUTCOMES.length * slot + 2]! < odds;
  }

  const states = [...record.attackers, ...record.defenders];
  emit(sink, 'dispute', {
    actor: i,
    other: j,
    dispute: number,
    value: states.length,
    states,
    detail: attacked ? 'attack' : 'short of attack',
  });
  for (const { kind, ...row } of rows) emit(sink, kind, { ...row, dispute: number });
  if (record.war) {
    emit(sink, 'war', {
      actor: i,
      other: j,
      dispute: number,
      value: states.length,
      states,
      detail: record.initiatorWon ? 'initiator won' : 'target won',
    });
    countToll(w, record, toll);
  }
  return record;
}

/** An attack calls up those obliged to fight on either side, and tests those who promised to stay out. */
function callAll(w: World, record: DisputeRecord, rows: Rows, luck: DisputeLuck): void {
  const { initiator: i, target: j } = record;
  const { forInitiator, forTarget } = factsOf(w, i, j, luck);
  // who joins an attack counts on meeting all that are obliged to defend the target
  forInitiator.adversaries = [
    j,
    ...w.book.neighbours[j]!.filter((k) => k !== i && w.active[k] === 1 && bindingObligation(w, k, 'defence', forTarget) !== null),
  ];
  callUp(w, 'offence', forInitiator, forTarget, record.attackers, record, rows, luck);
  forTarget.adversaries = record.attackers;
  callUp(w, 'defence', forTarget, forInitiator, record.defenders, record, rows, luck);
  forInitiator.adversaries = record.defenders;
  testNeutrality(w, i, forInitiator, record.defenders, record, rows, luck);
  testNeutrality(w, j, forTarget, record.attackers, record, rows, luck);
}

/** What is the case in a dispute, for obligations toward either side. */
function factsOf(w: World, i: number, j: number, luck: DisputeLuck): { forInitiator: MutableFacts; forTarget: MutableFacts } {
  const ongoing = w.lastDispute[i * w.n + j]! >= w.tick - 1;
  // a state that is dissatisfied with the status quo may have provoked the attack on it; the one who starts has
  const provoked = luck.circumstance[2 * w.slots[j]!]! < w.revisionism[j]!;
  const refusal = luck.circumstance[2 * w.slots[i]! + 1]!;
  return {
    forInitiator: {
      protectedState: i,
      adversary: j,
      adversaries: [j],
      territory: j,
      ongoing,
      provoked: true,
      demandsRefused: refusal < refusalChance(w, j),
    },
    forTarget: {
      protectedState: j,
      adversary: i,
      adversaries: [i],
      territory: j,
      ongoing,
      provoked,
      demandsRefused: refusal < refusalChance(w, i),
    },
  };
}

type MutableFacts = { -readonly [K in keyof DisputeFacts]: DisputeFacts[K] };
type Rows = (Partial<ModelEvent> & { kind: ModelEvent['kind'] })[];

/** Those obliged to fight beside a principal honour or renege. A state obliged to both sides helps neither. */
function callUp(
  w: World,
  type: 'offence' | 'defence',
  facts: DisputeFacts,
  opposite: DisputeFacts,
  belligerents: number[],
  record: DisputeRecord,
  rows: Rows,
  luck: DisputeLuck,
): void {
  const { protectedState: side, adversary } = facts;
  for (const k of w.book.neighbours[side]!) {
    if (k === adversary || w.active[k] === 0 || record.attackers.includes(k) || record.defenders.includes(k)) continue;
    const binding = bindingObligation(w, k, type, facts);
    if (binding === null) continue;
    const row = { actor: k, other: side, obligation: type, agreement: binding.agreement };
    const across = type === 'offence' ? 'defence' : 'offence';
    if (bindingObligation(w, k, across, opposite) !== null || bindingObligation(w, k, 'neutrality', opposite) !== null) {
      rows.push({ ...row, kind: 'abandonment', actor: side, other: k, detail: 'obliged to both sides' });
      continue;
    }
    const honoured = luckOf(w, luck, k, side) < honourChance(w, k, side, adversary, type, binding);
    record.tests.push({ state: k, toward: side, honoured });
    rows.push({ ...row, kind: honoured ? 'honoured' : 'reneged' });
    if (!honoured) {
      rows.push({ ...row, kind: 'abandonment', actor: side, other: k });
      continue;
    }
    belligerents.push(k);
    if (w.intent[k * w.n + adversary]! < w.parameters.stake_level) rows.push({ ...row, kind: 'entrapment' });
  }
}

/** Those who promised one side to stay out may join the other where they have a stake against it; else they have kept their word. */
function testNeutrality(
  w: World,
  toward: number,
  facts: DisputeFacts,
  otherSide: number[],
  record: DisputeRecord,
  rows: Rows,
  luck: DisputeLuck,
): void {
  for (const k of w.book.neighbours[toward]!) {
    if (k === facts.adversary || w.active[k] === 0 || record.attackers.includes(k) || record.defenders.includes(k)) continue;
    const binding = bindingObligation(w, k, 'neutrality', facts);
    if (binding === null) continue;
    const tempted = w.intent[k * w.n + toward]! >= w.parameters.stake_level;
    const honoured = !tempted || luckOf(w, luck, k, toward) < honourChance(w, k, toward, facts.adversary, 'neutrality', binding);
    record.tests.push({ state: k, toward, honoured });
    rows.push({ kind: honoured ? 'honoured' : 'reneged', actor: k, other: toward, obligation: 'neutrality', agreement: binding.agreement });
    if (!honoured) otherSide.push(k);
  }
}

function luckOf(w: World, luck: DisputeLuck, k: number, side: number): number {
  return pairUniform(luck.honour[2 * w.slots[k]!]!, luck.honour[2 * w.slots[side]! + 1]!);
}

/** What the belligerents of one side bring to bear at the place of the other principal. */
function sideForce(w: World, states: readonly number[], against: number, record: DisputeRecord): number {
  let sum = 0;
  for (const k of states) {
    const own = ownStrength(w, k, pooledStrength(w, k, -1));
    sum += k === record.target ? own : own * w.arrival[against * w.n + k]!;
  }
  return sum;
}

/** Material support from partners that do not fight. */
function supporters(w: World, side: number, against: number, record: DisputeRecord): number {
  let sum = 0;
  for (const k of w.book.neighbours[side]!) {
    if (k === against || record.attackers.includes(k) || record.defenders.includes(k)) continue;
    sum += supportFrom(w, tieOf(w.book, side, k)!, k, side, against);
  }
  return sum;
}

/** Material support from one partner that is not obliged to fight. */
function supportFrom(w: World, tie: Tie, k: number, side: number, against: number): number {
  return tie.support === 0 || commitment(w, tie, 'defence', k, side, against) > 0 ? 0 : helpFrom(w, tie, k, side, against, side);
}

/** What the wars of a tick cost and bring; applied at once when disputes run in parallel. */
interface Toll {
  military: Float64Array;
  economic: Float64Array;
  militaryGain: Float64Array;
  economicGain: Float64Array;
}

function createToll(n: number): Toll {
  const zeros = () => new Float64Array(n);
  return { military: zeros().fill(1), economic: zeros().fill(1), militaryGain: zeros(), economicGain: zeros() };
}

function countToll(w: World, record: DisputeRecord, toll: Toll): void {
  const P = w.parameters;
  const [winners, losers] = record.initiatorWon ? [record.attackers, record.defenders] : [record.defenders, record.attackers];
  let military = 0;
  let economic = 0;
  losers.forEach((l, x) => {
    const loss = x === 0 ? P.war_loss : P.war_loss_helpers;
    toll.military[l] = toll.military[l]! * (1 - loss);
    toll.economic[l] = toll.economic[l]! * (1 - loss);
    military += loss * w.military[l]!;
    economic += loss * w.economic[l]!;
  });
  let strength = 0;
  for (const v of winners) strength += w.power[v]!;
  for (const v of winners) {
    const share = strength > 0 ? w.power[v]! / strength : 1 / winners.length;
    toll.military[v] = toll.military[v]! * (1 - P.war_toll);
    toll.militaryGain[v] = toll.militaryGain[v]! + P.war_spoils * military * share;
    toll.economicGain[v] = toll.economicGain[v]! + P.war_spoils * economic * share;
  }
}

function takeToll(w: World, toll: Toll): void {
  for (let i = 0; i < w.n; i++) {
    w.military[i] = w.military[i]! * toll.military[i]! + toll.militaryGain[i]!;
    w.economic[i] = w.economic[i]! * toll.economic[i]! + toll.economicGain[i]!;
    toll.military[i] = toll.economic[i] = 1;
    toll.militaryGain[i] = toll.economicGain[i] = 0;
  }
}

/** Marks the pair, and ends the bilateral agreements of principals at war. */
function settle(w: World, record: DisputeRecord, sink: Sink): void {
  const { initiator: i, target: j } = record;
  w.lastDispute[i * w.n + j] = w.lastDispute[j * w.n + i] = w.tick;
  if (!record.war) return;
  const tie = tieOf(w.book, i, j);
  if (tie === null) return;
  for (const agreement of [...tie.agreements]) {
    if (agreement.members.length !== 2 || agreement.end >= 0) continue;
    end(w.book, agreement, w.tick, 'war');
    emit(sink, 'ended', { agreement: agreement.id, states: [i, j], detail: 'war' });
  }
}
