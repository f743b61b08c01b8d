import { contestShare } from '../../base/math.ts';
import { FIXED } from '../constants.ts';
import { emit, type Sink } from '../events.ts';
import { createTickLog, type DisputeRecord } from '../tick-log.ts';
import { end, tieOf } from '../treaty/book.ts';
import type { World } from '../world.ts';
import { drawAll, OUTCOMES, type DisputeDraws } from './disputes/draws.ts';
import { callAll, strongest, type Rows } from './disputes/obligations.ts';
import { onsetOf, type Onset } from './disputes/onset.ts';
import { countToll, createToll, sideForce, supporters, takeToll, type Toll } from './disputes/war.ts';

/**
 * A state starts at most one dispute a tick; allies honour or renege; a dispute may become a war, and war moves capabilities. Reads beliefs,
 * capabilities and agreements; writes military, economic, agreements, lastDispute.
 * Update: together (the disputes of a tick run in parallel) or in turn (serial).
 */
export function disputes(w: World, sink: Sink): void {
  const draws = drawAll(w);
  w.tickLog = createTickLog();
  const records = w.tickLog.disputes;
  const serial = w.parameters.dispute_concurrency === 'serial';
  const toll = createToll(w.n);
  const begun: Onset[] = [];
  for (const i of initiators(w, draws, serial)) {
    const onset = onsetOf(w, i, draws, sink);
    if (onset === null) continue;
    if (!serial) begun.push(onset);
    else {
      records.push(resolve(w, onset, records.length, draws, toll, sink));
      settle(w, records[records.length - 1]!, sink);
      takeToll(w, toll);
    }
  }
  for (const onset of begun) records.push(resolve(w, onset, records.length, draws, toll, sink));
  if (!serial) {
    for (const record of records) settle(w, record, sink);
    takeToll(w, toll);
  }
}

function initiators(w: World, draws: DisputeDraws, serial: boolean): number[] {
  const states: number[] = [];
  for (let i = 0; i < w.n; i++) if (w.active[i] === 1) states.push(i);
  return serial ? states.sort((x, y) => draws.order[w.slots[x]!]! - draws.order[w.slots[y]!]! || x - y) : states;
}

function resolve(w: World, onset: Onset, number: number, draws: DisputeDraws, toll: Toll, sink: Sink): DisputeRecord {
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
  const attacked = draws.outcome[OUTCOMES.length * slot]! < w.parameters.attack_share;
  if (attacked) {
    callAll(w, record, rows, draws);
    const attack = sideForce(w, record.attackers, j, record) + supporters(w, i, j, record);
    const defence = sideForce(w, record.defenders, i, record) + supporters(w, j, i, record);
    const odds = contestShare(attack, defence, w.parameters.contest_exponent);
    record.war = draws.outcome[OUTCOMES.length * slot + 1]! < w.parameters.escalation * FIXED.escalation_scale * odds * (1 - odds);
    record.initiatorWon = draws.outcome[OUTCOMES.length * slot + 2]! < odds;
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
