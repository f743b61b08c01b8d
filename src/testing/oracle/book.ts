import type { Agreement, AgreementTerms } from '../../model/treaty/treaty.ts';
import type { ModelEvent, Sink } from '../../model/events.ts';
import type { AgreementKind, Ending } from '../../model/vocabulary.ts';
import type { PlainState } from './state.ts';
import { withNewcomer } from './options.ts';

/** Replaces an agreement by a changed one. */
export function change(s: PlainState, id: number, what: Partial<Agreement>): Agreement {
  const changed = { ...s.agreements[id]!, ...what };
  s.agreements[id] = changed;
  return changed;
}

export function sign(s: PlainState, terms: AgreementTerms): Agreement {
  const members = [...terms.members].sort((x, y) => x.state - y.state);
  const agreement: Agreement = {
    ...terms,
    members,
    id: s.agreements.length,
    start: s.tick,
    kindAtStart: terms.kind,
    depthAtStart: terms.depth,
    membersAtStart: members.map((m) => m.state),
    renewedAt: s.tick,
    end: -1,
    ending: '',
  };
  s.agreements.push(agreement);
  return agreement;
}

export function end(s: PlainState, id: number, ending: Ending): Agreement {
  return change(s, id, { end: s.tick, ending });
}

/** A state leaves; an agreement ends with fewer than two members, a minilateral with fewer than three. */
export function withdraw(s: PlainState, id: number, state: number, ending: Ending): Agreement {
  const { members, kind } = s.agreements[id]!;
  if (members.length - 1 < fewest(kind)) return end(s, id, ending);
  return change(s, id, { members: members.filter((m) => m.state !== state) });
}

/** Fewest members that an agreement of a kind can have. */
export function fewest(kind: AgreementKind): number {
  return kind === 'minilateral' ? 3 : 2;
}

export function admit(s: PlainState, id: number, state: number): Agreement {
  return change(s, id, { members: withNewcomer(s.agreements[id]!, state, s.tick) });
}

export function membersOf(a: AgreementTerms): number[] {
  return a.members.map((m) => m.state);
}

/** An event with -1, NaN and '' for what it does not have; `states` defaults to the actor and the other. */
export function emit(sink: Sink, kind: ModelEvent['kind'], given: Partial<ModelEvent>): void {
  const event: ModelEvent = {
    actor: -1,
    other: -1,
    agreement: -1,
    obligation: '',
    dispute: -1,
    value: NaN,
    detail: '',
    states: [],
    ...given,
    kind,
  };
  const states = given.states ?? [event.actor, event.other].filter((k) => k >= 0);
  sink.event({ ...event, states: [...states].sort((x, y) => x - y) });
}
