import type { Scenario } from '../scenario/scenario.ts';

/** Characters of JSON that a worker's scenarios may come to: their memory is a few times that. */
const ROOM = 32_000_000;

/** Makes the scenario of a point, or gives it again: to check and resolve one takes as long as many ticks of a short run. */
export function createScenarioCache(make: (scenario: number, settings: readonly string[]) => Scenario) {
  const kept = new Map<string, { scenario: Scenario; size: number }>();
  let size = 0;
  return (scenario: number, settings: readonly string[]): Scenario => {
    const key = JSON.stringify([scenario, ...settings]);
    const held = kept.get(key);
    if (held !== undefined) {
      kept.delete(key); // to the end: the one used last goes last
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
