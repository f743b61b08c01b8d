import { contestShare, log, logistic, pairUniform } from '../../../base/math.ts';
import { FIXED } from '../../constants.ts';
import type { ModelEvent } from '../../events.ts';
import { ownStrength, pooledStrength, refusalProbability } from '../../threat/force.ts';
import type { DisputeRecord } from '../../tick-log.ts';
import { tieOf } from '../../treaty/book.ts';
import { binds, type DisputeFacts } from '../../treaty/casus.ts';
import { owedBy, type Tie } from '../../treaty/ties.ts';
import { memberOf } from '../../treaty/treaty.ts';
import type { ObligationType } from '../../vocabulary.ts';
import type { World } from '../../world.ts';
import type { DisputeDraws } from './draws.ts';

/** The agreement with the greatest depth in which k owes an obligation of a type, for the event. */
export function strongest(tie: Tie, k: number, type: ObligationType): number {
  let best = -1;
  let depth = -1;
  for (const a of tie.agreements)
    if (a.depth > depth && memberOf(a, k)!.obligations.some((o) => o.type === type)) {
      best = a.id;
      depth = a.depth;
    }
  return best;
}

export interface Binding {
  agreement: number;
  depth: number;
  formal: boolean;
  discretion: boolean;
  /** Members of the agreement. */
  members: number;
}

