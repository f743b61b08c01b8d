import { InputError, type Problem } from '../base/errors.ts';
import { readParsed } from '../files/read-scenario.ts';
import { formatValue, isMapping, mappingOf, own, type Path } from '../scenario/values.ts';
import { scenarioWith, type Experiment, type ScenarioOfSweep } from './experiment.ts';
import { SCENARIO_PATH, type Factor } from './factors.ts';
import { fromFolderOf, type Loading } from './loading.ts';

/** What all runs of an experiment have in common. */
export type Common = Pick<Experiment, 'record' | 'settings'>;

/** Reads the scenarios of an experiment, the one named or those of a factor, and checks them with what is set for all runs. */
export function readScenarios(loading: Loading, factors: readonly Factor[], common: Common): ScenarioOfSweep[] {
  const { value, options, report, sound } = loading;
  const f = factors.findIndex(({ paths }) => paths.includes(SCENARIO_PATH));
  const given = options.scenario;
  if (f >= 0 && given !== undefined)
    report(['factors', f], {
      expected: 'one scenario for all runs, to be replaced by --scenario',
      found: 'a factor of scenarios',
      remedy: 'leave out --scenario, or remove the factor',
    });
  const named = sound(['scenario']) ? value.scenario : undefined;
  if (f >= 0 && named !== undefined)
    report(['scenario'], { expected: 'the scenario here or as a factor', found: 'both', remedy: 'remove one of the two' });
  if (f < 0 && given === undefined && named === undefined) {
    if (sound(['scenario']))
      report([], {
        expected: 'a scenario',
        found: 'none',
        remedy: 'add "scenario: FILE", or a factor with "path: scenario" and files as its values; or give --scenario FILE',
      });
    return [];
  }
  const inFolder = (source: string) => fromFolderOf(loading.file, source);
  const sources: { file: string; at: Path }[] =
    f >= 0
      ? (factors[f]?.values ?? []).map((source, v) => ({ file: inFolder(String(source)), at: ['factors', f, 'values', v] }))
      : [given === undefined ? { file: inFolder(named ?? ''), at: ['scenario'] } : { file: given, at: [] }];
  const scenarios = sources.flatMap(({ file, at }) => readOne(loading, file, at, common));
  scenarios.forEach(({ name }, s) => {
    if (scenarios.findIndex((other) => other.name === name) < s)
      report(sources[s]?.at ?? [], {
        expected: 'scenarios of different names',
        found: `${formatValue(name)} again`,
        remedy: 'give one of them another name',
      });
  });
  return scenarios;
}

function readOne(loading: Loading, file: string, at: Path, common: Common): ScenarioOfSweep[] {
  try {
    const { value, problems } = readParsed(file);
    if (problems.length > 0) throw new InputError(problems.map((problem) => ({ file, ...problem })));
    const input = withVariants(loading, file, value);
    const base = scenarioWith(common, { name: '', source: file, input }, common.settings);
    for (const name of ownVariants(loading)) tryVariant(loading, name, { name: base.name, source: file, input }, at, common);
    return [{ name: base.name, source: file, input, base }];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    reportAll(loading, error.problems, at);
    return withoutSettings(file, common);
  }
}

/** Names of the variants that the experiment itself has. */
export function ownVariants({ value, sound }: Loading): string[] {
  return sound(['variants']) ? Object.keys(value.variants ?? {}) : [];
}

/** A scenario as it was read, with the variants of the experiment as well as its own. */
function withVariants(loading: Loading, file: string, input: unknown): unknown {
  const names = ownVariants(loading);
  if (names.length === 0 || !isMapping(input)) return input;
  const before = mappingOf(own(input, 'variants'));
  for (const name of names)
    if (own(before, name) !== undefined)
      loading.report(
        ['variants'],
        { expected: `a name that no variant of ${file} has`, found: formatValue(name), remedy: 'rename it' },
        name,
      );
  return { ...input, variants: { ...before, ...loading.value.variants } };
}

/** Reports what is wrong with a variant of the experiment when it is applied to a scenario. */
function tryVariant(loading: Loading, name: string, scenario: Omit<ScenarioOfSweep, 'base'>, at: Path, common: Common): void {
  try {
    scenarioWith(common, scenario, [`variant=${name}`, ...common.settings]);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    reportAll(loading, error.problems, at);
  }
}

/** The scenario without settings, so that the factors can be checked against it even if a setting of all runs is wrong. */
function withoutSettings(file: string, common: Common): ScenarioOfSweep[] {
  try {
    const { value: input } = readParsed(file);
    const base = scenarioWith(common, { name: '', source: file, input }, []);
    return [{ name: base.name, source: file, input, base }];
  } catch (error) {
    if (error instanceof InputError) return [];
    throw error;
  }
}

/** Reports the problems of a scenario: those of a setting or variant at its place in the experiment, those of the file unchanged. */
function reportAll(loading: Loading, problems: readonly Problem[], at: Path): void {
  const { value, report } = loading;
  const names = ownVariants(loading);
  for (const { file: where, path = '', ...problem } of problems) {
    const inVariant = placeIn(value, path);
    if (inVariant[0] === 'variants' && names.includes(String(inVariant[1]))) {
      report(inVariant, { ...problem, path });
      continue;
    }
    if (problem.found === 'no such file' && value.obtain !== undefined && at.length > 0) {
      report(at, { ...(where === undefined ? {} : { file: where }), ...problem, remedy: value.obtain });
      continue;
    }
    const setting = Object.keys(value.set ?? {}).find((key) => path.startsWith(`--set ${key}=`));
    if (setting !== undefined) report(['set'], problem, setting);
    else if (path.startsWith('--set ')) report([], { path, ...problem });
    else report(at, { ...(where === undefined ? {} : { file: where }), ...(path === '' ? {} : { path }), ...problem });
  }
}

/** The steps of a dotted path, as far as a value has them: a key may contain dots. */
function placeIn(value: unknown, path: string): (string | number)[] {
  if (Array.isArray(value)) {
    const [step = '', ...rest] = path.split('.');
    return /^\d+$/.test(step) && Number(step) < value.length ? [Number(step), ...placeIn(value[Number(step)], rest.join('.'))] : [];
  }
  const key = Object.keys(mappingOf(value)).find((name) => path === name || path.startsWith(`${name}.`));
  return key === undefined ? [] : [key, ...placeIn(own(mappingOf(value), key), path.slice(key.length + 1))];
}
