import type { TableName } from '../measure/columns.ts';
import type { Table } from '../measure/table.ts';
import { runId, type RunIdentity } from './run-spec.ts';

/** A finished run, as plain data: columns and numbers, no text made of them. */
export interface RunOutput {
  /** See `runId`. */
  id: string;
  /** Number of the point in an experiment; 0 where there is one alone. */
  config: number;
  replicate: number;
  seed: number;
  /** Ticks done, by a failed run too. */
  ticks: number;
  /** Why it failed; empty when it did not. All that follows is empty when it did. */
  failure: string;
  /** `ticks` when all ticks were done, else the condition that stopped the run. */
  stopReason: string;
  /** See `digestTick`. */
  digest: string;
  /** In the order of OUTCOMES; null = not defined. */
  outcomes: (number | null)[];
  /** In the order of the reductions that were asked for; null = not defined. */
  reductions: (number | null)[];
  /** The tables that were asked for, with the columns of TABLES. */
  tables: Partial<Record<TableName, Table>>;
}

/** The output of a run that failed, after `ticks` ticks. */
export function failedOutput(spec: RunIdentity, failure: string, ticks = 0): RunOutput {
  return {
    id: runId(spec),
    config: spec.point?.config ?? 0,
    replicate: spec.replicate,
    seed: spec.seed,
    ticks,
    failure,
    stopReason: '',
    digest: '',
    outcomes: [],
    reductions: [],
    tables: {},
  };
}

/** An error in one line, its kind first. */
export function messageOf(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : `Error: ${String(error)}`;
  return text.replaceAll(/\s+/g, ' ').trim();
}
