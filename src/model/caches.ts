import { STRATEGIES } from './vocabulary.ts';
import type { Tie } from './treaty/ties.ts';
import { MAX_ATTENTION } from './constants.ts';

/**
 * What a world keeps from being computed or allocated twice: never saved, and no phase finds anything in it that it has not put there itself or found to
 * hold by its stamp. A property test fills all of it with nonsense between phases.
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
 * The allies of a state that others can see and that may fight for it, in index order: their owed toward it, laid side by side. Holds while no tie of the
 * state has changed since its stamp. The lists are over-allocated: only the first `count` entries are valid.
 */
export interface Allies {
  /** Version of the book. */
  stamp: number;
  count: number;
  states: number[];
  offence: number[];
  defence: number[];
  /** The tie, where an obligation in it binds only under conditions; else null, and the two numbers say all. */
  conditional: (Tie | null)[];
}

export function createAllies(): Allies {
  return { stamp: -1, count: 0, states: [], offence: [], defence: [], conditional: [] };
}

/**
 * What each state expects of its threats. It depends on the state's own ties and on the threat's alone, and is valid while neither has changed since its
 * stamp; capabilities and beliefs change only between phases, which touch all. Rows of MAX_ATTENTION where it is by threat.
 */
export interface Outlook {
  /** Version of the book at which the outlook of each state was last found to hold. */
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
}

/** An outlook of which nothing holds yet. */
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

/** Hypothetical ties of the one state that is valuing a change, laid over its real ones. The lists are over-allocated: only the first `count` entries are valid. */
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

/** Room that phases use again in every tick: each fills what it reads. Random draws are by slot. */
export interface Workspace {
  overlay: Overlay;
  /** Draws of the phase capabilities: one a slot. */
  growth: Float64Array;
  /** Draws of the phase perception: two a slot. */
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
  /** How much one state would gain from each other, by which it picks whom to consider. */
  appeal: Float64Array;
}

/** Room for a world of n states. */
export function createWorkspace(n: number, slots: number): Workspace {
  return {
    overlay: { count: 0, states: [], ties: [], at: new Int32Array(n), replaces: false, help: new Float64Array(0) },
    growth: new Float64Array(slots),
    noise: new Float64Array(slots * 2),
    order: new Float64Array(slots),
    taste: new Float64Array(slots * STRATEGIES.length),
    consent: new Float64Array(slots * 2),
    rule: new Float64Array(slots * 2),
    turnOrder: [],
    dilemma: new Float64Array(n),
    appeal: new Float64Array(n),
  };
}
