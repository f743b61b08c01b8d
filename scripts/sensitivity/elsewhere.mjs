// Parameters that the synthetic worlds cannot show, each on a world where it acts.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { METRICS, parseTable } from './effects.mjs';

/** Where each acts and what it waits for. */
export const ELSEWHERE = {
  inertia_choice: {
    scenario: 'synthetic-30',
    set: ['rule=inertia', 'generate.states=18'],
    why: 'the rule `inertia`; the usual rule does not ask for it',
  },
  discretion_discount: {
    scenario: 'cold-war-1950',
    why: 'obligations with discretion: treaties of the record have them, what states found in the model does not',
  },
  honour_discretion: { scenario: 'cold-war-1950', why: 'attacks that call up obligations with discretion' },
  honour_members: {
    scenario: 'cold-war-1950',
    set: ['parameters.attack_share=1', 'parameters.dispute_onset=1'],
    why: 'attacks that call up members of a pact of more than two',
  },
  honour_formal: { scenario: 'europe-1914', why: 'attacks on states with formal allies, which were too few' },
  honour_stake: { scenario: 'europe-1914', why: 'attacks that call up allies, which were too few' },
  honour_reputation: { scenario: 'europe-1914', why: 'attacks that call up allies after words have been broken, which were too few' },
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

/** Rows of sensitivity-elsewhere.csv: for each end of the swept range the metric that is moved most, in how many replicates anything is. */
export function elsewhere(root, { PARAMETERS }) {
  return Object.entries(ELSEWHERE).flatMap(([parameter, { scenario, set = [], ticks = TICKS }]) => {
    const runs = (value) => run(root, scenario, ticks, [...set, `parameters.${parameter}=${value}`]);
    const base = runs(PARAMETERS[parameter].default);
    const { swept, choices } = PARAMETERS[parameter];
    return (choices ?? swept)
      .filter((value) => value !== PARAMETERS[parameter].default)
      .map((value) => {
        const there = runs(value);
        const moved = Object.keys(METRICS).map((metric) => {
          const differences = there.map((row, r) => Number(row[METRICS[metric]]) - Number(base[r][METRICS[metric]]));
          return { metric, differences, count: differences.filter((x) => x !== 0).length };
        });
        const [most] = moved.sort((a, b) => b.count - a.count);
        const difference = most.differences.reduce((sum, x) => sum + x, 0) / most.differences.length;
        return {
          parameter,
          scenario,
          value,
          metric: most.metric,
          difference: String(Number(difference.toPrecision(4))),
          moved: most.count,
          replicates: REPLICATES,
        };
      });
  });
}

function run(root, scenario, ticks, sets) {
  const folder = mkdtempSync(join(tmpdir(), 'sensitivity-'));
  const args = [
    'run',
    `scenarios/${scenario}.yaml`,
    '--seed',
    '1',
    '--replicates',
    String(REPLICATES),
    '--ticks',
    String(ticks),
    '--workers',
    '1',
    '--quiet',
  ];
  try {
    const cli = join(root, 'dist/cli/main.js');
    execFileSync(process.execPath, [cli, ...args, '--out', join(folder, 'out'), ...sets.flatMap((set) => ['--set', set])], { cwd: root });
    return parseTable(readFileSync(join(folder, 'out/runs.csv'), 'utf8'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
