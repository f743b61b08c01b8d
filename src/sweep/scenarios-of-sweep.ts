import { InputError, type Problem } from '../base/errors.ts';
import { readParsed } from '../scenario/read.ts';
import { inWords, type Path } from '../scenario/values.ts';
import { scenarioWith, type Experiment, type ScenarioOfSweep } from './experiment.ts';
import { SCENARIO_PATH, type Factor } from './factors.ts';
import { fromFolderOf, type Loading } from './loading.ts';

/** What all runs of an experiment have in common. */
export type Common = Pick<Experiment, 'record' | 'settings'>;

/** Reads the scenarios of an experiment, the one named or those of a factor, and checks them with what is set for all runs. */
export function readScenarios(loading: Loading, factors: readonly Factor[], common: Common): ScenarioOfSweep[] {
  const { value, tell, sound } = loading;
  const f = factors.findIndex(({ paths }) => paths.includes(SCENARIO_PATH));
  const named = sound(['scenario']) ? value.scenario : undefined;
  if (f >= 0 && named !== undefined)
    tell(['scenario'], { expected: 'the scenario here or as a factor', found: 'both', remedy: 'remove one of the two' });
  if (f < 0 && named === undefined) {
    if (sound(['scenario']))
      tell([], {
        expected: 'a scenario',
        found: 'none',
        remedy: 'add "scenario: FILE", or a factor with "path: scenario" and files as its values',
      });
    return [];
  }
  const sources: { source: string; at: Path }[] =
    f < 0
      ? [{ source: named ?? '', at: ['scenario'] }]
      : (factors[f]?.values ?? []).map((source, v) => ({ source: String(source), at: ['factors', f, 'values', v] }));
  const scenarios = sources.flatMap(({ source, at }) => readOne(loading, source, at, common));
  scenarios.forEach(({ name }, s) => {
    if (scenarios.findIndex((other) => other.name === name) < s)
      tell(sources[s]?.at ?? [], {
        expected: 'scenarios of different names',
        found: `${inWords(name)} again`,
        remedy: 'give one of them another name',
      });
  });
  return scenarios;
}

function readOne(loading: Loading, source: string, at: Path, common: Common): ScenarioOfSweep[] {
  const file = fromFolderOf(loading.file, source);
  try {
    const { value: input, problems } = readParsed(file);
    if (problems.length > 0) throw new InputError(problems.map((problem) => ({ file, ...problem })));
    const base = scenarioWith(common, { name: '', source: file, input }, common.settings);
    return [{ name: base.name, source: file, input, base }];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    tellAll(loading, error.problems, at);
    return withoutSettings(file, common);
  }
}

/** The scenario as it is, so that the factors can be held to it even where what is set for all runs is wrong. */
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

/** Problems of a scenario: those of a setting at its place in the experiment, those of the file as they are. */
function tellAll({ value, tell }: Loading, problems: readonly Problem[], at: Path): void {
  for (const { file: where, path = '', ...problem } of problems) {
    const setting = Object.keys(value.set ?? {}).find((key) => path.startsWith(`--set ${key}=`));
    if (setting !== undefined) tell(['set'], problem, setting);
    else if (path.startsWith('--set ')) tell([], { path, ...problem });
    else tell(at, { ...(where === undefined ? {} : { file: where }), ...(path === '' ? {} : { path }), ...problem });
  }
}
