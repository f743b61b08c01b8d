import { appendFileSync, cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../base/digest.ts';
import { useBench } from '../testing/cli.ts';

const bench = useBench();
const { entente } = bench;

const SMALL = `entente: 1
name: small
title: A small world
start: 2000
ticks: 6
parameters: { entrapment_cost: 2.5 }
generate: { states: 6, rivalries: 2 }
`;

/** What the page's script is given. */
function payloadOf(name: string): {
  replays: { ticks: number; states: unknown; agreements: unknown[] }[];
  land: string;
  states: unknown[];
  stateCharts: unknown[];
} {
  const [, json = ''] = /<script type="application\/json" id="payload">(.*?)<\/script>/s.exec(bench.read(name)) ?? [];
  return JSON.parse(json) as ReturnType<typeof payloadOf>;
}

beforeAll(async () => {
  bench.write('small.yaml', SMALL);
  const { code, stderr } = await entente('run', 'small.yaml', '--seed', '1', '--replicates', '3', '--quiet', '--out', 'small');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect((await entente('report', 'small', '--out', 'one.html', '--quiet')).code).toBe(0);
});

/** A copy of the results, with something wrong. */
function spoiled(name: string, spoil: (folder: string) => void): string {
  cpSync(bench.path('small'), bench.path(name), { recursive: true });
  spoil(bench.path(name));
  return name;
}

describe('entente report', () => {
  it('writes one page, the same bytes each time, and says where it is', async () => {
    const { code, stdout, stderr } = await entente('report', 'small', '--out', 'two.html');
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'two.html\n' });
    expect(stderr).toMatch(/^3 runs, 3 to play back, 9 charts/);
    expect(bench.read('two.html')).toBe(bench.read('one.html'));
    expect(bench.list('.').filter((file) => file.includes('partial'))).toEqual([]);
  });

  it('shows title, runs, the parameters that differ, the digest of the scenario and how to cite', () => {
    const page = bench.read('one.html');
    expect(page).toContain('<title>A small world - entente report</title>');
    expect(page).toMatch(/entrapment_cost<\/code>[\s\S]*?2\.5/);
    expect(page).not.toContain('abandonment_cost</code>');
    const { scenario_sha256 } = JSON.parse(bench.read('small', 'manifest.json')) as { scenario_sha256: string };
    expect(page).toContain(scenario_sha256);
    expect(page).toContain('id="citation"');
    expect(page).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  });

  it('prints a summary as JSON, and takes a title', async () => {
    const { code, stdout } = await entente('report', 'small', '--out', 'titled.html', '--title', '<i>Mine</i>', '--json');
    expect(code).toBe(0);
    const summary = JSON.parse(stdout) as Record<string, unknown>;
    expect(summary).toMatchObject({ report: 'titled.html', runs: 3, replays: 3, ticks_checked: 21 });
    expect(summary['bytes']).toBe(readFileSync(bench.path('titled.html')).length);
    expect(bench.read('titled.html')).toContain('<title>&lt;i&gt;Mine&lt;/i&gt; - entente report</title>');
  });

  it('has no map where there are no places, and plays back without states.csv', async () => {
    expect(payloadOf('one.html').land).toBe('');
    await entente('run', 'small.yaml', '--seed', '1', '--record', 'states=0', '--quiet', '--out', 'bare');
    const { code } = await entente('report', 'bare', '--out', 'bare.html', '--quiet');
    expect(code).toBe(0);
    const { replays, states, stateCharts } = payloadOf('bare.html');
    expect(replays[0]?.states).toBeNull();
    expect(states.length).toBe(6);
    expect(stateCharts).toEqual([]);
    expect(bench.read('bare.html')).toContain('States were not recorded');
  });

  it('lies in the results folder unless --out says otherwise, and leaves its digests as they are', async () => {
    const folder = spoiled('own', () => undefined);
    expect((await entente('report', folder)).stdout).toBe('own/report.html\n');
    expect((await entente('report', folder, '--force')).code).toBe(0);
  });

  it('replaces nothing without --force, and only a report with it', async () => {
    writeFileSync(bench.path('note.html'), '<p>mine</p>');
    const refused = await entente('report', 'small', '--out', 'one.html');
    expect({ code: refused.code, stderr: refused.stderr }).toEqual({
      code: 4,
      stderr: 'one.html exists already; give --force to replace it or another name with --out\n',
    });
    const foreign = await entente('report', 'small', '--out', 'note.html', '--force');
    expect(foreign.code).toBe(4);
    expect(bench.read('note.html')).toBe('<p>mine</p>');
    expect((await entente('report', 'small', '--out', 'nowhere/x.html')).code).toBe(4);
  });
});

