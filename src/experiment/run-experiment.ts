import { InputError } from '../base/errors.ts';
import { defaultWorkers } from '../executor/replicates.ts';
import { runSpecs } from '../executor/run-specs.ts';
import { CHECK_EVERY, simulatedOf, wholeProblems, type Simulated } from '../run/simulated.ts';
import type { RunSpec } from '../run/run-spec.ts';
import { checkOptions, setsOf, type Changes } from '../scenario/given.ts';
import { scenarioWith } from './experiment.ts';
import type { Value } from './factors.ts';
import { readExperiment } from './load-experiment.ts';
import { planSweep } from './plan.ts';
import { createScenarioCache } from './scenario-cache.ts';

/** What is set in an experiment in place of what its file says. */
export interface RunExperimentOptions extends Pick<Changes, 'set'> {
  /** Seed of the random draws; needed where the file has none. */
  readonly seed?: number;
  /** Runs of each point. */
  readonly replicates?: number;
  readonly ticks?: number;
  /** Threads, 1 = this one alone; the default is as many as the machine has. */
  readonly workers?: number;
  /** Stops the runs: the loop throws the signal's reason. */
  readonly signal?: AbortSignal;
}

const OPTIONS = ['seed', 'replicates', 'ticks', 'set', 'workers', 'signal'];

/** A run of an experiment. */
export interface ExperimentRun {
  /** Number of the point, from 0. */
  readonly config: number;
  /** Values of the factors by name. */
  readonly point: Readonly<Record<string, Value>>;
  /** The experiment's reductions by name; null = not defined. */
  readonly reductions: Readonly<Record<string, number | null>>;
  readonly run: Simulated;
}

/**
 * Runs the points of an experiment file on threads and yields the runs in order, replicate 0 of every point first; nothing is written. Large
 * experiments are for `entente sweep`, which keeps what is done and resumes.
 *
 * @param version of the program, a part of the runs' identity
 * @throws InputError with all problems of the file and the options
 */
export async function* runExperiment(file: string, options: RunExperimentOptions, version: string): AsyncGenerator<ExperimentRun, void> {
  checkOptions(options, OPTIONS, 'what differs from the file');
  const { signal, replicates, ticks, seed, workers = defaultWorkers() } = options;
  const problems = [
    ...wholeProblems('workers', workers, 1),
    ...(seed === undefined ? [] : wholeProblems('seed', seed)),
    ...(replicates === undefined ? [] : wholeProblems('replicates', replicates, 1)),
    ...(ticks === undefined ? [] : wholeProblems('ticks', ticks, 1)),
  ];
  if (problems.length > 0) throw new InputError(problems);
  const experiment = readExperiment(file, { sets: setsOf({ set: options.set ?? [] }), seed, replicates, ticks });
  if (experiment.seed === undefined)
    throw new InputError([
      { file, path: 'seed', expected: 'a seed', found: 'none', remedy: 'give { seed: 1 }, say, or write it into the file' },
    ]);
  const plan = planSweep(experiment, experiment.seed, version);
  const scenarioOf = createScenarioCache((at, settings) => {
    const source = experiment.scenarios[at];
    if (source === undefined) throw new Error(`the experiment has no scenario ${at}`);
    return scenarioWith(experiment, source, settings);
  });
  const { factors, reductions } = experiment;
  function* specs(): Generator<RunSpec, void> {
    for (let k = 0; k < plan.runs; k++) {
      const { config, key, replicate, seed: own, scenario, settings } = plan.run(k);
      yield { scenario: scenarioOf(scenario, settings), seed: own, replicate, checkEvery: CHECK_EVERY, point: { config, key } };
    }
  }
  const how = { reductions, workers: Math.min(workers, plan.runs), ...(signal === undefined ? {} : { signal }) };
  for await (const output of runSpecs(specs(), how)) {
    const { values } = plan.point(output.config);
    yield {
      config: output.config,
      point: Object.fromEntries(factors.map(({ name }, f) => [name, values[f] ?? ''])),
      reductions: Object.fromEntries(reductions.map(({ name }, r) => [name, output.reductions[r] ?? null])),
      run: simulatedOf(output),
    };
  }
}
