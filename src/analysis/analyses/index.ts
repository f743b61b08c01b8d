import type { Analysis, AnalysisTable } from './analysis.ts';
import { differences } from './differences.ts';
import { effects } from './effects.ts';
import { morris } from './morris.ts';
import { regions } from './regions.ts';
import { replicates } from './replicates.ts';
import { sobol } from './sobol.ts';
import { statistics } from './statistics.ts';
import { variance } from './variance.ts';

/** Every analysis, in the order in which they are reported. */
export const ANALYSES: readonly Analysis[] = [statistics, differences, variance, effects, sobol, morris, regions, replicates];

/** Every table that analyses write. */
export const ANALYSIS_TABLES: readonly AnalysisTable[] = ANALYSES.flatMap(({ tables }) => tables);
