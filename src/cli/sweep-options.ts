import { readAll, someText } from './arguments.ts';
import { flagsOf, maybe, readingsOf, type ExperimentOptions, type RawExperimentOptions } from './experiment-options.ts';

/** The options of `entente sweep` as commander hands them over. */
export interface RawSweepOptions extends RawExperimentOptions {
  scenario?: string;
}

/** The options, read. */
export interface SweepOptions extends ExperimentOptions {
  experiment: string;
  seed: number | undefined;
  replicates: number | undefined;
  ticks: number | undefined;
  scenario: string | undefined;
  sets: string[];
}

/** Reads the options, reporting all problems at once. @throws InputError */
export function readSweepOptions(experiment: string, raw: RawSweepOptions): SweepOptions {
  const read = readAll({ ...readingsOf(raw), scenario: () => maybe('--scenario', raw.scenario, someText) });
  return { experiment, ...read, sets: raw.set ?? [], ...flagsOf(raw) };
}
