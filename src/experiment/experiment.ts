import type { TableName } from '../measure/columns.ts';
import { recordedTables, type RecordSettings } from '../measure/recorder.ts';
import { METRIC_REGISTRY } from '../measure/metrics/index.ts';
import { resolveScenario } from '../scenario/load.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Factor, Value } from './factors.ts';
import type { Reduction } from '../measure/reductions.ts';
import type { Condition } from './where.ts';

/** An experiment that has passed all checks, as plain data that can be handed to a worker. */
export interface Experiment {
  name: string;
  title: string;
  description: string;
  /** One scenario, or one for each value of a factor of scenarios, in that order. */
  scenarios: ScenarioOfSweep[];
  /** Settings of every run, as texts of `--set`. */
  settings: string[];
  factors: Factor[];
  conditions: Condition[];
  design: { name: string; options: Record<string, unknown> };
  /** The points of a design that the user wrote down, in the order of the factors. */
  written?: Value[][];
  replicates: number;
  /** Absent where the user gave none. */
  seed?: number;
  independentSeeds: boolean;
  kept: TableName[];
  record: RecordSettings;
  reductions: Reduction[];
}

/** A scenario of an experiment. */
export interface ScenarioOfSweep {
  name: string;
  /** The file as it was named. */
  source: string;
  /** As it was read: the settings of a point are applied to it before it is checked. */
  input: unknown;
  /** Resolved with only the settings of every run. */
  base: Scenario;
}

/** Name of the design of an experiment of one point, which `entente run` makes of a scenario. */
const ONE_POINT = 'run';

/** Whether runs are those of `entente run`: of one point, with no table of points and no factors in their results. */
export const isOnePoint = ({ design }: { design: { name: string } }): boolean => design.name === ONE_POINT;

/** What `entente run` runs: a scenario with all settings already applied, as an experiment of one point. */
export function onePoint(
  scenario: Scenario,
  { source, settings, replicates }: { source: string; settings: readonly string[]; replicates: number },
): Experiment {
  const { name, title, description, record } = scenario;
  return {
    name,
    title,
    description,
    scenarios: [{ name, source, input: scenario, base: scenario }],
    settings: [...settings],
    factors: [],
    conditions: [],
    design: { name: ONE_POINT, options: {} },
    written: [[]],
    replicates,
    independentSeeds: false,
    kept: recordedTables(record),
    record,
    reductions: [],
  };
}

/** An experiment as it was written down, with the scenarios that follow from it. @throws InputError */
export function withBases(experiment: Experiment): Experiment {
  const settings = isOnePoint(experiment) ? [] : experiment.settings;
  return { ...experiment, scenarios: experiment.scenarios.map((one) => ({ ...one, base: scenarioWith(experiment, one, settings) })) };
}

/** Names of the system metrics, for the conditions to stop. */
export const METRIC_NAMES: string[] = [];
METRIC_REGISTRY.each(({ name }) => METRIC_NAMES.push(name));

/** A scenario of the experiment with settings applied. @throws InputError where they do not go together */
export function scenarioWith(
  { record }: Pick<Experiment, 'record'>,
  { input, source }: Omit<ScenarioOfSweep, 'base'>,
  settings: readonly string[],
): Scenario {
  const recorded = Object.entries(record).map(([table, every]) => `record.${table}=${every}`);
  return resolveScenario(input, { file: source, sets: [...settings, ...recorded], metrics: METRIC_NAMES });
}
