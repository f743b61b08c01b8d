import { InputError, type Problem } from '../base/errors.ts';
import { TABLES, type TableName } from '../measure/columns.ts';
import { runsColumnNames } from '../results/tables.ts';
import { suggest } from '../scenario/names.ts';
import { readInput } from '../files/read-scenario.ts';
import { plainCopy } from '../scenario/check/sanity.ts';
import { problemsBy, type PathProblem } from '../scenario/schema/schema-problems.ts';
import { decodeText, type FileKind } from '../scenario/text.ts';
import { byCode, formatValue, isMapping, mappingOf, own, type Path } from '../scenario/values.ts';
import { LIMITS, parseYaml } from '../scenario/yaml.ts';
import { checkFactors, checkValues, factorOf } from './check-factors.ts';
import { designSchema, experimentSchema, WRITTEN_DESIGNS, type ExperimentFile, type ReductionFile } from './experiment-schema.ts';
import type { Experiment, ScenarioOfSweep } from './experiment.ts';
import { SCENARIO_PATH, type Factor, type Value } from './factors.ts';
import { readPoints } from './points-file.ts';
import { fromFolderOf, type ExperimentOptions, type Loading, type Written } from './loading.ts';
import { REDUCIBLE, type Reduction } from '../measure/reductions.ts';
import { readScenarios } from './scenarios-of-sweep.ts';
import { parseCondition, type Condition, type Operand } from './where.ts';

const EXPERIMENT_FILE: FileKind = {
  what: 'an experiment',
  bytes: LIMITS.bytes,
  bigger: 'put the points into a CSV file: design: {name: file, file: points.csv}',
};
/** The size limit allows a million points of a dozen factors. */
const POINTS_FILE: FileKind = { what: 'a points', bytes: 200_000_000, bigger: 'make sweeps of parts of it' };

