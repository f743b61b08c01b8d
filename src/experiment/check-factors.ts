import { InputError, type Problem } from '../base/errors.ts';
import { runsColumnNames } from '../results/tables.ts';
import { gatherFacts } from '../scenario/check/facts.ts';
import { misfit, parsePath, type Target } from '../scenario/paths.ts';
import { formatValue, type Path } from '../scenario/values.ts';
import { WRITTEN_DESIGNS, type FactorFile } from './experiment-schema.ts';
import { scenarioWith, type ScenarioOfSweep } from './experiment.ts';
import { SCENARIO_PATH, settingsOf, valueMisfit, valueText, VARIANT_PATH, type Factor, type Value } from './factors.ts';
import type { Loading, Written } from './loading.ts';
import { ownVariants, type Common } from './scenarios-of-sweep.ts';

/** Columns of points.csv, besides those of the factors. */
const POINTS_COLUMNS: readonly string[] = ['config', 'block', 'role', 'run', 'tick'];
/** Values of a factor that are tried in the scenario, where its bounds cannot be looked up. */
const TRIED = 100;

/** A factor of the file with its defaults filled in. */
export function factorOf({ name, label, path, paths, values, low, high, scale, integer, levels }: FactorFile): Factor {
  const range = {
    low: low ?? 0,
    high: high ?? 1,
    scale: scale ?? 'linear',
    integer: integer ?? false,
    ...(levels === undefined ? {} : { levels }),
  } as const;
  return {
    name,
    label: label ?? name,
    paths: [...new Set(path === undefined ? (paths ?? []) : [path])],
    ...(values === undefined ? (low === undefined || high === undefined ? {} : { range }) : { values }),
  };
}

/** Checks what the schema cannot: the names of the factors, and which of their keys go together. */
export function checkFactors({ value, report, sound }: Loading, factors: readonly Factor[]): void {
  const written = Object.hasOwn(WRITTEN_DESIGNS, value.design?.name ?? '');
  const seen = new Set<string>();
  factors.forEach((factor, f) => {
    const at = ['factors', f];
    const file = value.factors?.[f];
    if (file === undefined || !sound(at)) return;
    const problem = (path: Path, expected: string, found: string, remedy: string) => report(path, { expected, found, remedy });
    if (seen.has(factor.name))
      problem([...at, 'name'], 'factors of different names', `${formatValue(factor.name)} again`, 'give one of them another name');
    seen.add(factor.name);
    if (runsColumnNames().includes(factor.name) || POINTS_COLUMNS.includes(factor.name))
      problem([...at, 'name'], 'a name that no other column of the results has', formatValue(factor.name), 'give it another name');
    checkWhatItSets(file, at, problem);
    checkWhatItTakes(file, at, written, problem);
  });
  factors.forEach(({ name }, f) => {
    if (factors.some((other) => `u_${other.name}` === name))
      report(['factors', f, 'name'], {
        expected: 'a name that is not kept for the coordinates of a factor',
        found: formatValue(name),
        remedy: 'give it another name',
      });
  });
}

type Report = (path: Path, expected: string, found: string, remedy: string) => void;

function checkWhatItSets(file: FactorFile, at: Path, problem: Report): void {
  const ways = [file.path !== undefined, file.paths !== undefined, file.inert === true].filter(Boolean).length;
  if (ways !== 1)
    problem(
      at,
      'one of "path", "paths" and "inert: true"',
      ways === 0 ? 'none of them' : 'several',
      'say what the factor sets, or that it sets nothing',
    );
  if ((file.paths ?? []).some((path) => path === SCENARIO_PATH))
    problem([...at, 'paths'], '"scenario" as the one path of a factor', 'it among others', 'write "path: scenario"');
}

function checkWhatItTakes(file: FactorFile, at: Path, written: boolean, problem: Report): void {
  const { values, low, high, scale, integer = false, levels, path } = file;
  const bounds = [low, high].filter((bound) => bound !== undefined).length;
  if (values !== undefined) {
    for (const key of ['low', 'high', 'scale', 'integer', 'levels'] as const)
      if (file[key] !== undefined)
        problem([...at, key], `no "${key}" together with "values"`, formatValue(file[key]), 'remove one of the two');
    const twice = values.findIndex((value, v) => values.indexOf(value) < v);
    if (twice >= 0)
      problem(
        [...at, 'values', twice],
        'each value once',
        `${formatValue(values[twice])} again`,
        'remove it; "replicates" makes more runs of a point',
      );
    if (new Set(values.map((value) => typeof value)).size > 1)
      problem([...at, 'values'], 'values of one kind', 'numbers and words', 'make a factor of each kind');
    return;
  }
  if (path === SCENARIO_PATH) problem(at, '"values", the scenario files', 'none', 'add "values: [FILE, ...]"');
  if (bounds === 0 && written) return;
  if (bounds < 2) {
    problem(at, '"values", or "low" and "high"', bounds === 0 ? 'neither' : 'one bound alone', 'say what the factor takes');
    return;
  }
  const [from = 0, to = 0] = [low, high];
  if (from >= to) problem([...at, 'high'], `a number above "low", ${from}`, String(to), 'give the greater bound');
  if (scale === 'log' && from <= 0)
    problem([...at, 'low'], 'a number above 0 on a log scale', String(from), 'raise it, or use a linear scale');
  if (integer && !(Number.isSafeInteger(from) && Number.isSafeInteger(to)))
    problem(at, 'whole numbers as the bounds of an integer factor', `${from} and ${to}`, 'round them');
  if (integer && scale === 'log')
    problem([...at, 'scale'], 'a linear scale for whole numbers', 'log', 'list the whole numbers as "values"');
  if (levels === 1) problem([...at, 'levels'], 'at least 2 levels of a range', '1', 'give one value as "values: [x]", or more levels');
}

