import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { MultiGraph, MultiUndirectedGraph } from 'graphology';
import { parse as parseGexf } from 'graphology-gexf';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { beforeAll, describe, expect, it } from 'vitest';
import { openResults, readTable } from '../../results/read-results.ts';
import { useBench } from '../../testing/cli.ts';
import { PANELS } from '../series.ts';
import { FORMATS } from './index.ts';

const { parse: parseGraphml } = createRequire(import.meta.url)('graphology-graphml') as {
  parse: (graph: typeof MultiGraph, text: string) => MultiGraph;
};

const bench = useBench();
const { entente } = bench;

/** A state's name that would end an attribute, and an agreement that changes its members. */
const WORLD = `entente: 1
name: exported
ticks: 6
states:
  - { id: A, name: 'Alpha "<&> one', military: 1, economic: 1, place: { lat: 10, lon: 20 } }
  - { id: B, name: Beta, military: 2, economic: 1, place: { lat: 30, lon: 40 } }
  - { id: C, name: Gamma, military: 2, economic: 3, place: { lat: 50, lon: 60 } }
relations: [{ between: [A, B], hostility: 0.6 }, { between: [B, C], hostility: 0.2 }]
agreements:
  - { name: 'pact "of" three', kind: alliance, depth: 0.8, obligations: [{ type: defence }], members: [A, B, C] }
shocks:
  - { at: 3, leave: { agreement: 'pact "of" three', state: B } }
`;

beforeAll(async () => {
  bench.write('exported.yaml', WORLD);
  const { code, stderr } = await entente(
    'run',
    'exported.yaml',
    '--seed',
    '9007199254740991',
    '--replicates',
    '2',
    '--out',
    'exported',
    '--quiet',
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  for (const to of Object.keys(FORMATS)) {
    const made = await entente('export', 'exported', '--to', to, '--out', to);
    expect({ to, code: made.code }).toEqual({ to, code: 0 });
    expect(made.stdout.trim().split('\n').length).toBeGreaterThan(0);
  }
});

const bytes = (path: string) => {
  const data = readFileSync(path);
  return data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength);
};

/** Text that would be code, markup or the end of a text in Python, R, SQL, YAML, Markdown, HTML or knitr. */
const HOSTILE =
  '"); import os #\n\'); x\\" `r system("touch harmed")` {{seed}} {{< env HOME >}} ${a} <script>*b*</script> [1] $x$ \u202e\n---\n```{r}\nstop()\n```';

const cellsOf = (notebook: string) => (JSON.parse(notebook) as { cells: { cell_type: string; source: string[] }[] }).cells;
const codeOf = (notebook: string) =>
  cellsOf(notebook)
    .filter(({ cell_type }) => cell_type === 'code')
    .flatMap(({ source }) => source)
    .join('');

