/** What the library has in Node and in a browser alike. */
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
