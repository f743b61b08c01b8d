import { createRegistry } from '../../base/registry.ts';
import { AGREEMENT_METRICS } from './agreements.ts';
import { ALIGNMENT_METRICS } from './alignment.ts';
import { BELIEF_METRICS } from './beliefs.ts';
import { CHANGE_METRICS } from './changes.ts';
import { CONFLICT_METRICS } from './conflict.ts';
import { POWER_METRICS } from './power.ts';
import { STRUCTURE_METRICS } from './structure.ts';
import type { Metric } from './metric.ts';

/** Every metric of the whole system; a plugin's come after those that are built in. */
export const METRIC_REGISTRY = createRegistry<Metric>('metrics', [
  ...AGREEMENT_METRICS,
  ...CHANGE_METRICS,
  ...ALIGNMENT_METRICS,
  ...CONFLICT_METRICS,
  ...BELIEF_METRICS,
  ...POWER_METRICS,
  ...STRUCTURE_METRICS,
]);

/** Every metric of the whole system, in the order of the columns of system.csv. */
export const METRICS = METRIC_REGISTRY.all;

export { flow, index, share, stock, type MeasureContext, type Metric } from './metric.ts';
