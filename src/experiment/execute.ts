import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { OutputError } from '../base/errors.ts';
import { dispatch, type Threads } from '../executor/dispatch.ts';
import type { TickCounter } from '../executor/run-one.ts';
import { systemRemedy, writing } from '../files/io-errors.ts';
import type { Wanted } from '../run/simulate.ts';
import { failedOutput } from '../run/run-output.ts';
import { textOfRun } from '../results/run-text.ts';
import type { Experiment, ScenarioOfSweep } from './experiment.ts';
import type { PlannedRun, SweepPlan } from './plan.ts';
import { openRecords, type RecordPlace, type RecordWriter, type RunIndex } from './journal/records.ts';

/** How the runs of an experiment are carried out. */
export interface Execution extends Threads {
  /** Failed runs, earlier ones too, above which the experiment stops. */
  maxFailures: number;
  checkEvery: number;
  ticksDone: TickCounter;
  /** Called for each run once its record is on disk. */
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

/** What every worker of an experiment is given once. */
export interface WorkerData {
  scenarios: Omit<ScenarioOfSweep, 'base'>[];
  record: Experiment['record'];
  wanted: Wanted;
  checkEvery: number;
  /** Folder for the files of records, and what their names begin with. */
  parts: string;
  session: string;
  ticksDone: TickCounter;
}

/** A run that a worker is asked for, with its number in the plan. */
export interface Request extends PlannedRun {
  k: number;
}

/** Where the record of a run is, and why the run failed, if it did; or that the disk would not take it. */
export type Answer = (RecordPlace & { file: string; failure: string }) | { refused: { code: string; message: string } };

/**
 * Does runs of a plan, in any order, each noted in the index once its record is on disk: workers append records to files of their own. A run whose
 * worker dies, or that takes too long, fails alone.
 * @throws the signal's reason when aborted; OutputError where the disk takes no more
 */
export async function executeRuns(plan: SweepPlan, todo: Todo, index: RunIndex, parts: string, how: Execution): Promise<Executed> {
  const session = nextSession(parts);
  const { kept: tables, reductions, record, scenarios } = plan.experiment;
  const data: WorkerData = {
    scenarios: scenarios.map(({ base: _base, ...scenario }) => scenario),
    record,
    wanted: { tables, reductions },
    checkEvery: how.checkEvery,
    parts,
    session,
    ticksDone: how.ticksDone,
  };
  const stopped = () => index.failed > how.maxFailures;
  const work = {
    module: new URL('./worker', import.meta.url),
    data,
    requests: requestsOf(plan, todo, stopped),
    left: todo.count,
    ordered: false,
  };
  const note = (k: number, file: string, place: RecordPlace, failure: string) => {
    index.note(k, file, place, failure !== '');
    how.seen(k, failure);
  };
  let own: RecordWriter | undefined;
  try {
    for await (const done of dispatch<Request, Answer>(work, how))
      for (const one of done) {
        const { k } = one.request;
        if ('lost' in one) {
          const { request, lost } = one;
          writing(parts, () => {
            own ??= openRecords(join(parts, `${session}-main.jsonl`));
            note(k, own.file, own.append(textOfRun(failedRun(request, lost))), lost);
          });
        } else if ('refused' in one.answer) throw refusal(parts, one.answer.refused);
        else note(k, one.answer.file, one.answer, one.answer.failure);
      }
  } finally {
    own?.close();
  }
  return { stopped: stopped() };
}

/** The runs that are left, until too many have failed. */
function* requestsOf(plan: SweepPlan, { runs }: Todo, stopped: () => boolean): Generator<Request, void> {
  while (!stopped()) {
    const { done, value: k } = runs.next();
    if (done === true) return;
    yield { k, ...plan.run(k) };
  }
}

/** The output of a planned run that failed before its first tick. */
export function failedRun({ config, replicate, seed, key }: PlannedRun, failure: string) {
  return failedOutput({ seed, replicate, point: { config, key } }, failure);
}

function refusal(parts: string, { code, message }: { code: string; message: string }): OutputError {
  return new OutputError(
    `cannot write ${parts}: ${systemRemedy(code) ?? message}; completed runs are kept: rerun the same command to resume`,
  );
}

/** What the names of this session's files begin with: files of records are never written to again. */
function nextSession(parts: string): string {
  const used = readdirSync(parts).map((name) => Number.parseInt(name, 10));
  return String(used.reduce((most, n) => (n > most ? n : most), 0) + 1).padStart(4, '0');
}
