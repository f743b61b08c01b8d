import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The program that is measured: the one built here, unless another is named. */
const ROOT = process.env.ENTENTE_BENCH_ROOT ?? fileURLToPath(new URL('../..', import.meta.url));
/** A module of the program, by its path in dist. */
export const load = (path) => import(pathToFileURL(join(ROOT, 'dist', path)).href);

const { compileScenario } = await load('scenario/compile.js');
const { resolveScenario } = await load('scenario/load.js');
const { readScenario } = await load('files/read-scenario.js');
export const { PHASES, step } = await load('model/tick.js');

/** A system at tick 0: of a scenario file, or a synthetic one with this number of states. */
export function worldOf(name, seed = 1) {
  const isFile = !/^\d+$/.test(name);
  const scenario = isFile ? readScenario(name) : resolveScenario({ entente: 1, name: 'bench', generate: { states: Number(name), seed } });
  return compileScenario(scenario, { seed, replicate: 0 });
}

/** Systems change as they age: none that is measured is older than this. */
const OLDEST = 100;

/** The same system, or where it is old another of its kind at tick 0. */
export const youngOf = (world, name) => (world.tick >= OLDEST ? worldOf(name) : world);

/** Milliseconds that this process and its threads have spent on processors. */
export function processorTime() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
