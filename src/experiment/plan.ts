import { canonicalJson, sha256 } from '../base/digest.ts';
import { InputError, InvariantError } from '../base/errors.ts';
import type { Row } from '../measure/column.ts';
import type { OutputTable } from '../results/tables.ts';
import { runId } from '../run/run-spec.ts';
import type { RunIdentity } from '../run/run-spec.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { dropDefaultParameters } from '../scenario/resolve.ts';
import { isMapping } from '../scenario/values.ts';
import { DESIGNS } from './designs/index.ts';
import type { DesignPlan, DesignPoint } from './designs/design.ts';
import { MAX_RUNS } from './experiment-schema.ts';
import { isOnePoint, type Experiment } from './experiment.ts';
import {
  coordinateOf,
  factorColumns,
  SCENARIO_PATH,
  settingsOf,
  shapeOf,
  valueAtCoordinate,
  VARIANT_PATH,
  type Factor,
  type Value,
} from './factors.ts';
import { meets } from './where.ts';

/** A point of a sweep. */
export interface SweepPoint {
  /** Number of the point, from 0. */
  config: number;
  /** The same number for points that belong together. */
  block: number;
  /** Its position within its block; empty in a block of one point. */
  role: string;
  /** By factor: coordinate in [0,1]; null where the factor has no range. */
  u: readonly (number | null)[];
  /** By factor. */
  values: readonly Value[];
  /** Coordinate of the design's dummy, which sets nothing. */
  dummy?: number;
}

/** One run of a sweep, with all that a worker needs to know about it besides the experiment. */
export interface PlannedRun {
  config: number;
  replicate: number;
  seed: number;
  /** Which of the experiment's scenarios. */
  scenario: number;
  /** Settings of the point, in the order in which they are applied. */
  settings: string[];
  /** See `PointOfSweep`; empty where the scenario itself says what the run is. */
  key: string;
}

/** The scenarios of planned runs, where the scenario identifies the run. */
export type Bases = readonly { base?: Scenario | undefined }[];

/** What identifies a planned run: its point, or, for `entente run`, its scenario. */
export function identityOfRun({ config, key, seed, replicate, scenario }: PlannedRun, scenarios: Bases): RunIdentity {
  const base = scenarios[scenario]?.base;
  return key !== '' || base === undefined ? { seed, replicate, point: { config, key } } : { seed, replicate, scenario: base };
}

/** The runs of a sweep: each is calculated from its number, so that a million cost nothing to plan. */
export interface SweepPlan {
  readonly experiment: Experiment;
  readonly seed: number;
  readonly points: number;
  readonly replicates: number;
  /** points x replicates; run k is of replicate floor(k / points) and point k mod points, so that the first runs form a smaller sweep. */
  readonly runs: number;
  /** Version of the program, a part of a run's identity. */
  readonly version: string;
  /** Whether the design has a dummy. */
  readonly dummy: boolean;
  /** How the design changed its options, for the user to know. */
  readonly notes: readonly string[];
  point(config: number): SweepPoint;
  run(k: number): PlannedRun;
  /** Identity of a run. */
  id(spec: PlannedRun): string;
}

/** Hexadecimal digits of a derived seed: few enough to be exact in all languages that read our tables. */
const SEED_DIGITS = 12;

/**
 * The plan of an experiment. @throws InputError where the design does not fit the factors, has no points, or is too large
 */
export function planSweep(experiment: Experiment, seed: number, version: string): SweepPlan {
  const { factors, replicates, independentSeeds } = experiment;
  const design = designOf(experiment, seed);
  const kept = keptPoints(experiment, design);
  const points = kept === undefined ? design.points : kept.length;
  if (points === 0)
    throw wrong(
      'design',
      'a design with at least one point',
      'an empty one',
      experiment.conditions.length > 0 ? 'no point meets all conditions of "where": loosen them' : 'give it points',
    );
  const runs = points * replicates;
  if (runs > MAX_RUNS)
    throw wrong(
      'design',
      `at most ${MAX_RUNS} runs`,
      `${points} points x ${replicates} replicates`,
      'take fewer levels, points or replicates',
    );
  const scenarioFactor = factors.findIndex(({ paths }) => paths.includes(SCENARIO_PATH));
  const digests = isOnePoint(experiment) ? [] : experiment.scenarios.map(({ input }) => sha256(canonicalJson(identityOfInput(input))));
  const point = (config: number): SweepPoint => {
    const k = kept === undefined ? config : kept[config];
    if (k === undefined || !(k >= 0 && k < design.points)) throw new InvariantError(`the sweep has no point ${config}`);
    return { config, ...design.point(k) };
  };
  const atPoint = remembered(REMEMBERED, (config): Omit<PlannedRun, 'replicate'> => {
    const { values, block } = point(config);
    const scenario = scenarioFactor < 0 ? 0 : experiment.scenarios.findIndex(({ name }) => name === values[scenarioFactor]);
    const settings = settingsAt(experiment, values);
    const named = Object.fromEntries(factors.map(({ name }, f) => [name, values[f]]));
    const key = isOnePoint(experiment)
      ? ''
      : sha256(canonicalJson({ version, scenario: digests[scenario], settings, config, values: named }));
    return { config, seed: independentSeeds ? seedOf(seed, block) : seed, scenario, settings, key };
  });
  return {
    experiment,
    seed,
    points,
    replicates,
    runs,
    version,
    dummy: design.dummy === true,
    notes: design.notes ?? [],
    point,
    run: (k) => ({ ...atPoint(k % points), replicate: Math.floor(k / points) }),
    id: (run) => runId(identityOfRun(run, experiment.scenarios)),
  };
}

