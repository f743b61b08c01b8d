import { createRecorder } from '../measure/recorder.ts';
import { OUTCOMES } from '../measure/outcomes.ts';
import type { ModelEvent } from '../model/events.ts';
import { PHASES } from '../model/tick.ts';
import { compileScenario } from '../scenario/compile.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { ACTS } from './acts.ts';
import type { Alteration, Arm } from './finding.ts';
import { WATCHES } from './watches.ts';
import { scenarioOf } from './worlds.ts';

/** The figures of one run by name; null = not defined in it. */
export type Figures = ReadonlyMap<string, number | null>;

/** Leaves a world as it is. */
export const UNALTERED: Alteration = () => undefined;

/** Runs arms over replicates and keeps every run, since several findings look at the same ones. */
export interface Bench {
  readonly seed: number;
  /** The figures of an arm, by replicate. */
  figures(arm: Arm, replicates: number): readonly Figures[];
  /** Called after each run with the number of runs so far. */
  onRun: ((runs: number) => void) | null;
}

/** Makes a bench; `alter` is laid on every world before its first tick. */
export function createBench(seed: number, alter: Alteration = UNALTERED): Bench {
  const kept = new Map<string, Figures[]>();
  const scenarios = new Map<string, Scenario>();
  const scenarioFor = (arm: Arm): Scenario => {
    const key = JSON.stringify([arm.world, arm.sets]);
    const found = scenarios.get(key) ?? scenarioOf(arm.world, arm.sets);
    scenarios.set(key, found);
    return found;
  };
  let runs = 0;
  const bench: Bench = {
    seed,
    onRun: null,
    figures: (arm, replicates) => {
      const key = JSON.stringify([arm.world, arm.sets, arm.ticks, arm.watch, arm.act]);
      const figures = kept.get(key) ?? [];
      kept.set(key, figures);
      while (figures.length < replicates) {
        figures.push(run(arm, scenarioFor(arm), seed, figures.length, alter));
        runs += 1;
        bench.onRun?.(runs);
      }
      return figures.slice(0, replicates);
    },
  };
  return bench;
}

function run(arm: Arm, scenario: Scenario, seed: number, replicate: number, alter: Alteration): Figures {
  const w = compileScenario(scenario, { seed, replicate });
  alter(w);
  const recorder = createRecorder(w, { states: 0, dyads: 0, decisions: 0 }, () => undefined);
  const watch = arm.watch === undefined ? null : WATCHES[arm.watch].start(w);
  const act = arm.act === undefined ? null : ACTS[arm.act];
  const sink = {
    event: (e: ModelEvent) => {
      recorder.sink.event(e);
      watch?.event?.(w, e);
    },
  };
  recorder.observe(w);
  watch?.look(w);
  for (let t = 0; t < arm.ticks; t++) {
    w.tick += 1;
    for (const phase of PHASES) {
      if (act !== null && act.tick === w.tick && act.before === phase.name) act.run(w);
      phase.run(w, sink);
    }
    recorder.observe(w);
    watch?.look(w);
  }
  const outcomes = recorder.outcomes();
  return new Map([
    ...OUTCOMES.map(({ name }, o) => [name, outcomes[o] ?? null] as const),
    ...Object.entries(watch === null ? {} : watch.figures(w)),
  ]);
}
