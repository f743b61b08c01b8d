// The results folder's part of the reference: every table and every column.
import { ANALYSES, ANALYSIS_TABLES } from '../../dist/analysis/analyses/index.js';
import { DESIGNS } from '../../dist/experiment/designs/index.js';
import { RUN_COLUMNS } from '../../dist/measure/columns.js';
import { METRICS } from '../../dist/measure/metrics/index.js';
import { outputTables } from '../../dist/results/tables.js';
import { code, section, sentence, table } from './markdown.mjs';

const finite = (bound) => bound !== undefined && Number.isFinite(bound);

function range({ min, max, values }) {
  if (values !== undefined) return values.map(code).join(', ');
  if (!finite(min) && !finite(max)) return '';
  if (!finite(max)) return `from ${min}`;
  return finite(min) ? `${min} to ${max}` : `up to ${max}`;
}

function columnTable(columns, sources = new Map()) {
  const rows = columns.map((column) => [
    code(column.name),
    column.type,
    column.unit,
    range(column),
    sentence(column.meaning),
    ...(sources.size > 0 ? [(sources.get(column.name) ?? []).map((key) => `[${key}]`).join(' ')] : []),
  ]);
  return table(['column', 'type', 'unit', 'range', 'meaning', ...(sources.size > 0 ? ['source'] : [])], rows);
}

/** Every table of a results folder, with all its columns. */
export function results() {
  const sources = new Map(METRICS.map((metric) => [metric.name, metric.source]));
  const parts = outputTables({ states: 1, dyads: 1, decisions: 1 }).map(({ name, meaning, columns }) => {
    const own = columns.slice(RUN_COLUMNS.length);
    return `### ${name}.csv\n\n${sentence(`a row is ${meaning}`)}\n\n${columnTable(own, name === 'system' ? sources : undefined)}`;
  });
  return section(
    'The results folder',
    'Tidy CSV in UTF-8 with a header; an empty cell is a value that is missing or not defined, booleans are `true` and `false`. `manifest.json` says where the results come from, `datapackage.json` repeats what stands here for programs. Every table begins with these columns:',
    columnTable(RUN_COLUMNS),
    ...parts,
  );
}

export function analyses() {
  return section(
    'Analyses',
    `\`entente analyse\` writes into a folder of its own: the tables below, pictures as SVG, \`datapackage.json\` and a \`manifest.json\` that says which results were analysed. ${sentence('pictures are of the same rows')}`,
    table(
      ['analysis', 'meaning', 'source'],
      ANALYSES.map(({ name, meaning, source }) => [code(name), sentence(meaning), source.map((key) => `[${key}]`).join(' ')]),
    ),
    ...ANALYSIS_TABLES.map(
      ({ name, meaning, columns }) => `### ${name}.csv\n\n${sentence(`a row is ${meaning}`)}\n\n${columnTable(columns)}`,
    ),
  );
}

export function designs() {
  return section(
    'Designs',
    'Which points of the space of the factors are run.',
    table(
      ['design', 'meaning', 'options', 'source'],
      Object.entries(DESIGNS).map(([name, { meaning, options, source }]) => [
        code(name),
        sentence(meaning),
        Object.entries(options.shape)
          .map(([option, schema]) => `${code(option)}: ${schema.meta()?.description ?? schema.description ?? ''}`)
          .join('; '),
        source.map((key) => `[${key}]`).join(' '),
      ]),
    ),
  );
}
