import { describe, expect, it } from 'vitest';
import { createStopWatch } from './stop.ts';

/** What the watch says of one metric's values, tick after tick. */
function watch(condition: { above?: number; below?: number; for: number }, values: (number | null)[]): string[] {
  const stops = createStopWatch([{ metric: 'm', ...condition }]);
  return values.map((value) => stops.look(() => value));
}

describe('a condition to stop', () => {
  it('holds strictly above or below its value', () => {
    expect(watch({ above: 3, for: 1 }, [2, 3, 4])).toEqual(['', '', 'm above 3']);
    expect(watch({ below: 1, for: 1 }, [2, 1, 0])).toEqual(['', '', 'm below 1']);
    expect(watch({ above: 1, below: 3, for: 1 }, [1, 3, 2])).toEqual(['', '', 'm above 1 and below 3']);
  });

  it('counts ticks running, and starts again where it does not hold or is not defined', () => {
    expect(watch({ above: 0, for: 2 }, [1, 0, 1, null, 1, 1])).toEqual(['', '', '', '', '', 'm above 0 for 2 ticks']);
  });

  it('never holds without a value', () => {
    expect(watch({ for: 1 }, [0, 1, null])).toEqual(['', '', '']);
  });

  it('goes on counting where a saved run stopped', () => {
    const conditions = [{ metric: 'm', above: 0, for: 3 }];
    const before = createStopWatch(conditions);
    before.look(() => 1);
    before.look(() => 1);
    expect(createStopWatch(conditions, before.running()).look(() => 1)).toBe('m above 0 for 3 ticks');
  });

  it('is reported first in the order of the scenario', () => {
    const stops = createStopWatch([
      { metric: 'a', above: 0, for: 1 },
      { metric: 'b', above: 0, for: 1 },
    ]);
    expect(stops.look(() => 1)).toBe('a above 0');
  });
});
