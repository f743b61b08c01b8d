/** Work in one message to a worker: a message costs some hundred microseconds on both sides, so that it is nothing beside this. Milliseconds. */
const BATCH = 100;
/** Most runs in a message: what a death of the worker has done again. */
const MOST = 1000;
/** Messages that each worker should still have before it when one is made up, so that all come to their end together. */
const SHARES = 8;

/** Decides how many runs go into a message, by how quickly they have come back so far. */
export interface Pace {
  /** Runs for the next message, when so many are left: at least one. */
  batch(left: number): number;
  /** Told that so many runs are done. */
  saw(runs: number): void;
}

/** A pace for some workers. `now` is the clock, in milliseconds. It is started by what is done first: until then the workers were starting. */
export function createPace({ workers, now }: { workers: number; now(): number }): Pace {
  let start: number | undefined;
  let done = 0;
  return {
    batch(left) {
      if (start === undefined || done === 0) return 1;
      const run = ((now() - start) * workers) / done;
      // never more than were done already: a pace that was measured on few runs is soon put right
      return Math.max(1, Math.min(Math.floor(BATCH / run), Math.ceil(left / (SHARES * workers)), done, MOST));
    },
    saw(runs) {
      if (start === undefined) start = now();
      else done += runs;
    },
  };
}
