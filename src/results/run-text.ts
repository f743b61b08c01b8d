import type { TableName } from '../measure/columns.ts';
import type { Table, Values } from '../measure/table.ts';
import type { RunOutput } from '../run/run-output.ts';
import { CHUNK_ROWS, formatCells, numberCell, type Cell } from './csv.ts';

/** Rows of a run in one table, as lines of CSV. */
export interface TableText {
  chunks: string[];
  rows: number;
}

/** A finished run as the files have it. */
export interface RunText extends Pick<RunOutput, 'id' | 'config' | 'replicate' | 'seed' | 'ticks' | 'failure' | 'stopReason' | 'digest'> {
  /** Its outcomes and reductions, as the cells of runs.csv that they become; empty when it failed. */
  cells: string;
  tables: Partial<Record<TableName, TableText>>;
}

/** Formats a run: each row begins with the columns that name the run. */
export function textOfRun({ outcomes, reductions, tables, ...run }: RunOutput): RunText {
  const { id, config, replicate, seed } = run;
  const texts: RunText['tables'] = {};
  for (const [name, table] of Object.entries(tables)) texts[name as TableName] = textOfTable(table, [id, config, replicate, seed]);
  return { ...run, cells: run.failure === '' ? formatCells([...outcomes, ...reductions]) : '', tables: texts };
}

function textOfTable({ rows, columns }: Table, head: readonly Cell[]): TableText {
  const all = Object.values(columns);
  const name = formatCells(head);
  const chunks: string[] = [];
  for (let from = 0; from < rows; from += CHUNK_ROWS) {
    let text = '';
    for (let r = from; r < Math.min(from + CHUNK_ROWS, rows); r++) {
      text += name;
      for (const values of all) text += `,${cellText(values[r])}`;
      text += '\n';
    }
    chunks.push(text);
  }
  return { chunks, rows };
}

/** A text that stands in CSV as it is. */
const PLAIN = /^[A-Za-z0-9][^",\r\n]*$/;

/** A cell as `formatRows` writes it, at a small part of the cost: tables of pairs have millions. */
function cellText(value: Values[number] | undefined): string {
  if (typeof value === 'number') return Number.isNaN(value) ? '' : numberCell(value);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (value === undefined || value === null || value === '') return '';
  return PLAIN.test(value) ? value : formatCells([value]);
}
