import type { ScenarioFile } from '../scenario/schema/schema.ts';
import { NEAR } from './watches.ts';

/** Four states alike in everything and one that threatens all of them alike. Every figure is invented. */
export function twins(): ScenarioFile {
  const ids = ['TWA', 'TWB', 'TWC', 'TWD'];
  return {
    entente: 1,
    name: 'twins',
    states: [
      { id: 'CHL', region: 'Challenger', military: 15, economic: 15, growth: 0, revisionism: 0.4, ideology: 0.2 },
      ...ids.map((id) => ({ id, region: NEAR, military: 8, economic: 8, growth: 0, revisionism: 0.05, ideology: 0.6 })),
    ],
    defaults: { relations: { distance: 2000 } },
    relations: ids.map((id) => ({ between: ['CHL', id] as [string, string], hostility: 0.15 })),
  };
}
