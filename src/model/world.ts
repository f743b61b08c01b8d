import { FIXED } from './constants.ts';
import type { DatedEvent } from './fields.ts';
import { createBook, type Book } from './treaty/book.ts';
import { createOutlook, createWorkspace, type Outlook, type Workspace } from './caches.ts';
import { createTickLog, type TickLog } from './tick-log.ts';
import type { SharedParameters } from './parameter-table.ts';
import type { Tastes } from './taste/taste-table.ts';
import { MAX_ATTENTION } from './constants.ts';
import { UNALIGNED } from './vocabulary.ts';

/**
 * The whole state of the simulated system. Per-state arrays have length n, per-pair arrays n*n in row-major order, q = i*n + j, read
 * "row's view of column": `intent[q]` is what i believes of j. States are laid out by slot, so that the order in a file is without effect.
 */
export interface World {
  readonly n: number;
  readonly ids: readonly string[];
  readonly names: readonly string[];
  readonly regions: readonly string[];
  /** Slot of each state in the blocks of random numbers; strictly increasing. */
  readonly slots: Int32Array;
  /** Number of slots, at least n. */
  readonly slotCount: number;
  readonly rule: string;
  /** Key of the run's random streams. */
  readonly runKey: string;
  tick: number;
  /** Values of all parameters; a term or rule that owns some reads them through its own type. */
  parameters: SharedParameters;
  /** Dated changes: shocks and paths, in order of tick. */
  readonly dated: readonly DatedEvent[];

  // states
  /** 1 = member of the system; 0 = takes no part, neither perceives nor is perceived. */
  active: Uint8Array;
  /** Military capability, >= 0, in the scenario's unit. */
  military: Float64Array;
  /** Economic capability, >= 0, in the scenario's unit. */
  economic: Float64Array;
  /** Power p: weighted mean of the shares of the active system's military and economic capability, in [0,1]. */
  power: Float64Array;
  /** Ratio of military to economic capability at the start, at which the military aims without insecurity. */
  burden: Float64Array;
  /** Growth of economic capability per tick. */
  growth: Float64Array;
  /** True dissatisfaction with the status quo, in [0,1]. */
  revisionism: Float64Array;
  /** Place on one ideological dimension, in [0,1]. */
  ideology: Float64Array;
  /** Power projection: multiplies the reach, > 0. */
  projection: Float64Array;
  /** Index into `regions`. */
  region: Int32Array;
  /** Own entrapment cost, or NaN to follow the parameter. */
  ownEntrapment: Float64Array;
  /** Own abandonment cost, or NaN to follow the parameter. */
  ownAbandonment: Float64Array;
  /** Effective costs of this tick. */
  entrapment: Float64Array;
  abandonment: Float64Array;
  /** Multiplies perception noise, >= 0. */
  perceptionError: Float64Array;
  /** Share by which intent is over- (positive) or underestimated, >= -1. */
  perceptionBias: Float64Array;

  // pairs
  /** Kilometres, symmetric. */
  distance: Float64Array;
  /** arrival[j*n + k]: share of k's strength that arrives at j, in (0,1]. Row = target, column = source. */
  arrival: Float64Array;
  /** Salience of the pair's dispute, in [0,1], symmetric. */
  hostility: Float64Array;
  /** i's dependence on trade with j, in [0,1]. */
  trade: Float64Array;
  /** Likeness and goodwill apart from agreements, in [0,1], symmetric. */
  affinity: Float64Array;
  /** What i believes of j's aggressive intention toward i, in [0,1]. */
  intent: Float64Array;
  /** The signal that a perfectly informed i would believe, in [0,1]. */
  trueIntent: Float64Array;
  /** What i believes to be the probability that k honours an obligation, in [0,1]. */
  reliability: Float64Array;
  /** Observations behind `reliability`, > 0. */
  evidence: Float64Array;
  /** How much better a pair gets on than at the start, in utility, symmetric. */
  drift: Float64Array;
  /** Tick of the pair's last dispute, symmetric; -1000000 = never. */
  lastDispute: Int32Array;

  // the tick's results
  /** K_i: up to `attention` threats of i, most threatening first; row length MAX_ATTENTION. */
  attention: Int32Array;
  attentionCount: Int32Array;
  /** Threat level of each attended threat, in [0,1]. */
  threat: Float64Array;
  /** S_i after alignment, >= 0. */
  insecurity: Float64Array;
  /** Index into STRATEGIES of the last choice. */
  strategy: Uint8Array;
  /** Index into POSTURES of the posture held. */
  posture: Uint8Array;

  /** What the start reveals of tastes, alike in all runs of a scenario, and the tastes of this run; null = none. */
  observed: Tastes | null;
  tastes: Tastes | null;

  /** All agreements and what they imply for pairs. */
  book: Book;
  /** What the phase disputes reports to the phase learning, which empties it. */
  tickLog: TickLog;
  /** A cache: what states expect of their threats. */
  readonly outlook: Outlook;
  /** Arrays that the phases reuse. */
  readonly workspace: Workspace;
}

/** What a world is made from, before its arrays are filled. */
export interface WorldHeader {
  ids: readonly string[];
  names: readonly string[];
  regions: readonly string[];
  slots: Int32Array;
  rule: string;
  runKey: string;
  /** The world takes them over. */
  parameters: SharedParameters;
  dated: readonly DatedEvent[];
}

/** A world at tick 0 with neutral values: the compiler fills in states, pairs and agreements, then calls `initialise`. */
export function createWorld(header: WorldHeader): World {
  const n = header.ids.length;
  const states = (value = 0) => new Float64Array(n).fill(value);
  const pairs = (value = 0) => new Float64Array(n * n).fill(value);
  const { ids, names, regions, slots, rule, runKey, dated } = header;
  const slotCount = n === 0 ? 0 : slots[n - 1]! + 1;
  // Field by field: spreading the header gave worlds different layouts in memory, and the phases were compiled once for each layout.
  return {
    n,
    ids,
    names,
    regions,
    slots,
    slotCount,
    rule,
    runKey,
    tick: 0,
    parameters: header.parameters,
    dated,
    active: new Uint8Array(n).fill(1),
    military: states(),
    economic: states(),
    power: states(),
    burden: states(),
    growth: states(),
    revisionism: states(),
    ideology: states(),
    projection: states(1),
    region: new Int32Array(n),
    ownEntrapment: states(NaN),
    ownAbandonment: states(NaN),
    entrapment: states(),
    abandonment: states(),
    perceptionError: states(1),
    perceptionBias: states(),
    distance: pairs(),
    arrival: pairs(),
    hostility: pairs(),
    trade: pairs(),
    affinity: pairs(),
    intent: pairs(NaN),
    trueIntent: pairs(),
    reliability: pairs(header.parameters.reliability_prior),
    evidence: pairs(header.parameters.reliability_strength),
    drift: pairs(),
    lastDispute: new Int32Array(n * n).fill(FIXED.never),
    attention: new Int32Array(n * MAX_ATTENTION),
    attentionCount: new Int32Array(n),
    threat: new Float64Array(n * MAX_ATTENTION),
    insecurity: states(),
    strategy: new Uint8Array(n).fill(UNALIGNED),
    posture: new Uint8Array(n).fill(UNALIGNED),
    observed: null,
    tastes: null,
    book: createBook(n, header.parameters.discretion_discount),
    tickLog: createTickLog(),
    outlook: createOutlook(n),
    workspace: createWorkspace(n, slotCount),
  };
}
