// Parameters that the synthetic worlds cannot show, each on a world where it acts.
import { readScenario, runAll } from '../../../dist/index.js';
import { PARAMETERS } from '../../../dist/model/parameters.js';
import { ROOT } from '../make-page.mjs';
import { METRICS, rounded } from './effects.mjs';

/** Where each acts, and what it needs to act. */
export const ELSEWHERE = {
  inertia_choice: {
    scenario: 'synthetic-30',
    set: ['rule=inertia', 'generate.states=18'],
    why: 'the rule `inertia`; the default rule does not use it',
  },
  discretion_discount: {
    scenario: 'cold-war-1950',
    why: 'obligations with discretion: treaties of the historical record have them, agreements that states found in the model do not',
  },
  honour_discretion: { scenario: 'cold-war-1950', why: 'attacks that call up obligations with discretion' },
  honour_members: {
    scenario: 'cold-war-1950',
    set: ['parameters.attack_share=1', 'parameters.dispute_onset=1'],
    why: 'attacks that call up members of a pact of more than two',
  },
  honour_formal: { scenario: 'europe-1914', why: 'attacks on states with formal allies, which were too few' },
  honour_stake: { scenario: 'europe-1914', why: 'attacks that call up allies, which were too few' },
  honour_reputation: { scenario: 'europe-1914', why: 'attacks that call up allies after promises have been broken, which were too few' },
  honour_offence: {
    scenario: 'axis-1939',
    set: ['parameters.attack_share=1', 'parameters.dispute_onset=1'],
    why: 'attacks by states with offensive allies',
  },
  honour_neutrality: { scenario: 'axis-1939', why: 'attacks that tempt a state out of promised neutrality' },
  dispute_partners: { scenario: 'indo-pacific-2022', why: 'disputes between states that are tied by partnership alone' },
  dispute_concurrency: {
    scenario: 'europe-1914',
    set: ['parameters.attack_share=1', 'parameters.dispute_onset=1'],
    why: 'ticks with several disputes that bear on each other',
  },
};

const REPLICATES = 4;
const TICKS = 15;

/** Rows of sensitivity-elsewhere.csv: for each end of the swept range the metric that moves most, and in how many replicates it does. */
export async function elsewhere(names = Object.keys(ELSEWHERE)) {
  const rows = [];
  for (const parameter of names) {
    const { scenario, set = [] } = ELSEWHERE[parameter];
    const { default: usual, swept, choices } = PARAMETERS[parameter];
    const base = await outcomesOf(scenario, [...set, `parameters.${parameter}=${usual}`]);
    for (const value of (choices ?? swept).filter((other) => other !== usual)) {
      const runs = await outcomesOf(scenario, [...set, `parameters.${parameter}=${value}`]);
      const moved = Object.entries(METRICS).map(([metric, column]) => {
        const differences = runs.map((outcomes, r) => outcomes[column] - base[r][column]);
        return { metric, mean: differences.reduce((sum, x) => sum + x, 0) / REPLICATES, count: differences.filter((x) => x !== 0).length };
      });
      const [{ metric, mean, count }] = moved.sort((a, b) => b.count - a.count);
      rows.push({ parameter, scenario, value, metric, difference: rounded(mean), moved: count, replicates: REPLICATES });
    }
  }
  return rows;
}

async function outcomesOf(name, sets) {
  const scenario = await readScenario(`${ROOT}scenarios/${name}.yaml`, { set: [...sets, `ticks=${TICKS}`] });
  const runs = [];
  for await (const { outcomes } of runAll(scenario, { seed: 1, replicates: REPLICATES, workers: 1 })) runs.push(outcomes);
  return runs;
}
