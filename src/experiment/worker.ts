import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { workerData } from 'piscina';
import { answering } from '../executor/answering.ts';
import { runOne } from '../executor/run-one.ts';
import { isSystemError } from '../files/io-errors.ts';
import { textOfRun } from '../results/run-text.ts';
import { messageOf, type RunOutput } from '../run/run-output.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { failedRun, type Answer, type Request, type WorkerData } from './execute.ts';
import { scenarioWith } from './experiment.ts';
import { openRecords, type RecordWriter } from './journal/records.ts';
import { createScenarioCache } from './scenario-cache.ts';

const { scenarios, record, wanted, checkEvery, parts, session, ticksDone } = workerData as WorkerData;
const own: { writer?: RecordWriter } = {};
const cache = createScenarioCache((scenario, settings) => {
  const source = scenarios[scenario];
  if (source === undefined) throw new Error(`the sweep has no scenario ${scenario}`);
  return scenarioWith({ record }, source, settings);
});

/** The entry of a worker thread of an experiment: carries out runs and appends them to a file of its own, so that the parent has only to count. */
export default answering(work);

function work(requests: Request[]): Answer[] {
  const writer = (own.writer ??= openRecords(join(parts, `${session}-${threadId}.jsonl`)));
  const answers: Answer[] = [];
  for (const request of requests) {
    const last = answers.at(-1);
    if (last !== undefined && 'refused' in last) answers.push(last);
    else answers.push(append(writer, outputOf(request)));
  }
  return answers;
}

function outputOf(request: Request): RunOutput {
  const { config, replicate, seed, key } = request;
  let scenario: Scenario;
  try {
    scenario = cache(request.scenario, request.settings);
  } catch (error) {
    return failedRun(request, messageOf(error));
  }
  return runOne({ scenario, seed, replicate, checkEvery, point: { config, key } }, wanted, ticksDone);
}

function append(writer: RecordWriter, output: RunOutput): Answer {
  try {
    return { ...writer.append(textOfRun(output)), file: writer.file, failure: output.failure };
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return { refused: { code: error.code ?? '', message: error.message } };
  }
}