describe('entente report refuses', () => {
  it.each([
    ['no folder', () => 'not-there', /no such folder/],
    ['a file', () => 'small.yaml', /expected a results folder, found a file/],
    ['a folder that is none of results', () => spoiled('empty', (f) => rmSync(`${f}/manifest.json`)), /manifest\.json.*no such file/],
    [
      'a folder half written',
      () => spoiled('half', (f) => rmSync(`${f}/events.csv`)),
      /events\.csv: expected the file that the manifest names, found none/,
    ],
    [
      'an altered table',
      () => spoiled('altered', (f) => appendFileSync(`${f}/system.csv`, '1\n')),
      /system\.csv: expected a file with the digest/,
    ],
    [
      'results of another version',
      () =>
        spoiled('newer', (f) =>
          writeFileSync(`${f}/manifest.json`, readFileSync(`${f}/manifest.json`, 'utf8').replace('"version": 1,', '"version": 99,')),
        ),
      /expected a manifest of entente's results, form 1/,
    ],
    ['a configuration that is not there', () => 'small --config 7', /--config: expected a configuration with a run.*found 7/],
    ['a number that is none', () => 'small --config -1x', /./],
    ['an empty title', () => 'small --title=', /--title: expected a text/],
  ])('%s', async (_, make, message) => {
    const before = bench.list('.');
    const folder = make();
    const made = new Set([...before, folder.split(' ')[0] ?? '']);
    const { code, stderr, stdout } = await entente('report', ...folder.split(' '), '--out', 'refused.html');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain(' at ');
    expect(readdirSync(bench.path('.')).filter((file) => !made.has(file))).toEqual([]);
  });

  it('results of which no run came to its end', async () => {
    const folder = spoiled('failed', (f) => {
      const runs = readFileSync(`${f}/runs.csv`, 'utf8').split('\n');
      writeFileSync(`${f}/runs.csv`, [runs[0], ...runs.slice(1).map((row) => row.replace(',done,', ',failed,'))].join('\n'));
      resign(f, 'runs.csv');
    });
    const { code, stderr } = await entente('report', folder, '--out', 'refused.html');
    expect(code).toBe(2);
    expect(stderr).toMatch(/expected a run that came to its end, found 3 that failed; errors\.csv says why/);
  });

  it('ties that do not follow from the tables, as a bug and not as the reader’s fault', async () => {
    const folder = spoiled('untrue', (f) => {
      const rows = readFileSync(`${f}/events.csv`, 'utf8').split('\n');
      writeFileSync(
        `${f}/agreements.csv`,
        readFileSync(`${f}/agreements.csv`, 'utf8')
          .split('\n')
          .filter((_, k) => k !== 1)
          .join('\n'),
      );
      writeFileSync(`${f}/events.csv`, rows.join('\n'));
      resign(f, 'agreements.csv');
    });
    const { code, stderr } = await entente('report', folder, '--out', 'refused.html');
    expect(code).toBe(70);
    expect(stderr).toMatch(/ties follow from agreements and events, not/);
  });
});

/** Puts the digest of an altered file into the manifest, as somebody would who means it. */
function resign(folder: string, file: string): void {
  const manifest = JSON.parse(readFileSync(`${folder}/manifest.json`, 'utf8')) as {
    files: Record<string, { sha256: string; bytes: number }>;
  };
  const entry = manifest.files[file];
  const data = readFileSync(`${folder}/${file}`);
  if (entry !== undefined) Object.assign(entry, { sha256: sha256(data), bytes: data.length });
  writeFileSync(`${folder}/manifest.json`, JSON.stringify(manifest));
}