describe('an export', () => {
  it('to Parquet has every table, cell by cell, with whole numbers beyond 32 bits and missing cells as null', async () => {
    const results = await openResults(bench.path('exported'));
    for (const [table, columns] of results.tables) {
      const rows = await parquetReadObjects({ file: bytes(bench.path('parquet', `${table}.parquet`)) });
      const written = await readTable(results, table);
      expect(rows).toHaveLength(written.rows);
      for (const { name, type } of columns) {
        const read = rows.map((row) => row[name] as unknown);
        if (type === 'string') expect(read.map((cell) => cell ?? '')).toEqual([...written.texts(name)]);
        else expect(read.map((cell) => (cell === null || cell === undefined ? NaN : Number(cell)))).toEqual([...written.numbers(name)]);
      }
    }
    const [first] = await parquetReadObjects({ file: bytes(bench.path('parquet', 'runs.parquet')) });
    expect(first?.seed).toBe(9007199254740991n);
    const { key_value_metadata: metadata } = parquetMetadata(bytes(bench.path('parquet', 'system.parquet')));
    expect(metadata?.find(({ key }) => key === 'entente.seed')?.value).toBe('9007199254740991');
  });

  it.each([
    ['gexf', (text: string) => parseGexf(MultiUndirectedGraph, text)],
    ['graphml', (text: string) => parseGraphml(MultiGraph, text)],
  ] as const)('to %s has an edge for every spell of a tie, and the ties that were counted at every tick', async (to, parse) => {
    const [file = ''] = bench.list(to).filter((name) => name.startsWith('network-'));
    const graph = parse(bench.read(to, file));
    expect(graph.order).toBe(3);
    expect(graph.getNodeAttribute('A', 'label')).toBe('Alpha "<&> one');
    const edges = graph.mapEdges(
      (_, attributes, a, b) =>
        ({ ...attributes, pair: [a, b].sort().join('-') }) as unknown as {
          kind: string;
          start: number;
          end: number;
          pair: string;
        },
    );
    const system = await readTable(await openResults(bench.path('exported')), 'system', ['replicate', 'tick', 'n_alliance_ties']);
    for (let r = 0; r < system.rows; r++) {
      if (system.numbers('replicate')[r] !== 0) continue;
      const tick = system.numbers('tick')[r] ?? NaN;
      const tied = new Set(
        edges.filter(({ kind, start, end }) => kind === 'alliance' && start <= tick && tick <= end).map(({ pair }) => pair),
      );
      expect(tied.size, `tick ${tick}`).toBe(system.numbers('n_alliance_ties')[r]);
    }
  });

  it('to notebooks draws charts of the report, and names the folder that it was made from', () => {
    for (const name of ['entente.ipynb', 'entente-duckdb.ipynb']) {
      const source = codeOf(bench.read('notebook', name));
      expect(source).toContain('RESULTS = Path("../exported")');
      for (const id of ['ties', 'postures', 'insecurity', 'conflict']) {
        expect(source).toContain(`keep("${id}"`);
        for (const [column] of PANELS.find((panel) => panel.id === id)?.lines ?? []) expect(source).toContain(`"${column}"`);
      }
    }
    expect(bench.read('quarto', 'entente.qmd')).toContain('results <- "../exported"');
    expect(bench.read('duckdb', 'entente.sql')).toContain(
      `CREATE OR REPLACE VIEW "system" AS SELECT * FROM read_csv('../exported/system.csv'`,
    );
  });

  it.each(['entente.ipynb', 'entente-duckdb.ipynb', 'entente.qmd'])('to %s takes hostile names as data, not as code', async (file) => {
    const results = await openResults(bench.path('exported'));
    const to = file.endsWith('.qmd') ? 'quarto' : 'notebook';
    const linesWith = async (name: string) => {
      const folder = mkdtempSync(bench.path('named-'));
      const manifest = { ...results.manifest, source: name };
      await FORMATS[to].write({ results: { ...results, manifest }, folder, from: name, config: undefined, replicate: 0 });
      const text = readFileSync(`${folder}/${file}`, 'utf8');
      return to === 'quarto' ? text.split('\n') : cellsOf(text).flatMap(({ source }) => source.join('').split('\n'));
    };
    const plain = await linesWith('plain');
    const hostile = await linesWith(HOSTILE);
    const changed = hostile.filter((line, l) => line !== plain[l]);
    expect(hostile).toHaveLength(plain.length);
    expect(changed).toHaveLength(2);
    const shown = /Results of entente: ((?:[\p{L}\p{N} ,./-]|&#\d+;)*)"?$/u.exec(changed[0] ?? '')?.[1] ?? '';
    expect(shown.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))).toBe(HOSTILE.replace('\u202e', '\ufffd'));
    const literal = /^(?:RESULTS = Path\(|results <- )("(?:[^"\\]|\\.)*")\)?$/.exec(changed[1] ?? '')?.[1] ?? '""';
    expect(literal).not.toMatch(/\p{Cf}/u);
    expect(JSON.parse(literal)).toBe(HOSTILE);
  });

  it('to DuckDB names the very file, whatever quotes and characters of patterns its path has', async () => {
    const results = await openResults(bench.path('exported'));
    mkdirSync(bench.path('hostile'));
    await FORMATS.duckdb.write({ results, folder: bench.path('hostile'), from: "../it's [1] *", config: undefined, replicate: 0 });
    expect(bench.read('hostile', 'entente.sql')).toContain("read_csv('../it''s [[]1] [*]/system.csv'");
  });

  it.each([
    [[], /--to: expected one of parquet, duckdb, notebook, quarto, gexf, graphml, found nothing; say which, for instance --to parquet/],
    [['--to', 'parket'], /--to: .*did you mean "parquet"/],
    [
      ['--to', 'gexf', '--replicate', '2', '--out', 'none'],
      /--replicate: expected a replicate that came to its end, one of the first 2, found 2/,
    ],
    [['--to', 'gexf', '--config', '4', '--out', 'none'], /--config: expected a configuration/],
  ])('refuses %j', async (args, said) => {
    const { code, stdout, stderr } = await entente('export', 'exported', ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(said);
  });

  it('replaces only an older export, and that only with --force', async () => {
    expect((await entente('export', 'exported', '--to', 'duckdb', '--out', 'duckdb')).code).toBe(4);
    expect((await entente('export', 'exported', '--to', 'duckdb', '--out', 'duckdb', '--force')).code).toBe(0);
    const { code, stderr } = await entente('export', 'exported', '--to', 'duckdb', '--out', 'exported', '--force');
    expect(code).toBe(4);
    expect(stderr).toMatch(/exported is not an export of ours/);
  });
});
