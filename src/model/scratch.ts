import type { Tie } from './treaty/ties.ts';

/** Longest attention set. */
export const MAX_ATTENTION = 12;

/** A dispute of the running tick, for the phase that learns from it. */
export interface DisputeRecord {
  initiator: number;
  target: number;
  /** Fought on each side, principals first. */
  attackers: number[];
  defenders: number[];
  war: boolean;
  initiatorWon: boolean;
  /** Tests of obligations: who, toward whom, honoured or not. */
  tests: { state: number; toward: number; honoured: boolean }[];
}

/** States that would fight beside a threat of i against it, in index order. The lists keep their room: only `count` entries hold. */
export interface Backers {
  count: number;
  states: number[];
  /** What each would bring to bear on i, > 0 unless it has no power. */
  strengths: number[];
  /** Whether a tie with i keeps it out. */
  bound: boolean[];
}

export function createBackers(): Backers {
  return { count: 0, states: [], strengths: [], bound: [] };
}

/**
 * The allies of a state that others see and that may fight beside it, in index order: their owed toward it, laid side by side. Holds while no tie of the
 * state has changed since its stamp. The lists keep their room: only `count` entries hold.
 */
export interface Allies {
  /** Version of the book. */
  stamp: number;
  count: number;
  states: number[];
  offence: number[];
  defence: number[];
  /** The tie, where an obligation in it binds only under conditions; else null, and the two figures say all. */
  conditional: (Tie | null)[];
}

export function createAllies(): Allies {
  return { stamp: -1, count: 0, states: [], offence: [], defence: [], conditional: [] };
}

/** Hypothetical ties of the one state that is valuing a change, laid over its real ones. The lists keep their room: only `count` entries hold. */
export interface Overlay {
  count: number;
  /** With whom. */
  states: number[];
  /** The tie after the change; null = none. */
  ties: (Tie | null)[];
  /** Position + 1 in the lists of each state; 0 = the real tie holds. */
  at: Int32Array;
  /** Some of them replace real ties. */
  replaces: boolean;
  /** Help under each tie against each threat of the state, rows of MAX_ATTENTION. */
  help: Float64Array;
}

/**
 * What the phases of one tick hand on or keep from being computed twice. A state's outlook on one threat depends on its own ties and on the threat's
 * alone, and is valid while neither has changed since its stamp; capabilities and beliefs change only between phases, which touch all.
 */
export interface Scratch {
  // outlook of each state on its threats; rows of MAX_ATTENTION
  /** Version of the book at which the outlook was last found to hold. */
  stamp: Float64Array;
  /** X: expected force of a threat. */
  force: Float64Array;
  /** Of each state; made when first needed, as is the next. */
  allies: Allies[];
  /** Of each row, those who add to X. */
  backers: Backers[];
  /** Help expected from all others, of which Y is made. */
  help: Float64Array;
  /** Of each state, its ties by position among its neighbours; as up to date as its outlook, like the next two. */
  ties: Tie[][];
  /** Of each state, by position among its neighbours: help from the neighbour against each threat, rows of MAX_ATTENTION. */
  helps: Float64Array[];
  /** Of each state, by position among its neighbours: its part of the pooled strength. */
  pools: Float64Array[];
  /** Odds b(X, Y) and their square. */
  odds: Float64Array;
  odds2: Float64Array;
  /** Pooled strength s of a state's cooperation, and its own strength. */
  pooled: Float64Array;
  own: Float64Array;
  insecurity: Float64Array;

  overlay: Overlay;

  // luck of the running turn, by slot
  taste: Float64Array;
  consent: Float64Array;
  rule: Float64Array;
  luck: Float64Array;
  score: Float64Array;
  order: number[];

  disputes: DisputeRecord[];
  /** Nonaggression kept in the tick: who held back from whom. */
  restraints: { state: number; toward: number }[];
  /** Number of active states. */
  members: number;
}

export function createScratch(n: number, slots: number): Scratch {
  const rows = () => new Float64Array(n * MAX_ATTENTION);
  const states = () => new Float64Array(n);
  return {
    stamp: states().fill(-1),
    force: rows(),
    allies: [],
    backers: [],
    help: rows(),
    ties: Array.from({ length: n }, () => []),
    helps: Array.from({ length: n }, () => new Float64Array(0)),
    pools: Array.from({ length: n }, () => new Float64Array(0)),
    odds: rows(),
    odds2: rows(),
    pooled: states(),
    own: states(),
    insecurity: states(),
    overlay: { count: 0, states: [], ties: [], at: new Int32Array(n), replaces: false, help: new Float64Array(0) },
    taste: new Float64Array(slots * 4),
    consent: new Float64Array(slots * 2),
    rule: new Float64Array(slots * 2),
    luck: new Float64Array(slots * 4),
    score: states(),
    order: [],
    disputes: [],
    restraints: [],
    members: n,
  };
}
