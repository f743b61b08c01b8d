import { fileURLToPath } from 'node:url';
import { METRICS } from '../measure/metrics/index.ts';
import { resolveScenario } from '../scenario/load.ts';
import { readScenario } from '../files/read-scenario.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { purposeWorld } from './purpose-world.ts';
import { risingThreat } from './rising-threat.ts';
import { twins } from './twins.ts';

/** Worlds that findings are tested on: a shipped scenario by the name of its file, or a small one made here. */
export const WORLDS = {
  'synthetic-30': 'scenarios/synthetic-30.yaml',
  'indo-pacific-2022': 'scenarios/indo-pacific-2022.yaml',
  'walt-factors': 'scenarios/walt-factors.yaml',
  'unipole-1991': 'scenarios/unipole-1991.yaml',
  twins,
  'threat-steady': () => risingThreat(0),
  'threat-rising': () => risingThreat(0.02),
  'purpose-general': () => purposeWorld('general'),
  'purpose-named': () => purposeWorld('named'),
  'purpose-minilateral': () => purposeWorld('minilateral'),
} as const;
export type WorldName = keyof typeof WORLDS;

const METRIC_NAMES = METRICS.map(({ name }) => name);

/** The scenario of a world with settings as on the command line. @throws InputError */
export function scenarioOf(world: WorldName, sets: readonly string[]): Scenario {
  const source = WORLDS[world];
  if (typeof source !== 'string') return resolveScenario(source(), { sets, metrics: METRIC_NAMES });
  return readScenario(pathOf(source), { sets, metrics: METRIC_NAMES });
}

function pathOf(source: string): string {
  return fileURLToPath(new URL(`../../${source}`, import.meta.url));
}