/** Checks in each scenario that every path exists and that every value is within its bounds. */
export function checkValues(
  loading: Loading,
  factors: readonly Factor[],
  scenarios: readonly ScenarioOfSweep[],
  written: Written | undefined,
  common: Common,
): void {
  const { report, sound, value } = loading;
  factors.forEach((factor, f) => {
    const at = ['factors', f];
    if (!sound(at)) return;
    const reported = new Set<string>();
    const once = (where: () => void, key: string) => {
      if (reported.has(key)) return;
      reported.add(key);
      where();
    };
    const places = placesOf(factor, f, written, loading, factors);
    for (const { value: taken, place } of places) {
      const wrong = factor.paths[0] === SCENARIO_PATH ? scenarioMisfit(taken, written, scenarios) : valueMisfit(factor, taken);
      if (wrong !== undefined && written !== undefined)
        once(
          () => place({ expected: wrong, found: formatValue(taken), remedy: 'change the point, or the factor' }),
          `own ${String(taken)}`,
        );
    }
    for (const path of factor.paths) {
      if (path === SCENARIO_PATH) continue;
      const key = value.factors?.[f]?.path === undefined ? ['paths', (value.factors?.[f]?.paths ?? []).indexOf(path)] : ['path'];
      for (const scenario of scenarios) {
        const parsed = parsePath(path, gatherFacts(scenario.input).ids, false);
        if ('problem' in parsed) {
          once(
            () =>
              report([...at, ...key], {
                ...parsed.problem,
                expected: `${parsed.problem.expected}, to be what the factor ${factor.name} sets`,
              }),
            `path ${path}`,
          );
          continue;
        }
        for (const { value: taken, place } of tried(places, parsed.target)) {
          if (path === VARIANT_PATH && ownVariants(loading).includes(String(taken))) continue; // reported at the place of the variant
          const problem = problemOf(factor, path, parsed.target, taken, scenario, common);
          if (problem !== undefined) once(() => place(problem), `${path} ${String(taken)}`);
        }
      }
    }
  });
}

function scenarioMisfit(value: Value, written: Written | undefined, scenarios: readonly ScenarioOfSweep[]): string | undefined {
  const names = scenarios.map(({ name }) => name);
  return written === undefined || names.includes(String(value)) ? undefined : `the name of a scenario of the factor (${names.join(', ')})`;
}

/** A value that a factor takes, and how to report a problem with it. */
interface Taken {
  value: Value;
  place(problem: Problem): void;
}

/** The values of a factor, each once; of a range, its bounds. */
function placesOf(factor: Factor, f: number, written: Written | undefined, { report }: Loading, factors: readonly Factor[]): Taken[] {
  const at = ['factors', f];
  const named = (path: Path) => (problem: Problem) => report(path, { ...problem, path: `${path.join('.')} (${factor.name})` });
  if (written !== undefined) {
    const column = factors.indexOf(factor);
    const first = new Map<Value, number>();
    written.rows.forEach((row, k) => {
      const taken = row[column];
      if (taken !== undefined && taken !== '' && !first.has(taken)) first.set(taken, k);
    });
    return [...first].map(([taken, k]) => ({
      value: taken,
      place: (problem) =>
        report(['design'], { ...problem, ...written.place(k, factor.name), expected: `${problem.expected} (point ${k})` }),
    }));
  }
  if (factor.values !== undefined) return factor.values.map((taken, v) => ({ value: taken, place: named([...at, 'values', v]) }));
  if (factor.range === undefined) return [];
  const { low, high } = factor.range;
  return [
    { value: low, place: named([...at, 'low']) },
    { value: high, place: named([...at, 'high']) },
  ];
}

/** Checking against known bounds costs nothing, so all values are checked; where values must be tried in the scenario, only the extremes and the first hundred are. */
function tried(places: readonly Taken[], target: Target): readonly Taken[] {
  if (['parameter', 'state', 'pair'].includes(target.of) || places.length <= TRIED) return places;
  const numbers = places.filter(({ value }) => typeof value === 'number').sort((a, b) => (a.value as number) - (b.value as number));
  const broken = numbers.find(({ value }) => !Number.isInteger(value));
  const ends = [numbers[0], numbers.at(-1), broken].filter((taken) => taken !== undefined);
  return [...ends, ...places.slice(0, TRIED)];
}

/** What is wrong with a value at a path: looked up where possible, otherwise tried in the scenario. */
function problemOf(
  factor: Factor,
  path: string,
  target: Target,
  value: Value,
  scenario: ScenarioOfSweep,
  common: Common,
): Problem | undefined {
  if (target.of === 'parameter' || target.of === 'state' || target.of === 'pair') {
    const wrong = misfit(target, value);
    if (wrong === undefined && target.of === 'parameter') return undefined;
    if (wrong !== undefined)
      return { expected: `${wrong} for ${path}`, found: formatValue(value), remedy: 'keep within the bounds of what the factor sets' };
  }
  const sets = settingsOf({ ...factor, paths: [path] }, value);
  const all = path === VARIANT_PATH ? [...sets, ...common.settings] : [...common.settings, ...sets];
  try {
    scenarioWith(common, scenario, all);
    return undefined;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    // A problem of a setting of all runs is reported at that setting.
    const others = error.problems.filter((problem) => !common.settings.some((setting) => problem.path === `--set ${setting}`));
    const own = others.find((problem) => problem.path === `--set ${path}=${valueText(value)}`) ?? others[0];
    if (own === undefined) return undefined;
    const { expected, found, remedy } = own;
    return { expected: `${expected} for ${path}`, ...(found === undefined ? {} : { found }), ...(remedy === undefined ? {} : { remedy }) };
  }
}
