import { writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson, sha256 } from '../base/digest.ts';
import type { Column, Row } from '../measure/column.ts';
import { RUN_COLUMNS } from '../measure/columns.ts';
import { formatHeader, formatRows } from '../results/csv.ts';
import { dataPackage } from '../results/datapackage.ts';
import type { FactorShape } from '../experiment/designs/design.ts';
import { DESIGNS } from '../experiment/designs/index.ts';

/** A sweep whose outcomes are computed here instead of simulated, written as a results folder by the writers of real ones. */
export interface SyntheticSweep {
  readonly design: string;
  readonly options: object;
  readonly factors: readonly FactorShape[];
  readonly replicates: number;
  /** Ticks 0 to this in system.csv; undefined = no system.csv. */
  readonly ticks?: number;
  /** Outcomes of a run, by name; null = not defined. An outcome that begins with `final_` is a metric of system.csv too, its value growing to it. */
  readonly model: (u: readonly number[], replicate: number, config: number) => Readonly<Record<string, number | null>>;
  /** Runs that are left out of the tables, as if they were not done yet. */
  readonly undone?: (config: number, replicate: number) => boolean;
}

const number = (name: string): Column => ({ name, type: 'number', unit: '', meaning: name });

/** Writes the sweep into a new folder. */
export function writeSyntheticSweep(folder: string, sweep: SyntheticSweep): void {
  const { design: name, options, factors, replicates, ticks, model, undone = () => false } = sweep;
  const row = DESIGNS[name];
  if (row === undefined) throw new Error(`no design ${name}`);
  const plan = row.plan(factors, row.options.parse(options), 1);
  const points = Array.from({ length: plan.points }, (_, k) => plan.point(k));
  const value = (factor: FactorShape, u: number) =>
    factor.discrete ? Math.min((factor.levels ?? 1) - 1, Math.floor(u * (factor.levels ?? 1))) : u;
  const values = points.map(({ u }) => factors.map((factor, f) => value(factor, u[f] ?? 0)));
  const outcomes = Object.keys(model(points[0]?.u ?? [], 0, 0));
  const system = outcomes.filter((outcome) => outcome.startsWith('final_')).map((outcome) => outcome.slice('final_'.length));
  const runs: Row[] = [];
  const series: Row[] = [];
  for (let r = 0; r < replicates; r++)
    points.forEach(({ u }, config) => {
      if (undone(config, r)) return;
      const found = model(u, r, config);
      const key = [`c${config}r${r}`, config, r, 1];
      const failed = Object.values(found).every((x) => x === null);
      runs.push([...key, ...(values[config] ?? []), failed ? 'failed' : 'done', ...outcomes.map((outcome) => found[outcome] ?? null)]);
      for (let tick = 0; tick <= (ticks ?? -1); tick++) {
        const at = (metric: string) => {
          const end = found[`final_${metric}`] ?? null;
          return end === null ? null : (end * tick) / (ticks ?? 1);
        };
        series.push([...key, tick, ...system.map(at)]);
      }
    });
  const withDummy = plan.dummy === true;
  const status: Column = { name: 'status', type: 'string', unit: '', meaning: 'whether the run came to its end' };
  const tables: { name: string; columns: Column[]; rows: Row[] }[] = [
    {
      name: 'runs',
      columns: [...RUN_COLUMNS, ...factors.map((factor) => number(factor.name)), status, ...outcomes.map(number)],
      rows: runs,
    },
    ...(ticks === undefined ? [] : [{ name: 'system', columns: [...RUN_COLUMNS, number('tick'), ...system.map(number)], rows: series }]),
    {
      name: 'points',
      columns: [
        number('config'),
        number('block'),
        { name: 'role', type: 'string', unit: '', meaning: 'role' },
        ...factors.map((factor) => number(factor.name)),
        ...factors.map((factor) => number(`u_${factor.name}`)),
        ...(withDummy ? [number('u_dummy')] : []),
      ],
      rows: points.map(({ block, role, u, dummy }, config) => [
        config,
        block,
        role,
        ...(values[config] ?? []),
        ...u,
        ...(withDummy ? [dummy ?? null] : []),
      ]),
    },
  ];
  mkdirSync(folder, { recursive: true });
  const files: Record<string, object> = {};
  const write = (file: string, text: string) => {
    writeFileSync(join(folder, file), text);
    files[file] = { sha256: sha256(text), bytes: Buffer.byteLength(text) };
  };
  for (const { name: table, columns, rows } of tables) write(`${table}.csv`, formatHeader(columns) + formatRows(rows));
  const described = tables.map(({ name: table, columns }) => ({ name: table, columns, meaning: table, key: [] }));
  write('datapackage.json', JSON.stringify(dataPackage({ name: 'synthetic', title: 'Synthetic' }, described)));
  const scenario = { name: 'synthetic' };
  const digest = sha256('');
  const manifest = {
    format: 'entente-results',
    version: 1,
    program: { name: 'entente', version: '0', node: '', platform: '', arch: '' },
    command: [],
    source: 'synthetic.yaml',
    settings: [],
    scenario,
    scenario_sha256: sha256(canonicalJson(scenario)),
    seed: 1,
    seed_drawn: false,
    replicates,
    workers: 1,
    check_every: 0,
    runs: { done: runs.filter((run) => run.includes('done')).length, failed: runs.filter((run) => run.includes('failed')).length },
    files,
    started: '2026-01-01T00:00:00Z',
    finished: '2026-01-01T00:00:00Z',
    experiment: {
      name: 'synthetic',
      title: '',
      description: '',
      file: 'synthetic.yaml',
      factors: factors.map((factor) => ({ name: factor.name, label: factor.name, paths: [] })),
      design: { name, options },
      where: [],
      points: points.length,
      points_sha256: digest,
      replicates,
      independent_seeds: false,
      kept: [],
      scenarios: [{ name: 'synthetic', source: 'synthetic.yaml', input_sha256: digest }],
      identity: {},
    },
  };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
}
