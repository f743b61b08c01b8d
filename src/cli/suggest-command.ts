import { columnsOfTable, scanTable, type ResultsFolder } from '../results/read-results.ts';
import { SCENARIO_PATH, settingsOf, VARIANT_PATH, type Factor, type Value } from '../experiment/factors.ts';

/** The first point of a sweep as a command that makes its runs by themselves, with the same random draws; for messages. */
export async function pointCommand(results: ResultsFolder, out: string): Promise<string> {
  const { manifest } = results;
  const factors = (manifest.experiment?.factors ?? []) as Factor[];
  const types = new Map(columnsOfTable(results, 'points').map(({ name, type }) => [name, type]));
  const names = factors.map(({ name }) => name);
  const cells = await firstRow(results, names);
  const values = factors.map(({ name }, f): Value => {
    const cell = cells[f] ?? '';
    const type = types.get(name);
    return type === 'string' ? cell : type === 'boolean' ? cell === 'true' : Number(cell);
  });
  const at = factors.findIndex(({ paths }) => paths.includes(SCENARIO_PATH));
  const source = manifest.experiment?.scenarios.find(({ name }) => name === values[at])?.source ?? manifest.source;
  const settingsBy = (variants: boolean) =>
    factors.flatMap((factor, f) => (factor.paths.includes(VARIANT_PATH) === variants ? settingsOf(factor, values[f] ?? '') : []));
  const settings = [...settingsBy(true), ...manifest.settings, ...settingsBy(false)];
  return [
    ...['entente', 'run', quoted(source), '--seed', String(manifest.seed), '--replicates', String(manifest.replicates)],
    ...settings.flatMap((setting) => ['--set', quoted(setting)]),
    ...['--out', out],
  ].join(' ');
}

async function firstRow(results: ResultsFolder, names: readonly string[]): Promise<readonly string[]> {
  for await (const row of scanTable(results, 'points', names)) return row;
  return [];
}

/** A word as a shell takes it. */
export const quoted = (word: string) => (/^[A-Za-z0-9_./=:,+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
