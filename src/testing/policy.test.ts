import { homedir } from 'node:os';
import { basename, extname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ANALYSES } from '../analysis/analyses/index.ts';
import { METRICS } from '../measure/metrics/index.ts';
import { DECISION_RULES } from '../model/rules/index.ts';
import { VALUE_TERMS } from '../model/terms/index.ts';
import { CONSTANTS, type Constant } from '../model/constants.ts';
import { PARAMETERS, type ParameterSpec } from '../model/parameters.ts';
import { DATA_SETS } from '../record/data-sets.ts';
import { PATTERNS } from '../record/score/patterns.ts';
import { GENERATE } from '../scenario/generate-parameters.ts';
import { DESIGNS } from '../experiment/designs/index.ts';
import { projectFiles, read, ROOT } from './project.ts';

const TEXT = new Set(['', '.ts', '.js', '.mjs', '.json', '.md', '.yaml', '.yml', '.bib', '.cff', '.csv', '.svg', '.txt']);
const files = projectFiles().filter((path) => TEXT.has(extname(path)));

const keys = new Set([...read('docs/references.bib').matchAll(/^@\w+\{\s*([^,\s]+)\s*,/gm)].map((match) => match[1]));

const scenarios = files.filter((path) => /^scenarios\/[^/]+\.yaml$/.test(path));
/** Treaties, what-ifs and experiments too. */
const citing = files.filter((path) => /^scenarios\/.+\.yaml$/.test(path));

/** Entries of a registry whose source is not in the bibliography. */
function unknownSources(entries: readonly (readonly [string, readonly string[] | string])[]): string[] {
  return entries.flatMap(([name, source]) => [source].flat().flatMap((key) => (keys.has(key) ? [] : [`${name}: ${key}`])));
}

describe('sources', () => {
  it('of parameters are in the bibliography', () => {
    expect(unknownSources(Object.entries(PARAMETERS).map(([name, spec]) => [name, spec.source]))).toEqual([]);
    const constants: [string, Constant][] = Object.entries(CONSTANTS);
    expect(unknownSources(constants.map(([name, { source = [] }]) => [name, source]))).toEqual([]);
    expect(constants.filter(([, { basis, source = [] }]) => basis === 'literature' && source.length === 0)).toEqual([]);
  });

  it('of value terms are in the bibliography', () => {
    expect(unknownSources(VALUE_TERMS.map((term) => [term.name, term.source]))).toEqual([]);
  });

  it('of decision rules are in the bibliography', () => {
    expect(unknownSources(Object.entries(DECISION_RULES).map(([name, rule]) => [name, rule.source]))).toEqual([]);
  });

  it('of metrics are in the bibliography', () => {
    expect(unknownSources(METRICS.map((metric) => [metric.name, metric.source]))).toEqual([]);
  });

  it('of the generator are in the bibliography', () => {
    expect(unknownSources(Object.entries(GENERATE).map(([name, spec]) => [name, spec.source]))).toEqual([]);
  });

  it('of data sets are in the bibliography', () => {
    expect(unknownSources(DATA_SETS.map(({ id, cite }) => [id, cite.map(({ key }) => key)]))).toEqual([]);
  });

  it('of patterns are in the bibliography', () => {
    expect(unknownSources(PATTERNS.map(({ name, source = [] }) => [name, source]))).toEqual([]);
  });

  it('of designs and analyses are in the bibliography', () => {
    expect(unknownSources(Object.entries(DESIGNS).map(([name, design]) => [name, design.source]))).toEqual([]);
    expect(unknownSources(ANALYSES.map((analysis) => [analysis.name, analysis.source]))).toEqual([]);
  });

  it('of scenarios, treaties, what-ifs and experiments are in the bibliography', () => {
    const cited = citing.map((path) => {
      const { sources = [] } = (parse(read(path)) ?? {}) as { sources?: { key: string }[] };
      return [path, sources.map(({ key }) => key)] as const;
    });
    expect(cited.flatMap(([, list]) => list).length).toBeGreaterThan(0);
    expect(unknownSources(cited)).toEqual([]);
  });

  it('that comments, pages and scripts name in brackets are in the bibliography', () => {
    const named = files
      .filter((path) => /^(?:src|scripts|scenarios)\/|\.md$/.test(path))
      .flatMap((path) =>
        [...read(path).matchAll(/\[([A-Z][A-Za-z]+(?:1[6-9]|20)\d\d[a-z]?)\]/g)].map((match) => [path, match[1] ?? ''] as const),
      );
    expect(named.length).toBeGreaterThan(100);
    expect(unknownSources(named)).toEqual([]);
  });

  it('of parameters that are not assumed or fitted are given', () => {
    expect(
      Object.entries(PARAMETERS).flatMap(([name, spec]) => (spec.basis === 'literature' && spec.source.length === 0 ? [name] : [])),
    ).toEqual([]);
  });

  it('have each key once', () => {
    const all = [...read('docs/references.bib').matchAll(/^@\w+\{\s*([^,\s]+)\s*,/gm)].map((match) => match[1]);
    expect(all.length).toBe(new Set(all).size);
  });
});

describe('the default of every parameter', () => {
  const entries = Object.entries(PARAMETERS) as [string, ParameterSpec][];

  it('is swept over a range around it, within what the program takes', () => {
    const faults = entries.filter(([, { default: standard, min = NaN, max = NaN, integer, choices, swept }]) => {
      if (choices !== undefined) return swept !== undefined || choices.length < 2;
      const [low, high] = swept ?? [NaN, NaN];
      const around = typeof standard === 'number' && low <= standard && standard <= high && low < high;
      const whole = integer !== true || (Number.isInteger(low) && Number.isInteger(high));
      return !(around && whole && min <= low && high <= max);
    });
    expect(faults.map(([name]) => name)).toEqual([]);
  });

  it('says for which finding or pattern of the record it was chosen, when it was chosen for one', () => {
    const reasons = new Set([
      ...files.flatMap((path) => /^scenarios\/findings\/0*(\d+)-[^/]+\.yaml$/.exec(path)?.[1] ?? []).map((number) => `finding ${number}`),
      ...PATTERNS.map(({ group }) => `record ${group}`),
    ]);
    const faults = entries.filter(
      ([, { basis, chosenFor }]) => (basis === 'behaviour') !== chosenFor.length > 0 || chosenFor.some((reason) => !reasons.has(reason)),
    );
    expect(faults.map(([name]) => name)).toEqual([]);
  });

  it('has its part in an equation of the ODD description, by its name', () => {
    const odd = read('docs/ODD.md');
    expect(entries.filter(([name]) => !new RegExp(`\\b${name}\\b`).test(odd)).map(([name]) => name)).toEqual([]);
  });
});

describe('the project', () => {
  it('names no place on the machine where it was made', () => {
    const homes = /(?<![\w.~$}/-])\/(?:work|home|root|Users|mnt|srv|opt)\/\w/;
    const faults = files.filter((path) => {
      const text = read(path);
      return homes.test(text) || text.includes(ROOT) || (homedir().length > 1 && text.includes(`${homedir()}/`));
    });
    expect(faults).toEqual([]);
  });

  it('refers in its code only to pages that it has', () => {
    const pages = new Set(files.map((path) => basename(path)));
    const named = files
      .filter((path) => path.startsWith('src/'))
      .flatMap((path) => [...read(path).matchAll(/\b[\w-]+\.md\b/g)].map(([page]) => `${path}: ${page}`));
    expect(named.filter((name) => !pages.has(name.split(': ')[1] ?? ''))).toEqual([]);
  });

  it('pins every dependency to one version', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<string, Record<string, string>>;
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, version]) => !/^(?:npm:[\w-]+@)?\d+\.\d+\.\d+$/.test(version),
    );
    expect(loose).toEqual([]);
    expect(devDependencies?.['@vitest/coverage-v8']).toBe(devDependencies?.['vitest']);
  });

  it('explains every scenario that it ships', () => {
    expect(scenarios.length).toBeGreaterThan(0);
    expect(scenarios.filter((path) => !files.includes(path.replace(/\.yaml$/, '.md')))).toEqual([]);
  });

  it('has one version in package.json, CITATION.cff and CHANGELOG.md', () => {
    const { version } = JSON.parse(read('package.json')) as { version: string };
    expect(read('CITATION.cff')).toContain(`\nversion: ${version}\n`);
    expect(read('CHANGELOG.md')).toContain(`\n## ${version}`);
  });

  it('marks no test as skipped, alone or to be written', () => {
    const tests = files.filter((path) => path.endsWith('.test.ts'));
    expect(tests.filter((path) => /\b(?:it|test|describe)\.(?:skip|only|todo|fails)\b/.test(read(path)))).toEqual([]);
  });
});
