import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InputError, OutputError } from '../base/errors.ts';
import { openResults, readTable } from '../results/read-results.ts';
import { PATTERNS } from '../record/score/patterns.ts';
import { moments } from '../record/score/special-measures.ts';
import { countGroups, outside, scoreResults, type PatternScore } from '../record/score/score.ts';
import { ROOT } from '../testing/project.ts';
import { runCommand } from './commands/run.ts';
import { scoreCommand } from './commands/score.ts';
import { readRunOptions } from './run-options.ts';

let dir: string;
const io = { stdout: (text: string) => void (said += text), stderr: () => undefined };
let said = '';
const run = (out: string, record: string[]) =>
  runCommand(
    readRunOptions(join(ROOT, 'scenarios', 'indo-pacific-2022.yaml'), {
      seed: '1',
      replicates: '2',
      ticks: '6',
      workers: '1',
      quiet: true,
      record,
      out: join(dir, out),
    }),
    [],
    io,
  );

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'entente-score-'));
  await run('full', ['dyads=1']);
  await run('bare', ['states=0']);
}, 60_000);
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const window = { from: 1, to: 10_000 };
const score = async (folder: string) => scoreResults(await openResults(join(dir, folder)), PATTERNS, { window, level: 0.95 });
const byName = (scores: readonly PatternScore[], name: string) => {
  const found = scores.find(({ pattern }) => pattern.name === name);
  if (found === undefined) throw new Error(`no pattern ${name}`);
  return found;
};

describe('the scorecard', () => {
  it('has a value, an interval and a verdict for every pattern that happened', async () => {
    const scores = await score('full');
    expect(scores.map(({ pattern }) => pattern.name)).toEqual(PATTERNS.map(({ name }) => name));
    for (const { value, result, note, distance } of scores) {
      expect(result === 'unknown').toBe(value === null);
      expect(note === '').toBe(value !== null);
      if (result === 'hit') expect(distance).toBe(0);
      if (result === 'miss') expect(distance).not.toBe(0);
    }
    expect(Object.values(countGroups(scores)).reduce((a, b) => a + b)).toBe(13);
  });

  it('agrees with values recomputed from the tables', async () => {
    const scores = await score('full');
    const system = await readTable(await openResults(join(dir, 'full')), 'system');
    const [tick, replicate] = [system.numbers('tick'), system.numbers('replicate')];
    const meanOf = (column: string) => {
      const perRun = [0, 1].map((r) => {
        const own = [...system.numbers(column)].filter((x, k) => replicate[k] === r && (tick[k] ?? 0) >= 1 && !Number.isNaN(x));
        return own.reduce((a, b) => a + b, 0) / own.length;
      });
      return ((perRun[0] ?? 0) + (perRun[1] ?? 0)) / 2;
    };
    expect(byName(scores, 'defence_degree').value).toBeCloseTo(meanOf('mean_defence_degree'), 12);
    expect(byName(scores, 'dispute_rate').value).toBeCloseTo(meanOf('dispute_rate'), 12);
    const ended = system.numbers('ended_formal_alliances');
    const stock = system.numbers('n_formal_alliances');
    const hazard = [0, 1].map((r) => {
      let [above, below] = [0, 0];
      tick.forEach((t, k) => {
        if (replicate[k] !== r || t < 1) return;
        above += ended[k] ?? 0;
        below += stock[k - 1] ?? 0;
      });
      return above / below;
    });
    expect(byName(scores, 'alliance_hazard').value).toBeCloseTo(((hazard[0] ?? 0) + (hazard[1] ?? 0)) / 2, 12);
  });

  it('counts new ties of pairs with a common rival from the table of pairs', async () => {
    const dyads = await readTable(await openResults(join(dir, 'full')), 'dyads');
    const rows = Array.from({ length: dyads.rows }, (_, k) => ({
      run: dyads.numbers('replicate')[k] ?? 0,
      tick: dyads.numbers('tick')[k] ?? 0,
      a: dyads.texts('state_a')[k] ?? '',
      b: dyads.texts('state_b')[k] ?? '',
      rival: (dyads.numbers('hostility')[k] ?? 0) >= 0.3 && dyads.numbers('alliance')[k] !== 1,
      tied: dyads.numbers('defence_ab')[k] === 1 || dyads.numbers('defence_ba')[k] === 1,
    }));
    const ratios = [0, 1].map((replicate) => {
      const count = { true: [0, 0], false: [0, 0] };
      for (let tick = 1; tick <= 6; tick++) {
        const before = rows.filter((row) => row.run === replicate && row.tick === tick - 1);
        const now = new Map(rows.filter((row) => row.run === replicate && row.tick === tick).map((row) => [`${row.a} ${row.b}`, row.tied]));
        const rivals = (x: string) =>
          before.filter((row) => row.rival && (row.a === x || row.b === x)).map((row) => (row.a === x ? row.b : row.a));
        for (const { a, b } of before.filter(({ tied }) => !tied)) {
          const entry = count[String(rivals(a).some((l) => rivals(b).includes(l))) as 'true' | 'false'];
          entry[1] = (entry[1] ?? 0) + 1;
          if (now.get(`${a} ${b}`) === true) entry[0] = (entry[0] ?? 0) + 1;
        }
      }
      const rate = ([part = 0, all = 0]: number[]) => part / all;
      return rate(count.true) / rate(count.false);
    });
    const there = ratios.filter((x) => Number.isFinite(x));
    const { value, n } = byName(await score('full'), 'common_enemy');
    expect(n).toBe(there.length);
    if (there.length > 0) expect(value).toBeCloseTo(there.reduce((a, b) => a + b, 0) / there.length, 10);
    else expect(value).toBeNull();
  });

  it('says how to record what a pattern needs', async () => {
    const scores = await score('bare');
    expect(byName(scores, 'common_enemy')).toMatchObject({
      result: 'unknown',
      note: 'needs dyads.csv of every tick: run with --record dyads=1',
    });
    expect(byName(scores, 'capability_tails').note).toContain('--record states=1');
  });

  it('knows how far outside a band is, and a group outside when one of its patterns is', () => {
    expect([0.5, 1, 2, 3, 3.5].map((x) => outside(x, { low: 1, high: 3 }))).toEqual([-0.5, 0, 0, 0, 0.5]);
    expect(outside(99, { low: 1 })).toBe(0);
    const one = (result: PatternScore['result'], group: string) => ({ result, pattern: { name: group, group } }) as PatternScore;
    expect(countGroups([one('hit', 'a'), one('miss', 'a'), one('hit', 'b'), one('unknown', 'c'), one('hit', 'c')])).toEqual({
      hit: 1,
      miss: 1,
      unknown: 1,
    });
  });

  it('works out kurtosis and spread', () => {
    // -1, 0, 0, 1: mean square 1/2, mean fourth power 1/2
    expect(moments([-1, 0, 0, 1])).toEqual({ sd: Math.sqrt(0.5), kurtosis: 2 });
  });
});

