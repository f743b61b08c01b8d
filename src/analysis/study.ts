import { z } from 'zod';
import { InputError } from '../base/errors.ts';
import { columnsOfTable, scanTable, type ResultsFolder } from '../results/read-results.ts';

/** A factor of a sweep as its results have it. */
export interface StudyFactor {
  readonly name: string;
  /** Its label in charts. */
  readonly label: string;
  /** The values that it takes at the points, numbers in ascending order, else in the order of the points; as text. */
  readonly values: readonly string[];
}

/** A configuration that was run. */
export interface StudyPoint {
  readonly config: number;
  readonly block: number;
  readonly role: string;
  /** By factor, as text. */
  readonly values: readonly string[];
  /** By factor: the coordinate in the design; NaN where it has none. */
  readonly u: readonly number[];
  /** The coordinate of the dummy factor; NaN where it is not given. */
  readonly dummy: number;
  /** The values in words, such as `entrapment_cost=2, rule=inertia`; empty without factors. */
  readonly label: string;
}

/** The study of a results folder: the points of a sweep, or the one configuration of plain runs. */
export interface Study {
  readonly results: ResultsFolder;
  readonly name: string;
  /** The design's name; undefined for plain runs. */
  readonly design: string | undefined;
  readonly factors: readonly StudyFactor[];
  /** In the order of their numbers, which are their indices. */
  readonly points: readonly StudyPoint[];
  readonly replicates: number;
  /** Rows of runs.csv, failed runs among them. */
  readonly runs: number;
}

const EXPERIMENT = z.looseObject({
  name: z.string().max(10_000),
  factors: z.array(z.looseObject({ name: z.string().max(200), label: z.string().max(200).optional() })).max(1000),
  design: z.looseObject({ name: z.string().max(200) }),
});

/** Reads the study of a results folder. @throws InputError where its tables do not fit each other */
export async function readStudy(results: ResultsFolder): Promise<Study> {
  const { replicates, configs, runs } = await readRuns(results);
  const section: unknown = (results.manifest as { experiment?: unknown }).experiment;
  if (section === undefined || !results.tables.has('points')) {
    const name = typeof results.manifest.scenario['name'] === 'string' ? results.manifest.scenario['name'] : 'runs';
    const points = Array.from({ length: configs }, (_, config) => ({
      config,
      block: config,
      role: '',
      values: [],
      u: [],
      dummy: NaN,
      label: '',
    }));
    return { results, name, design: undefined, factors: [], points, replicates, runs };
  }
  const { data, error } = EXPERIMENT.safeParse(section);
  if (data === undefined)
    throw misfit(results, 'manifest.json: experiment', 'the experiment of a sweep', error.issues[0]?.message ?? 'another form');
  const points = await readPoints(
    results,
    data.factors.map(({ name }) => name),
  );
  if (configs > points.length) throw misfit(results, 'points.csv', `a row for each of ${configs} configurations`, `${points.length} rows`);
  const factors = data.factors.map(({ name, label = name }, f) => ({
    name,
    label: label === '' ? name : label,
    values: valuesOf(points, f),
  }));
  return { results, name: data.name, design: data.design.name, factors, points, replicates, runs };
}

/** The numbers of configurations and replicates in runs.csv. */
async function readRuns(results: ResultsFolder): Promise<{ configs: number; replicates: number; runs: number }> {
  let [configs, replicates, runs] = [0, 0, 0];
  for await (const [config, replicate] of scanTable(results, 'runs', ['config', 'replicate'])) {
    configs = Math.max(configs, 1 + Number(config));
    replicates = Math.max(replicates, 1 + Number(replicate));
    runs += 1;
  }
  if (!(configs * replicates > 0)) throw misfit(results, 'runs.csv', 'at least one run', 'none');
  if (configs * replicates > 50_000_000)
    throw misfit(results, 'runs.csv', 'at most 50,000,000 configurations times replicates', `${configs} x ${replicates}`);
  return { configs, replicates, runs };
}

async function readPoints(results: ResultsFolder, factors: readonly string[]): Promise<StudyPoint[]> {
  const there = new Set(columnsOfTable(results, 'points').map(({ name }) => name));
  const coordinates = [...factors, 'dummy'].map((name) => `u_${name}`).filter((name) => there.has(name));
  const points: StudyPoint[] = [];
  const columns = ['config', 'block', 'role', ...factors, ...coordinates];
  for await (const row of scanTable(results, 'points', columns)) {
    const cell = (name: string) => row[columns.indexOf(name)] ?? '';
    const u = (name: string) => (cell(`u_${name}`) === '' ? NaN : Number(cell(`u_${name}`)));
    const values = factors.map(cell);
    if (Number(cell('config')) !== points.length)
      throw misfit(results, 'points.csv', `the configuration ${points.length} in its place`, cell('config'));
    points.push({
      config: points.length,
      block: Number(cell('block')),
      role: cell('role'),
      values,
      u: factors.map(u),
      dummy: u('dummy'),
      label: factors.map((name, f) => `${name}=${values[f] ?? ''}`).join(', '),
    });
  }
  return points;
}

function valuesOf(points: readonly StudyPoint[], f: number): string[] {
  const values = [...new Set(points.map((point) => point.values[f] ?? ''))];
  const numbers = values.map(Number);
  return values.includes('') || numbers.some(Number.isNaN) ? values : values.sort((a, b) => Number(a) - Number(b));
}

function misfit({ folder }: ResultsFolder, path: string, expected: string, found: string): InputError {
  return new InputError([{ file: folder, path, expected, found, remedy: 'make the results again' }]);
}

/** The factors with more than one value. */
export function varying(study: Study): { factor: StudyFactor; f: number }[] {
  return study.factors.flatMap((factor, f) => (factor.values.length > 1 ? [{ factor, f }] : []));
}

/** Whether the points are all combinations of the values of the factors that vary, once each. */
export function isFactorial(study: Study): boolean {
  const factors = varying(study);
  const wanted = factors.reduce((product, { factor }) => product * factor.values.length, 1);
  return (
    factors.length > 0 &&
    study.points.length === wanted &&
    new Set(study.points.map(({ values }) => JSON.stringify(values))).size === wanted &&
    study.points.every(({ role }) => role === '')
  );
}
