import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { digests, FIVE, SMALL, useBenchWithRuns } from '../testing/cli.ts';
import { verifyResults } from '../results/verify.ts';

const bench = useBenchWithRuns();
const { entente } = bench;

describe('results', () => {
  it('have all files, with the row count that ticks and states imply, and verify', async () => {
    expect(bench.list('five')).toEqual([
      'agreements.csv',
      'datapackage.json',
      'dyads.csv',
      'errors.csv',
      'events.csv',
      'manifest.json',
      'runs.csv',
      'states.csv',
      'system.csv',
    ]);
    const { files } = await verifyResults(bench.path('five'));
    expect(files['system.csv']?.rows).toBe(5 * 11);
    expect(files['states.csv']?.rows).toBe(5 * 11 * 8);
    expect(files['dyads.csv']?.rows).toBe(5 * 3 * 28);
    expect(files['runs.csv']?.rows).toBe(5);
    expect(files['errors.csv']?.rows).toBe(0);
  });

  it('are the same bytes on repetition', async () => {
    await entente(...FIVE, '--workers', '1', '--out', 'again');
    expect(digests(bench.path('again'))).toEqual(digests(bench.path('five')));
  });

  it.each(['2', '5'])('are the same bytes with %s workers', async (workers) => {
    const { code } = await entente(...FIVE, '--workers', workers, '--out', `workers-${workers}`);
    expect(code).toBe(0);
    expect(digests(bench.path(`workers-${workers}`))).toEqual(digests(bench.path('five')));
  });

  it('are other bytes with another seed, and replicates differ', async () => {
    await entente('run', 'small.yaml', '--seed', '2', '--replicates', '5', '--quiet', '--out', 'seed-2');
    expect(digests(bench.path('seed-2'))['system.csv']).not.toBe(digests(bench.path('five'))['system.csv']);
    const digestsOfRuns = bench
      .read('five', 'runs.csv')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(',').at(-1));
    expect(new Set(digestsOfRuns).size).toBe(5);
  });

  it.each([
    ['states', '0'],
    ['dyads', '0'],
    ['dyads', '1'],
    ['decisions', '1'],
  ])('do not change elsewhere when %s are recorded every %s ticks', async (table, every) => {
    const out = `record-${table}-${every}`;
    const { code } = await entente(...FIVE, '--record', `${table}=${every}`, '--out', out);
    expect(code).toBe(0);
    // The dictionary lists the tables that there are; all other files must be the same.
    const except = [`${table}.csv`, 'datapackage.json'];
    expect(digests(bench.path(out), except)).toEqual(digests(bench.path('five'), except));
    expect(bench.list(out).includes(`${table}.csv`)).toBe(every !== '0');
  });

  it('are the same bytes whole and in two halves', async () => {
    const until = ['run', 'small.yaml', '--seed', '1', '--replicates', '5', '--quiet', '--until', '4', '--checkpoint', 'half'];
    expect((await entente(...until)).code).toBe(0);
    const { code, stderr } = await entente('run', '--resume', 'half', '--quiet', '--out', 'halves');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(digests(bench.path('halves'))).toEqual(digests(bench.path('five')));
  });

  it('stop where the whole run would when a condition has held since before the checkpoint', async () => {
    bench.write('spans.yaml', SMALL.replace('new_wars, above: 3', 'n_states, above: 7, for: 6'));
    await entente('run', 'spans.yaml', '--seed', '1', '--quiet', '--out', 'spans');
    await entente('run', 'spans.yaml', '--seed', '1', '--quiet', '--until', '4', '--checkpoint', 'spans-half');
    await entente('run', '--resume', 'spans-half', '--quiet', '--out', 'spans-halves');
    expect(bench.read('spans', 'runs.csv')).toMatch(/,done,6,n_states above 7 for 6 ticks,/);
    expect(digests(bench.path('spans-halves'))).toEqual(digests(bench.path('spans')));
  });

  it('are the same bytes from their manifest, failed runs and settings included', async () => {
    const first = await entente(
      'run',
      'small.yaml',
      '--replicates',
      '2',
      '--set',
      'parameters.entrapment_cost=3',
      '--ticks',
      '6',
      '--out',
      'set',
      '--json',
      '--quiet',
    );
    expect(JSON.parse(first.stdout)).toMatchObject({ seed_drawn: true, replicates: 2, ticks: 6, runs: { done: 2, failed: 0 } });
    const { code, stderr } = await entente('run', '--from', 'set/manifest.json', '--out', 'from', '--quiet');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(digests(bench.path('from'))).toEqual(digests(bench.path('set')));
  });

  it('end at the tick at which a condition to stop holds, with that tick’s rows', async () => {
    bench.write('stops.yaml', SMALL.replace('new_wars, above: 3', 'n_states, above: 7, for: 3'));
    await entente('run', 'stops.yaml', '--seed', '1', '--quiet', '--out', 'stops');
    const [, row] = bench.read('stops', 'runs.csv').split('\n');
    expect(row).toMatch(/,done,3,n_states above 7 for 3 ticks,/);
    expect((await verifyResults(bench.path('stops'))).files['system.csv']?.rows).toBe(4);
  });

  it('hold every value to the data dictionary', () => {
    const { resources } = JSON.parse(bench.read('five', 'datapackage.json')) as { resources: Resource[] };
    expect(resources.map(({ name }) => name)).toEqual(['runs', 'system', 'states', 'dyads', 'agreements', 'events', 'errors']);
    for (const resource of resources) expect(misfits(resource, bench.read('five', resource.path))).toEqual([]);
  });

  it('that were altered are found out, file by file', async () => {
    await entente(...FIVE, '--out', 'altered');
    bench.write('altered/events.csv', bench.read('altered', 'events.csv').replace(/\n$/, ' \n'));
    bench.write('altered/extra.csv', 'x\n');
    await expect(verifyResults(bench.path('altered'))).rejects.toThrow(/events\.csv.*\n.*extra\.csv/);
  });
});

