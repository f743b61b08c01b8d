import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, expect } from 'vitest';
import { digests, useBench } from './cli.ts';

/** The scenario `world.yaml` of a bench with a sweep. */
export const WORLD = 'entente: 1\nname: world\nticks: 4\ngenerate: {states: 5}\n';
/** The experiment `experiment.yaml`, to whose results all others are compared. */
export const EXPERIMENT = `entente: 1
experiment: tried
scenario: world.yaml
factors:
  - {name: e, path: parameters.entrapment_cost, low: 0, high: 4, levels: 3}
  - {name: rule_used, path: rule, values: [expected-utility, inertia]}
  - {name: nothing, inert: true, values: [1, 2]}
replicates: 3
seed: 1
keep: [system, events]
reduce:
  - {name: peak, metric: mean_insecurity, take: max}
`;

/** A bench with `world.yaml`, `experiment.yaml`, its results in `whole`, and what is needed to interrupt sweeps. */
export function useBenchWithSweep() {
  const bench = useBench();
  const whole: Record<string, string> = {};
  beforeAll(async () => {
    bench.write('world.yaml', WORLD);
    bench.write('experiment.yaml', EXPERIMENT);
    expect(await sweep('whole', '--workers', '1', '--quiet')).toEqual({ code: 0, stdout: '', stderr: '' });
    Object.assign(whole, digests(bench.path('whole')));
  });
  const sweep = (out: string, ...args: string[]) => bench.entente('sweep', 'experiment.yaml', '--out', out, ...args);
  /** Waits until a condition holds. */
  const until = async (holds: () => boolean) => {
    for (let tries = 0; tries < 2000 && !holds(); tries++) await pause(5);
  };
  const parts = (out: string) => {
    try {
      return readdirSync(bench.path(out, 'sweep', 'parts'));
    } catch {
      return [];
    }
  };
  const recorded = (out: string) => parts(out).some((name) => readFileSync(bench.path(out, 'sweep', 'parts', name)).length > 0);
  /** Kills a sweep as soon as there is a first entry. */
  const killed = (out: string, ...args: string[]) =>
    bench.during(['sweep', 'experiment.yaml', '--out', out, ...args], async (pid) => {
      await until(() => recorded(out));
      process.kill(pid, 'SIGKILL');
    });
  return { ...bench, whole, sweep, until, parts, recorded, killed };
}
