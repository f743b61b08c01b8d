import type { Scenario } from '../scenario/scenario.ts';

/** Most characters of JSON of the scenarios that a worker keeps; they need a few times as much memory. */
const ROOM = 32_000_000;

/** Makes the scenario of a point, or returns the one made before: checking and resolving a scenario takes as long as many ticks of a short run. */
export function createScenarioCache(make: (scenario: number, settings: readonly string[]) => Scenario) {
  const kept = new Map<string, { scenario: Scenario; size: number }>();
  let size = 0;
  return (scenario: number, settings: readonly string[]): Scenario => {
    const key = JSON.stringify([scenario, ...settings]);
    const held = kept.get(key);
    if (held !== undefined) {
      kept.delete(key); // moved to the end: the scenario used last is removed last
      kept.set(key, held);
      return held.scenario;
    }
    const made = make(scenario, settings);
    const entry = { scenario: made, size: JSON.stringify(made).length };
    kept.set(key, entry);
    size += entry.size;
    for (const [oldest, { size: freed }] of kept) {
      if (size <= ROOM || oldest === key) break;
      kept.delete(oldest);
      size -= freed;
    }
    return made;
  };
}
