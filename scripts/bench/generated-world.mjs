import { compileScenario } from '../../dist/scenario/compile.js';
import { resolveScenario } from '../../dist/scenario/load.js';

/** A synthetic system with this number of states at tick 0. */
export function generatedWorld(states) {
  const scenario = resolveScenario({ entente: 1, name: 'bench', generate: { states, seed: 1 } });
  return compileScenario(scenario, { seed: 1, replicate: 0 });
}
