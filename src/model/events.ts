import type { ObligationType, Strategy } from './vocabulary.ts';

/** Every kind of event with its meaning; the reference and the events' column are made from it. */
export const EVENT_KINDS = {
  signed: 'an agreement was founded; `actor` proposed it',
  joined: '`actor` joined a multilateral agreement; `other` invited it, if anybody did',
  left: '`actor` left an agreement',
  ended: 'an agreement ended; `detail` says how',
  renewed: 'a fixed-term agreement was renewed',
  matured: 'a partnership or minilateral became an alliance',
  hollowed: 'an alliance became a partnership; `actor` withdrew its commitment',
  deepened: 'an alliance was deepened by consent; `value` is the new depth',
  refused: '`other` refused what `actor` proposed',
  side_payment: '`actor` paid `other` for its consent; `value` is the share of its economic capability',
  dispute:
    '`actor` started a militarized dispute with `other`; `detail` says whether it went as far as an attack, `states` are those who fought',
  war: 'the attack in the dispute of `actor` with `other` became a war; `detail` names the winner',
  honoured: '`actor` met an obligation toward `other`; `obligation` says which',
  reneged: '`actor` broke an obligation toward `other`; `obligation` says which',
  entrapment: '`actor` was drawn into a conflict of `other` without a stake of its own',
  abandonment: '`actor` was left alone by `other`, which was obliged to come',
  shock: 'a dated event of the scenario took effect; `detail` says what',
} as const;
export type EventKind = keyof typeof EVENT_KINDS;

/** Something that happened. States and agreements are given by index and id; -1 means none. */
export interface ModelEvent {
  kind: EventKind;
  actor: number;
  other: number;
  agreement: number;
  obligation: ObligationType | '';
  /** Links the rows of one dispute: its number in the tick, from 0; -1 outside disputes. */
  dispute: number;
  value: number;
  detail: string;
  /** Everyone concerned, in index order. */
  states: readonly number[];
}

/** One option that a state weighed, with every value term by its index in VALUE_TERMS. */
export interface OptionRow {
  state: number;
  /** Index of the state's turn within the tick, from 0. */
  turn: number;
  strategy: Strategy;
  action: OptionAction;
  /** -1 where the action has no single partner. */
  partner: number;
  /** Second partner of a founded three-member agreement; -1 otherwise. */
  third: number;
  agreement: number;
  template: string;
  terms: readonly number[];
  /** Sum of the terms: the change in utility against keeping everything as it is. */
  total: number;
  /** Probability that the others consent; empty (NaN) where nobody was asked. */
  consent: number;
  /** Probability that the state's strategy is this option's, where the option is its strategy's best; NaN otherwise. */
  probability: number;
  best: boolean;
  chosen: boolean;
}

export const OPTION_ACTIONS = {
  keep: 'change nothing',
  found: 'found an agreement with `partner` (and `third`)',
  mature: 'turn a partnership or minilateral into an alliance',
  deepen: 'raise the depth of an alliance',
  hollow: 'turn an alliance into a partnership',
  leave: 'leave an agreement',
  join: 'join a multilateral agreement',
  invite: 'invite `partner` into a multilateral agreement',
} as const;
export type OptionAction = keyof typeof OPTION_ACTIONS;

/** Where the phases write what happens. Kept by the recorder; the model never reads it. */
export interface Sink {
  event(event: ModelEvent): void;
  /** Called for every turn if decisions are recorded, with all options weighed in it. */
  options?: ((rows: readonly OptionRow[]) => void) | undefined;
}

/** Writes an event; a field that is not given is empty. `states` defaults to the actor and the other. */
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