describe('what was made elsewhere', () => {
  const reseal = (text: string) => `${text}{"sha256":"${createHash('sha256').update(text).digest('hex')}"}\n`;
  const checkpoint = ['run', 'small.yaml', '--seed', '1', '--quiet', '--until', '4', '--checkpoint'];
  let lines: string[] = [];

  beforeAll(async () => {
    await entente(...checkpoint, 'good');
    lines = bench.read('good').trimEnd().split('\n').slice(0, -1);
  });

  it.each<[string, (lines: string[]) => string, RegExp]>([
    ['cut short', (l) => `${l.slice(0, -1).join('\n')}\n`, /found one that was cut short or altered/],
    ['altered', (l) => `${l.join('\n').replace('"tick":4', '"tick":5')}\n`, /found one that was cut short or altered/],
    ['empty', () => '', /found a file that is too short/],
    ['sealed but no checkpoint', () => reseal('hello\n'), /expected a checkpoint of entente, found/],
    [
      'of another version',
      (l) => sealed(l, '"name":"entente","version":"', '"name":"entente","version":"9'),
      /program\.version: expected a checkpoint made by this version/,
    ],
    ['of another form', (l) => sealed(l, '"version":2,', '"version":1,'), /version: expected a checkpoint of entente, form 2/],
    [
      'of another scenario',
      (l) => sealed(l, '"name":"small"', '"name":"other"'),
      /scenario: expected the scenario that the runs were made of, found an altered one/,
    ],
    [
      'of another size',
      (l) => sealed(l, /"array":"military","bytes":\{"\$bytes":"[^"]*"/, '"array":"military","bytes":{"$$bytes":"AAAA"'),
      /arrays\.military: expected a sound checkpoint/,
    ],
    [
      'without an array',
      (l) => reseal(`${l.filter((line) => !line.includes('"array":"intent"')).join('\n')}\n`),
      /arrays\.intent: expected a sound checkpoint/,
    ],
    [
      'without a column',
      (l) => reseal(`${l.filter((line) => !line.includes('"column":"n_alliance_ties"')).join('\n')}\n`),
      /system\.n_alliance_ties: expected a checkpoint of entente, found no such column/,
    ],
    [
      'with a column cut short',
      (l) => sealed(l, /("column":"n_alliance_ties","rows":5,"values":\{"\$bytes":)"[^"]*"/, '$1"AAAAAAAAAAA="'),
      /system\.n_alliance_ties: expected a checkpoint of entente, found other values than 5 of type integer/,
    ],
    [
      'with other rows than it says',
      (l) => sealed(l, '"column":"event","rows":', '"column":"event","rows":1'),
      /events\.event: expected a checkpoint of entente, found other values than/,
    ],
    ['without a run', (l) => reseal(`${l.slice(0, -1).join('\n')}\n`), /replicates: expected a checkpoint of entente, found 0 of 1/],
    [
      'with an agreement of nobody',
      (l) => sealed(l, /"members":\[\{"state":\d+/, '"members":[{"state":99'),
      /book\.agreements.*expected a sound checkpoint/,
    ],
    [
      'with a tie that no agreement makes',
      (l) => sealed(l, '"links":[', '"links":[{"index":60,"a":6,"b":7},'),
      /world: expected a sound checkpoint/,
    ],
    [
      'with a loop without end',
      (l) => sealed(l, /("tick":4,"parameters":\{.*?"turns":)\d+/, '$11000000000000'),
      /parameters\.turns: expected a sound checkpoint/,
    ],
    ['of the future', (l) => sealed(l, '"tick":4', '"tick":9'), /tick: expected a sound checkpoint/],
  ])('is refused: a checkpoint %s', async (_what, spoil, message) => {
    bench.write('bad', spoil(lines));
    const { code, stderr } = await entente('run', '--resume', 'bad', '--out', 'bad-out', '--quiet');
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(code).toBe(2);
    expect(bench.list()).not.toContain('bad-out');
  });

  function sealed(from: string[], what: string | RegExp, by: string): string {
    const text = `${from.join('\n')}\n`;
    const changed = typeof what === 'string' ? text.replace(what, () => by) : text.replace(what, by);
    expect(changed).not.toBe(text);
    return reseal(changed);
  }

  it('is kept: a checkpoint that exists is replaced by force alone, and only if it is one', async () => {
    expect(await entente(...checkpoint, 'good')).toMatchObject({
      code: 4,
      stderr: expect.stringMatching(/^good exists already; give --force/),
    });
    expect((await entente(...checkpoint, 'good', '--force')).code).toBe(0);
    expect(await entente(...checkpoint, 'small.yaml', '--force')).toMatchObject({
      code: 4,
      stderr: expect.stringMatching(/is no checkpoint of ours/),
    });
    expect(bench.read('small.yaml')).toBe(SMALL);
  });

  it.each<[string, (manifest: string) => string, RegExp]>([
    ['of another form', (m) => m.replace('"version": 1,', '"version": 2,'), /version: expected a manifest of entente's results, form 1/],
    [
      'with an altered scenario',
      (m) => m.replace('"name": "small"', '"name": "other"'),
      /scenario: expected the scenario that the runs were made of/,
    ],
    ['with a scenario that is none', (m) => m.replace('"ticks": 10', '"ticks": 0'), /scenario\.ticks|ticks: expected/],
    ['with an unknown key', (m) => m.replace('"command":', '"comand": [],\n"command":'), /Unrecognized key/],
    ['with a file that leads out of the folder', (m) => m.replace('"runs.csv"', '"../runs.csv"'), /expected a manifest/],
    [
      'that is nested without end',
      (m) => m.replace('"scenario": {', `"scenario": {"deep": ${'{"a":'.repeat(1e5)}1${'}'.repeat(1e5)},`),
      /nested more than 32/,
    ],
    ['that is not JSON', () => '{', /found a file that is not JSON/],
    ['that is a list', () => '[]', /expected a manifest/],
  ])('is refused: a manifest %s', async (_what, spoil, message) => {
    const before = bench.read('five', 'manifest.json');
    bench.write('bad.json', spoil(before));
    expect(spoil(before)).not.toBe(before);
    const { code, stderr } = await entente('run', '--from', 'bad.json', '--out', 'bad-out');
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(code).toBe(2);
    expect(bench.list()).not.toContain('bad-out');
  });

  it('is run with a warning: a manifest of another version', async () => {
    const manifest = bench.read('five', 'manifest.json');
    bench.write('older.json', manifest.replace(/("name": "entente",\s+"version": ")[^"]*/, '$10.0.9'));
    const { code, stderr } = await entente('run', '--from', 'older.json', '--out', 'older', '--quiet');
    expect(stderr).toMatch(/^warning: older\.json was made by entente 0\.0\.9 and this is .*: the bytes of the results may differ\n$/);
    expect(code).toBe(0);
    expect(digests(bench.path('older'))).toEqual(digests(bench.path('five')));
  });
});

describe('a variant', () => {
  it('changes nothing where it is not asked for', async () => {
    bench.write('choice.yaml', `${SMALL}variants:\n  feuds: {set: {generate.rivalries: 4}}\n`);
    expect((await entente('run', 'choice.yaml', ...FIVE.slice(2), '--out', 'unasked')).code).toBe(0);
    expect(digests(bench.path('unasked'))).toEqual(digests(bench.path('five')));
  });

  it('goes to a folder of its name, is in the manifest, and is reproduced from the manifest alone', async () => {
    const { code, stderr } = await entente('run', 'choice.yaml', '--variant', 'feuds', '--set', 'ticks=5', '--seed', '1', '--quiet');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const folder = ['results', 'small-feuds'] as const;
    const { settings, scenario } = JSON.parse(bench.read(...folder, 'manifest.json')) as {
      settings: string[];
      scenario: { generate: { rivalries: number }; variants?: unknown };
    };
    expect([settings, scenario.generate.rivalries, scenario.variants]).toEqual([['variant=feuds', 'ticks=5'], 4, undefined]);
    await entente('run', 'small.yaml', '--set', 'generate.rivalries=4', '--ticks', '5', '--seed', '1', '--quiet', '--out', 'by-set');
    expect(digests(bench.path(...folder))).toEqual(digests(bench.path('by-set')));
    await entente('run', '--from', join(...folder, 'manifest.json'), '--out', 'feuds-again', '--quiet');
    expect(digests(bench.path('feuds-again'))).toEqual(digests(bench.path(...folder)));
  });

  it.each([
    [['choice.yaml', '--variant', 'feud'], /--variant feud: expected the name of a variant, found "feud"; did you mean "feuds"\?/],
    [['choice.yaml', '--variant', ''], /--variant: expected a name, found nothing/],
    [['--from', 'five/manifest.json', '--variant', 'feuds'], /--variant: expected no more than --from/],
  ])('is refused: %s', async (args, message) => {
    const { code, stderr } = await entente('run', ...args);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
  });
});

describe('a place that is taken or cannot be written', () => {
  it('is refused with exit code 4 and left as it was', async () => {
    const before = digests(bench.path('five'));
    const { code, stderr, stdout } = await entente(...FIVE, '--out', 'five');
    expect({ code, stdout, stderr }).toEqual({
      code: 4,
      stdout: '',
      stderr: 'five exists already; give --force to replace it or another place with --out\n',
    });
    expect(digests(bench.path('five'))).toEqual(before);
  });

  it('is replaced by force', async () => {
    await entente('run', 'small.yaml', '--seed', '7', '--quiet', '--out', 'forced');
    const { code } = await entente(...FIVE, '--out', 'forced', '--force');
    expect(code).toBe(0);
    expect(digests(bench.path('forced'))).toEqual(digests(bench.path('five')));
  });

  it.each([
    ['a file', 'small.yaml', /exists and is not a folder/],
    ['below a file', 'small.yaml/out', /is a file, not a folder/],
    ['in /proc', '/proc/out', /no such file or folder can be made there/],
    ['a name that is too long', 'x'.repeat(300), /name is too long/],
  ])('is refused when it is %s', async (_what, out, message) => {
    const before = bench.list();
    const { code, stderr } = await entente(...FIVE, '--out', out, '--force');
    expect(code).toBe(4);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(bench.list()).toEqual(before);
  });

  it('leaves nothing behind when the disk is full', async (context) => {
    const disk = bench.path('disk');
    mkdirSync(disk);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk], { stdio: 'ignore' });
    } catch {
      return context.skip('only root can mount a small disk');
    }
    try {
      const { code, stderr } = await entente(...FIVE, '--out', 'disk/out');
      expect(stderr).toBe('cannot write disk/out: the disk is full; free some space or choose another place with --out\n');
      expect(code).toBe(4);
      const half = ['run', 'small.yaml', '--quiet', '--until', '9', '--replicates', '50', '--checkpoint', 'disk/half'];
      expect((await entente(...half)).code).toBe(4);
      expect(bench.list('disk')).toEqual([]);
    } finally {
      execFileSync('umount', [disk]);
    }
  });
});

interface Resource {
  name: string;
  path: string;
  schema: { fields: Field[]; primaryKey?: string[] };
}
interface Field {
  name: string;
  type: string;
  constraints?: { required?: boolean; minimum?: number; maximum?: number; enum?: string[] };
}

/** Cells that are not what the dictionary says; our tables of this scenario have no quoted cells with line ends. */
function misfits({ schema }: Resource, csv: string): string[] {
  const [header = '', ...lines] = csv.trimEnd().split('\n');
  const found = header === schema.fields.map(({ name }) => name).join(',') ? [] : ['header'];
  const keys = new Set<string>();
  lines.forEach((line, row) => {
    const cells = [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
      (match) => match[1]?.replaceAll('""', '"') ?? match[2] ?? '',
    );
    if (cells.length !== schema.fields.length) found.push(`row ${row} has ${cells.length} cells`);
    schema.fields.forEach((field, c) => {
      if (!fits(field, cells[c] ?? '')) found.push(`row ${row} ${field.name}: ${cells[c]}`);
    });
    if (schema.primaryKey !== undefined)
      keys.add(schema.primaryKey.map((name) => cells[schema.fields.findIndex((f) => f.name === name)]).join('|'));
  });
  if (schema.primaryKey !== undefined && keys.size !== lines.length) found.push(`${lines.length - keys.size} repeated keys`);
  return found;
}

function fits({ type, constraints = {} }: Field, cell: string): boolean {
  if (cell === '') return constraints.required !== true;
  if (type === 'boolean') return cell === 'true' || cell === 'false';
  if (constraints.enum !== undefined) return constraints.enum.includes(cell);
  if (type === 'string') return true;
  const x = Number(cell);
  if (type === 'integer' && !Number.isInteger(x)) return false;
  return Number.isFinite(x) && String(x) === cell && x >= (constraints.minimum ?? -Infinity) && x <= (constraints.maximum ?? Infinity);
}
