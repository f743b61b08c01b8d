import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readScenario } from '../../src/files/read-scenario.ts';
import { METRIC_NAMES } from '../../src/experiment/experiment.ts';
import { OUTCOMES } from '../../src/measure/outcomes.ts';
import { VALUE_TERMS } from '../../src/model/terms/index.ts';
import { simulate } from '../../src/run/simulate.ts';
import type { World } from '../../src/model/world.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import type { Alteration, Arm } from './finding.ts';
import { ACTS, WATCHES, type Watcher } from './probes.ts';

/** The project's folder. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Where the findings stand, as data; their worlds are in `worlds` below it or are shipped scenarios. */
export const FOLDER = join(ROOT, 'scenarios', 'findings');

/** The outcomes of one run by name; null = not defined in it. */
export type RunOutcomes = ReadonlyMap<string, number | null>;

/** Leaves a world as it is. */
export const UNALTERED: Alteration = () => undefined;

/** Runs arms over replicates and keeps every run, since several findings look at the same ones. */
export interface Bench {
  readonly seed: number;
  /** The outcomes of an arm, by replicate. */
  outcomes(arm: Arm, replicates: number): readonly RunOutcomes[];
  /** Called after each run with the number of runs so far. */
  onRun: ((runs: number) => void) | null;
}

/** Makes a bench; `alter` is laid on every world before its first tick. */
export function createBench(seed: number, alter: Alteration = UNALTERED): Bench {
  const kept = new Map<string, RunOutcomes[]>();
  const scenarios = new Map<string, Scenario>();
  const scenarioFor = (arm: Arm): Scenario => {
    const key = JSON.stringify([arm.world, arm.sets, arm.ticks]);
    const found = scenarios.get(key) ?? scenarioOf(arm.world, arm.sets, arm.ticks);
    scenarios.set(key, found);
    return found;
  };
  let runs = 0;
  const bench: Bench = {
    seed,
    onRun: null,
    outcomes: (arm, replicates) => {
      const key = JSON.stringify([arm.world, arm.sets, arm.ticks, arm.watch, arm.act]);
      const done = kept.get(key) ?? [];
      kept.set(key, done);
      while (done.length < replicates) {
        done.push(run(arm, scenarioFor(arm), seed, done.length, alter));
        runs += 1;
        bench.onRun?.(runs);
      }
      return done.slice(0, replicates);
    },
  };
  return bench;
}

const OWN_WORLDS = new Set(readdirSync(join(FOLDER, 'worlds')).map((file) => file.replace(/\.yaml$/, '')));

/** The file of a world by its name. */
function worldFile(world: string): string {
  return OWN_WORLDS.has(world) ? join(FOLDER, 'worlds', `${world}.yaml`) : join(ROOT, 'scenarios', `${world}.yaml`);
}

/** The scenario of a world with settings as on the command line, to run for this many ticks whatever happens. @throws InputError */
export function scenarioOf(world: string, sets: readonly string[], ticks: number): Scenario {
  return { ...readScenario(worldFile(world), { sets, metrics: METRIC_NAMES }), ticks, stop: [] };
}

function run(arm: Arm, scenario: Scenario, seed: number, replicate: number, alter: Alteration): RunOutcomes {
  const act = arm.act === undefined ? undefined : ACTS[arm.act];
  const watching: { world?: World; watcher?: Watcher } = {};
  const { outcomes } = simulate(
    { scenario, seed, replicate, checkEvery: 0 },
    {
      tables: [],
      probes: {
        start: (w) => {
          alter(w);
          watching.world = w;
          if (arm.watch !== undefined) watching.watcher = WATCHES[arm.watch].start(w);
        },
        observed: (w) => watching.watcher?.look(w),
        ...(act === undefined ? {} : { before: { [act.before]: act.run } }),
      },
    },
  );
  const { world, watcher } = watching;
  return new Map([
    ...OUTCOMES.map(({ name }, o) => [name, outcomes[o] ?? null] as const),
    ...Object.entries(world === undefined ? {} : (watcher?.outcomes(world) ?? {})),
  ]);
}

/** Scales every parameter that weighs a value term: 0 switches it off, -1 turns its sign. @throws RangeError for no term's name */
export function weigh(term: string, factor: 0 | -1): Alteration {
  const found = VALUE_TERMS.find(({ name }) => name === term);
  if (found === undefined) throw new RangeError(`no value term is named "${term}"`);
  return (w) => {
    const parameters = w.parameters as unknown as Record<string, number>;
    for (const key of found.weights) parameters[key] = factor * (parameters[key] ?? 0);
  };
}
