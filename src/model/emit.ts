import type { EventKind, ModelEvent, Sink } from './events.ts';

/** Writes an event; what is not given is none. `states` defaults to the actor and the other. */
export function emit(sink: Sink, kind: EventKind, given: Partial<Omit<ModelEvent, 'kind'>>): void {
  const actor = given.actor ?? -1;
  const other = given.other ?? -1;
  sink.event({
    kind,
    actor,
    other,
    agreement: given.agreement ?? -1,
    obligation: given.obligation ?? '',
    dispute: given.dispute ?? -1,
    value: given.value ?? NaN,
    detail: given.detail ?? '',
    states: [...(given.states ?? [actor, other].filter((s) => s >= 0))].sort((x, y) => x - y),
  });
}
