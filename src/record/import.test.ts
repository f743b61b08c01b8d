import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InputError, type Problem } from '../base/errors.ts';
import { checkWorld } from '../model/invariants.ts';
import { step } from '../model/tick.ts';
import { compileScenario } from '../scenario/compile.ts';
import { ROOT } from '../testing/project.ts';
import type { RecordFiles } from './read-record.ts';
import { Notices } from './notices.ts';
import { importRecord, type Imported } from './import.ts';
import { filesIn } from './read-record.ts';

const EXAMPLE = join(ROOT, 'docs', 'how-to', 'import-example');
let dir: string;
let files: RecordFiles;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'entente-import-'));
  cpSync(EXAMPLE, dir, { recursive: true });
  files = await filesIn(dir, new Notices());
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const imported = (change: RecordFiles = {}, year = 1995): Promise<Imported> =>
  importRecord({ ...files, ...change }, { year, ticks: 5, name: `record-${year}` });

/** The problems of an import that must fail. */
async function problems(change: RecordFiles, year = 1995): Promise<readonly Problem[]> {
  const error: unknown = await imported(change, year).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof InputError)) throw new Error(`expected an InputError, found ${String(error)}`);
  return error.problems;
}

/** A copy of an example file, changed. */
function changed(name: string, change: (text: string) => string | Buffer, as = `changed-${name}`): string {
  const path = join(dir, as);
  writeFileSync(path, change(readFileSync(join(EXAMPLE, name), 'utf8')));
  return path;
}

