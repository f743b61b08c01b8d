import type { StopSpec } from '../scenario/scenario.ts';

/** Watches a run's conditions to stop. */
export interface StopWatch {
  /**
   * To be called after each tick, not at tick 0: the condition that holds now for as long as it must, in words; empty while none does. A metric
   * that is not defined in a tick is neither above nor below anything, and counting starts again.
   */
  look(latest: (metric: string) => number | null): string;
  /** Ticks running of each condition, in the order of the scenario: what a saved run resumes from. */
  running(): number[];
}

/** @param running what `running()` gave when the run was saved */
export function createStopWatch(conditions: readonly StopSpec[], running: readonly number[] = []): StopWatch {
  const ticks = conditions.map((_, c) => running[c] ?? 0);
  return {
    look(latest) {
      let reason = '';
      conditions.forEach((condition, c) => {
        ticks[c] = holds(condition, latest(condition.metric)) ? (ticks[c] ?? 0) + 1 : 0;
        if (reason === '' && (ticks[c] ?? 0) >= condition.for) reason = formatValue(condition);
      });
      return reason;
    },
    running: () => [...ticks],
  };
}

function holds({ above, below }: StopSpec, value: number | null): boolean {
  if (value === null || (above === undefined && below === undefined)) return false;
  return (above === undefined || value > above) && (below === undefined || value < below);
}

/** `new_wars above 3 for 2 ticks`. */
function formatValue({ metric, above, below, for: ticks }: StopSpec): string {
  const bounds = [...(above === undefined ? [] : [`above ${above}`]), ...(below === undefined ? [] : [`below ${below}`])];
  return `${metric} ${bounds.join(' and ')}${ticks === 1 ? '' : ` for ${ticks} ticks`}`;
}
