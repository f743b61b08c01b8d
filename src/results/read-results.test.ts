import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { InputError } from '../base/errors.ts';
import { useBench } from '../testing/cli.ts';
import { openResults, readTable, scanTable } from './read-results.ts';

const bench = useBench();

/** A state whose name a spreadsheet would run as a formula. */
const WORLD = `entente: 1
name: odd
ticks: 3
states:
  - { id: A, name: "=1+1", military: 1, economic: 1 }
  - { id: B, name: "Beta, \\"the second\\"", military: 2, economic: 1 }
relations: [{ between: [A, B], distance: 500 }]
agreements:
  - { name: "=pact", kind: alliance, members: [{ state: A, obligations: [{ type: defence }] }, { state: B, obligations: [{ type: defence }] }] }
`;

beforeAll(async () => {
  bench.write('odd.yaml', WORLD);
  const { code, stderr } = await bench.entente(
    'run',
    'odd.yaml',
    '--seed',
    '1',
    '--replicates',
    '2',
    '--record',
    'states=1',
    '--quiet',
    '--out',
    'odd',
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

/** What is said of a folder that cannot be read. */
async function complaint(act: () => Promise<unknown>): Promise<string> {
  try {
    await act();
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  return '';
}

/** Alters a file of the results and the manifest with it, as a forger would. */
function forge(folder: string, name: string, change: (text: string) => string): void {
  const text = change(readFileSync(join(folder, name), 'utf8'));
  writeFileSync(join(folder, name), text);
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as { files: Record<string, unknown> };
  manifest.files[name] = { sha256: createHash('sha256').update(text).digest('hex'), bytes: Buffer.byteLength(text) };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
}

describe('a results folder read back', () => {
  it('gives every column by name and type, missing numbers as NaN', async () => {
    const results = await openResults(bench.path('odd'));
    const system = await readTable(results, 'system', ['tick', 'n_alliance_ties', 'partnership_share', 'run']);
    expect([...system.numbers('tick')]).toEqual([0, 1, 2, 3, 0, 1, 2, 3]);
    expect(system.numbers('n_alliance_ties')[0]).toBe(1);
    expect(system.texts('run')[0]).toMatch(/^r[0-9a-f]{15}$/);
    expect(() => system.texts('tick')).toThrow(/expected a column of text/);
  });

  it('gives text as it was before it was guarded against spreadsheets', async () => {
    const results = await openResults(bench.path('odd'));
    const names: string[] = [];
    for await (const [name = ''] of scanTable(results, 'agreements', ['name'])) names.push(name);
    expect(names).toContain('=pact');
  });

  it('refuses a folder that is none, a table that was not recorded and a column that is none', async () => {
    expect(await complaint(() => openResults(bench.path('nothing')))).toMatch(/nothing: expected a results folder, found no such folder/);
    expect(await complaint(() => openResults(bench.path('odd.yaml')))).toMatch(/found a file/);
    const results = await openResults(bench.path('odd'));
    expect(await complaint(() => readTable(results, 'dyads'))).toMatch(/dyads.csv: expected a table of .*; record it/);
    expect(await complaint(() => readTable(results, 'system', ['n_wonders']))).toMatch(/n_wonders: expected a column of the table/);
  });

  it('refuses an altered table, and one whose columns are not those of the dictionary', async () => {
    const { code } = await bench.entente('run', 'odd.yaml', '--seed', '2', '--quiet', '--out', 'altered');
    expect(code).toBe(0);
    const folder = bench.path('altered');
    writeFileSync(join(folder, 'system.csv'), `${readFileSync(join(folder, 'system.csv'), 'utf8')}x\n`);
    expect(await complaint(() => openResults(folder))).toMatch(/system.csv: expected a file with the digest/);
    forge(folder, 'system.csv', (text) => text.replace(/x\n$/, '').replace(',tick,', ',tock,'));
    expect(await complaint(async () => readTable(await openResults(folder), 'system'))).toMatch(/system.csv:1: expected the columns/);
    forge(folder, 'system.csv', (text) => text.replace(',tock,', ',tick,').replace(/\n(.*),(.*)\n/, '\n$1\n'));
    expect(await complaint(async () => readTable(await openResults(folder), 'system'))).toMatch(/system.csv: expected a table in CSV/);
  });
});