describe('an import of the example', () => {
  it('knows every file of a folder by its header', () => {
    expect(Object.keys(files).sort()).toEqual(
      [
        'states',
        'nmc',
        'atop_members',
        'dcad',
        'distance',
        'contiguity',
        'trade',
        'democracy',
        'ideal_points',
        'rivalries',
        'disputes',
      ].sort(),
    );
  });

  it('has the states of the year, with shares that sum to 100', async () => {
    const { scenario } = await imported();
    expect(scenario.states?.map(({ id }) => id)).toEqual(['ARC', 'BRU', 'COR', 'DEL', 'ESK', 'FEN']);
    const sum = (field: 'military' | 'economic') => scenario.states?.reduce((total, state) => total + state[field], 0);
    expect(sum('military')).toBeCloseTo(100, 1);
    expect(sum('economic')).toBeCloseTo(100, 1);
    expect((await imported({}, 1992)).scenario.states?.map(({ id }) => id)).toEqual(['ARC', 'BRU', 'COR', 'DEL', 'ESK', 'GON']);
  });

  it('works out each value by its rule', async () => {
    const { scenario } = await imported();
    const state = (id: string) => scenario.states?.find((s) => s.id === id);
    // two disputes started: .05 + .7 * 2 / 7
    expect(state('BRU')?.revisionism).toBe(0.25);
    expect(state('COR')?.revisionism).toBe(0.05);
    expect(state('ARC')?.ideology).toBeCloseTo(0.5 + 2.1 / 6, 3);
    expect(state('FEN')?.ideology).toBe(0.8);
    const pair = (a: string, b: string) => scenario.relations?.find(({ between }) => between[0] === a && between[1] === b);
    // rivals with a use of force (1) and a display (.5): 1 - .65 (1 - .6 * 1.5 / 4.5) = .48
    expect(pair('ARC', 'BRU')?.hostility).toBe(0.48);
    expect(pair('ARC', 'BRU')?.distance).toBe(500);
    // the rivalry ended in 1993, and of a threat (.25) less would remain, .6 * .25 / 3.25, than neighbours by land have
    expect(pair('COR', 'ESK')?.hostility).toBe(0.08);
  });

  it('has the treaties in force, with the obligations and conditions of each member', async () => {
    const { agreements = [] } = (await imported()).scenario;
    expect(agreements.map(({ name, kind }) => `${name}: ${kind}`)).toEqual([
      'ARC-COR-DEL 1990 (ATOP 1): alliance',
      'BRU-ESK 1992 (ATOP 2): alliance',
      'COR-ESK 1994 (ATOP 3): partnership',
      'ARC-ESK defence cooperation 1993 (DCAD): partnership',
      'DEL-FEN defence cooperation 1994 (DCAD): partnership',
    ]);
    const [pact, guarantee] = agreements;
    // ten years, but renewed without a word as treaties of more than two are
    expect(pact?.term).toBe(0);
    expect(pact?.members[0]?.obligations).toEqual([
      { type: 'defence', when: { location: ['ARC', 'COR', 'DEL'] } },
      { type: 'nonaggression' },
      { type: 'consultation' },
    ]);
    expect(guarantee?.purpose).toEqual(['ARC']);
    expect(guarantee?.members.map(({ obligations }) => obligations)).toEqual([
      [{ type: 'defence', when: { adversaries: ['ARC'] } }, { type: 'consultation' }],
      [{ type: 'consultation' }],
    ]);
  });

  it('cites a known source for every state, pair and agreement, and says what is missing', async () => {
    const { scenario, notes, text, citations } = await imported();
    const keys = new Set(scenario.sources.map(({ key }) => key));
    for (const { sources } of [...(scenario.states ?? []), ...(scenario.relations ?? []), ...(scenario.agreements ?? [])]) {
      expect(sources.length).toBeGreaterThan(0);
      for (const key of sources) expect(keys).toContain(key);
    }
    expect(citations.map(({ key }) => key)).toContain('LeedsEtAl2002');
    expect(notes.join('\n')).toContain('FEN milex');
    for (const note of notes) expect(text).toContain(`#   ${note}`);
  });

  it('says that a state left during the year', async () => {
    expect((await imported({}, 1994)).notes.join('\n')).toContain('GON (1994-06-30)');
  });

  it('makes the same scenario of the same files under gzip', async () => {
    const trade = changed('trade.csv', (text) => gzipSync(text), 'trade.csv.gz');
    const { states, relations } = (await imported({ trade })).scenario;
    const plain = (await imported()).scenario;
    expect({ states, relations }).toEqual({ states: plain.states, relations: plain.relations });
  });

  it('makes an agreement of two of every tied pair where only pairs are had', async () => {
    const pairs = join(dir, 'pairs.csv');
    writeFileSync(
      pairs,
      'stateA,stateB,year,defense,offense,neutral,nonagg,consul\n901,903,1995,1,0,0,0,1\n903,901,1995,0,0,0,0,1\n901,902,1990,1,0,0,0,0\n902,901,1990,1,0,0,0,0\n',
    );
    const { atop_members: _, ...rest } = files;
    const { scenario } = await importRecord({ ...rest, atop_dyads: pairs }, { year: 1995, ticks: 5, name: 'pairs' });
    expect(scenario.agreements?.[0]).toMatchObject({
      name: 'ARC-COR (ATOP pair)',
      kind: 'alliance',
      members: [{ obligations: [{ type: 'defence' }, { type: 'consultation' }] }, { obligations: [{ type: 'consultation' }] }],
    });
  });

  it('holds a defence obligation to those to whom it is owed by the file of pairs', async () => {
    const pairs = join(dir, 'pairs-check.csv');
    writeFileSync(
      pairs,
      'stateA,stateB,year,defense,offense,neutral,nonagg,consul\n901,903,1995,1,0,0,1,1\n903,901,1995,1,0,0,1,1\n904,901,1995,0,0,0,1,1\n904,903,1995,0,0,0,1,1\n902,905,1995,1,0,0,0,1\n',
    );
    const { scenario } = await imported({ atop_dyads: pairs });
    const duties = scenario.agreements?.[0]?.members.map(({ state, obligations }) => [state, obligations[0]]);
    expect(duties).toEqual([
      ['ARC', { type: 'defence', when: { location: ['COR'] } }],
      ['COR', { type: 'defence', when: { location: ['ARC'] } }],
      ['DEL', { type: 'nonaggression' }],
    ]);
  });

  it('is a world that can be run', async () => {
    const { scenario } = await imported();
    const world = compileScenario(scenario, { seed: 1, replicate: 0 });
    for (let tick = 1; tick <= 5; tick++) step(world, { event: () => undefined });
    expect(() => checkWorld(world)).not.toThrow();
  });
});

