import { createPace, type Pace } from './pace.ts';
import { deathMessage, isDeath, startPool, type Pool } from './pool.ts';

/** Tasks handed out for each worker: one that it does and one that it finds waiting. */
const AHEAD = 2;
/** Runs of a worker after which all are replaced by new ones, so that nothing can pile up in them. A new one costs as much as a thousand short runs. */
const RECYCLE = 50_000;

/** How runs are executed on threads. */
export interface Threads {
  workers: number;
  /** Old-generation heap of a worker in MB; 0 = Node's own limit. */
  workerMemory: number;
  /** Milliseconds that a run may take; 0 = any time. */
  timeout: number;
  signal: AbortSignal;
  /** The clock, in milliseconds: it decides how many runs go into a message and never what comes out. */
  now(): number;
}

/** Requests for a worker's module, whose default export answers a list of requests by a list of answers. */
export interface Work<Request> {
  /** The worker's module without its extension. */
  module: URL;
  /** What every worker is given once. */
  data: unknown;
  requests: Iterator<Request, unknown>;
  /** How many requests are left at most, where that is known. */
  left: number;
  /** Whether answers come in the order of the requests, or as soon as they are there. */
  ordered: boolean;
}

/** What came of a request: the worker's answer; or why there is none, as its worker died or it took too long. */
export type Done<Request, Answer> = { request: Request; answer: Answer } | { request: Request; lost: string };

/**
 * Serves requests on threads and yields the answers, in lists. How many there are in a message follows from how long they take. Where a
 * worker dies, each of its requests is repeated alone, so that one run's death is that run's failure and no other's; one that takes too long fails
 * alone. Memory is bounded: few lists are under way or waiting to be yielded.
 * @throws the signal's reason when aborted, and what a worker throws: for the first request in order that ends so, with any number of workers
 */
export async function* dispatch<Request, Answer>(work: Work<Request>, threads: Threads): AsyncGenerator<Done<Request, Answer>[], void> {
  const { module, data, ordered } = work;
  const { workers, workerMemory, timeout, signal } = threads;
  const start = () => startPool<Request[], Answer[]>({ module, workers, data, workerMemory });
  const pace = createPace(threads);
  const limit = workers * (timeout > 0 ? 1 : AHEAD);
  const room = ordered ? limit * 2 : limit;
  const running = new Map<number, Promise<void>>();
  const finished = new Map<number, Done<Request, Answer>[]>();
  let fault: { number: number; error: unknown } | undefined;
  let { left } = work;
  let [started, yielded, handed] = [0, 0, 0];
  let more = true;
  let pool = start();
  try {
    for (;;) {
      signal.throwIfAborted();
      while (more && fault === undefined && running.size < limit && started - yielded < room && handed < RECYCLE * workers) {
        const batch = taken(work.requests, timeout > 0 ? 1 : pace.batch(left));
        more = batch.length > 0;
        if (!more) break;
        left -= batch.length;
        handed += batch.length;
        const number = started++;
        const task = answers(batch, pool, pace, threads)
          .then(
            (done) => void finished.set(number, done),
            (error: unknown) => void (fault = fault !== undefined && fault.number < number ? fault : { number, error }),
          )
          .finally(() => running.delete(number));
        running.set(number, task);
      }
      if (fault !== undefined) {
        const { number, error } = fault;
        if (![...running.keys()].some((earlier) => earlier < number)) throw error;
        await Promise.race(running.values()); // an earlier request may end in an error too
        continue;
      }
      const next = ordered ? yielded : finished.keys().next().value;
      const done = next === undefined ? undefined : finished.get(next);
      if (next !== undefined && done !== undefined) {
        finished.delete(next);
        yielded += 1;
        yield done;
      } else if (running.size > 0) await Promise.race(running.values());
      else if (!more) return;
      else {
        await pool.close();
        pool = start();
        handed = 0;
      }
    }
  } finally {
    await pool.close();
  }
}

async function answers<Request, Answer>(
  batch: Request[],
  pool: Pool<Request[], Answer[]>,
  pace: Pace,
  threads: Threads,
): Promise<Done<Request, Answer>[]> {
  try {
    const all = await inTime(threads, (signal) => pool.run(batch, signal));
    pace.observe(batch.length);
    return batch.map((request, r) => ({ request, answer: all[r] as Answer }));
  } catch (error) {
    threads.signal.throwIfAborted();
    const late = error instanceof TooLong;
    if (!late && !isDeath(error)) throw error;
    const [request, ...others] = batch;
    if (request === undefined) return [];
    if (others.length === 0) return [{ request, lost: late ? error.message : deathMessage(error) }];
    const each: Done<Request, Answer>[] = [];
    for (const one of batch) each.push(...(await answers([one], pool, pace, threads)));
    return each;
  }
}

/** Work that is aborted when its time is up. @throws TooLong, and the signal's reason */
async function inTime<T>({ signal, timeout }: Threads, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  if (timeout === 0) return work(signal);
  const controller = new AbortController();
  const stop = () => controller.abort(signal.reason);
  signal.addEventListener('abort', stop);
  const timer = setTimeout(() => controller.abort(new TooLong(timeout)), timeout);
  try {
    return await work(controller.signal);
  } catch (error) {
    throw controller.signal.aborted ? controller.signal.reason : error;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

/** A run that did not finish in time. */
class TooLong extends Error {
  constructor(milliseconds: number) {
    super(`the run took more than ${milliseconds / 1000} s, the time that --timeout gives`);
    this.name = 'TooLong';
  }
}

/** Takes this many requests; fewer at the end. */
function taken<Request>(requests: Iterator<Request, unknown>, most: number): Request[] {
  const batch: Request[] = [];
  while (batch.length < most) {
    const one = requests.next();
    if (one.done === true) break;
    batch.push(one.value);
  }
  return batch;
}
