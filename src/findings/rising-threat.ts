import type { ScenarioFile } from '../scenario/schema/schema.ts';
import { NEAR } from './watches.ts';

const TICKS = 40;
/** Hostility that a threat which does not grow keeps, and that a growing one starts from. */
const START = 0.02;
/** Highest hostility. */
const MOST = 0.6;
const NEIGHBOURS = [9, 8, 7, 6, 5];

/** Five neighbours of a challenger whose quarrel with all of them grows by so much a tick. Every figure is invented. */
export function risingThreat(growth: number): ScenarioFile {
  const ids = NEIGHBOURS.map((_, x) => `NB${x + 1}`);
  const hostility = (tick: number) => Math.min(MOST, START + growth * tick);
  return {
    entente: 1,
    name: 'rising-threat',
    ticks: TICKS,
    states: [
      { id: 'CHL', region: 'Challenger', military: 30, economic: 30, growth: 0, revisionism: 0.5, ideology: 0.2 },
      ...NEIGHBOURS.map((strength, x) => ({
        id: ids[x] ?? '',
        region: NEAR,
        military: strength,
        economic: strength,
        growth: 0,
        revisionism: 0.05,
        ideology: 0.5 + 0.05 * x,
      })),
    ],
    defaults: { relations: { distance: 2000 } },
    relations: ids.map((id) => ({ between: ['CHL', id] as [string, string], hostility: START })),
    shocks:
      growth === 0
        ? []
        : Array.from({ length: TICKS }, (_, t) => ({
            at: t + 1,
            label: 'the quarrel grows',
            set: Object.fromEntries(ids.map((id) => [`relations.CHL-${id}.hostility`, hostility(t + 1)])),
          })),
  };
}
