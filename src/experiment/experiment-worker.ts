import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { workerData } from 'piscina';
import { InvariantError } from '../base/errors.ts';
import { answering } from '../executor/answering.ts';
import { runOne } from '../executor/run-one.ts';
import { isSystemError } from '../files/io-errors.ts';
import { messageOf, type RunOutput } from '../run/run-output.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Answer, Request, WorkerData } from './execute.ts';
import { openEntries, type EntryWriter } from './journal/entries.ts';
import { identityOfRun } from './plan.ts';
import { failedRun, entryOf } from './run-entry.ts';
import { createScenarioCache } from './scenario-cache.ts';

const { scenarios, record, wanted, brief, checkEvery, parts, session, ticksDone } = workerData as WorkerData;
const own: { writer?: EntryWriter } = {};
// Loading what checks scenarios takes longer than many a run, and scenarios that come resolved need no check.
const scenarioWith = scenarios.every(({ base }) => base !== undefined) ? undefined : (await import('./experiment.ts')).scenarioWith;
const made = createScenarioCache((scenario, settings) => {
  const source = scenarios[scenario];
  if (source === undefined || scenarioWith === undefined) throw new InvariantError(`the experiment has no scenario ${scenario}`);
  return scenarioWith({ record }, source, settings);
});

/** The entry of a worker thread of an experiment: executes runs and appends them to a file of its own, so that the parent only has to count them. */
export default answering(work);

function work(requests: Request[]): Answer[] {
  const writer = (own.writer ??= openEntries(join(parts, `${session}-${threadId}.jsonl`)));
  const answers: Answer[] = [];
  for (const request of requests) {
    const last = answers.at(-1);
    if (last !== undefined && 'refused' in last) answers.push(last);
    else answers.push(append(writer, outputOf(request)));
  }
  return answers;
}

function outputOf(request: Request): RunOutput {
  let scenario: Scenario;
  try {
    scenario = scenarioOf(request);
  } catch (error) {
    return failedRun(request, scenarios, messageOf(error));
  }
  return runOne({ scenario, checkEvery, ...identityOfRun(request, scenarios) }, wanted, ticksDone);
}

function append(writer: EntryWriter, output: RunOutput): Answer {
  try {
    return { ...writer.append(entryOf(output, brief)), file: writer.file, failure: output.failure };
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return { refused: { code: error.code ?? '', message: error.message } };
  }
}

/** The scenario of a run: the one that came, or one made for its point. */
function scenarioOf({ scenario, settings }: Request): Scenario {
  return scenarios[scenario]?.base ?? made(scenario, settings);
}