describe('entente score', () => {
  it('prints misses as well as hits, and writes a table', async () => {
    said = '';
    const out = join(dir, 'card.csv');
    await scoreCommand(join(dir, 'full'), { out }, io);
    expect(said).toMatch(/MISS by [\d.]+ (above|below)/);
    expect(said).toMatch(/\d+ patterns in band, \d+ outside, \d+ unknown\n$/);
    expect(readFileSync(out, 'utf8').trim().split('\n').length).toBe(1 + PATTERNS.length);
    await expect(scoreCommand(join(dir, 'full'), { out }, io)).rejects.toThrow(OutputError);
  });

  const own = (text: string) => {
    const file = join(dir, 'own.yaml');
    writeFileSync(file, text);
    return file;
  };
  it('takes patterns of a file', async () => {
    said = '';
    const patterns = own('patterns:\n  - {name: mine, title: agreements, measure: {end: n_agreements}, band: {low: 0}}\n');
    await scoreCommand(join(dir, 'full'), { patterns, json: true }, io);
    expect(JSON.parse(said)).toMatchObject({ hit: 1, miss: 0, scores: [{ name: 'mine', result: 'hit', n: 2 }] });
  });

  it.each([
    [
      'a measure that there is not',
      'patterns:\n  - {name: mine, title: x, measure: {median: n_agreements}, band: {low: 0}}\n',
      'patterns.0.measure',
    ],
    ['a band without bounds', 'patterns:\n  - {name: mine, title: x, measure: {end: n_agreements}, band: {}}\n', 'patterns.0.band'],
    [
      'a band upside down',
      'patterns:\n  - {name: mine, title: x, measure: {end: n_agreements}, band: {low: 2, high: 1}}\n',
      'patterns.0.band',
    ],
    ['an unknown key', 'patterns:\n  - {name: mine, title: x, measure: {end: n_agreements}, band: {low: 0}, colour: red}\n', 'patterns.0'],
    ['a column that there is not', 'patterns:\n  - {name: mine, title: x, measure: {end: n_agreement}, band: {low: 0}}\n', 'patterns.mine'],
    [
      'a name twice',
      `patterns:\n${'  - {name: mine, title: x, measure: {end: n_agreements}, band: {low: 0}}\n'.repeat(2)}`,
      'patterns.1.name',
    ],
  ])('refuses %s', async (_, text, path) => {
    const error: unknown = await scoreCommand(join(dir, 'full'), { patterns: own(text) }, io).catch((reason: unknown) => reason);
    expect((error as InputError).problems?.[0]?.path).toBe(path);
  });

  it('refuses a folder without results and ticks the wrong way round', async () => {
    await expect(scoreCommand(dir, {}, io)).rejects.toThrow(InputError);
    await expect(scoreCommand(join(dir, 'full'), { from: '5', to: '2' }, io)).rejects.toThrow('--from');
  });
});
