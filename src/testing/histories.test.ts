import { describe, expect, it } from 'vitest';
import { pairedDifference } from '../statistics/intervals.ts';
import { createRecorder } from '../measure/recorder.ts';
import { step } from '../model/tick.ts';
import type { ModelEvent } from '../model/events.ts';
import type { World } from '../model/world.ts';
import { compileScenario } from '../scenario/compile.ts';
import { readScenario } from '../files/read-scenario.ts';

/**
 * What the pages of the historical scenarios say that a variant changes, over replicates that share their random numbers. These are the claims that show in a
 * few short runs; the pages have all claims, over more and longer runs.
 */
interface Claim {
  scenario: string;
  variant: string;
  /** What is measured, in words. */
  outcome: string;
  ticks: number;
  /** Summed over the run. */
  event?: (w: World, e: ModelEvent) => boolean;
  /** Read at the end. */
  metric?: 'n_alliance_ties' | 'transitivity_alliances' | 'share_unaligned';
  direction: 'rises' | 'falls';
}

const REPLICATES = 12;

const CLAIMS: readonly Claim[] = [
  {
    scenario: 'anglo-japanese-1902',
    variant: 'one-power',
    outcome: 'ties by alliances',
    ticks: 5,
    metric: 'n_alliance_ties',
    direction: 'falls',
  },
  { scenario: 'europe-1914', variant: 'loose-ties', outcome: 'ties by alliances', ticks: 4, metric: 'n_alliance_ties', direction: 'falls' },
  {
    scenario: 'axis-1939',
    variant: 'defence-alone',
    outcome: 'calls to join the attacks of the other',
    ticks: 10,
    event: (w, e) =>
      (e.kind === 'honoured' || e.kind === 'reneged') && e.obligation === 'offence' && ['DEU', 'ITA'].includes(w.ids[e.actor] ?? ''),
    direction: 'falls',
  },
  {
    scenario: 'cold-war-1950',
    variant: 'as-it-happened',
    outcome: 'triangles closed among allies, against open ones,',
    ticks: 6,
    metric: 'transitivity_alliances',
    direction: 'rises',
  },
];

function outcomes({ scenario: name, ticks, event, metric }: Claim, sets: readonly string[]): number[] {
  const scenario = readScenario(`scenarios/${name}.yaml`, { sets });
  return Array.from({ length: REPLICATES }, (_, replicate) => {
    const w = compileScenario(scenario, { seed: 1, replicate });
    const recorder = createRecorder(w, { states: 0, dyads: 0, decisions: 0 }, () => undefined);
    let count = 0;
    const sink = {
      ...recorder.sink,
      event: (e: ModelEvent) => {
        recorder.sink.event(e);
        if (event?.(w, e) === true) count += 1;
      },
    };
    for (let t = 0; t < ticks; t++) {
      step(w, sink);
      recorder.observe(w);
    }
    return metric === undefined ? count : (recorder.latest(metric) ?? NaN);
  });
}

describe('a historical scenario', () => {
  it.each(CLAIMS.map((claim) => [`${claim.scenario}, ${claim.variant}: number of ${claim.outcome} ${claim.direction}`, claim] as const))(
    '%s',
    (_, claim) => {
      const { low, high } = pairedDifference(outcomes(claim, [`variant=${claim.variant}`]), outcomes(claim, []), 0.95);
      if (claim.direction === 'rises') expect(low).toBeGreaterThan(0);
      else expect(high).toBeLessThan(0);
    },
    60_000,
  );
});
