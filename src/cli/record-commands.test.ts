import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { digests, useBench, type Outcome } from '../testing/cli.ts';
import { ROOT } from '../testing/project.ts';
import { buildProgram } from './program.ts';
import { explainError } from './report-error.ts';

const bench = useBench();
const { entente, path } = bench;
const BACKTEST = ['backtest', '--data', 'data', '--replicates', '2', '--workers', '1'];
const PERIOD = ['--from', '1995', '--to', '1999'];

beforeAll(() => {
  cpSync(join(ROOT, 'docs', 'how-to', 'import-example'), path('data'), { recursive: true });
  // a treaty that comes after the start, so that there is something to predict
  const file = path('data', 'treaty-members.csv');
  const text = readFileSync(file, 'utf8');
  const row = (ccode: number) => text.split('\n')[1]?.replace(/^1,901,1,1990/, `5,${ccode},1,1999`) ?? '';
  writeFileSync(file, `${text}${row(901)}\n${row(905)}\n`);
  bench.write('s.yaml', 'entente: 1\nname: s\nticks: 3\ngenerate: {states: 6}\n');
});

/** What the program does in this process, which is quicker; files are those of the bench. */
async function here(...args: string[]): Promise<Outcome> {
  const said = { stdout: '', stderr: '' };
  const io = { stdout: (text: string) => void (said.stdout += text), stderr: (text: string) => void (said.stderr += text) };
  const placed = args.map((arg) => (/^(?:data|results|none|nowhere|s)(?:\.\w+)?$/.test(arg) ? path(arg) : arg));
  let code: number | null = null;
  try {
    await buildProgram(io, placed, (given) => void (code = given)).parseAsync();
  } catch (error) {
    const explained = explainError(error);
    code = explained.code;
    said.stderr += explained.text;
  }
  return { code, ...said };
}

const scores = (folder: string) =>
  bench
    .read(folder, 'scores.csv')
    .split('\n')
    .filter((line) => line.includes(',model,'));

