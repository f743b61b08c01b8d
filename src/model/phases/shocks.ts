import { type DatedEvent, STATE_FIELDS, type StateField } from '../fields.ts';
import { memberOf, type Agreement } from '../treaty/treaty.ts';
import { admit, end, refreshAllTies, sign, withdraw } from '../treaty/book.ts';
import { setArrivals } from '../threat/geography.ts';
import { MINILATERAL_SIZE } from '../constants.ts';
import { type Sink, emit } from '../events.ts';
import type { World } from '../world.ts';

/**
 * The scenario's dated events and the steps of its paths: the values of a state or a pair change, an agreement is signed, joined, left or ended.
 * Writes whatever the event names. Update: in the order of the scenario.
 */
export function shocks(w: World, sink: Sink): void {
  let moved = false;
  for (const event of w.dated) {
    if (event.at !== w.tick) continue;
    apply(w, event, sink);
    moved ||= event.do === 'pair' || event.do === 'state' || event.do === 'parameter';
    if (!event.silent) emit(sink, 'shock', { detail: event.label });
  }
  if (moved) {
    setArrivals(w);
    refreshAllTies(w.book, w.parameters.discretion_discount);
  }
  setCosts(w);
}

/** Effective costs: a state's own where it has any, else the parameter's. */
export function setCosts(w: World): void {
  for (let i = 0; i < w.n; i++) {
    w.entrapment[i] = Number.isNaN(w.ownEntrapment[i]!) ? w.parameters.entrapment_cost : w.ownEntrapment[i]!;
    w.abandonment[i] = Number.isNaN(w.ownAbandonment[i]!) ? w.parameters.abandonment_cost : w.ownAbandonment[i]!;
  }
}

function apply(w: World, event: DatedEvent, sink: Sink): void {
  switch (event.do) {
    case 'parameter':
      (w.parameters as Record<string, number | string>)[event.key] = event.value;
      return;
    case 'state':
      setState(w, event.state, event.field, event.value, event.multiply, sink);
      return;
    case 'pair': {
      const q = event.of * w.n + event.with;
      w[event.field][q] = event.multiply ? w[event.field][q]! * event.value : event.value;
      if (event.field === 'hostility' || event.field === 'trade' || event.field === 'affinity' || event.field === 'intent')
        w[event.field][q] = Math.min(1, Math.max(0, w[event.field][q]!));
      return;
    }
    case 'sign': {
      if (event.terms.members.some((m) => w.active[m.state] === 0)) return;
      const agreement = sign(w.book, event.terms, w.tick);
      emit(sink, 'signed', { agreement: agreement.id, states: agreement.members.map((m) => m.state), detail: 'by a shock' });
      return;
    }
    default: {
      const agreement = w.book.active.find((a) => a.name === event.name);
      if (agreement) applyToAgreement(w, agreement, event, sink);
    }
  }
}

function applyToAgreement(w: World, agreement: Agreement, event: Extract<DatedEvent, { do: 'end' | 'leave' | 'join' }>, sink: Sink): void {
  const states = agreement.members.map((m) => m.state);
  if (event.do === 'end') {
    end(w.book, agreement, w.tick, 'shock');
    emit(sink, 'ended', { agreement: agreement.id, states, detail: 'shock' });
  } else if (event.do === 'leave') {
    if (!memberOf(agreement, event.state)) return;
    leaveByShock(w, agreement, event.state, sink);
  } else if (!memberOf(agreement, event.state) && w.active[event.state] === 1 && hasRoom(agreement)) {
    admit(w.book, agreement, event.state, w.tick);
    emit(sink, 'joined', {
      actor: event.state,
      agreement: agreement.id,
      states: agreement.members.map((m) => m.state),
      detail: 'by a shock',
    });
  }
}

/** A minilateral that is full, by invitations within the model, admits no more members. */
function hasRoom(agreement: Agreement): boolean {
  return agreement.kind !== 'minilateral' || agreement.members.length < MINILATERAL_SIZE.most;
}

function leaveByShock(w: World, agreement: Agreement, state: number, sink: Sink): void {
  const states = agreement.members.map((m) => m.state);
  withdraw(w.book, agreement, state, w.tick, 'shock');
  emit(sink, 'left', { actor: state, agreement: agreement.id, states, detail: 'by a shock' });
  if (agreement.end >= 0) emit(sink, 'ended', { agreement: agreement.id, states, detail: 'shock' });
}

function setState(w: World, i: number, field: StateField, value: number, multiply: boolean, sink: Sink): void {
  if (field === 'active') {
    w.active[i] = value;
    if (value === 0) for (const agreement of [...w.book.of[i]!]) leaveByShock(w, agreement, i, sink);
    return;
  }
  const array = w[STATE_ARRAY[field]];
  const { min, max } = STATE_FIELDS[field];
  array[i] = Math.min(max, Math.max(min, multiply ? array[i]! * value : value));
}

/** The array behind each field of a state. */
const STATE_ARRAY = {
  military: 'military',
  economic: 'economic',
  growth: 'growth',
  revisionism: 'revisionism',
  ideology: 'ideology',
  projection: 'projection',
  entrapment_cost: 'ownEntrapment',
  abandonment_cost: 'ownAbandonment',
  perception_error: 'perceptionError',
  perception_bias: 'perceptionBias',
} as const satisfies Record<Exclude<StateField, 'active'>, keyof World>;
