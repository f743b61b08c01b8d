import type { Agreement } from '../../model/treaty/treaty.ts';
import { clamp01, pairUniform } from '../../base/math.ts';
import type { Sink } from '../../model/events.ts';
import { DEPTH_CEILING, FIXED } from '../../model/constants.ts';
import { consentProbability } from './alignment.ts';
import { change, emit, end, fewest, membersOf, withdraw } from './book.ts';
import { draws, type PlainDispute, type PlainState } from './state.ts';
import { depthOf, inForce, tie } from './ties.ts';
import { valueOf } from './values.ts';

/**
 * 6. Learning: "reliability, intent and hostility move by what happened; depth grows with age under a shared threat and decays without one; fixed-term
 * agreements come up for renewal".
 */
export function learning(s: PlainState, sink: Sink): void {
  fade(s);
  for (const { state, toward } of s.restraints) learnFromTest(s, { state, toward, honoured: true }, []);
  for (const d of s.disputes) {
    const fought = [...d.attackers, ...d.defenders];
    for (const test of d.tests) learnFromTest(s, test, fought);
    learnFromDispute(s, d);
  }
  for (const a of inForce(s)) change(s, a.id, { depth: agedDepth(s, a) });
  renewals(s, sink);
}

/** Evidence fades toward the prior, hostility toward none. */
function fade(s: PlainState): void {
  const P = s.parameters;
  const toward = (x: number, aim: number) => x + P.reliability_fading * (aim - x);
  for (const i of s.states)
    for (const j of s.states) {
      s.hostility[i]![j] = s.hostility[i]![j]! * (1 - P.hostility_decay);
      if (s.evidence[i]![j] === P.reliability_strength) continue;
      s.reliability[i]![j] = toward(s.reliability[i]![j]!, P.reliability_prior);
      s.evidence[i]![j] = toward(s.evidence[i]![j]!, P.reliability_strength);
    }
}

/** "Reliability: Beta-Bernoulli in everyone's eyes, the victim's own experience weighing most", and that of those who fought. */
function learnFromTest(s: PlainState, { state, toward, honoured }: PlainDispute['tests'][number], fought: readonly number[]): void {
  for (const i of s.states.filter((x) => x !== state && s.active[x] === 1)) {
    const weight = i === toward || fought.includes(i) ? 1 : s.parameters.reliability_onlookers;
    const before = s.evidence[i]![state]!;
    s.reliability[i]![state] = (s.reliability[i]![state]! * before + (honoured ? weight : 0)) / (before + weight);
    s.evidence[i]![state] = before + weight;
  }
}

/** "A dispute adds to the target's belief in the initiator's intent, to onlookers' by D, to hostility"; partners of the target share its fear. */
function learnFromDispute(s: PlainState, { initiator: i, target: j }: PlainDispute): void {
  const P = s.parameters;
  for (const o of s.states.filter((x) => x !== i && s.active[x] === 1)) {
    const t = tie(s, o, j);
    const before = s.intent[o]![i]!;
    const coupled = P.threat_coupling * P.dispute_intent * depthOf(t);
    if (o === j) s.intent[o]![i] = clamp01(before + P.dispute_intent * (1 - before));
    else if (s.hostility[o]![i]! > 0 || t.length > 0)
      s.intent[o]![i] = clamp01(before + (P.dispute_onlookers * s.arrival[o]![i]! + coupled) * (1 - before));
  }
  s.hostility[i]![j] = s.hostility[j]![i] = clamp01(s.hostility[i]![j]! + P.dispute_hostility);
}

/** Depth grows by the share to which members' threats are the same, and decays by the rest, within the bounds of its kind. */
function agedDepth(s: PlainState, a: Agreement): number {
  const P = s.parameters;
  const shared = sharedThreat(s, membersOf(a));
  const depth = a.depth + P.depth_growth * shared - P.depth_decay * (1 - shared);
  return Math.max(
    FIXED.depth_floor,
    Math.min(depth, a.kind === a.kindAtStart ? Math.max(DEPTH_CEILING[a.kind], a.depthAtStart) : DEPTH_CEILING[a.kind]),
  );
}

/** Mean over pairs of members of how far they attend to the same threats, saturating at the level of a main threat. */
function sharedThreat(s: PlainState, members: readonly number[]): number {
  const pairs = members.flatMap((i, x) => members.slice(x + 1).map((k) => [i, k] as const));
  const levels = pairs.map(([i, k]) => {
    let level = 0;
    for (const mine of s.attention[i]!) {
      const theirs = s.attention[k]!.find((t) => t.state === mine.state);
      if (theirs !== undefined) level += Math.min(mine.level, theirs.level);
    }
    return level / (level + s.parameters.main_threat_level || 1);
  });
  return levels.reduce((sum, x) => sum + x, 0) / pairs.length;
}

/** "Fixed-term agreements come up for renewal": they lapse, or every member decides again whether to stay, which costs nothing to refuse. */
function renewals(s: PlainState, sink: Sink): void {
  const random = draws(s, 'learning.renewal', 2);
  const due = inForce(s).filter((a) => a.term > 0 && s.tick - a.renewedAt >= a.term);
  for (const { id } of due) {
    const agreement = s.agreements[id]!;
    const states = membersOf(agreement);
    const going =
      agreement.renewal === 'lapse' ? states : states.filter((i, x) => wantsOut(s, agreement, i, states[(x + 1) % states.length]!, random));
    if (states.length - going.length < fewest(agreement.kind)) {
      end(s, id, 'lapsed');
      emit(sink, 'ended', { agreement: id, states, detail: 'lapsed' });
    } else {
      for (const i of going) {
        withdraw(s, id, i, 'lapsed');
        emit(sink, 'left', { actor: i, agreement: id, states, detail: 'at the end of the term' });
      }
      change(s, id, { renewedAt: s.tick });
      emit(sink, 'renewed', { agreement: id, states: membersOf(s.agreements[id]!) });
    }
  }
}

function wantsOut(s: PlainState, agreement: Agreement, i: number, next: number, random: number[][]): boolean {
  const { total } = valueOf(s, i, { action: 'leave', proposer: i, removed: agreement, added: null, newcomer: -1, free: true });
  return pairUniform(random[s.slots[i]!]![0]!, random[s.slots[next]!]![1]!) < consentProbability(s, total);
}
