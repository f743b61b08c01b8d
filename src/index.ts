/**
 * The library in Node.
 *
 * @example
 * import { readScenario, simulate } from 'entente';
 * const run = simulate(await readScenario('scenarios/minimal.yaml'), { seed: 1 });
 * run.system.n_alliance_ties.at(-1)
 */
import { VERSION } from './cli/version.ts';
import { runExperiment as runExperimentOf, type ExperimentRun, type RunExperimentOptions } from './experiment/run-experiment.ts';

export { analyseResults as analyse, type Analysis } from './analysis/analyse-results.ts';
export type { Plugin } from './base/plugins.ts';
export { runReplicates as runAll, type RunAllOptions } from './executor/replicates.ts';
export { explainRun as explain, type ExplainOptions } from './explain/explain-run.ts';
export type { Explanation } from './explain/explain.ts';
export { readScenarioFile as readScenario } from './files/read-scenario.ts';
export { loadPlugin } from './files/load-plugins.ts';
export * from './portable.ts';
export { readResults, type Results } from './results/results-by-name.ts';
export type { ExperimentRun, RunExperimentOptions };

/** Version of the package. */
export const version: string = VERSION;

/** See `runExperiment` in experiment/run-experiment.ts; the version is a part of the runs' identity. */
export const runExperiment = (file: string, options: RunExperimentOptions = {}): AsyncGenerator<ExperimentRun, void> =>
  runExperimentOf(file, options, VERSION);
