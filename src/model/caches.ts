import { STRATEGIES } from './vocabulary.ts';
import type { Tie } from './treaty/ties.ts';
import { MAX_ATTENTION } from './constants.ts';

/**
 * What a world keeps so that nothing is computed or allocated twice. It is never saved, and a phase reads only what it has written itself or what the stamp
 * shows to be valid. A property test fills all of it with nonsense between phases.
 */

/** States that would fight on the side of a threat to i, in index order. The lists are over-allocated: only the first `count` entries are valid. */
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
 * The allies of a state that others can see and that may fight for it, in index order, and what each owes it, as parallel lists. Valid while no tie
 * of the state has changed since the stamp. The lists are over-allocated: only the first `count` entries are valid.
 */
export interface Allies {
  /** Version of the book. */
  stamp: number;
  count: number;
  states: number[];
  offence: number[];
  defence: number[];
  /** The tie, where an obligation in it binds only under conditions; else null, and the two numbers are enough. */
  conditional: (Tie | null)[];
}

export function createAllies(): Allies {
  return { stamp: -1, count: 0, states: [], offence: [], defence: [], conditional: [] };
}

/**
 * What each state expects of its threats. It depends only on the ties of the state and of the threat, and is valid while neither has changed since the
 * stamp. Capabilities and beliefs change only between phases, and then every outlook is stale. What is by threat has rows of length MAX_ATTENTION.
 */
export interface Outlook {
  /** Version of the book at which the outlook of each state was last found valid. */
  stamp: Float64Array;
  /** X: expected force of a threat. */
  force: Float64Array;
  /** For each state; created when first needed, like the next. */
  allies: Allies[];
  /** For each row, the states that add to X. */
  backers: Backers[];
  /** Help expected from all others, which is summed to Y. */
  help: Float64Array;
  /** For each state, its ties by position among its neighbours; valid while its outlook is, like the next two. */
  ties: Tie[][];
  /** For each state, by position among its neighbours: help from the neighbour against each threat, rows of MAX_ATTENTION. */
  helps: Float64Array[];
  /** For each state, by position among its neighbours: its contribution to the pooled strength. */
  pools: Float64Array[];
  /** Odds b(X, Y) and their square. */
  odds: Float64Array;
  odds2: Float64Array;
  /** Pooled strength s of a state's cooperation, and its own strength. */
  pooled: Float64Array;
  own: Float64Array;
  insecurity: Float64Array;
}

/** An outlook in which nothing is valid yet. */
export function createOutlook(n: number): Outlook {
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
  };
}

/** Hypothetical ties of the one state that is valuing a change, that replace its real ones. The lists are over-allocated: only the first `count` entries are valid. */
export interface Overlay {
  count: number;
  /** The other state. */
  states: number[];
  /** The tie after the change; null = none. */
  ties: (Tie | null)[];
  /** Position + 1 in the lists of each state; 0 = the real tie counts. */
  at: Int32Array;
  /** Some of them replace real ties. */
  replaces: boolean;
  /** Help under each tie against each threat of the state, rows of MAX_ATTENTION. */
  help: Float64Array;
}

/** Arrays that the phases reuse in every tick: each phase fills what it reads. Random draws are by slot. */
export interface Workspace {
  overlay: Overlay;
  /** What choice keeps for valuing changes; null until it is needed. */
  evaluator: object | null;
  /** Draws of the phase capabilities: one per slot. */
  growth: Float64Array;
  /** Draws of the phase perception: two per slot. */
  noise: Float64Array;
  /** Draws of a turn of the phase alignment: one for the order, four for taste, two for consent, two for the decision rule. */
  order: Float64Array;
  taste: Float64Array;
  consent: Float64Array;
  rule: Float64Array;
  /** Active states in the order of the turn. */
  turnOrder: number[];
  /** What others' agreements with rivals add to one state's fear of them. */
  dilemma: Float64Array;
  /** Depths of one state's ties; 0 where there is none. */
  depths: Float64Array;
  /** By state, two factors of the fear of it that are the same for all who fear it. */
  grievance: Float64Array;
  zeal: Float64Array;
  /** By state, the second of its draws of perception. */
  seen: Float64Array;
  /** How much one state would gain from each other, used to pick the states it considers. */
  appeal: Float64Array;
}

/** The arrays for a world of n states. */
export function createWorkspace(n: number, slots: number): Workspace {
  return {
    overlay: { count: 0, states: [], ties: [], at: new Int32Array(n), replaces: false, help: new Float64Array(0) },
    evaluator: null,
    growth: new Float64Array(slots),
    noise: new Float64Array(slots * 2),
    order: new Float64Array(slots),
    taste: new Float64Array(slots * STRATEGIES.length),
    consent: new Float64Array(slots * 2),
    rule: new Float64Array(slots * 2),
    turnOrder: [],
    dilemma: new Float64Array(n),
    depths: new Float64Array(n),
    grievance: new Float64Array(n),
    zeal: new Float64Array(n),
    seen: new Float64Array(n),
    appeal: new Float64Array(n),
  };
}