describe('entente import', () => {
  it('writes a scenario that can be run, and nothing over an older one', async () => {
    const first = await entente('import', '--data', 'data', '--year', '1995', '--out', 'world.yaml');
    expect(first).toMatchObject({ code: 0 });
    expect(first.stdout).toContain('world.yaml: 6 states');
    expect(first.stdout).toContain('Please cite what you use');
    expect((await entente('run', 'world.yaml', '--ticks', '2', '--seed', '1', '--out', 'ran', '--quiet')).code).toBe(0);
    expect(await entente('import', '--data', 'data', '--year', '1995', '--out', 'world.yaml')).toMatchObject({ code: 4, stdout: '' });
    const json = await entente('import', '--data', 'data', '--year', '1995', '--out', 'world.yaml', '--force', '--json');
    expect(JSON.parse(json.stdout)).toMatchObject({ file: 'world.yaml', states: 6 });
  });

  it.each<[string[], RegExp]>([
    [['--data', 'data'], /^--year: expected the year at which .*; add --year <YEAR>$/m],
    [['--data', 'data', '--year', '95'], /--year: expected a whole number from 1400/],
    [['--data', 'nowhere', '--year', '1995'], /--data: expected a folder with data files, found no such folder: .*nowhere/],
    [['--data', 's.yaml', '--year', '1995'], /--data: expected a folder with data files, found a file: .*s\.yaml/],
    [['--year', '1995'], /--states: .*\n.*--nmc: /],
    [
      ['--data', 'data', '--year', '1995', '--trade', 'nowhere.csv'],
      /nowhere\.csv: expected a CSV file, gzipped or not, found no such file/,
    ],
  ])('refuses %j', async (args, message) => {
    const { code, stdout, stderr } = await here('import', ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('    at ');
  });
});

describe('entente backtest', () => {
  it('writes what it promises, the same bytes with other workers, and nothing over an older folder', async () => {
    const first = await entente(...BACKTEST, ...PERIOD, '--out', 'first');
    expect(first).toMatchObject({ code: 0 });
    expect(first.stdout).toContain('results: first');
    expect(first.stderr).toContain('replicate 2 of 2');
    const files = ['backtest.svg', 'backtest.txt', 'coefficients.csv', 'manifest.json', 'pairs.csv', 'reliability.csv', 'scores.csv'];
    expect(bench.list('first')).toEqual(files);
    const again = await entente(...BACKTEST.slice(0, -1), '2', '--period', '1995-1999', '--out', 'again', '--json');
    expect(JSON.parse(again.stdout)).toMatchObject({ folder: 'again' });
    expect(digests(path('again'))).toEqual(digests(path('first')));
    expect(await entente(...BACKTEST, ...PERIOD, '--out', 'first')).toMatchObject({ code: 4, stdout: '' });
    expect(digests(path('first'))).toEqual(digests(path('again')));
  });

  it('sets in the simulated world what --set says', async () => {
    // by the rule inertia no state does anything: no tie is made, and none is predicted
    expect(await entente(...BACKTEST, ...PERIOD, '--set', 'rule=inertia', '--out', 'still', '--quiet')).toMatchObject({
      code: 0,
      stdout: '',
      stderr: '',
    });
    const lines = bench.read('still', 'pairs.csv').trim().split('\n');
    const model = lines[0]?.split(',').indexOf('model') ?? -1;
    const predicted = lines.filter((line) => line.includes(',defence_new,')).map((line) => Number(line.split(',')[model]));
    expect(predicted.length).toBeGreaterThan(0);
    expect(new Set(predicted)).toEqual(new Set([0]));
    expect(scores('still')).not.toEqual(scores('first'));
  });

  it.each<[string[], RegExp]>([
    [[], /--period: expected a period, found none/],
    [['--from', '1995'], /--to: expected a whole number from 1400/],
    [['--period', '1999-1995'], /--period: expected two years, the first before the second, found "1999-1995"/],
    [['--period', '1995'], /--period: expected two years/],
    [['--period', '1995-2005'], /treaty-members\.csv: expected a last year of at most 1999, where the file ends, found 2005/],
    [['--period', '1980-1995'], /expected a year from 1990 to 2000, which the file covers, found 1980/],
    [[...PERIOD, '--set', 'parameters.entrapment_cots=1'], /--set parameters\.entrapment_cots=1: .*did you mean "entrapment_cost"\?/],
    [[...PERIOD, '--set', 'ticks'], /--set ticks: expected path=value/],
    [[...PERIOD, '--replicates', '0'], /--replicates: expected a whole number from 1/],
    [[...PERIOD, '--seed', '1.5'], /--seed: expected a whole number from 0/],
    [[...PERIOD, '--nmc', 's.yaml'], /s\.yaml/],
  ])('refuses %j, and leaves no folder behind', async (args, message) => {
    const { code, stdout, stderr } = await here(...BACKTEST, ...args, '--out', 'none');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('    at ');
    expect(bench.list().filter((name) => name.startsWith('none'))).toEqual([]);
  });
});

describe('entente score', () => {
  beforeAll(async () => void (await entente('run', 's.yaml', '--seed', '1', '--replicates', '2', '--out', 'results', '--quiet')));

  it('ends well whatever the score, and writes nothing over an older file', async () => {
    const { code, stdout } = await entente('score', 'results', '--out', 'card.csv');
    expect(code).toBe(0);
    expect(stdout).toMatch(/MISS by/);
    expect(bench.read('card.csv')).toContain('defence_degree');
    expect(await entente('score', 'results', '--out', 'card.csv')).toMatchObject({ code: 4, stdout: '' });
    expect((await entente('score', 'results', '--out', 'card.csv', '--force', '--json')).code).toBe(0);
  });

  it.each<[string[], RegExp]>([
    [[], /^DIR: expected a results folder, found nothing; write entente score DIR$/m],
    [['nowhere'], /nowhere/],
    [['data'], /data/],
    [['results', '--from', '3', '--to', '2'], /--from: expected a tick of at most 2/],
    [['results', '--level', '100'], /--level: expected a whole number from 1 to 99/],
    [['results', '--patterns', 'nowhere.yaml'], /nowhere\.yaml: .*no such file/],
    [['results', '--patterns', 's.yaml'], /s\.yaml:1/],
  ])('refuses %j', async (args, message) => {
    const { code, stdout, stderr } = await here('score', ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('    at ');
  });
});
