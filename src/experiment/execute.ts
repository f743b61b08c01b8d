import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { OutputError } from '../base/errors.ts';
import { asOutputError, systemRemedy } from '../files/io-errors.ts';
import { deathMessage, isDeath, startPool, type Pool } from '../executor/pool.ts';
import type { TickCounter } from '../executor/tick-counter.ts';
import { failedResult, type Making } from './one-run.ts';
import type { RunSpec, SweepPlan } from './plan.ts';
import { openRecords, type RecordWriter } from './journal/records.ts';
import type { RunIndex } from './journal/records.ts';
import type { Answer, Task, WorkerData } from './worker-task.ts';

/** Tasks handed out for each worker: one that it does and one that it finds waiting. */
const AHEAD = 2;
/** Runs of a worker after which all are replaced by fresh ones, so that nothing can pile up in them. To start one anew takes as long as a thousand runs. */
const RECYCLE = 50_000;

/** How the runs of a sweep are carried out. */
export interface Execution {
  workers: number;
  /** Old-generation heap of a worker in MB; 0 = Node's own limit. */
  workerMemory: number;
  /** Milliseconds that a run may take; 0 = any time. */
  timeout: number;
  /** Failed runs, earlier ones too, above which the sweep stops. */
  maxFailures: number;
  checkEvery: number;
  signal: AbortSignal;
  ticksDone: TickCounter;
  /** The clock, in milliseconds: it decides how many runs go into a message and never what comes out. */
  now(): number;
  /** Told of each run once its record is on disk. */
  seen(k: number, failure: string): void;
}

/** Runs that are to be done, by their numbers in the plan. */
export interface Todo {
  runs: Iterator<number, void>;
  count: number;
}

/** What came of it. */
export interface Executed {
  /** More runs failed than may. */
  stopped: boolean;
}

/**
 * Does runs of a plan, in any order, each noted in the index once its record is on disk. A run whose worker dies, or that takes too long, fails alone.
 * @throws the signal's reason when aborted; OutputError where the disk takes no more
 */
export async function executeRuns(plan: SweepPlan, todo: Todo, index: RunIndex, parts: string, how: Execution): Promise<Executed> {
  const session = nextSession(parts);
  const { kept, reductions, record, scenarios } = plan.experiment;
  const making: Making = { kept, reductions, checkEvery: how.checkEvery };
  const data: WorkerData = {
    scenarios: scenarios.map(({ base: _base, ...scenario }) => scenario),
    record,
    making,
    parts,
    session,
    ticksDone: how.ticksDone,
  };
  const start = () =>
    startPool<Task, Answer>({ module: new URL('./worker', import.meta.url), threads: how.workers, data, memory: how.workerMemory });
  const desk = new Desk(plan, index, parts, session, how);
  try {
    for (let more = true; more && !desk.stopped;) {
      desk.pool = start();
      more = await desk.work(todo);
      await desk.pool.close();
    }
  } finally {
    await desk.pool?.close();
    desk.close();
  }
  return { stopped: desk.stopped };
}

/** Hands out tasks and notes what comes back. */
class Desk {
  pool: Pool<Task, Answer> | undefined;
  stopped: boolean;
  private readonly plan: SweepPlan;
  private readonly index: RunIndex;
  private readonly parts: string;
  private readonly session: string;
  private readonly how: Execution;
  private own: RecordWriter | undefined;
  private readonly errors: unknown[] = [];
  private readonly pace: Pace;

  constructor(plan: SweepPlan, index: RunIndex, parts: string, session: string, how: Execution) {
    this.plan = plan;
    this.index = index;
    this.parts = parts;
    this.session = session;
    this.how = how;
    this.stopped = index.failed > how.maxFailures;
    this.pace = createPace(how);
  }

