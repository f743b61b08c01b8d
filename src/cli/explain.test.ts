import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Explanation } from '../explain/explain.ts';
import type { WhyNot } from '../explain/why-not.ts';
import { openResults, readTable } from '../results/read-results.ts';
import { useBench } from '../testing/cli.ts';

const bench = useBench();
const { entente } = bench;

const WORLD = `entente: 1
name: asked
ticks: 8
generate: {states: 10, rivalries: 4}
record: {states: 1, decisions: 1}
`;
const TICK = 3;

async function explained(...args: string[]): Promise<Explanation & { why_not?: WhyNot }> {
  const { code, stdout, stderr } = await entente('explain', ...args, '--json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout) as Explanation & { why_not?: WhyNot };
}

async function states(folder: string): Promise<string[]> {
  const table = await readTable(await openResults(bench.path(folder)), 'states', ['state']);
  return [...new Set(table.texts('state'))];
}

beforeAll(async () => {
  bench.write('asked.yaml', WORLD);
  const { code, stderr } = await entente('run', 'asked.yaml', '--seed', '7', '--replicates', '3', '--out', 'asked', '--quiet');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

describe('an explanation', () => {
  it('is of the decision that was recorded: the same options, terms, probabilities and choice', async () => {
    const results = await openResults(bench.path('asked'));
    const terms = ['term_security', 'term_entrapment', 'term_abandonment'];
    const table = await readTable(results, 'decisions', ['replicate', 'tick', 'state', 'strategy', 'chosen', 'total', 'chance', ...terms]);
    const [id = ''] = await states('asked');
    const { turns } = await explained('asked', '--state', id, '--tick', String(TICK), '--replicate', '1', '--options', '1000');
    const shown = turns.flatMap(({ strategies }) => strategies.flatMap(({ options }) => options));
    const rows = Array.from({ length: table.rows }, (_, r) => r).filter(
      (r) => table.numbers('replicate')[r] === 1 && table.numbers('tick')[r] === TICK && table.texts('state')[r] === id,
    );
    expect(shown).toHaveLength(rows.length);
    const asText = (total: number, security: number, entrapment: number, abandonment: number, chosen: boolean) =>
      JSON.stringify([total, security, entrapment, abandonment, chosen]);
    const written = rows.map((r) => {
      const [security, entrapment, abandonment] = terms.map((term) => table.numbers(term)[r] ?? NaN);
      return asText(
        table.numbers('total')[r] ?? NaN,
        security ?? NaN,
        entrapment ?? NaN,
        abandonment ?? NaN,
        table.numbers('chosen')[r] === 1,
      );
    });
    const rounded = shown.map(({ total, terms: t, chosen }) =>
      asText(total, t.security ?? NaN, t.entrapment ?? NaN, t.abandonment ?? NaN, chosen),
    );
    expect(rounded.map((text) => text.replaceAll('-0,', '0,')).sort()).toEqual(written.map((text) => text.replaceAll('-0,', '0,')).sort());
  });

  it('adds up: terms to the total, probabilities to one, one option chosen a turn', async () => {
    for (const id of (await states('asked')).slice(0, 3)) {
      const { turns } = await explained('asked', '--state', id, '--tick', String(TICK), '--options', '1000');
      for (const { strategies } of turns) {
        expect(strategies.map(({ strategy }) => strategy)).toEqual(['balance', 'bandwagon', 'partner', 'unaligned']);
        expect(strategies.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 9);
        const options = strategies.flatMap((s) => s.options);
        expect(options.filter(({ chosen }) => chosen)).toHaveLength(1);
        for (const { terms, total } of options) expect(Object.values(terms).reduce((sum, x) => sum + x, 0)).toBeCloseTo(total, 12);
      }
    }
  });

  it('says in the terminal what was chosen and what came of it', async () => {
    const [id = ''] = await states('asked');
    const { code, stdout } = await entente('explain', 'asked', '--state', id, '--tick', '1');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^.+ at tick 1 \(1\) of asked, seed 7, replicate 0\n/);
    expect(stdout).toMatch(/\nbalance: probability \d/);
    expect(stdout).toMatch(/\nchosen: .+\noutcome: .+\n$/);
  });

  it.each([
    [['--state', 'Atlantis', '--tick', '3'], /--state: expected the id of a state, found "Atlantis"/],
    [['--state', 'S01', '--tick', '0'], /--tick: expected a tick from 1 to 8, found 0/],
    [['--state', 'S01', '--tick', '9'], /--tick: expected a tick from 1 to 8, found 9/],
    [['--tick', '9x'], /--state: expected the id of a state, found nothing[^]*--tick: expected a whole number/],
    [['--state', 'S01', '--tick', '3', '--replicate', '3'], /--replicate: expected a replicate from 0 to 2, found 3/],
    [['--state', 'S01', '--tick', '3', '--why-not', 'aliance:S02'], /--why-not: expected one of .*did you mean "alliance"/],
    [['--state', 'S01', '--tick', '3', '--why-not', 'alliance:S99'], /--why-not: expected the id of a state after the colon/],
  ])('refuses %j', async (args, said) => {
    const [id = ''] = await states('asked');
    const real = args.map((arg) => (arg === 'S01' ? id : arg));
    const { code, stdout, stderr } = await entente('explain', 'asked', ...real);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(said);
    expect(stderr).not.toMatch(/ at .*\.js:\d/);
  });
});

describe('why not', () => {
  it('gives changes that flip the choice when they are run', async () => {
    for (const id of await states('asked')) {
      const { why_not: answer, turns } = await explained('asked', '--state', id, '--tick', String(TICK), '--why-not', 'unaligned');
      expect(answer?.already).toBe(turns[0]?.chosen.strategy === 'unaligned');
      const lever = answer?.levers.find(({ to }) => to !== null);
      if (lever === undefined) continue;
      const set = ['--set', `${lever.path}=${lever.to}`];
      const { code, stderr } = await entente(
        'branch',
        'asked',
        '--at',
        String(TICK),
        ...set,
        '--out',
        'flip',
        '--quiet',
        '--metrics',
        'new_wars',
      );
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      const then = await explained('flip', '--state', id, '--tick', String(TICK));
      expect(then.turns[0]?.chosen.strategy, set.join(' ')).toBe('unaligned');
      return;
    }
    expect.fail('no answer could be put to the test');
  }, 180_000);
});

describe('a branch', () => {
  it('equals its control to the bit before the tick, and has the same random draws after', async () => {
    const { code, stdout } = await entente('branch', 'asked', '--at', '4', '--set', 'parameters.entrapment_cost=9', '--out', 'wary');
    expect(code).toBe(0);
    expect(stdout).toMatch(/effects at tick 8, B - A/);
    const before = (folder: string) =>
      bench
        .read(folder, 'system.csv')
        .split('\n')
        .slice(1)
        .map((line) => line.split(',').slice(2))
        .filter((cells) => Number(cells[2]) < 4);
    expect(before('wary')).toEqual(before('asked'));
    expect(bench.read('wary', 'system.csv')).not.toBe(bench.read('asked', 'system.csv'));
  });

  it('that changes nothing has no effect and no parting', async () => {
    const { code, stdout } = await entente(
      'branch',
      'asked',
      '--at',
      '4',
      '--multiply',
      'relations.*-*.trade=1',
      '--out',
      'same',
      '--json',
      '--metrics',
      'n_alliance_ties',
    );
    expect(code).toBe(0);
    const { effects, first } = JSON.parse(stdout) as {
      effects: { difference: number }[];
      first: { tick: number; difference: unknown } | null;
    };
    expect(effects.every(({ difference }) => difference === 0)).toBe(true);
    // the dated event itself is a row of events.csv
    expect(first?.difference ?? null).toBeNull();
  });

  it('holds a parameter that follows a path in time at what is set', async () => {
    bench.write('path.yaml', `${WORLD}parameters: {entrapment_cost: {at: {0: 0, 8: 8}}}\n`);
    await entente('run', 'path.yaml', '--seed', '7', '--out', 'path', '--quiet');
    const { code } = await entente('branch', 'path', '--at', '3', '--set', 'parameters.entrapment_cost=1', '--out', 'path-held', '--quiet');
    expect(code).toBe(0);
    const [id = ''] = await states('path');
    const costs = async (folder: string, tick: string) =>
      (await explained(folder, '--state', id, '--tick', tick)).turns[0]?.costs.entrapment;
    expect(await costs('path', '2')).toBe(2);
    expect(await costs('path-held', '2')).toBe(2);
    expect(await costs('path-held', '3')).toBe(1);
    expect(await costs('path-held', '7')).toBe(1);
  });

  it.each([
    [['--at', '0', '--set', 'parameters.entrapment_cost=1'], /--at: expected a tick from 1 to 8/],
    [['--at', '4'], /branch: expected something that is changed, found nothing/],
    [['--at', '4', '--set', 'parameters.entrapment_cots=1'], /entrapment_cots.*did you mean "entrapment_cost"/],
    [['--at', '4', '--set', 'parameters.entrapment_cost=99'], /expected a number from 0 to 20, found 99/],
    [['--at', '4', '--set', 'entrapment'], /--set entrapment: expected path=value/],
    [['--at', '4', '--shocks', 'none.yaml'], /none.yaml: expected/],
    [['--at', '4', '--shocks', 'early.yaml'], /expected a tick from 4, where the branch begins, found 2/],
    [['--at', '4', '--set', 'parameters.entrapment_cost=1', '--level', '95'], /--level: expected a share between 0 and 1/],
    [
      ['--at', '4', '--set', 'parameters.entrapment_cost=1', '--metrics', 'new_warz'],
      /--metrics: expected a metric of both folders, found "new_warz"/,
    ],
  ])('refuses %j', async (args, said) => {
    bench.write('early.yaml', '- {at: 2, set: {parameters.entrapment_cost: 1}}\n');
    const { code, stdout, stderr } = await entente('branch', 'asked', ...args, '--out', 'refused', '--force', '--quiet');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(said);
  });
});

describe('a comparison', () => {
  it('finds the effect that the tables have, by replicate', async () => {
    await entente(
      'run',
      'asked.yaml',
      '--seed',
      '7',
      '--replicates',
      '3',
      '--set',
      'parameters.entrapment_cost=9',
      '--out',
      'nine',
      '--quiet',
    );
    const { code, stdout } = await entente('compare', 'asked', 'nine', '--json', '--out', 'difference');
    expect(code).toBe(0);
    const { effects, first } = JSON.parse(stdout) as {
      effects: { metric: string; tick: number; n: number; difference: number; low: number; high: number }[];
      first: { difference: { of: string } | null };
    };
    const ends = async (folder: string) => {
      const table = await readTable(await openResults(bench.path(folder)), 'system', ['tick', 'n_alliance_ties']);
      return [...table.numbers('n_alliance_ties')].filter((_, r) => table.numbers('tick')[r] === 8);
    };
    const [a, b] = [await ends('asked'), await ends('nine')];
    const effect = effects.find(({ metric, tick }) => metric === 'n_alliance_ties' && tick === 8);
    expect(effect?.n).toBe(3);
    expect(effect?.difference).toBeCloseTo(b.reduce((sum, x, r) => sum + x - (a[r] ?? NaN), 0) / 3, 12);
    expect(effect?.low).toBeLessThanOrEqual(effect?.difference ?? NaN);
    expect(first.difference?.of).toMatch(/choice|event/);
    const lines = readFileSync(bench.path('difference', 'effects.csv'), 'utf8').split('\n');
    expect(lines[0]).toBe('metric,tick,n,mean_a,mean_b,difference,sd,low,high');
    expect(lines).toHaveLength(effects.length + 2);
  });

  it('refuses other random draws, a folder that is none and an altered one', async () => {
    await entente('run', 'asked.yaml', '--seed', '8', '--out', 'eight', '--quiet');
    const other = await entente('compare', 'asked', 'eight');
    expect(other.code).toBe(2);
    expect(other.stderr).toMatch(/eight: expected runs with the random draws of asked, seed 7, found seed 8; make them with --seed 7/);
    expect((await entente('compare', 'asked', 'nowhere')).stderr).toMatch(/nowhere: expected a results folder, found no such folder/);
    bench.write('eight/runs.csv', `${bench.read('eight', 'runs.csv')}\n`);
    expect((await entente('compare', 'eight', 'asked')).stderr).toMatch(/runs.csv: expected a file with the digest/);
  });
});