/** The deepest obligation of a type that binds k toward a state in a dispute that has happened; null = none. */
function bindingObligation(w: World, k: number, type: ObligationType, facts: DisputeFacts): Binding | null {
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

/** Probability in [0,1] that k honours: logistic in depth, own stake, danger times entrapment cost, audience cost and type of obligation. */
export function honourProbability(
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
    ownStrength(w, k, pooledStrength(w, k)),
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

/** An attack calls up those obliged to fight on either side, and tests those who promised to stay out. */
export function callAll(w: World, record: DisputeRecord, rows: Rows, draws: DisputeDraws): void {
  const { initiator: i, target: j } = record;
  const { forInitiator, forTarget } = factsOf(w, i, j, draws);
  // a state that joins an attack expects to meet all that are obliged to defend the target
  forInitiator.adversaries = [
    j,
    ...w.book.neighbours[j]!.filter((k) => k !== i && w.active[k] === 1 && bindingObligation(w, k, 'defence', forTarget) !== null),
  ];
  callUp(w, 'offence', forInitiator, forTarget, record.attackers, record, rows, draws);
  forTarget.adversaries = record.attackers;
  callUp(w, 'defence', forTarget, forInitiator, record.defenders, record, rows, draws);
  callChains(w, record, [i, j], forTarget.provoked, rows, draws);
  forInitiator.adversaries = record.defenders;
  testNeutrality(w, i, forInitiator, record.defenders, record, rows, draws);
  testNeutrality(w, j, forTarget, record.attackers, record, rows, draws);
}

/** The facts of a dispute, for obligations toward either side. */
function factsOf(w: World, i: number, j: number, draws: DisputeDraws): { forInitiator: MutableFacts; forTarget: MutableFacts } {
  const ongoing = w.lastDispute[i * w.n + j]! >= w.tick - 1;
  // a state that is dissatisfied with the status quo may have provoked the attack on it; the initiator always has
  const provoked = draws.circumstance[2 * w.slots[j]!]! < w.revisionism[j]!;
  const refusal = draws.circumstance[2 * w.slots[i]! + 1]!;
  return {
    forInitiator: {
      protectedState: i,
      adversary: j,
      adversaries: [j],
      territory: j,
      ongoing,
      provoked: true,
      demandsRefused: refusal < refusalProbability(w, j),
    },
    forTarget: {
      protectedState: j,
      adversary: i,
      adversaries: [i],
      territory: j,
      ongoing,
      provoked,
      demandsRefused: refusal < refusalProbability(w, i),
    },
  };
}

/**
 * Who joins is taken to attack every state of the other side: those who owe one of them defence against the joiner may be called, and then honour or renege as
 * others do; who comes is a joiner in the next round. The longer the chain, the less likely a call. To be left out of the call is no breach.
 */
function callChains(
  w: World,
  record: DisputeRecord,
  principals: readonly number[],
  targetProvoked: boolean,
  rows: Rows,
  draws: DisputeDraws,
): void {
  const { attackers, defenders } = record;
  let seen = { attackers: 1, defenders: 1 };
  let probability = 1;
  for (let round = 0; round < FIXED.chain_rounds; round++) {
    probability *= w.parameters.chain_call;
    const joined = { attackers: attackers.slice(seen.attackers), defenders: defenders.slice(seen.defenders) };
    seen = { attackers: attackers.length, defenders: defenders.length };
    if (probability === 0 || (joined.attackers.length === 0 && joined.defenders.length === 0)) return;
    for (const [joiners, theirs, others] of [
      [joined.defenders, defenders, attackers],
      [joined.attackers, attackers, defenders],
    ] as const)
      for (const joiner of joiners)
        for (const attacked of others.slice(0, others === attackers ? seen.attackers : seen.defenders)) {
          const facts: DisputeFacts = {
            protectedState: attacked,
            adversary: joiner,
            adversaries: theirs,
            territory: attacked,
            ongoing: w.lastDispute[attacked * w.n + joiner]! >= w.tick - 1,
            // those who attacked have provoked it, and the target as it is known to have
            provoked: others === attackers || (attacked === principals[1] && targetProvoked),
            demandsRefused: false,
          };
          callLink(w, facts, probability, others, record, rows, draws);
        }
  }
}

/** Calls up those who owe one state defence against a joiner. Nobody is tested twice in a dispute, and who is bound to the other side does not come. */
function callLink(
  w: World,
  facts: DisputeFacts,
  probability: number,
  side: number[],
  record: DisputeRecord,
  rows: Rows,
  draws: DisputeDraws,
): void {
  const { protectedState, adversary } = facts;
  for (const k of w.book.neighbours[protectedState]!) {
    if (w.active[k] === 0 || record.attackers.includes(k) || record.defenders.includes(k)) continue;
    if (record.tests.some((t) => t.state === k)) continue;
    const binding = bindingObligation(w, k, 'defence', facts);
    if (binding === null) continue;
    const tie = tieOf(w.book, k, adversary);
    if (tie !== null && (owedBy(tie, k).defence > 0 || owedBy(tie, k).neutrality > 0)) continue;
    if (pairUniform(draws.chain[2 * w.slots[k]!]!, draws.chain[2 * w.slots[protectedState]! + 1]!) >= probability) continue;
    test(w, k, 'defence', facts, binding, side, record, rows, draws);
  }
}

type MutableFacts = { -readonly [K in keyof DisputeFacts]: DisputeFacts[K] };
/** Events of a dispute that are written after the event of the dispute itself. */
export type Rows = (Partial<ModelEvent> & { kind: ModelEvent['kind'] })[];

/** Those obliged to fight on the side of a principal honour or renege. A state obliged to both sides helps neither. */
function callUp(
  w: World,
  type: 'offence' | 'defence',
  facts: DisputeFacts,
  opposite: DisputeFacts,
  belligerents: number[],
  record: DisputeRecord,
  rows: Rows,
  draws: DisputeDraws,
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
    test(w, k, type, facts, binding, belligerents, record, rows, draws);
  }
}

/** One who is called honours, and fights, or reneges. */
function test(
  w: World,
  k: number,
  type: 'offence' | 'defence',
  { protectedState: side, adversary }: DisputeFacts,
  binding: Binding,
  belligerents: number[],
  record: DisputeRecord,
  rows: Rows,
  draws: DisputeDraws,
): void {
  const row = { actor: k, other: side, obligation: type, agreement: binding.agreement };
  const honoured = drawOf(w, draws, k, side) < honourProbability(w, k, side, adversary, type, binding);
  record.tests.push({ state: k, toward: side, honoured });
  rows.push({ ...row, kind: honoured ? 'honoured' : 'reneged' });
  if (!honoured) {
    rows.push({ ...row, kind: 'abandonment', actor: side, other: k });
    return;
  }
  belligerents.push(k);
  if (w.intent[k * w.n + adversary]! < w.parameters.stake_level) rows.push({ ...row, kind: 'entrapment' });
}

/** Those who promised one side to stay out may join the other where they have a stake against it; otherwise they have kept their word. */
function testNeutrality(
  w: World,
  toward: number,
  facts: DisputeFacts,
  otherSide: number[],
  record: DisputeRecord,
  rows: Rows,
  draws: DisputeDraws,
): void {
  for (const k of w.book.neighbours[toward]!) {
    if (k === facts.adversary || w.active[k] === 0 || record.attackers.includes(k) || record.defenders.includes(k)) continue;
    const binding = bindingObligation(w, k, 'neutrality', facts);
    if (binding === null) continue;
    const tempted = w.intent[k * w.n + toward]! >= w.parameters.stake_level;
    const honoured = !tempted || drawOf(w, draws, k, toward) < honourProbability(w, k, toward, facts.adversary, 'neutrality', binding);
    record.tests.push({ state: k, toward, honoured });
    rows.push({ kind: honoured ? 'honoured' : 'reneged', actor: k, other: toward, obligation: 'neutrality', agreement: binding.agreement });
    if (!honoured) otherSide.push(k);
  }
}

function drawOf(w: World, draws: DisputeDraws, k: number, side: number): number {
  return pairUniform(draws.honour[2 * w.slots[k]!]!, draws.honour[2 * w.slots[side]! + 1]!);
}
