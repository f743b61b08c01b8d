import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../testing/project.ts';
import { scenarioWith } from './experiment.ts';
import { OUTCOMES } from '../measure/columns.ts';
import { simulate } from '../run/simulate.ts';
import { readExperiment } from './load-experiment.ts';
import { planSweep } from './plan.ts';

const FOLDER = join(ROOT, 'scenarios', 'experiments');
/** Those whose scenario does not come with them have tests of their own, where it can be made. */
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.yaml') && !/^obtain:/m.test(readFileSync(join(FOLDER, name), 'utf8')));

describe('the experiments that are shipped', () => {
  it('are there', () => {
    expect(files).toContain('entrapment-abandonment-plane.yaml');
  });

  it.each(files)('%s has the name of its file, a seed and a title, and its first and last point run', (file) => {
    const experiment = readExperiment(join(FOLDER, file), { ticks: 1 });
    expect(`${experiment.name}.yaml`).toBe(file);
    expect(experiment.title).not.toBe('');
    const plan = planSweep(experiment, experiment.seed ?? NaN, '0.0.0');
    for (const k of [0, plan.runs - 1]) {
      const spec = plan.run(k);
      const source = experiment.scenarios[spec.scenario];
      if (source === undefined) throw new Error('no scenario');
      const { seed, replicate, key, settings } = spec;
      const run = {
        scenario: scenarioWith(experiment, source, settings),
        seed,
        replicate,
        checkEvery: 1,
        point: { config: spec.config, key },
      };
      const result = simulate(run, { tables: experiment.kept, reductions: experiment.reductions });
      expect(result).toMatchObject({ failure: '', ticks: 1 });
      expect(result.outcomes.length).toBe(OUTCOMES.length);
      expect(result.reductions.length).toBe(experiment.reductions.length);
    }
  });

  it('give the dummy of a sensitivity design nothing to do: points that differ in it alone run the same', () => {
    const experiment = readExperiment(join(FOLDER, 'sensitivity-sobol.yaml'), { ticks: 1 });
    const { point, run, dummy } = planSweep(experiment, 1, '0.0.0');
    expect(dummy).toBe(true);
    const changed = experiment.factors.length + 1;
    expect(point(changed).role).toBe(`AB${changed}`);
    expect(point(changed).dummy).not.toBe(point(0).dummy);
    expect(run(changed).settings).toEqual(run(0).settings);
    expect(run(changed).seed).toBe(run(0).seed);
  });
});
