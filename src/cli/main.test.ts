import { beforeAll, describe, expect, it } from 'vitest';
import { useBench } from '../testing/cli.ts';

const bench = useBench();
const { entente } = bench;

beforeAll(() => bench.write('s.yaml', 'entente: 1\nname: s\nticks: 2\ngenerate: {states: 5}\n'));

describe('a wrong command line', () => {
  const WHOLE = 'in plain digits';
  it.each<[string[], RegExp | string]>([
    [['rnu'], 'COMMAND: expected a command, found "rnu"; did you mean "run"?\n'],
    [['rn', '--help'], 'COMMAND: expected a command, found "rn"; did you mean "run"?\n'],
    [['help', 'rn'], 'COMMAND: expected a command, found "rn"; did you mean "run"?\n'],
    [['x-ray'], 'COMMAND: expected a command, found "x-ray"; entente --help lists them\n'],
    [['--seed', '1', 'run'], '--seed: expected a command first, found an option; options come after the command: entente run --seed\n'],
    [['--seed=1'], '--seed: expected a command first, found an option; entente --help lists them\n'],
    [['run'], /^SCENARIO: expected a scenario file, or --from MANIFEST, or --resume CHECKPOINT, found none of them/],
    [['run', 's.yaml', 't.yaml'], /^t\.yaml: expected no more than SCENARIO, found 2 arguments; leave it out/],
    [['run', 's.yaml', '--sed', '1'], /^--sed: expected an option of entente run, found none of this name; did you mean "--se[edt]+"\?\n$/],
    [['run', 's.yaml', '--whatever-it-is'], /^--whatever-it-is: .*; entente run --help lists them\n$/],
    [['run', 's.yaml', '--seed'], /^--seed: expected a value after it, found nothing; write --seed <N>\n$/],
    ...['1e3', '-1', '0x10', '1.5', '', ' 1', '+1', '01', 'one', '9007199254740992', '1n', 'NaN', 'Infinity'].map(
      (text): [string[], string] => [
        ['run', 's.yaml', `--seed=${text}`],
        `--seed: expected a whole number from 0 to 9007199254740991, found ${JSON.stringify(text)}; write it ${WHOLE}\n`,
      ],
    ),
    [['run', 's.yaml', '--replicates', '0'], /--replicates: expected a whole number from 1/],
    [['run', 's.yaml', '--ticks', '0'], /--ticks: expected a whole number from 1 to 10000/],
    [['run', 's.yaml', '--ticks', '10001'], /--ticks: expected a whole number/],
    [['run', 's.yaml', '--workers', '0'], /--workers: expected a whole number from 1/],
    [['run', 's.yaml', '--worker-memory', '1'], /--worker-memory: expected a whole number from 16/],
    [
      ['run', 's.yaml', '--max-failures', 'few'],
      /--max-failures: expected a whole number from 0 to 1000000, found "few"; write it in plain/,
    ],
    [['run', 's.yaml', '--on-error', 'stop', '--max-failures', 'few'], /--max-failures: expected a whole number from 0/],
    [['run', 's.yaml', '--rule', 'inertai'], /--rule: expected one of .*, found "inertai"; did you mean "inertia"\?/],
    [['run', 's.yaml', '--record', 'decisions'], /--record: expected a table, "="/],
    [
      ['run', 's.yaml', '--record', 'decision=1'],
      /--record: expected one of states, dyads, decisions, found "decision"; did you mean "decisions"\?/,
    ],
    [['run', 's.yaml', '--record', 'dyads=x'], /--record dyads: expected a whole number/],
    [['run', 's.yaml', '--set', 'ticks'], /--set ticks: expected path=value/],
    [['run', 's.yaml', '--set', 'parameters.entrapment_cots=1'], /did you mean "entrapment_cost"\?/],
    [['run', 's.yaml', '--out='], /--out: expected a path, found nothing/],
    [['run', 's.yaml', '--until', '1'], /--checkpoint: expected --until N and --checkpoint FILE together/],
    [['run', 's.yaml', '--checkpoint', 'c'], /--until: expected --until N and --checkpoint FILE together/],
    [['run', 's.yaml', '--until', '2', '--checkpoint', 'c'], /--until: expected a tick before the last, 2, found 2/],
    [
      ['run', 's.yaml', '--until', '1', '--checkpoint', 'c', '--out', 'o'],
      /--checkpoint: expected no --out, .*, found --out; leave it out/,
    ],
    [
      ['run', '--resume', 'c', '--dry-run', '--workers', '2'],
      /--resume: expected no --workers, .*, found --workers --dry-run; leave it out/,
    ],
    [['run', 's.yaml', '--from', 'm.json'], /found SCENARIO and --from; give one of them/],
    [
      ['run', '--from', 'm.json', '--seed', '1', '--set', 'a=1'],
      /--seed: expected no more than --from, which says what is run, found --seed --set/,
    ],
    [['run', '--from', 'm.json'], /m\.json: expected the manifest\.json of a results folder, found no such file/],
    [['run', '--resume', 'c'], /c: expected a checkpoint of entente, whole and unaltered, found no such file/],
    [['run', '--resume', '.'], /found something that is not a file/],
    [['run', 'nowhere.yaml'], /nowhere\.yaml: expected a scenario file, found no such file/],
    [['run', '.'], /expected a scenario file, found a directory/],
    [['describe'], 'SCENARIO: expected a scenario file, found nothing; write entente describe SCENARIO\n'],
    [['compare', 'a'], 'B: expected a results folder to compare with it, found nothing; write entente compare A B\n'],
    [['import'], '--year: expected the year at which the scenario starts, found nothing; add --year <YEAR>\n'],
    [['merge'], 'DIR: expected results folders of the shards, in any order, found nothing; write entente merge DIR...\n'],
    [['export', 'a'], /^--to: expected one of parquet, .*, found nothing; say which, for instance --to parquet\n$/],
    [['export', 'a', '--to', 'parket'], /^--to: expected one of parquet, .*, found "parket"; did you mean "parquet"\?\n$/],
    [['schema', 'scenaro'], /did you mean "scenario"\?/],
  ])('%j exits with 2, says why and writes nothing', async (args, message) => {
    const before = bench.list();
    const { code, stdout, stderr } = await entente(...args);
    expect(stderr).toMatch(message);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(bench.list()).toEqual(before);
  });

  it('has all its problems reported at once', async () => {
    const { code, stderr } = await entente('run', 's.yaml', '--seed', '-1', '--ticks', 'x', '--rule', 'y', '--record', 'z');
    expect(code).toBe(2);
    expect(
      stderr
        .trim()
        .split('\n')
        .map((line) => line.split(':')[0]),
    ).toEqual(['--seed', '--ticks', '--rule', '--record']);
  });
});

