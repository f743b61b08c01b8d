import type { Column } from '../measure/column.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { OutputTable } from './tables.ts';

/**
 * The data dictionary, a Frictionless Data Package (version 1, tabular): every column's type, unit, meaning and bounds, from the same tables that
 * head the CSV files. It holds nothing of when and where the runs were made: the manifest does.
 */
export function dataPackage(scenario: Pick<Scenario, 'name' | 'title'>, tables: readonly OutputTable[]): object {
  return {
    profile: 'tabular-data-package',
    name: scenario.name,
    title: scenario.title === '' ? scenario.name : scenario.title,
    description:
      'Results of entente. Rows are in the order of runs, then ticks, then states. An empty cell is a missing value. Text that a spreadsheet ' +
      "would run as a formula (it begins with =, +, - or @) is led by an apostrophe. manifest.json says what the runs were made of and has the files' digests.",
    resources: tables.map(resourceOf),
  };
}

function resourceOf({ name, meaning, columns, key }: OutputTable): object {
  return {
    profile: 'tabular-data-resource',
    name,
    path: `${name}.csv`,
    description: `A row is ${meaning}.`,
    format: 'csv',
    mediatype: 'text/csv',
    encoding: 'utf-8',
    dialect: { delimiter: ',', lineTerminator: '\n', quoteChar: '"', doubleQuote: true, header: true },
    schema: {
      fields: columns.map((column) => fieldOf(column, key.includes(column.name))),
      missingValues: [''],
      ...(key.length === 0 ? {} : { primaryKey: key }),
    },
  };
}

function fieldOf({ name, type, unit, meaning, min, max, values }: Column, required: boolean): object {
  const constraints = {
    ...(required ? { required } : {}),
    ...(min === undefined ? {} : { minimum: min }),
    ...(max === undefined ? {} : { maximum: max }),
    ...(values === undefined ? {} : { enum: values }),
  };
  return {
    name,
    type,
    description: meaning,
    ...(unit === '' ? {} : { unit }),
    ...(Object.keys(constraints).length === 0 ? {} : { constraints }),
  };
}