  /** Works until there is nothing left, or the workers have done enough to be replaced. Says whether there is more. */
  async work(todo: Todo): Promise<boolean> {
    const { workers, timeout, signal } = this.how;
    const limit = workers * (timeout > 0 ? 1 : AHEAD);
    const pending = new Set<Promise<void>>();
    let handed = 0;
    let more = true;
    while (handed < RECYCLE * workers && !this.stopped && this.errors.length === 0) {
      signal.throwIfAborted();
      const batch = taken(todo, timeout > 0 ? 1 : this.pace.batch(todo.count));
      if (batch.length === 0) {
        more = false;
        break;
      }
      handed += batch.length;
      const task = this.doBatch(batch)
        .catch((error: unknown) => void this.errors.push(error))
        .finally(() => pending.delete(task));
      pending.add(task);
      if (pending.size >= limit) await Promise.race(pending);
    }
    await Promise.all(pending);
    if (this.errors.length > 0) throw this.errors[0];
    return more;
  }

  close(): void {
    this.own?.close();
  }

  private async doBatch(batch: readonly number[]): Promise<void> {
    const specs = batch.map((k) => this.plan.run(k));
    let answer: Answer;
    try {
      answer = await this.ask(specs);
    } catch (error) {
      this.how.signal.throwIfAborted();
      const [k, spec] = [batch[0], specs[0]];
      if (batch.length === 1 && k !== undefined && spec !== undefined && (error instanceof TooLong || isDeath(error)))
        return this.fail(k, spec, error instanceof TooLong ? error.message : deathMessage(error));
      if (!isDeath(error)) throw error;
      // One of them killed it: each alone in a new worker, so that one run's death is that run's failure and no other's.
      for (const one of batch) await this.doBatch([one]);
      return;
    }
    this.pace.saw(batch.length);
    answer.records.forEach((record, r) => {
      const k = batch[r];
      if (k !== undefined) this.note(k, answer.file, record, record.failure);
    });
    if (answer.refused !== undefined) throw refusal(this.parts, answer.refused);
  }

  private async ask(specs: RunSpec[]): Promise<Answer> {
    const { signal, timeout } = this.how;
    if (this.pool === undefined) throw new Error('no pool');
    if (timeout === 0) return this.pool.run({ specs }, signal);
    const controller = new AbortController();
    const stop = () => controller.abort(signal.reason);
    signal.addEventListener('abort', stop);
    const timer = setTimeout(() => controller.abort(new TooLong(timeout)), timeout);
    try {
      return await this.pool.run({ specs }, controller.signal);
    } catch (error) {
      throw controller.signal.aborted ? controller.signal.reason : error;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    }
  }

  private fail(k: number, spec: RunSpec, message: string): void {
    try {
      this.own ??= openRecords(join(this.parts, `${this.session}-main.jsonl`));
      this.note(k, this.own.file, this.own.append(failedResult(spec, message)), message);
    } catch (error) {
      throw asOutputError(error, this.parts);
    }
  }

  private note(k: number, file: string, place: { offset: number; length: number }, failure: string): void {
    this.index.note(k, file, place, failure !== '');
    this.how.seen(k, failure);
    if (this.index.failed > this.how.maxFailures) this.stopped = true;
  }
}

/** A run that was given up. */
class TooLong extends Error {
  constructor(milliseconds: number) {
    super(`the run took more than ${milliseconds / 1000} s, the time that --timeout gives`);
    this.name = 'TooLong';
  }
}

function refusal(parts: string, { code, message }: { code: string; message: string }): OutputError {
  return new OutputError(`cannot write ${parts}: ${systemRemedy(code) ?? message}; what is done is kept: the same command goes on from it`);
}

/** Takes so many runs out of those that are to be done; fewer at the end. */
function taken(todo: Todo, most: number): number[] {
  const batch: number[] = [];
  while (batch.length < most) {
    const { done, value } = todo.runs.next();
    if (done === true) break;
    batch.push(value);
  }
  todo.count -= batch.length;
  return batch;
}

/** What the names of this session's files begin with: files of records are never written to again. */
function nextSession(parts: string): string {
  const used = readdirSync(parts).map((name) => Number.parseInt(name, 10));
  return String(used.reduce((most, n) => (n > most ? n : most), 0) + 1).padStart(4, '0');
}

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
