import { join } from 'node:path';
import { EXIT } from '../base/errors.ts';
import type { RunOutput } from '../run/run-output.ts';
import { textOfRun, type RunText } from '../results/run-text.ts';
import { outputTables } from '../results/tables.ts';
import { ticksCounted, type TickCounter } from '../executor/run-one.ts';
import { writeResults } from '../results/write-results.ts';
import { now, RESULTS_FORMAT, RESULTS_VERSION, type Manifest } from '../results/manifest.ts';
import { NAME_PATTERN } from '../scenario/schema/schema-base.ts';
import { writeAlso } from './extra-formats.ts';
import type { Io } from './io.ts';
import { describeWhat, headline, planJson, type Plan } from './plan.ts';
import { showProgress } from './progress.ts';
import type { RunOptions } from './run-options.ts';
import { gatherSummary } from './summary.ts';
import { summaryText } from './summary-text.ts';

/** What a plan is carried out in. */
export interface Surroundings {
  /** The command line, for the manifest. */
  argv: readonly string[];
  io: Io;
  workers: number;
  ticksDone: TickCounter;
}

/** Writes the outputs of a plan's runs to its folder and tells what happened. Returns the exit code. */
export async function carryOut(
  plan: Plan,
  options: Pick<RunOptions, 'out' | 'force' | 'json' | 'quiet'> & Partial<Pick<RunOptions, 'also'>>,
  { argv, io, workers, ticksDone }: Surroundings,
  outputs: AsyncIterable<RunOutput>,
): Promise<number> {
  const { job, settings } = plan;
  const { scenario, replicates } = job;
  const folder = options.out ?? join('results', [scenario.name, ...settings.flatMap(variantIn)].join('-'));
  const started = now();
  const gatherer = gatherSummary();
  if (!options.quiet) io.stderr(`${headline(plan)}\n`);
  const progress = showProgress(
    process.stderr,
    replicates * scenario.ticks,
    () => Math.min(ticksCounted(ticksDone), replicates * scenario.ticks),
    options.quiet,
  );
  let manifest: Manifest;
  try {
    const settingOf = () => ({ scenario: scenario.name, settings });
    const context = { scenario, tables: outputTables(scenario.record), pointOf: () => [], settingOf };
    manifest = await writeResults(
      { folder, force: options.force },
      context,
      asText(outputs, gatherer.add),
      () => undefined,
      (written) => ({
        format: RESULTS_FORMAT,
        version: RESULTS_VERSION,
        command: [...argv],
        workers,
        ...describeWhat(plan),
        ...written,
        started,
        finished: now(),
      }),
    );
  } finally {
    progress.stop();
  }
  const also = await writeAlso(folder, options.also ?? []);
  const summary = gatherer.summary();
  if (options.json)
    io.stdout(
      `${JSON.stringify({ ...planJson(plan), folder, ...summary, files: manifest.files, ...(also.length === 0 ? {} : { also }) }, null, 2)}\n`,
    );
  if (!options.quiet) io.stderr(`${summaryText(summary, replicates)}${whereText(folder, summary.runs.failed)}`);
  return summary.runs.failed > 0 ? EXIT.runsFailed.code : EXIT.done.code;
}

/** The runs as text; `seen` is handed each as it is. */
async function* asText(outputs: AsyncIterable<RunOutput>, seen: (output: RunOutput) => void): AsyncGenerator<RunText> {
  for await (const output of outputs) {
    seen(output);
    yield textOfRun(output);
  }
}

/** The variant that a setting chooses. A manifest's settings may be a stranger's: what is no name of a variant is no part of a path. */
function variantIn(setting: string): string[] {
  const [head, name = ''] = setting.split('=');
  return head === 'variant' && NAME_PATTERN.test(name) ? [name] : [];
}

function whereText(folder: string, failed: number): string {
  const look = failed > 0 ? 'errors.csv says what failed' : 'system.csv has every figure tick by tick, events.csv what happened';
  return `results: ${folder}\nnext: ${look}; datapackage.json explains every column; entente run --from ${join(folder, 'manifest.json')} makes the same again\n`;
}
