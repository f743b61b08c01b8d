import seedrandom from 'seedrandom';

/**
 * One stream of random numbers for each decision and tick, never one for the run: two runs that differ in a parameter share their random draws, and
 * their difference is the effect. The key of a run comes from its seed and replicate alone.
 */
export const STREAMS = [
  'capabilities.growth',
  'perception.noise',
  'alignment.order',
  'alignment.taste',
  'alignment.consent',
  'alignment.rule',
  'disputes.onset',
  'disputes.order',
  'disputes.circumstance',
  'disputes.honour',
  'disputes.outcome',
  'disputes.chain',
  'learning.renewal',
  'taste.agreement',
  'taste.pair',
  'taste.group',
  'taste.drift',
] as const;
export type StreamName = (typeof STREAMS)[number];

/** A source of uniform numbers in [0,1) with 32 bits. */
export type Stream = () => number;

/** The stream of one decision in one tick of one run; `part` is the turn within the tick. */
export function stream(runKey: string, name: StreamName, tick: number, part = 0): Stream {
  return seedrandom.tychei(`${runKey}|${name}|${tick}|${part}`) as unknown as Stream;
}

/** The stream from which a synthetic system is generated. */
export function generatorStream(seed: number | string, name: string): Stream {
  return seedrandom.tychei(`generate|${seed}|${name}`) as unknown as Stream;
}

/** The stream of a decision in a design of experiments or a bootstrap: apart from those of the runs, whatever the seed. */
export function designStream(seed: number, name: string): Stream {
  return seedrandom.tychei(`design|${seed}|${name}`) as unknown as Stream;
}

/** Fills `out` in slot order, `each` numbers a slot, so that a state added after the others shifts nobody's numbers. */
export function fillSlots(rng: Stream, out: Float64Array, slots: number, each: number): void {
  for (let s = 0; s < slots * each; s++) out[s] = rng();
}
