import { type Change } from '../choice/change.ts';
import { leastMembers, type Agreement } from '../treaty/treaty.ts';
import { amend, end, tieOf, renew, touchAll, withdraw } from '../treaty/book.ts';
import { clamp01, pairUniform } from '../../base/math.ts';
import { fillSlots, stream } from '../../base/random.ts';
import { consentProbability, evaluatorOf, valueChange, type Evaluator } from '../choice/evaluate.ts';
import { createTickLog, type DisputeRecord } from '../tick-log.ts';
import { MAX_ATTENTION, DEPTH_CEILING, FIXED } from '../constants.ts';
import { attentionTo } from '../threat/force.ts';
import { type Sink, emit } from '../events.ts';
import type { World } from '../world.ts';

/**
 * Reliability, intent and hostility follow what happened; depth grows under a shared threat and decays without one; agreements whose term is over
 * come up for renewal. Reads the tick's disputes; writes reliability, evidence, intent, hostility, agreements.
 * Update: together, renewals in order of agreement.
 */
export function learning(w: World, sink: Sink): void {
  fade(w);
  for (const { state, toward } of w.tickLog.restraints) learnFromTest(w, state, toward, true, NOBODY);
  for (const record of w.tickLog.disputes) {
    const witnesses = [...record.attackers, ...record.defenders];
    for (const { state, toward, honoured } of record.tests) learnFromTest(w, state, toward, honoured, witnesses);
    learnFromDispute(w, record);
  }
  w.tickLog = createTickLog();
  touchAll(w.book);
  ageDepths(w);
  renewals(w, sink);
}

/** Evidence fades toward the prior, hostility toward none. */
function fade(w: World): void {
  const { n, reliability, evidence, hostility } = w;
  const P = w.parameters;
  const forget = P.reliability_fading;
  const keep = 1 - P.hostility_decay;
  for (let q = 0; q < n * n; q++) {
    if (hostility[q] !== 0) hostility[q] = hostility[q]! * keep;
    if (evidence[q] !== P.reliability_strength) {
      reliability[q] = reliability[q]! + forget * (P.reliability_prior - reliability[q]!);
      evidence[q] = evidence[q]! + forget * (P.reliability_strength - evidence[q]!);
    }
  }
}

/** Beta-Bernoulli updates by every state; the experience of the victim and of those who fought weighs most [Crescenzi2018]. */
function learnFromTest(w: World, state: number, toward: number, honoured: boolean, witnesses: readonly number[]): void {
  const { n, reliability, evidence, active, parameters: P } = w;
  for (let i = 0; i < n; i++) {
    if (i === state || active[i] === 0) continue;
    const q = i * n + state;
    const weight = i === toward || witnesses.includes(i) ? 1 : P.reliability_onlookers;
    reliability[q] = (reliability[q]! * evidence[q]! + (honoured ? weight : 0)) / (evidence[q]! + weight);
    evidence[q] = evidence[q]! + weight;
  }
}

const NOBODY: readonly number[] = [];

/** The target fears the initiator more, its partners with it, onlookers as far as the initiator reaches; the pair's dispute grows. */
function learnFromDispute(w: World, { initiator: i, target: j }: DisputeRecord): void {
  const { n, intent, hostility, arrival, active, parameters: P } = w;
  for (let o = 0; o < n; o++) {
    if (o === i || active[o] === 0) continue;
    const q = o * n + i;
    const tie = o === j ? null : tieOf(w.book, o, j);
    const coupled = tie === null ? 0 : P.threat_coupling * P.dispute_intent * tie.depth;
    const rise = o === j ? P.dispute_intent : P.dispute_onlookers * arrival[o * n + i]! + coupled;
    if (o === j || hostility[q] !== 0 || tie !== null) intent[q] = clamp01(intent[q]! + rise * (1 - intent[q]!));
  }
  hostility[i * n + j] = hostility[j * n + i] = clamp01(hostility[i * n + j]! + P.dispute_hostility);
}

/** Depth grows in proportion to how far the members' threats are the same, and decays with the rest. */
function ageDepths(w: World): void {
  const P = w.parameters;
  for (const agreement of w.book.active) {
    const shared = sharedThreat(w, agreement);
    const depth = agreement.depth + P.depth_growth * shared - P.depth_decay * (1 - shared);
    const own = agreement.kind === agreement.kindAtStart ? agreement.depthAtStart : 0;
    const ceiling = Math.max(DEPTH_CEILING[agreement.kind], own);
    const next = depth < FIXED.depth_floor ? FIXED.depth_floor : depth > ceiling ? ceiling : depth;
    if (next !== agreement.depth) amend(w.book, agreement, { depth: next });
  }
}

/** Mean over pairs of members of how far they attend to the same threats, saturating at the level of a main threat; in [0,1). */
function sharedThreat(w: World, agreement: Agreement): number {
  const members = agreement.members;
  let sum = 0;
  let pairs = 0;
  for (let x = 0; x < members.length; x++)
    for (let y = x + 1; y < members.length; y++) {
      const level = commonLevel(w, members[x]!.state, members[y]!.state);
      sum += level / (level + w.parameters.main_threat_level || 1);
      pairs += 1;
    }
  return sum / pairs;
}

function commonLevel(w: World, i: number, k: number): number {
  let level = 0;
  for (let a = 0; a < w.attentionCount[i]!; a++) {
    const b = attentionTo(w, k, w.attention[i * MAX_ATTENTION + a]!);
    if (b >= 0) level += Math.min(w.threat[i * MAX_ATTENTION + a]!, w.threat[k * MAX_ATTENTION + b]!);
  }
  return level;
}

/** Agreements whose term is over lapse, or every member decides again whether to stay, which costs nothing to refuse. */
function renewals(w: World, sink: Sink): void {
  const draws = new Float64Array(w.slotCount * 2);
  fillSlots(stream(w.runKey, 'learning.renewal', w.tick), draws, w.slotCount, 2);
  const due = w.book.active.filter((a) => a.term > 0 && w.tick - a.renewedAt >= a.term);
  const evaluator = evaluatorOf(w);
  for (const agreement of due) {
    const states = agreement.members.map((m) => m.state);
    if (agreement.renewal === 'lapse') lapse(w, agreement, states, sink);
    else vote(w, evaluator, agreement, states, draws, sink);
  }
}

function lapse(w: World, agreement: Agreement, states: readonly number[], sink: Sink): void {
  end(w.book, agreement, w.tick, 'lapsed');
  emit(sink, 'ended', { agreement: agreement.id, states, detail: 'lapsed' });
}

function vote(w: World, ev: Evaluator, agreement: Agreement, states: readonly number[], draws: Float64Array, sink: Sink): void {
  const going: number[] = [];
  states.forEach((i, x) => {
    const change: Change = { action: 'leave', proposer: i, removed: agreement, added: null, newcomer: -1, free: true };
    const gain = valueChange(ev, w, i, change);
    const other = states[(x + 1) % states.length]!;
    const draw = pairUniform(draws[2 * w.slots[i]!]!, draws[2 * w.slots[other]! + 1]!);
    if (draw < consentProbability(w, gain)) going.push(i);
  });
  if (states.length - going.length < leastMembers(agreement.kind)) {
    lapse(w, agreement, states, sink);
    return;
  }
  for (const i of going) {
    withdraw(w.book, agreement, i, w.tick, 'lapsed');
    emit(sink, 'left', { actor: i, agreement: agreement.id, states, detail: 'at the end of the term' });
  }
  renew(agreement, w.tick);
  emit(sink, 'renewed', { agreement: agreement.id, states: agreement.members.map((m) => m.state) });
}
