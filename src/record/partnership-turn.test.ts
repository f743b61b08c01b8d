import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InputError } from '../base/errors.ts';
import { checkWorld } from '../model/invariants.ts';
import { step } from '../model/tick.ts';
import type { World } from '../model/world.ts';
import { compileScenario } from '../scenario/compile.ts';
import { scenarioWith, type Experiment } from '../experiment/experiment.ts';
import { readExperiment } from '../experiment/load-experiment.ts';
import { simulate } from '../run/simulate.ts';
import { planSweep } from '../experiment/plan.ts';
import { ROOT } from '../testing/project.ts';
import { withRecord } from '../testing/record-folder.ts';
import { Notices } from './notices.ts';
import { importRecord } from './import.ts';
import { filesIn } from './read-record.ts';

const EXPERIMENT = join(ROOT, 'scenarios', 'experiments', 'partnership-turn-1990.yaml');
/** Whom the invented states of the example stand for: the members of the Warsaw Pact. */
const PARTS = { ARC: 'BUL', BRU: 'RUS', COR: 'CZE', DEL: 'GDR', ESK: 'HUN', FEN: 'POL', GON: 'ROM' };
const CODES = [901, 902, 903, 904, 905, 906, 907];

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'entente-turn-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** The invented record with its states under other names and a pact among them; nothing in it is of the record. */
async function inventedWorld(): Promise<string> {
  const data = join(dir, 'data');
  cpSync(join(ROOT, 'docs', 'how-to', 'import-example'), data, { recursive: true });
  const change = (name: string, to: (text: string) => string) =>
    writeFileSync(join(data, name), to(readFileSync(join(data, name), 'utf8')));
  change('states.csv', (text) =>
    Object.entries(PARTS)
      .reduce((all, [from, part]) => all.replace(`${from},`, `${part},`), text)
      .replace('1994,6,30', '2000,12,31'),
  );
  // the state whose membership is drawn out has figures for it too
  change('capabilities.csv', (text) => {
    const last = text.split('\n').findLast((line) => line.startsWith('GON,')) ?? '';
    return `${text}${last.replace(/^GON,907,\d+/, 'GON,907,1995')}\n`;
  });
  change('treaty-members.csv', (text) => {
    const row = text.split('\n')[1] ?? '';
    return text + CODES.map((code) => `${row.replace(/^1,901,1,1990,4,4/, `3285,${code},1,1955,5,14`)}\n`).join('');
  });
  const { text } = await importRecord(await filesIn(data, new Notices()), { year: 1995, ticks: 11, name: 'invented' });
  const file = join(dir, 'invented.yaml');
  writeFileSync(file, text);
  return file;
}

/** The world of a point after some ticks. */
function worldOf(experiment: Experiment, settings: readonly string[], ticks: number): World {
  const [scenario] = experiment.scenarios;
  if (scenario === undefined) throw new Error('no scenario');
  const w = compileScenario(scenarioWith(experiment, scenario, settings), { seed: 1, replicate: 0 });
  for (let tick = 1; tick <= ticks; tick++) step(w, { event: () => undefined });
  return w;
}

const pactIn = (w: World) => w.book.active.some(({ name }) => name.endsWith('(ATOP 3285)'));
const settingsOf = (threat: string, trade: string) => [`variant=${threat}`, `variant=${trade}`];

describe('the experiment on the turn to partnerships', () => {
  it('says how to make its world where it is not there', () => {
    const elsewhere = join(dir, 'experiments', 'partnership-turn-1990.yaml');
    cpSync(EXPERIMENT, elsewhere);
    const load = () => readExperiment(elsewhere);
    expect(load).toThrow(InputError);
    expect(load).toThrow(
      /no such file; make it from your own files: entente import --data DIR --year 1989 --out results\/world-1989\.yaml/,
    );
  });

  it('runs at every point on an invented world that has the states and the pact', async () => {
    const experiment = readExperiment(EXPERIMENT, { scenario: await inventedWorld() });
    const plan = planSweep(experiment, experiment.seed ?? NaN, '0.0.0');
    expect({ points: plan.points, replicates: plan.replicates }).toEqual({ points: 4, replicates: 20 });
    const [scenario] = experiment.scenarios;
    if (scenario === undefined) throw new Error('no scenario');
    for (let k = 0; k < plan.points; k++) {
      const spec = plan.run(k);
      const { config, seed, replicate, key, settings } = spec;
      const run = { scenario: scenarioWith(experiment, scenario, settings), seed, replicate, checkEvery: 1, point: { config, key } };
      const result = simulate(run, { tables: experiment.kept, reductions: experiment.reductions });
      expect(result).toMatchObject({ failure: '', ticks: 11 });
      const values = [...result.outcomes, ...result.reductions];
      expect(values.length).toBeGreaterThan(10);
      expect(values.filter((value) => value !== null && !Number.isFinite(value))).toEqual([]);
    }
  });

  it('removes the threat, raises trade, does both, or leaves the world as it is', async () => {
    const experiment = readExperiment(EXPERIMENT, { scenario: await inventedWorld() });
    const after = (threat: string, trade: string, ticks = 3) => worldOf(experiment, settingsOf(threat, trade), ticks);
    const stays = after('threat-stays', 'trade-stays');
    const rus = stays.ids.indexOf('RUS');
    const trade = (w: World) => w.trade.reduce((sum, x) => sum + x, 0);
    const plain = worldOf(experiment, [], 3);
    expect(stays.power).toEqual(plain.power);
    expect(stays.intent).toEqual(plain.intent);
    expect(pactIn(after('threat-stays', 'trade-stays', 0))).toBe(true);
    expect(pactIn(after('threat-goes', 'trade-stays'))).toBe(false);
    const goes = after('threat-goes', 'trade-rises');
    expect(goes.revisionism[rus]).toBe(0.15);
    expect((goes.power[rus] ?? NaN) / (stays.power[rus] ?? NaN)).toBeLessThan(0.75);
    expect(trade(goes) / trade(stays)).toBeCloseTo(1.07, 6);
    expect(trade(after('threat-stays', 'trade-rises', 11)) / trade(after('threat-stays', 'trade-stays', 11))).toBeCloseTo(1.3346, 3);
  });

  withRecord((data) => {
    it('starts from the record of 1989 and ends the Warsaw Pact in 1991', { timeout: 120_000 }, async () => {
      const { text } = await importRecord(await filesIn(data, new Notices()), { year: 1989, ticks: 11, name: 'record-1989' });
      const file = join(dir, 'world-1989.yaml');
      writeFileSync(file, text);
      const experiment = readExperiment(EXPERIMENT, { scenario: file });
      expect(pactIn(worldOf(experiment, settingsOf('threat-goes', 'trade-rises'), 0))).toBe(true);
      const w = worldOf(experiment, settingsOf('threat-goes', 'trade-rises'), 3);
      expect(pactIn(w)).toBe(false);
      expect(() => checkWorld(w)).not.toThrow();
    });
  });
});
