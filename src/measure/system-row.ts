import type { Column, Row } from './column.ts';
import { METRIC_REGISTRY, METRICS, type MeasureContext, type Metric } from './metrics/index.ts';

/** Tick as a column. */
export const TICK_COLUMN: Column = { name: 'tick', type: 'integer', unit: 'ticks', meaning: 'tick; 0 is the start', min: 0 };

/** A metric as a column. */
export function columnOf({ name, type, unit, meaning, min, max }: Metric): Column {
  return { name, type, unit, meaning, min, ...(max === Infinity ? {} : { max }) };
}

const COLUMNS: Column[] = [TICK_COLUMN];
METRIC_REGISTRY.each((metric) => COLUMNS.push(columnOf(metric)));

/** Columns of system.csv. */
export const SYSTEM_COLUMNS: readonly Column[] = COLUMNS;

/** The metrics of the whole system at one tick. */
export function systemRow(c: MeasureContext): Row {
  return [c.world.tick, ...METRICS.map((metric) => metric.compute(c))];
}
