import type { Scenario } from '../scenario/scenario.ts';
import { CHUNK_ROWS, formatCells, formatHeader, formatRows, type Cell } from './csv.ts';
import { dataPackage } from './datapackage.ts';
import type { RunText } from './run-text.ts';
import type { OutputTable } from './tables.ts';
import type { TextFile } from '../files/text-file.ts';

/** What an exporter may know of the runs before the first is done. */
export interface ExportContext {
  scenario: Pick<Scenario, 'name' | 'title'>;
  tables: readonly OutputTable[];
  /** Values of the factors at a point; without a sweep there is one point, and no factor. */
  pointOf(config: number): readonly Cell[];
  /** What a point was run with, for runs that failed there. */
  settingOf(config: number): FormattedSetting;
  /** Tables that do not come from runs, with their rows. */
  given?: readonly { table: OutputTable; rows: Iterable<readonly Cell[]> }[];
}

/** The point that failed runs belong to, as errors.csv has it. */
export interface FormattedSetting {
  /** Name of the scenario. */
  scenario: string;
  /** What was set in it. */
  settings: readonly string[];
}

/** Writes some of the files of a results folder. Runs come one by one, in order; nothing of a run is kept once it is written. */
export interface Exporter {
  /** One sentence, for the documentation. */
  meaning: string;
  /** The files it writes. */
  files(context: ExportContext): string[];
  /** Called once, before the first run. */
  begin?(context: ExportContext, open: (name: string) => TextFile): void;
  /** Called for every run, failed ones too. */
  run?(context: ExportContext, output: RunText, open: (name: string) => TextFile): void;
}

const runColumns = ({ id, config, replicate, seed }: RunText) => [id, config, replicate, seed];

/** Everything that writes into a results folder besides the manifest. A new form of output is a row here. */
export const EXPORTERS = {
  csv: {
    meaning: 'the tables, as CSV',
    files: ({ tables }) => tables.map(({ name }) => `${name}.csv`),
    begin({ tables }, open) {
      for (const { name, columns } of tables) open(`${name}.csv`).write(formatHeader(columns));
    },
    run(context, output, open) {
      const { failure, ticks, stopReason, cells, digest } = output;
      const head = [...runColumns(output), ...context.pointOf(output.config)];
      for (const [name, text] of Object.entries(output.tables)) {
        const file = open(`${name}.csv`);
        for (const chunk of text.chunks) file.write(chunk);
        file.write('', text.rows);
      }
      if (failure === '') {
        open('runs.csv').write(`${formatCells([...head, 'done', ticks, stopReason])},${cells},${digest}\n`, 1);
        return;
      }
      const row: Cell[] = [...head, 'failed', ticks];
      const width = context.tables.find(({ name }) => name === 'runs')?.columns.length ?? 0;
      while (row.length < width) row.push(null);
      open('runs.csv').write(formatRows([row]), 1);
      const { scenario, settings } = context.settingOf(output.config);
      open('errors.csv').write(formatRows([[...runColumns(output), scenario, settings.join(' '), failure]]), 1);
    },
  },
  given: {
    meaning: 'tables that are known before any run, such as the points of a sweep',
    files: ({ given = [] }) => given.map(({ table }) => `${table.name}.csv`),
    begin({ given = [] }, open) {
      for (const { table, rows } of given) {
        const file = open(`${table.name}.csv`);
        file.write(formatHeader(table.columns));
        let waiting: (readonly Cell[])[] = [];
        const flush = () => {
          file.write(formatRows(waiting), waiting.length);
          waiting = [];
        };
        for (const row of rows) if (waiting.push(row) >= CHUNK_ROWS) flush();
        flush();
      }
    },
  },
  datapackage: {
    meaning: 'the data dictionary, as a Frictionless Data Package',
    files: () => ['datapackage.json'],
    begin({ scenario, tables, given = [] }, open) {
      const all = [...tables, ...given.map(({ table }) => table)];
      open('datapackage.json').write(`${JSON.stringify(dataPackage(scenario, all), null, 2)}\n`);
    },
  },
} as const satisfies Record<string, Exporter>;