describe('bad input to an import', () => {
  it('names renamed columns, with the name that may be meant', async () => {
    const nmc = changed('capabilities.csv', (text) => text.replace('milex', 'mil_ex').replace('upop', 'urban'));
    expect(await problems({ nmc })).toMatchObject([
      { file: nmc, line: 1, path: 'milex', found: 'none', remedy: 'rename "mil_ex" back to "milex" if it is the same' },
      { file: nmc, line: 1, path: 'upop' },
    ]);
  });

  it("knows another data set's file", async () => {
    const found = await problems({ nmc: join(dir, 'trade.csv') });
    expect(found).toMatchObject([{ line: 1, found: 'the columns of Dyadic trade', remedy: 'give it as --trade' }]);
  });

  it('reports the problems of all files at once, and no more than fifty', async () => {
    const nmc = changed('capabilities.csv', (text) => text.replaceAll(/^([A-Z]{3},\d+,1995),\d+/gm, '$1,x'));
    const trade = changed('trade.csv', (text) => text.replaceAll(/^(\d+,\d+,1995,[^,]+,[^,]+),[\d.]+/gm, '$1,"1,234"'));
    const found = await problems({ nmc, trade });
    expect(new Set(found.map(({ file }) => file))).toEqual(new Set([nmc, trade]));
    const many = changed('trade.csv', (text) => text.replaceAll(/^(\d+,\d+),\d+,/gm, '$1,year,'), 'many.csv');
    const all = await problems({ trade: many });
    expect(all.length).toBe(51);
    expect(all.at(-1)).toMatchObject({ found: '100 more' });
  });

  it.each([
    ['thousands separators', '"14,000"', 'thousands separators'],
    ['decimal commas', '"14,5"', 'decimal sign'],
    ['dates', 'Jan-95', 'date'],
    ['spreadsheet errors', '#VALUE!', 'spreadsheet'],
    ['words', 'many', 'blank'],
    ['values out of range', '-5', 'blank'],
  ])('names %s with file, row and column', async (_, cell, remedy) => {
    const nmc = changed('capabilities.csv', (text) => text.replace(/^(ARC,901,1995),\d+/m, `$1,${cell}`));
    const [problem, ...rest] = await problems({ nmc });
    expect(rest).toEqual([]);
    expect(problem).toMatchObject({ file: nmc, line: 7, column: 4, path: 'milex' });
    expect(problem?.remedy).toContain(remedy);
  });

  it('names a year that a spreadsheet has made a date of', async () => {
    const trade = changed('trade.csv', (text) => text.replace('901,902,1991', '901,902,01/01/1991'));
    expect(await problems({ trade })).toMatchObject([{ line: 12, column: 3, path: 'year', found: '"01/01/1991"' }]);
  });

  it('skips a byte-order mark and says so, and names semicolons and UTF-16', async () => {
    const marked = changed('capabilities.csv', (text) => `\ufeff${text}`);
    expect((await imported({ nmc: marked })).notes.join('\n')).toContain('byte-order mark');
    const semicolons = changed('capabilities.csv', (text) => text.replaceAll(',', ';'));
    expect((await problems({ nmc: semicolons }))[0]?.remedy).toContain('semicolons');
    const wide = changed('capabilities.csv', (text) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]));
    expect((await problems({ nmc: wide }))[0]?.found).toContain('UTF-16');
  });

  it('names duplicates with both rows', async () => {
    const nmc = changed('capabilities.csv', (text) => `${text}ARC,901,1995,1,1,1,1,1,1,-9,x\n`);
    expect(await problems({ nmc })).toMatchObject([
      { line: 70, found: 'a second, after row 7', expected: 'one row for state 901 in 1995' },
    ]);
    const states = changed('states.csv', (text) => `${text}${text.split('\n')[1]}\n`);
    expect(await problems({ states })).toMatchObject([{ found: 'a second, after row 2' }]);
  });

  it('names an agreement on cooperation that is there twice, by its identifier', async () => {
    const again = (text: string) => {
      const lines = text
        .trim()
        .split('\n')
        .map((line, k) => `${line},${k === 0 ? 'DCAid' : `x-${k}`}`);
      return `${[...lines, lines[1]].join('\n')}\n`;
    };
    const dcad = changed('cooperation.csv', again);
    expect(await problems({ dcad })).toMatchObject([{ file: dcad, expected: 'one row for agreement x-1', found: 'a second, after row 2' }]);
  });

  it('names rows of states that do not exist in the year, and leaves them out', async () => {
    const nmc = changed('capabilities.csv', (text) => `${text}XXX,999,1995,1,1,1,1,1,1,-9,x\n`);
    const { notes, scenario } = await imported({ nmc });
    expect(notes.join('\n')).toContain('rows of capabilities of states that are not in the list in 1995, left out: 999');
    expect(scenario.states?.length).toBe(6);
    const trade = changed('trade.csv', (text) => `${text}901,999,1995,5,5,5,5\n902,998,1995,5,5,5,5\n`);
    const rivalries = changed('rivalries.csv', (text) => text.replace(/^(.*)902(.*)$/m, '$1997$2'));
    const said = (await imported({ trade, rivalries })).notes.join('\n');
    expect(said).toContain('rows of trade of states that are not in the list in 1995, left out: 999; 998');
    expect(said).toContain('rows of rivalries of states that are not in the list in 1995, left out: 997');
    const members = changed('treaty-members.csv', (text) => text.replace('1,904,1,1990', '1,999,1,1990'));
    expect((await imported({ atop_members: members })).notes.join('\n')).toContain('row 4: state 999 of treaty 1');
  });

  it('refuses a year outside the data and a gap within', async () => {
    expect(await problems({}, 2050)).toMatchObject([
      { file: files.nmc, found: '2050', expected: 'a year from 1990 to 2000, which the file covers' },
    ]);
    expect((await problems({}, 1815)).map(({ file }) => file)).toEqual([files.states, files.nmc]);
    const nmc = changed('capabilities.csv', (text) => text.replaceAll(/^[A-Z]{3},\d+,1995,.*\n/gm, ''));
    expect(await problems({ nmc })).toMatchObject([{ file: nmc, expected: 'rows of 1995' }]);
  });

  it('names a gzip file that was cut short, a spreadsheet, an empty file and one that is not there', async () => {
    const cut = changed('trade.csv', (text) => gzipSync(text).subarray(0, 500), 'cut.csv.gz');
    expect((await problems({ trade: cut }))[0]).toMatchObject({ file: cut, found: 'one that ends too early' });
    const damaged = changed(
      'trade.csv',
      (text) => {
        const bytes = gzipSync(text);
        bytes.fill(0, 100, 140);
        return bytes;
      },
      'damaged.csv.gz',
    );
    expect((await problems({ trade: damaged }))[0]?.remedy).toBe('download it again');
    const zip = changed('trade.csv', () => Buffer.from('PK\u0003\u0004....'), 'sheet.xlsx');
    expect((await problems({ trade: zip }))[0]?.found).toContain('spreadsheet');
    const empty = changed('trade.csv', () => '', 'empty.csv');
    expect((await problems({ trade: empty }))[0]?.found).toBe('an empty file');
    expect((await problems({ trade: join(dir, 'nothing.csv') }))[0]?.found).toBe('no such file');
    const header = changed('trade.csv', (text) => `${text.split('\n')[0]}\n`, 'header.csv');
    expect((await problems({ trade: header }))[0]?.expected).toBe('rows below the header');
  });

  it('names rows that are cut short or have stray commas', async () => {
    const nmc = changed('capabilities.csv', (text) => text.replace(/^(ARC,901,1996),.*$/m, '$1,12'));
    expect(await problems({ nmc })).toMatchObject([{ line: 8, expected: '11 cells, as in the header', found: '4' }]);
  });

  it('names one cause once where many rows are of a wrong width, so that what comes after is reported too', async () => {
    const nmc = changed('capabilities.csv', (text) =>
      text.replaceAll(/^([A-Z]{3},\d+,199[89]),[^,]*,/gm, '$1,').replace('ARC,901,1995,9900', 'ARC,901,1995,x'),
    );
    const found = await problems({ nmc });
    expect(found.filter(({ expected }) => expected === '11 cells, as in the header').length).toBe(5);
    expect(found.map((problem) => problem.found)).toContain('another number in 7 more rows');
    expect(found).toContainEqual(expect.objectContaining({ line: 7, path: 'milex' }));
  });

  it('names stray quotation marks with their row', async () => {
    const nmc = changed('capabilities.csv', (text) => text.replace('BRU,902,1991', 'B"RU,902,1991'));
    expect(await problems({ nmc })).toMatchObject([{ file: nmc, line: 14, expected: 'rows of CSV' }]);
    const open = changed('capabilities.csv', (text) => text.replace('BRU,902,1991', '"BRU,902,1991'), 'open.csv');
    expect(await problems({ nmc: open })).toMatchObject([{ file: open, expected: 'rows of CSV' }]);
  });

  it('names a file that is compressed twice', async () => {
    const trade = changed('trade.csv', (text) => gzipSync(gzipSync(text)), 'twice.csv.gz');
    expect(await problems({ trade })).toMatchObject([{ file: trade, remedy: 'unpack it, and give what is in it' }]);
  });

  it.each(['sep=,', 'National Material Capabilities'])('names a line %s above the names of the columns', async (line) => {
    const nmc = changed('capabilities.csv', (text) => `${line}\n${text}`);
    expect(await problems({ nmc })).toMatchObject([
      { file: nmc, line: 1, found: JSON.stringify(line), expected: expect.stringContaining('ccode, year, milex') as string },
    ]);
  });

  it('passes over blank rows as spreadsheets leave them, and notes numbers that they have cut', async () => {
    const nmc = changed(
      'capabilities.csv',
      (text) => `${text.replace('ARC,901,1995,9900', 'ARC,901,1995,9.9E+03')}${`${','.repeat(10)}\n`.repeat(3)}`,
    );
    const { notes, scenario } = await imported({ nmc });
    expect(scenario.states).toEqual((await imported()).scenario.states);
    expect(notes.filter((note) => note.includes('cut to a few digits'))).toEqual([expect.stringContaining(nmc)]);
  });

  it('knows a file that was cut short between two rows by the states that it lacks', async () => {
    const nmc = changed('capabilities.csv', (text) => text.slice(0, text.indexOf('ESK,')));
    expect(await problems({ nmc })).toMatchObject([
      { file: nmc, expected: 'rows of the 6 states of 1995', found: 'none of 2 of them (ESK, FEN)' },
    ]);
  });

  it('names the files of a folder that it does not know where one is wanting', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'entente-import-folder-'));
    try {
      writeFileSync(join(folder, 'nmc.csv'), readFileSync(join(EXAMPLE, 'capabilities.csv'), 'utf8').replaceAll(',', ';'));
      cpSync(join(EXAMPLE, 'states.csv'), join(folder, 'states.csv'));
      const notices = new Notices();
      const error: unknown = await importRecord(await filesIn(folder, notices), { year: 1995, ticks: 1, name: 'x' }, notices).catch(
        (reason: unknown) => reason,
      );
      expect((error as InputError).problems).toMatchObject([
        { path: '--nmc', found: 'none in the folder; not known by their headers: nmc.csv' },
      ]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('asks for the files that no scenario can do without', async () => {
    const error: unknown = await importRecord({}, { year: 1995, ticks: 1, name: 'x' }).catch((reason: unknown) => reason);
    expect((error as InputError).problems.map(({ path }) => path)).toEqual(['--states', '--nmc']);
  });

  it('reads a quarter of a million rows in the memory of a few', { timeout: 60_000 }, async () => {
    const [head = '', ...rows] = readFileSync(join(EXAMPLE, 'trade.csv'), 'utf8').trim().split('\n');
    const others = Array.from({ length: 1000 }, (_, k) => `${2 + k},${3000 + k},1991,5,5,5,5`).join('\n');
    const trade = changed('trade.csv', () => gzipSync(`${head}\n${rows.join('\n')}\n${`${others}\n`.repeat(250)}`), 'long.csv.gz');
    global.gc?.();
    const before = process.memoryUsage().heapUsed;
    const { scenario, text } = await imported({ trade });
    expect(text).toContain('250150 rows');
    expect(scenario.relations).toEqual((await imported()).scenario.relations);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(100e6);
  });
});
