import type { TableName } from '../measure/columns.ts';
import { rowOf, type Table } from '../measure/table.ts';
import type { RunOutput } from '../run/run-output.ts';
import { CHUNK_ROWS, formatCells, formatRows, type Cell } from './csv.ts';

/** Rows of a run in one table, as lines of CSV. */
export interface TableText {
  chunks: string[];
  rows: number;
}

/** A finished run as the files have it. */
export interface RunText extends Pick<
  RunOutput,
  'id' | 'config' | 'replicate' | 'seed' | 'ticks' | 'failure' | 'stopReason' | 'digest'
> {
  /** Its outcomes and reductions, as the cells of runs.csv that they become; empty when it failed. */
  figures: string;
  tables: Partial<Record<TableName, TableText>>;
}

/** Formats a run: each row begins with the columns that name the run. */
export function textOfRun({ outcomes, reductions, tables, ...run }: RunOutput): RunText {
  const { id, config, replicate, seed } = run;
  const texts: RunText['tables'] = {};
  for (const [name, table] of Object.entries(tables)) texts[name as TableName] = textOfTable(table, [id, config, replicate, seed]);
  return { ...run, figures: run.failure === '' ? formatCells([...outcomes, ...reductions]) : '', tables: texts };
}

function textOfTable(table: Table, head: readonly Cell[]): TableText {
  const chunks: string[] = [];
  for (let from = 0; from < table.rows; from += CHUNK_ROWS) {
    const rows = Array.from({ length: Math.min(CHUNK_ROWS, table.rows - from) }, (_, r) => [...head, ...rowOf(table, from + r)]);
    chunks.push(formatRows(rows));
  }
  return { chunks, rows: table.rows };
}