/** Whether the text of a file is meant as an experiment, not a scenario. */
export function isExperiment(data: string | Uint8Array): boolean {
  const text = typeof data === 'string' ? data : Buffer.from(data).toString('utf8');
  return /^\s*["']?experiment["']?\s*:/m.test(text);
}

/** Reads an experiment file, its scenarios and its points. @throws InputError with all problems at once, in the order of the file */
export function readExperiment(file: string, options: ExperimentOptions = {}): Experiment {
  const text = parseYaml(decodeText(file, readInput(file, EXPERIMENT_FILE), EXPERIMENT_FILE));
  const { value, problems: unsafe } = plainCopy(text.value);
  const unplaced: PathProblem[] = [...unsafe, ...(text.value === undefined ? [] : schemaProblems(value))];
  const problems: Problem[] = text.problems.map((problem) => ({ file, ...problem }));
  const report = (at: Path, problem: Problem, key?: string) => {
    const full = key === undefined ? at : [...at, key];
    // a problem in another file has its own place there
    const place = problem.file === undefined || problem.file === file ? text.locate(at, key) : {};
    problems.push({ file, ...place, path: full.join('.'), ...problem });
  };
  for (const { at, key, ...problem } of unplaced) report(at, problem, key);
  const sound = (at: Path) =>
    !unplaced.some((problem) => startsWith([...problem.at, ...(problem.key === undefined ? [] : [problem.key])], at));
  const loading: Loading = { file, text, value: mappingOf(value) as unknown as ExperimentFile, options, report, sound };
  const experiment = text.value === undefined || !isMapping(value) ? undefined : assemble(loading, problems);
  if (problems.length > 0 || experiment === undefined) throw new InputError(inOrder(problems));
  return experiment;
}

const startsWith = (path: Path, prefix: Path) => prefix.length <= path.length && prefix.every((step, s) => step === path[s]);

function schemaProblems(value: unknown): PathProblem[] {
  const problems = problemsBy(experimentSchema, 'an experiment', value);
  const design = own(mappingOf(value), 'design');
  const name = own(mappingOf(design), 'name');
  if (typeof name !== 'string' || problems.some(({ at }) => at[0] === 'design')) return problems;
  return [
    ...problems,
    ...problemsBy(designSchema(name), `the design ${name}`, design).map((problem) => ({ ...problem, at: ['design', ...problem.at] })),
  ];
}

function inOrder(problems: readonly Problem[]): Problem[] {
  const sorted = [...problems].sort(
    (x, y) => (x.line ?? 0) - (y.line ?? 0) || (x.column ?? 0) - (y.column ?? 0) || byCode(x.path ?? '', y.path ?? ''),
  );
  const seen = new Set<string>();
  const unique = sorted.filter((problem) => {
    const text = JSON.stringify(problem);
    return !seen.has(text) && seen.add(text);
  });
  return unique.slice(0, LIMITS.problems);
}

/** Assembles the experiment and makes the checks that involve several of its parts. */
function assemble(loading: Loading, problems: readonly Problem[]): Experiment | undefined {
  const { value, options, sound } = loading;
  // A factor with problems keeps its place and is not checked further.
  const listed = Array.isArray(value.factors) ? value.factors : [];
  const factors = listed.map((factor, f) => (sound(['factors', f]) ? factorOf(factor) : { name: '', label: '', paths: [] }));
  checkFactors(loading, factors);
  const reductions = sound(['reduce']) ? readReductions(loading, factors) : [];
  const record = recordOf(value);
  const settings = settingsOf(loading);
  const scenarios = readScenarios(loading, factors, { record, settings });
  if (!sound([]) || problems.length > 0) {
    checkValues(loading, factors, scenarios, undefined, { record, settings });
    return undefined;
  }
  const written = writtenPoints(loading, factors, scenarios);
  checkValues(loading, factors, scenarios, written, { record, settings });
  const conditions = readConditions(loading, factors);
  const { name, ...designOptions } = value.design ?? { name: factors.length === 0 ? 'replicates' : 'factorial' };
  const seed = options.seed ?? value.seed;
  return {
    name: value.experiment,
    title: value.title ?? '',
    description: value.description ?? '',
    scenarios,
    settings,
    factors,
    conditions,
    design: { name, options: written === undefined ? designOptions : {} },
    ...(written === undefined ? {} : { written: written.rows }),
    replicates: options.replicates ?? value.replicates ?? 1,
    ...(seed === undefined ? {} : { seed }),
    independentSeeds: value.independent_seeds ?? false,
    kept: keptOf(value),
    record,
    reductions,
  };
}

/** The tables that are kept, in the order of TABLES. */
function keptOf({ keep = ['system'], record = {} }: ExperimentFile): TableName[] {
  const wanted = new Set<string>([...keep, ...Object.entries(record).flatMap(([table, every]) => ((every ?? 0) > 0 ? [table] : []))]);
  return (Object.keys(TABLES) as TableName[]).filter((table) => wanted.has(table));
}

function recordOf(value: ExperimentFile): Experiment['record'] {
  const kept = new Set<string>(Array.isArray(value.keep) ? value.keep : []);
  const written = mappingOf(value.record);
  const every = (table: keyof Experiment['record']) => {
    const ticks = own(written, table);
    return typeof ticks === 'number' ? ticks : kept.has(table) ? 1 : 0;
  };
  return { states: every('states'), dyads: every('dyads'), decisions: every('decisions') };
}

/** The settings of every run, in the order in which they are applied. */
function settingsOf({ value, options, sound }: Loading): string[] {
  const written = sound(['set']) ? Object.entries(value.set ?? {}).map(([path, setting]) => `${path}=${JSON.stringify(setting)}`) : [];
  const ticks = options.ticks ?? (sound(['ticks']) ? value.ticks : undefined);
  return [...written, ...(ticks === undefined ? [] : [`ticks=${ticks}`]), ...(options.sets ?? [])];
}

function readReductions({ value, report }: Loading, factors: readonly Factor[]): Reduction[] {
  const taken = new Set([...runsColumnNames(), ...factors.map(({ name }) => name)]);
  return (value.reduce ?? []).map((reduction, r) => {
    const at = ['reduce', r];
    if (taken.has(reduction.name))
      report([...at, 'name'], {
        expected: 'a name that no other column of runs.csv has',
        found: formatValue(reduction.name),
        remedy: 'give it another name',
      });
    taken.add(reduction.name);
    if (!REDUCIBLE.includes(reduction.metric))
      report([...at, 'metric'], {
        expected: 'a column of system.csv',
        found: formatValue(reduction.metric),
        remedy: suggest(reduction.metric, REDUCIBLE),
      });
    checkBounds(reduction, at, report);
    const { name, metric, take, from = 0, to, above, below, for: ticks = 1 } = reduction;
    return { name, metric, take, from, to, above, below, for: ticks };
  });
}

function checkBounds({ take, above, below, for: ticks, from = 0, to }: ReductionFile, at: Path, report: Loading['report']): void {
  const conditional = above !== undefined || below !== undefined || ticks !== undefined;
  if (take === 'first' && above === undefined && below === undefined)
    report(at, { expected: '"above" or "below", the condition of `first`', found: 'neither', remedy: 'add one of them, or both' });
  if (take !== 'first' && conditional)
    report(at, {
      expected: '"above", "below" and "for" only with `take: first`',
      found: `take: ${take}`,
      remedy: 'remove them, or take `first`',
    });
  if (to !== undefined && to < from)
    report([...at, 'to'], { expected: `a tick from ${from}, the first that counts`, found: String(to), remedy: 'give a later tick' });
}

/** The points of `list` and `file`; undefined where the design makes them. */
function writtenPoints(loading: Loading, factors: readonly Factor[], scenarios: readonly ScenarioOfSweep[]): Written | undefined {
  const { value, file, report } = loading;
  const design = value.design;
  if (design === undefined || !Object.hasOwn(WRITTEN_DESIGNS, design.name)) return undefined;
  if (factors.length === 0) {
    report(['design'], { expected: 'factors, whose values the points are', found: 'none', remedy: 'add "factors"' });
    return { rows: [], place: () => ({}) };
  }
  if (design.name === 'file') {
    const path = fromFolderOf(file, String(design['file']));
    try {
      const points = readPoints(
        path,
        readInput(path, POINTS_FILE),
        factors.map((factor) => shown(factor, scenarios)),
      );
      return {
        rows: points.rows,
        place: (k, name) => ({ file: path, ...(points.lines[k] === undefined ? {} : { line: points.lines[k] }), path: name }),
      };
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      for (const problem of error.problems) report(['design', 'file'], problem);
      return { rows: [], place: () => ({}) };
    }
  }
  const rows = (design['points'] as Record<string, Value>[]).map((point, k) => {
    for (const key of Object.keys(point))
      if (!factors.some(({ name }) => name === key))
        report(
          ['design', 'points', k],
          {
            expected: 'the name of a factor',
            found: formatValue(key),
            remedy: suggest(
              key,
              factors.map(({ name }) => name),
            ),
          },
          key,
        );
    return factors.map(({ name }) => {
      if (Object.hasOwn(point, name)) return point[name] ?? '';
      report(['design', 'points', k], {
        expected: `a value of ${name}`,
        found: 'none',
        remedy: 'give every factor a value in every point',
      });
      return '';
    });
  });
  return {
    rows,
    place: (k, name) => ({ file, ...loading.text.locate(['design', 'points', k, name]), path: `design.points.${k}.${name}` }),
  };
}

/** A factor of scenarios has their names as its values. */
function shown(factor: Factor, scenarios: readonly ScenarioOfSweep[]): Factor {
  return factor.paths.includes(SCENARIO_PATH) ? { ...factor, values: scenarios.map(({ name }) => name) } : factor;
}

function readConditions({ value, report }: Loading, factors: readonly Factor[]): Condition[] {
  const names = factors.map(({ name }) => name);
  return (value.where ?? []).flatMap((text, w) => {
    const parsed = parseCondition(text, names);
    const problem = 'problem' in parsed ? parsed.problem : wordProblem(parsed.condition, factors);
    if (problem !== undefined) report(['where', w], problem);
    return 'problem' in parsed ? [] : [parsed.condition];
  });
}

/** A word in a condition must be a value of the factor on the other side; otherwise a mistyped factor would pass as a word. */
function wordProblem({ left, right }: Condition, factors: readonly Factor[]): Problem | undefined {
  const check = (word: Operand, other: Operand): Problem | undefined => {
    if (!('value' in word) || typeof word.value !== 'string' || !('factor' in other)) return undefined;
    const values = (factors.find(({ name }) => name === other.factor)?.values ?? []).map(String);
    if (values.includes(word.value)) return undefined;
    const known = [...factors.map(({ name }) => name), ...values];
    return { expected: `a factor or a value of ${other.factor}`, found: formatValue(word.value), remedy: suggest(word.value, known) };
  };
  return check(left, right) ?? check(right, left);
}
