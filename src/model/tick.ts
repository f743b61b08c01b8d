import type { Sink } from './events.ts';
import type { World } from './world.ts';

/** One row of the tick. */
export interface Phase {
  name: string;
  /** What the phase does, in one sentence, for the documentation. */
  meaning: string;
  /** `together`: all read the old values; `in turn`: later states see what earlier ones did. */
  update: 'together' | 'in turn';
  /** The world's fields that the phase may write. */
  writes: readonly (keyof World)[];
  run(w: World, sink: Sink): void;
}

/** The tick, in order. */
export const PHASES: readonly Phase[] = [];

/** Brings a freshly filled world to the state of tick 0: power, arrival, beliefs not given, attention, insecurity, postures. */
export function initialise(_w: World): void {}

/** One tick. */
export function step(w: World, sink: Sink): void {
  w.tick += 1;
  for (const phase of PHASES) phase.run(w, sink);
}
