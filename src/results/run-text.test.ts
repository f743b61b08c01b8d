import { expect, it } from 'vitest';
import { TABLES, type TableName } from '../measure/columns.ts';
import { createRecorder } from '../measure/recorder.ts';
import { step } from '../model/tick.ts';
import { runId } from '../run/run-spec.ts';
import { simulate } from '../run/simulate.ts';
import { compileScenario } from '../scenario/compile.ts';
import { resolveScenario } from '../scenario/load.ts';
import { formatRows, type Cell } from './csv.ts';
import { textOfRun } from './run-text.ts';

const generate = { states: 9, seed: 1 };
const scenario = resolveScenario({ entente: 1, name: 's', ticks: 12, generate, record: { states: 1, dyads: 1, decisions: 1 } });
const spec = { scenario, seed: 1, replicate: 2, checkEvery: 0, point: { config: 3, key: 'abc' } };

it('the columns of a run, formatted, are the rows of its recorder, cell by cell', () => {
  const head = [runId(spec), 3, 2, 1];
  const rows = Object.fromEntries(Object.keys(TABLES).map((name) => [name, [] as Cell[][]]));
  const world = compileScenario(scenario, spec);
  const recorder = createRecorder(world, scenario.record, (name, row) => rows[name]?.push([...head, ...row]));
  recorder.observe(world);
  for (let t = 0; t < 12; t++) {
    step(world, recorder.sink);
    recorder.observe(world);
  }
  recorder.finish(world);
  const output = simulate(spec);
  const { tables, cells } = textOfRun(output);
  for (const name of Object.keys(TABLES) as TableName[]) {
    expect(tables[name]?.rows).toBe(rows[name]?.length);
    expect(tables[name]?.rows).toBeGreaterThan(0);
    expect(tables[name]?.chunks.join('')).toBe(formatRows(rows[name] ?? []));
  }
  expect(tables.decisions?.chunks.length).toBeGreaterThan(1);
  expect(cells).toBe(formatRows([recorder.outcomes()]).trimEnd());
});

it('texts and numbers of every kind are written as rows are', () => {
  const awkward = [
    '',
    'plain',
    'with blank',
    'a,b',
    'say "so"',
    'two\nlines',
    'cr\rhere',
    '=1+1',
    '-x',
    '@x',
    '\tx',
    'é',
    ' x',
    '{}',
    '#x',
  ];
  const numbers = [0, -0, NaN, 1 / 3, 1e21, -1e-7, 5e-324, 123456789, -4, 2 ** 53, 0.1, 1, 7, 8, 9];
  const flags = awkward.map((_, k) => [true, false, null][k % 3] ?? null);
  const system = { rows: awkward.length, columns: { text: awkward, number: new Float64Array(numbers), flag: flags } };
  const { tables } = textOfRun({ ...simulate({ ...spec, point: { config: 0, key: 'k' } }, { tables: [] }), id: 'r,1', tables: { system } });
  const rows = awkward.map((text, r) => ['r,1', 0, 2, 1, text, Number.isNaN(numbers[r]) ? null : (numbers[r] ?? null), flags[r] ?? null]);
  expect(tables.system?.chunks.join('')).toBe(formatRows(rows));
});
