/**
 * What states like and dislike about agreements for reasons that the other terms do not know, in utility. Each is an attachment to how things stood at the
 * start: a member's to an agreement in force, a pair's (a group's, an outsider's) to not having one. They hold for a run and differ between runs.
 */
export interface Tastes {
  /** Number of agreements at the start; they have the ids from 0. */
  readonly agreements: number;
  /** By agreement and state, row = agreement: a member's attachment to the agreement, an outsider's to staying outside. */
  readonly inside: Float64Array;
  readonly outside: Float64Array;
  /** Of each pair to not being allied, and to not being partners; symmetric. */
  readonly alliance: Float64Array;
  readonly partnership: Float64Array;
  /** Of three states to not having a minilateral, and an alliance, by `groupKey`. */
  readonly groups: ReadonlyMap<number, GroupTaste>;
}

/** Of three states. */
export type GroupTaste = Readonly<Record<'minilateral' | 'alliance', number>>;
