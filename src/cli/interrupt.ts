/** The user, or the system, wants the program to end; exit code 130. */
export class Interrupted extends Error {
  constructor(signal: string) {
    super(`interrupted by ${signal}; nothing half-written is left`);
    this.name = 'Interrupted';
  }
}

/** Ctrl-C, the system's request to end, and the terminal's closing. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Runs `work` with a signal that the signals of the system abort. A second Ctrl-C ends the program the system's way. */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = (signal: NodeJS.Signals) => {
    release();
    controller.abort(new Interrupted(signal));
  };
  const release = () => {
    for (const signal of SIGNALS) process.off(signal, stop);
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  try {
    return await work(controller.signal);
  } catch (error) {
    throw controller.signal.aborted ? controller.signal.reason : error;
  } finally {
    release();
  }
}
