import type { Scenario } from '../scenario/scenario.ts';
import { formatHeader, formatRows } from './csv.ts';
import { dataPackage } from './datapackage.ts';
import type { RunOutput } from './run-output.ts';
import type { OutputTable } from './tables.ts';
import type { TextFile } from './text-file.ts';

/** What an exporter may know of the runs before the first is done. */
export interface ExportContext {
  scenario: Scenario;
  seed: number;
  /** What the command line set in the scenario. */
  settings: readonly string[];
  tables: readonly OutputTable[];
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
  run?(context: ExportContext, output: RunOutput, open: (name: string) => TextFile): void;
}

const runColumns = (context: ExportContext, { id, replicate }: RunOutput) => [id, 0, replicate, context.seed];

/** Everything that writes into a results folder beside the manifest. A new form of output is a row here. */
export const EXPORTERS = {
  csv: {
    meaning: 'the tables, as CSV',
    files: ({ tables }) => tables.map(({ name }) => `${name}.csv`),
    begin({ tables }, open) {
      for (const { name, columns } of tables) open(`${name}.csv`).write(formatHeader(columns));
    },
    run(context, output, open) {
      const failed = output.failure !== '';
      const figures = failed ? ['failed', output.ticks, null] : ['done', output.ticks, output.stopReason];
      const width = context.tables.find(({ name }) => name === 'runs')?.columns.length ?? 0;
      const row = [...runColumns(context, output), ...figures, ...output.outcomes];
      while (row.length < width - 1) row.push(null);
      open('runs.csv').write(formatRows([[...row, failed ? null : output.digest]]), 1);
      for (const [name, text] of Object.entries(output.tables)) {
        const file = open(`${name}.csv`);
        for (const chunk of text.chunks) file.write(chunk);
        file.write('', text.rows);
      }
      const { scenario, settings } = context;
      if (failed)
        open('errors.csv').write(formatRows([[...runColumns(context, output), scenario.name, settings.join(' '), output.failure]]), 1);
    },
  },
  datapackage: {
    meaning: 'the data dictionary, as a Frictionless Data Package',
    files: () => ['datapackage.json'],
    begin({ scenario, tables }, open) {
      open('datapackage.json').write(`${JSON.stringify(dataPackage(scenario, tables), null, 2)}\n`);
    },
  },
} as const satisfies Record<string, Exporter>;
