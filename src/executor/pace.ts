/** Work in one message to a worker: a message costs both sides a few hundred microseconds, a small part of this. Milliseconds. */
const BATCH = 100;
/** Most runs in a message: what has to be repeated when the worker dies. */
const MOST = 1000;
/** Messages that should still be left for each worker when one is made up, so that all finish together. */
const MESSAGES_LEFT = 8;

/** Decides how many runs go into a message, by how quickly they have come back so far. */
export interface Pace {
  /** Runs for the next message when this many are left: at least one. */
  batch(left: number): number;
  /** Notes that this many runs are done. */
  observe(runs: number): void;
}

/** A pace for some workers. `now` is the clock, in milliseconds. It starts with the first runs that are done: until then the workers were starting. */
export function createPace({ workers, now }: { workers: number; now(): number }): Pace {
  let start: number | undefined;
  let done = 0;
  return {
    batch(left) {
      if (start === undefined || done === 0) return 1;
      const run = ((now() - start) * workers) / done;
      // never more than were done already: a pace that was measured on few runs soon corrects itself
      return Math.max(1, Math.min(Math.floor(BATCH / run), Math.ceil(left / (MESSAGES_LEFT * workers)), done, MOST));
    },
    observe(runs) {
      if (start === undefined) start = now();
      else done += runs;
    },
  };
}
