/**
 * The library in a browser: the same model and the same numbers, without files and threads.
 *
 * @example
 * import { parseScenario, simulate } from 'entente/browser';
 * const run = simulate(parseScenario(await (await fetch('minimal.yaml')).text()), { seed: 1 });
 * run.system.n_alliance_ties.at(-1)
 */
export { formatProblem, InputError, InvariantError, OutputError, PluginError, type Problem } from './base/errors.ts';
export { registries } from './experiment/registries.ts';
export {
  defineMetric,
  defineRule,
  defineTerm,
  type Definition,
  type MetricDefinition,
  type RuleDefinition,
  type TermDefinition,
} from './run/define.ts';
export { rowsOf } from './run/named-columns.ts';
export { parseScenario, simulateScenario as simulate, type Columns, type Simulated, type SimulateOptions } from './run/simulated.ts';
export type { Changes } from './scenario/given.ts';
export type { Scenario } from './scenario/scenario.ts';

declare const ENTENTE_VERSION: string;
/** Version of the package; empty where the module was not built. */
export const version: string = typeof ENTENTE_VERSION === 'string' ? ENTENTE_VERSION : '';
