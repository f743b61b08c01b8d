import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { workerData } from 'piscina';
import { isSystemError } from '../files/io-errors.ts';
import { countTicks } from '../executor/tick-counter.ts';
import { scenarioWith } from './experiment.ts';
import { runOne } from './one-run.ts';
import { openRecords, type RecordWriter } from './journal/records.ts';
import { createScenarioCache } from './scenario-cache.ts';
import type { Answer, Task, WorkerData } from './worker-task.ts';

const { scenarios, record, making, parts, session, ticksDone } = workerData as WorkerData;
const own: { writer?: RecordWriter } = {};
const cache = createScenarioCache((scenario, settings) => {
  const source = scenarios[scenario];
  if (source === undefined) throw new Error(`the sweep has no scenario ${scenario}`);
  return scenarioWith({ record }, source, settings);
});

/** The entry of a worker thread of a sweep: makes runs and appends them to a file of its own, so that the parent has only to count. */
export default function work({ specs }: Task): Answer {
  own.writer ??= openRecords(join(parts, `${session}-${threadId}.jsonl`));
  const answer: Answer = { file: own.writer.file, records: [] };
  for (const spec of specs) {
    let counted = 0;
    const result = runOne(
      spec,
      making,
      () => cache(spec.scenario, spec.settings),
      (ticks) => {
        counted += ticks;
        countTicks(ticksDone, ticks);
      },
    );
    countTicks(ticksDone, ticksOf(spec.scenario, spec.settings) - counted); // ticks that a run did not need are done with too
    try {
      answer.records.push({ ...own.writer.append(result), failure: result.failure });
    } catch (error) {
      if (!isSystemError(error)) throw error;
      return { ...answer, refused: { code: error.code ?? '', message: error.message } };
    }
  }
  return answer;
}

/** Ticks of a run that goes to its end; 0 where its scenario cannot be made. */
function ticksOf(scenario: number, settings: readonly string[]): number {
  try {
    return cache(scenario, settings).ticks;
  } catch {
    return 0;
  }
}
