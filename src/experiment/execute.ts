import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { InvariantError, OutputError } from '../base/errors.ts';
import { dispatch, type Threads } from '../executor/dispatch.ts';
import { countedOutput, type TickCounter } from '../executor/run-one.ts';
import { systemRemedy, writing } from '../files/io-errors.ts';
import type { Wanted } from '../run/simulate.ts';
import type { RunOutput } from '../run/run-output.ts';
import { failedRun, entryOf, type RunEntry } from './run-entry.ts';
import { isOnePoint } from './experiment.ts';
import type { Experiment, ScenarioOfSweep } from './experiment.ts';
import type { PlannedRun, SweepPlan } from './plan.ts';
import { openEntries, type EntryPlace, type EntryWriter, type RunIndex } from './journal/entries.ts';

/** How the runs of an experiment are executed. */
export interface Execution extends Threads {
  /** Most failed runs, with those of earlier sessions: the experiment stops when there are more. */
  maxFailures: number;
  checkEvery: number;
  ticksDone: TickCounter;
  /** Whether to execute the runs in this thread, where there is one worker and no timeout; `steps` supplies runs that do not start from their specs, such as resumed ones. */
  inThisThread: false | { steps: Steps | undefined };
  /** Called for each run once its entry is kept. */
  seen(k: number, failure: string): void;
}

/** Runs a replicate, yielding at each tick; ticks done are counted. */
export type Steps = (replicate: number, ticksDone: TickCounter) => Generator<number, RunOutput>;

/** Runs to do, by their numbers in the plan. */
export interface Todo {
  runs: Iterator<number, void>;
  count: number;
}

/** How an execution ended. */
export interface Executed {
  /** Whether it stopped because more runs failed than allowed. */
  stopped: boolean;
  /** The entry of the only run, where it was done in this thread: a journal would save nothing. */
  held: RunEntry | undefined;
}

/** What every worker of an experiment is given once. */
export interface WorkerData {
  /** With `base` only where the runs use it unchanged; otherwise it follows from the rest. */
  scenarios: (Omit<ScenarioOfSweep, 'base'> & Partial<Pick<ScenarioOfSweep, 'base'>>)[];
  record: Experiment['record'];
  wanted: Wanted;
  /** Whether to keep what a summary needs. */
  brief: boolean;
  checkEvery: number;
  /** Folder of the journal files, and the beginning of their names. */
  parts: string;
  session: string;
  ticksDone: TickCounter;
}

/** A run requested from a worker, with its number in the plan. */
export interface Request extends PlannedRun {
  k: number;
}

/** The place of a run's entry, and why the run failed, if it did; or why the disk refused the entry. */
export type Answer = (EntryPlace & { file: string; failure: string }) | { refused: { code: string; message: string } };

/**
 * Executes runs of a plan, in any order, and notes each in the index once its entry is on disk: workers append entries to files of their own. A run whose
 * worker dies, or that takes too long, is the only one to fail.
 * @throws the signal's reason when aborted; OutputError where the disk is full or refuses an entry
 */
export async function executeRuns(plan: SweepPlan, todo: Todo, index: RunIndex, parts: string, how: Execution): Promise<Executed> {
  const { kept: tables, reductions, record, scenarios } = plan.experiment;
  const brief = isOnePoint(plan.experiment);
  const wanted = { tables, reductions };
  const stopped = () => index.failed > how.maxFailures;
  if (how.inThisThread !== false) return runHere(plan, todo, index, parts, how, wanted, how.inThisThread.steps);
  const session = nextSession(parts);
  const data: WorkerData = {
    scenarios: brief ? scenarios : scenarios.map(({ base: _base, ...scenario }) => scenario),
    record,
    wanted,
    brief,
    checkEvery: how.checkEvery,
    parts,
    session,
    ticksDone: how.ticksDone,
  };
  const work = {
    module: new URL('./experiment-worker', import.meta.url),
    data,
    requests: requestsOf(plan, todo, stopped),
    left: todo.count,
    ordered: false,
  };
  const note = (k: number, file: string, place: EntryPlace, failure: string) => {
    index.note(k, file, place, failure !== '');
    how.seen(k, failure);
  };
  let own: EntryWriter | undefined;
  try {
    for await (const done of dispatch<Request, Answer>(work, how))
      for (const one of done) {
        const { k } = one.request;
        if ('lost' in one) {
          const { request, lost } = one;
          writing(parts, () => {
            own ??= openEntries(join(parts, `${session}-main.jsonl`));
            note(k, own.file, own.append(entryOf(failedRun(request, scenarios, lost), false)), lost);
          });
        } else if ('refused' in one.answer) throw refusal(parts, one.answer.refused);
        else note(k, one.answer.file, one.answer, one.answer.failure);
      }
  } finally {
    own?.close();
  }
  return { stopped: stopped(), held: undefined };
}

/** Executes runs one after the other in this thread, with a pause between ticks for Ctrl-C and the progress bar. */
async function runHere(
  plan: SweepPlan,
  { runs, count }: Todo,
  index: RunIndex,
  parts: string,
  { checkEvery, ticksDone, maxFailures, signal, seen }: Execution,
  wanted: Wanted,
  stepsOf: Steps | undefined,
): Promise<Executed> {
  const [{ base: scenario } = {}] = plan.experiment.scenarios;
  if (scenario === undefined) throw new InvariantError('an experiment without a scenario');
  let held: RunEntry | undefined;
  let writer: EntryWriter | undefined;
  const stopped = () => index.failed > maxFailures;
  try {
    for (let next = runs.next(); next.done !== true && !stopped(); next = runs.next()) {
      const { seed, replicate } = plan.run(next.value);
      const steps = stepsOf?.(replicate, ticksDone) ?? countedOutput({ scenario, seed, replicate, checkEvery }, wanted, ticksDone);
      let step = steps.next();
      for (; step.done !== true; step = steps.next()) {
        await nextTurn();
        signal.throwIfAborted();
      }
      const entry = entryOf(step.value, true);
      if (plan.runs === 1 && count === 1) {
        held = entry;
        index.noteFinished(next.value, entry.failure !== '');
      } else
        writing(parts, () => {
          writer ??= openEntries(join(parts, `${nextSession(parts)}-main.jsonl`));
          index.note(next.value, writer.file, writer.append(entry), entry.failure !== '');
        });
      seen(next.value, entry.failure);
    }
  } finally {
    writer?.close();
  }
  return { stopped: stopped(), held };
}

/** The remaining runs, until too many have failed. */
function* requestsOf(plan: SweepPlan, { runs }: Todo, stopped: () => boolean): Generator<Request, void> {
  while (!stopped()) {
    const { done, value: k } = runs.next();
    if (done === true) return;
    yield { k, ...plan.run(k) };
  }
}

function refusal(parts: string, { code, message }: { code: string; message: string }): OutputError {
  return new OutputError(`cannot write ${parts}: ${systemRemedy(code) ?? message}`);
}

/** The beginning of the names of this session's files: no session writes to the files of another. */
function nextSession(parts: string): string {
  const used = readdirSync(parts).map((name) => Number.parseInt(name, 10));
  return String(used.reduce((most, n) => (n > most ? n : most), 0) + 1).padStart(4, '0');
}