/** A scenario as it was given, without parameters that it sets to their defaults. */
function identityOfInput(input: unknown): unknown {
  if (!isMapping(input) || !isMapping(input['parameters'])) return input;
  const { parameters, ...rest } = input;
  const own = dropDefaultParameters(parameters as object);
  return Object.keys(own).length === 0 ? rest : { ...rest, parameters: own };
}

/** Points for which the common part of their runs is kept: calculated once for all replicates, and bounded, as there may be a million points. */
const REMEMBERED = 4096;

/** A function of whole numbers from 0 that keeps its results for the first `most` of them. */
function remembered<T>(most: number, work: (k: number) => T): (k: number) => T {
  const held: T[] = [];
  return (k) => (k < most ? (held[k] ??= work(k)) : work(k));
}

/** A seed for the points of a block, from that of the sweep. */
function seedOf(seed: number, block: number): number {
  return Number.parseInt(sha256(`block/${seed}/${block}`).slice(0, SEED_DIGITS), 16);
}

/** Variants first, as everything else is applied on top of them; then the settings of all runs; then the other factors. */
function settingsAt({ factors, settings }: Experiment, values: readonly Value[]): string[] {
  const of = (first: boolean) =>
    factors.flatMap((factor, f) => (factor.paths.includes(VARIANT_PATH) === first ? settingsOf(factor, values[f] ?? '') : []));
  return [...of(true), ...settings, ...of(false)];
}

/** A design with its coordinates turned into values. */
interface ValuedDesign extends Pick<DesignPlan, 'points' | 'dummy' | 'notes'> {
  point(k: number): Omit<SweepPoint, 'config'>;
}

function designOf(experiment: Experiment, seed: number): ValuedDesign {
  const factors = factorsByName(experiment);
  const { written } = experiment;
  if (written !== undefined)
    return {
      points: written.length,
      point(k) {
        const values = written[k] ?? [];
        return { u: factors.map((factor, f) => coordinateOf(factor, values[f] ?? '')), values, block: k, role: '' };
      },
    };
  const design = generatedDesign(experiment, factors, seed);
  return {
    ...design,
    point(k) {
      const made: DesignPoint = design.point(k);
      return { ...made, values: factors.map((factor, f) => valueAtCoordinate(factor, made.u[f] ?? 0)) };
    },
  };
}

/** The factors; the values of a factor of scenarios are the scenarios' names. */
export function factorsByName({ factors, scenarios }: Experiment): Factor[] {
  return factors.map((factor) =>
    factor.paths.includes(SCENARIO_PATH) ? { ...factor, values: scenarios.map(({ name }) => name) } : factor,
  );
}

function generatedDesign({ design, scenarios }: Experiment, factors: readonly Factor[], seed: number): DesignPlan {
  const made = DESIGNS[design.name];
  if (made === undefined) throw new InvariantError(`no design is named ${design.name}`);
  const { data, error } = made.options.safeParse(design.options);
  if (error !== undefined)
    throw wrong(
      `design.${error.issues[0]?.path.join('.') ?? ''}`,
      `options of the design ${design.name}`,
      error.issues[0]?.message ?? 'others',
      'see `entente schema experiment`',
    );
  try {
    return made.plan(
      factors.map((factor) => shapeOf(factor, ownValue(factor, scenarios[0]?.base))),
      data,
      seed,
    );
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(error.problems.map((problem) => ({ ...problem, path: `design ${design.name}: ${problem.path ?? ''}` })));
  }
}

/** The value that a factor has when nothing sets it, where that can be looked up. */
function ownValue({ paths: [path = ''] }: Factor, scenario: Scenario | undefined): unknown {
  const [head = '', key = '', ...more] = path.split('.');
  if (path === 'rule' || path === 'ticks') return scenario?.[path];
  if (more.length > 0 || (head !== 'parameters' && head !== 'generate')) return undefined;
  return (scenario?.[head] as Record<string, unknown> | undefined)?.[key];
}

