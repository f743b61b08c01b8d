import { InvariantError } from '../base/errors.ts';
import { EVENT_KINDS, type EventKind, type ModelEvent } from '../model/events.ts';
import { AGREEMENT_KINDS, OBLIGATION_TYPES, type AgreementKind, type ObligationType } from '../model/vocabulary.ts';
import type { World } from '../model/world.ts';

/** The events of one tick, counted. */
export interface Tally {
  readonly events: Record<EventKind, number>;
  /** By the kind that the agreement had at the time. */
  readonly signed: Record<AgreementKind, number>;
  readonly ended: Record<AgreementKind, number>;
  signedFormalAlliances: number;
  endedFormalAlliances: number;
  readonly honoured: Record<ObligationType, number>;
  readonly reneged: Record<ObligationType, number>;
  /** Sum of side payments, as shares of the payers' economic capability. */
  paid: number;
  /** States that fought in disputes in addition to the two principals, counted once for each dispute. */
  joiners: number;
  /** Disputes and wars with at least one joiner. */
  joinedDisputes: number;
  joinedWars: number;
}

const NO_EVENTS = zeros(EVENT_KINDS);
const NO_AGREEMENTS = zeros(AGREEMENT_KINDS);
const NO_OBLIGATIONS = zeros(OBLIGATION_TYPES);

/** A tally of nothing. */
export function createTally(): Tally {
  return {
    events: { ...NO_EVENTS },
    signed: { ...NO_AGREEMENTS },
    ended: { ...NO_AGREEMENTS },
    signedFormalAlliances: 0,
    endedFormalAlliances: 0,
    honoured: { ...NO_OBLIGATIONS },
    reneged: { ...NO_OBLIGATIONS },
    paid: 0,
    joiners: 0,
    joinedDisputes: 0,
    joinedWars: 0,
  };
}

function zeros<K extends string>(keys: Record<K, unknown>): Record<K, number> {
  return Object.fromEntries(Object.keys(keys).map((key) => [key, 0])) as Record<K, number>;
}

/** Counts an event in. @throws InvariantError where an event lacks what its kind must have. */
export function count(tally: Tally, w: World, event: ModelEvent): void {
  tally.events[event.kind] += 1;
  if (event.kind === 'signed' || event.kind === 'ended') countAgreement(tally, w, event, event.kind);
  else if (event.kind === 'honoured' || event.kind === 'reneged') countObligation(tally, w, event, event.kind);
  else if (event.kind === 'side_payment') tally.paid += event.value;
  else if (event.kind === 'dispute' || event.kind === 'war') countJoiners(tally, event, event.kind);
}

function countAgreement(tally: Tally, w: World, event: ModelEvent, kind: 'signed' | 'ended'): void {
  const agreement = w.book.all[event.agreement];
  if (agreement === undefined) throw new InvariantError(`event "${kind}" at tick ${w.tick} names no agreement, found ${event.agreement}`);
  tally[kind][agreement.kind] += 1;
  if (agreement.kind === 'alliance' && agreement.formality === 'formal') {
    if (kind === 'signed') tally.signedFormalAlliances += 1;
    else tally.endedFormalAlliances += 1;
  }
}

function countObligation(tally: Tally, w: World, event: ModelEvent, kind: 'honoured' | 'reneged'): void {
  if (event.obligation === '') throw new InvariantError(`event "${kind}" at tick ${w.tick} names no obligation`);
  tally[kind][event.obligation] += 1;
}

/** Everyone concerned in a dispute or a war is a belligerent; two of them are its principals. */
function countJoiners(tally: Tally, event: ModelEvent, kind: 'dispute' | 'war'): void {
  const joiners = event.states.length - 2;
  if (joiners > 0) tally[kind === 'dispute' ? 'joinedDisputes' : 'joinedWars'] += 1;
  if (kind === 'dispute') tally.joiners += joiners;
}
