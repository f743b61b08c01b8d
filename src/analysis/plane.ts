import { InputError, type Problem } from '../base/errors.ts';
import { suggest } from '../scenario/names.ts';
import type { Outcome } from './outcomes.ts';
import { isFactorial, varying, type Study, type StudyFactor } from './study.ts';

/** The choice of a plane of a factorial design. */
export interface PlaneChoice {
  /** Names of two factors that vary; undefined = the remaining ones, if there are two. */
  readonly plane?: readonly string[] | undefined;
  /** Factors held at one of their values, as texts. Other factors are averaged over. */
  readonly hold?: readonly { readonly factor: string; readonly value: string }[] | undefined;
}

/** A field of the plane. */
export interface PlaneField {
  readonly value: string;
  readonly valueB: string;
  /** Configurations in the field: more than one where other factors are averaged over. */
  readonly configs: readonly number[];
}

/** A plane of two factors. */
export interface Plane {
  readonly a: StudyFactor;
  readonly b: StudyFactor;
  /** In the order of their first configurations. */
  readonly fields: readonly PlaneField[];
  /** Names of the factors that are averaged over. */
  readonly averaged: readonly string[];
  /** Factors that are held, as `name=value`. */
  readonly held: readonly string[];
}

/** The plane of a study, undefined where it has none, or more than one to choose from. `choice` has passed `checkPlane`. */
export function planeOf(study: Study, { plane, hold = [] }: PlaneChoice): Plane | undefined {
  if (!isFactorial(study)) return undefined;
  const all = varying(study);
  const held = new Map(hold.map(({ factor, value }) => [factor, valueOf(study, factor, value)]));
  const free = all.filter(({ factor }) => !held.has(factor.name));
  const [a, b, more] = plane === undefined ? free : plane.flatMap((name) => free.filter(({ factor }) => factor.name === name));
  if (a === undefined || b === undefined || more !== undefined) return undefined;
  const points = study.points.filter(({ values }) =>
    all.every(({ factor, f }) => !held.has(factor.name) || held.get(factor.name) === values[f]),
  );
  const fields = a.factor.values.flatMap((value) =>
    b.factor.values.map((valueB) => ({
      value,
      valueB,
      configs: points.flatMap(({ config, values }) => (values[a.f] === value && values[b.f] === valueB ? [config] : [])),
    })),
  );
  return {
    a: a.factor,
    b: b.factor,
    fields: fields.sort((x, y) => (x.configs[0] ?? 0) - (y.configs[0] ?? 0)),
    averaged: free.filter((one) => one !== a && one !== b).map(({ factor }) => factor.name),
    held: [...held].map(([name, value]) => `${name}=${value ?? ''}`),
  };
}

/** The values of a field: in each replicate the mean over its configurations, so that replicates stay the unit; NaN where one is missing. */
export function fieldValues({ configs }: PlaneField, { values }: Outcome, replicates: number): Float64Array {
  return Float64Array.from(
    { length: replicates },
    (_, r) => configs.reduce((sum, config) => sum + (values[config]?.[r] ?? NaN), 0) / configs.length,
  );
}

/** A value of a factor as its results have it: the same text, or the same number. */
function valueOf(study: Study, name: string, value: string): string | undefined {
  const values = study.factors.find((factor) => factor.name === name)?.values ?? [];
  return values.find((known) => known === value) ?? values.find((known) => value.trim() !== '' && Number(known) === Number(value));
}

/** Checks the choice of a plane against the study. @throws InputError with all problems */
export function checkPlane(study: Study, { plane, hold = [] }: PlaneChoice): void {
  if (plane === undefined && hold.length === 0) return;
  const file = study.results.folder;
  const names = varying(study).map(({ factor }) => factor.name);
  const problems: Problem[] = [];
  if (!isFactorial(study))
    problems.push({
      file,
      path: plane === undefined ? '--hold' : '--plane',
      expected: 'a factorial design',
      found: study.design === undefined ? 'results of plain runs' : `the design ${study.design}`,
      remedy: 'leave it out',
    });
  if (plane !== undefined && (plane.length !== 2 || plane[0] === plane[1]))
    problems.push({
      path: '--plane',
      expected: 'two factors',
      found: plane.join(','),
      remedy: `write for instance --plane ${names.slice(0, 2).join(',')}`,
    });
  for (const [path, name] of [
    ...(plane ?? []).map((one) => ['--plane', one] as const),
    ...hold.map(({ factor }) => ['--hold', factor] as const),
  ])
    if (!names.includes(name))
      problems.push({
        file,
        path,
        expected: `a factor that varies: ${names.join(', ')}`,
        found: JSON.stringify(name),
        remedy: suggest(name, names),
      });
  for (const { factor, value } of hold.filter((one) => names.includes(one.factor))) {
    if (plane?.includes(factor) === true)
      problems.push({
        path: '--hold',
        expected: 'a factor that is not in the plane',
        found: factor,
        remedy: 'leave it out of one of the two',
      });
    if (valueOf(study, factor, value) === undefined) {
      const values = study.factors.find(({ name }) => name === factor)?.values ?? [];
      problems.push({
        file,
        path: '--hold',
        expected: `a value of ${factor}: ${values.join(', ')}`,
        found: value,
        remedy: 'choose one that was run',
      });
    }
  }
  if (problems.length > 0) throw new InputError(problems);
}