/** Numbers of the points that meet the conditions, undefined where there are none to meet. */
function keptPoints({ conditions, factors, design: { name } }: Experiment, design: ValuedDesign): Uint32Array | undefined {
  if (conditions.length === 0) return undefined;
  const kept: number[] = [];
  for (let k = 0; k < Math.min(design.points, MAX_RUNS); k++) {
    const { values, role } = design.point(k);
    if (role !== '')
      throw wrong(
        'where',
        `no conditions with the design ${name}, whose points belong together`,
        'conditions',
        'remove them, or choose bounds of the factors that meet them',
      );
    const valueOf = (factor: string) => values[factors.findIndex((other) => other.name === factor)] ?? '';
    if (conditions.every((condition) => meets(condition, valueOf))) kept.push(k);
  }
  return Uint32Array.from(kept);
}

function wrong(path: string, expected: string, found: string, remedy: string): InputError {
  return new InputError([{ path, expected, found, remedy }]);
}

/** points.csv: every point with its coordinates, which sensitivity analyses need. */
export function pointsTable(plan: SweepPlan): { table: OutputTable; rows: Iterable<Row> } {
  const { experiment } = plan;
  const columns = [
    { name: 'config', type: 'integer', unit: '', meaning: 'number of the point', min: 0 },
    { name: 'block', type: 'integer', unit: '', meaning: 'points that belong together in the design have the same number', min: 0 },
    { name: 'role', type: 'string', unit: '', meaning: 'what the point is within its block; empty where it stands alone' },
    ...columnsOfFactors(plan),
    ...experiment.factors.map(({ name }) => ({
      name: `u_${name}`,
      type: 'number' as const,
      unit: '',
      meaning: `coordinate of ${name} in the design`,
      min: 0,
      max: 1,
    })),
    ...(plan.dummy
      ? [
          {
            name: 'u_dummy',
            type: 'number',
            unit: '',
            meaning: 'coordinate of the dummy, which sets nothing',
            min: 0,
            max: 1,
          } as const,
        ]
      : []),
  ] as const;
  return { table: { name: 'points', meaning: 'a point of the design', columns, key: ['config'] }, rows: rowsOf(plan) };
}

function* rowsOf(plan: SweepPlan): Generator<Row> {
  for (let config = 0; config < plan.points; config++) {
    const { block, role, values, u, dummy } = plan.point(config);
    yield [config, block, role === '' ? null : role, ...values, ...u, ...(plan.dummy ? [dummy ?? null] : [])];
  }
}

/** The columns of the factors in runs.csv and points.csv. */
export function columnsOfFactors({ experiment }: SweepPlan) {
  const factors = factorsByName(experiment);
  return factorColumns(factors, (factor) => (experiment.written ?? []).map((row) => row[factors.indexOf(factor)] ?? ''));
}

/** Digest of the first points of a sweep: another sweep that begins with the same points can reuse its runs. */
export function digestPoints(plan: SweepPlan, points: number): string {
  let digest = '';
  let waiting: unknown[] = [];
  for (let config = 0; config < points; config++) {
    const { block, role, values, u, dummy } = plan.point(config);
    waiting.push([block, role, values, u, dummy ?? null]);
    if (waiting.length < 1000 && config < points - 1) continue;
    digest = sha256(JSON.stringify([digest, ...waiting]));
    waiting = [];
  }
  return digest;
}

/** A part of an experiment, the index-th of `of`, from 1: the runs index-1, index-1+of, ... of the plan. */
export interface Shard {
  index: number;
  of: number;
}

/** The sweep as a whole. */
export const WHOLE: Shard = { index: 1, of: 1 };
/** Most shards of a sweep. */
export const MAX_SHARDS = 100_000;

/** Reads `i/n`. @throws InputError */
export function readShard(option: string, text: string): Shard {
  const [, index, of] = /^([1-9][0-9]{0,6})\/([1-9][0-9]{0,6})$/.exec(text) ?? [];
  const shard = { index: Number(index), of: Number(of) };
  if (index !== undefined && shard.index <= shard.of && shard.of <= MAX_SHARDS) return shard;
  throw new InputError([
    {
      path: option,
      expected: `i/n: the number of the shard, from 1, and of how many, at most ${MAX_SHARDS}`,
      found: JSON.stringify(text),
      remedy: 'write for instance --shard 1/4',
    },
  ]);
}

/** Number of runs of a shard. */
export function runsOf({ index, of }: Shard, runs: number): number {
  return Math.max(0, Math.ceil((runs - index + 1) / of));
}

/** Runs of a shard, by their numbers in the plan. */
export function* runsIn({ index, of }: Shard, runs: number): Generator<number> {
  for (let k = index - 1; k < runs; k += of) yield k;
}
