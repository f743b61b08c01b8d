import { clamp01 } from '../base/math.ts';
import { drawTastes } from './taste/draw.ts';
import { observe } from './taste/observe.ts';
import { setArrivals, setPower } from './threat/geography.ts';
import { alignment } from './phases/alignment.ts';
import { assessment } from './phases/assessment.ts';
import { capabilities } from './phases/capabilities.ts';
import { disputes } from './phases/disputes.ts';
import { drift } from './phases/drift.ts';
import { learning } from './phases/learning.ts';
import { perception, setAttention, setTrueIntent } from './phases/perception.ts';
import { setCosts, shocks } from './phases/shocks.ts';
import type { Sink } from './events.ts';
import type { World } from './world.ts';

/** Functions that are called before or after phases, each with the world as it is then. */
export interface PhaseProbes {
  readonly before?: Partial<Record<PhaseName, (w: World) => void>>;
  readonly after?: Partial<Record<PhaseName, (w: World) => void>>;
}

/** One row of the tick. */
export interface Phase {
  readonly name: string;
  /** What the phase does, in one sentence, for the documentation. */
  readonly meaning: string;
  /** `together`: all read the old values; `in turn`: later states see what earlier ones did. */
  readonly update: string;
  /** The world's fields that the phase may write. */
  readonly writes: readonly (keyof World)[];
  run(w: World, sink: Sink): void;
}

const TICK = [
  {
    name: 'shocks',
    meaning: "the scenario's dated events and the steps of its paths take effect",
    update: 'in the order of the scenario',
    writes: [
      'parameters',
      'active',
      'military',
      'economic',
      'growth',
      'revisionism',
      'ideology',
      'projection',
      'ownEntrapment',
      'ownAbandonment',
      'entrapment',
      'abandonment',
      'perceptionError',
      'perceptionBias',
      'distance',
      'arrival',
      'hostility',
      'trade',
      'affinity',
      'intent',
      'book',
    ],
    run: shocks,
  },
  {
    name: 'capabilities',
    meaning: 'economies grow with fat-tailed noise; the military moves toward what insecurity asks for',
    update: 'together',
    writes: ['military', 'economic', 'power'],
    run: capabilities,
  },
  {
    name: 'perception',
    meaning: 'beliefs about intent move toward their signal with inertia, bias and error; every state picks the threats it attends to',
    update: 'together',
    writes: ['trueIntent', 'intent', 'attention', 'attentionCount', 'threat', 'book'],
    run: perception,
  },
  {
    name: 'drift',
    meaning: 'how well each pair gets on drifts around what it was at the start',
    update: 'together',
    writes: ['drift'],
    run: drift,
  },
  {
    name: 'alignment',
    meaning: 'every state weighs the feasible changes of its agreements and balances, bandwagons, partners or stays unaligned',
    update: 'in turn, in random order (parameter update_order: or together)',
    writes: ['economic', 'strategy', 'book'],
    run: alignment,
  },
  {
    name: 'disputes',
    meaning: 'states start disputes, allies honour or renege, disputes become wars, wars move capabilities',
    update: 'together (parameter dispute_concurrency: or in turn)',
    writes: ['military', 'economic', 'lastDispute', 'book', 'tickLog'],
    run: disputes,
  },
  {
    name: 'learning',
    meaning: 'reliability, intent and hostility move by what happened; depths age; terms come up for renewal',
    update: 'together; renewals in order of agreement',
    writes: ['reliability', 'evidence', 'intent', 'hostility', 'book', 'tickLog'],
    run: learning,
  },
  {
    name: 'assessment',
    meaning: 'power after the wars, insecurity under the ties in force and the posture that each state holds are worked out',
    update: 'together',
    writes: ['power', 'insecurity', 'posture', 'book'],
    run: assessment,
  },
] as const satisfies readonly Phase[];

/** Name of a phase of the tick. */
export type PhaseName = (typeof TICK)[number]['name'];

/** The tick, in order. Recording follows, outside the model. */
export const PHASES: readonly (Phase & { readonly name: PhaseName })[] = TICK;

/** Brings a freshly filled world to the state of tick 0: power, arrival, costs, beliefs that were not given, threats, insecurity, postures. */
export function initialise(w: World): void {
  setArrivals(w);
  setPower(w);
  setCosts(w);
  setTrueIntent(w);
  for (let i = 0; i < w.n; i++)
    for (let j = 0; j < w.n; j++) {
      const q = i * w.n + j;
      if (Number.isNaN(w.intent[q]!)) w.intent[q] = clamp01(w.trueIntent[q]! * (1 + w.perceptionBias[i]!));
      if (i === j) w.intent[q] = 0;
    }
  setAttention(w);
  assessment(w);
  w.strategy.set(w.posture);
  if (w.book.all.length > 0 && w.parameters.taste_sd > 0) w.observed = observe(w);
  startRun(w);
}

/** Gives a run its tastes, which its replicates do not share. */
export function startRun(w: World): void {
  w.tastes = w.observed === null ? null : drawTastes(w, w.observed);
}

/** One tick. */
export function step(w: World, sink: Sink, probes?: PhaseProbes): void {
  w.tick += 1;
  for (const phase of PHASES) {
    probes?.before?.[phase.name]?.(w);
    phase.run(w, sink);
    probes?.after?.[phase.name]?.(w);
  }
}