describe('the command line', () => {
  it.each([[['--version']], [['--help']], [['help']], [['help', 'run']], [['run', '--help']], [['init', '--help']]])(
    'answers %j on stdout with 0',
    async (args) => {
      const { code, stdout, stderr } = await entente(...args);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(/^(\d+\.\d+\.\d+\n$|Usage: entente )/);
    },
  );

  it('without a command prints its help and exits with 2', async () => {
    const { code, stdout, stderr } = await entente();
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^Usage: entente /);
  });

  it('takes 0 for a seed and no seed for a drawn one, which reproduces the run', async () => {
    expect((await entente('run', 's.yaml', '--seed', '0', '--out', 'zero', '--quiet')).code).toBe(0);
    expect(bench.read('zero', 'runs.csv')).toMatch(/\nr[0-9a-f]{15},0,0,0,done,2,ticks,/);
    const { stderr } = await entente('run', 's.yaml', '--out', 'drawn');
    const seed = /seed (\d+) \(random; --seed \1 reproduces it\)/.exec(stderr)?.[1] ?? '';
    await entente('run', 's.yaml', '--seed', seed, '--out', 'given', '--quiet');
    expect(bench.read('given', 'runs.csv')).toBe(bench.read('drawn', 'runs.csv'));
  });

  it('keeps data and talk apart, and says nothing when quiet', async () => {
    const quiet = await entente('run', 's.yaml', '--out', 'quiet', '--quiet');
    expect(quiet).toEqual({ code: 0, stdout: '', stderr: '' });
    const json = await entente('run', 's.yaml', '--out', 'json', '--json');
    expect(JSON.parse(json.stdout)).toMatchObject({ scenario: 's', folder: 'json', runs: { done: 1, failed: 0 } });
    expect(json.stderr).toMatch(/^s: one run of 2 ticks from 0, rule expected-utility, seed \d+ /);
    expect(json.stderr).toMatch(/\nresults: json\nnext: /);
  });

  it('writes nothing in a dry run and says what would be', async () => {
    const before = bench.list();
    const { code, stdout, stderr } = await entente('run', 's.yaml', '--seed', '1', '--replicates', '100', '--dry-run');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^s: 100 replicates of 2 ticks/);
    expect(stdout).toMatch(/\n {2}states\.csv +about 1,500 rows/);
    expect(stdout).toMatch(/nothing was written\n$/);
    expect(bench.list()).toEqual(before);
  });

  it('ends quietly when its reader has seen enough', async () => {
    const { code, stderr } = await bench.unread('schema');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });
});
