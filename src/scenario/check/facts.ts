import { GENERATE, generatedIds } from '../generate-parameters.ts';
import { isMapping, listOf, mappingOf, own, type Mapping, type Path } from '../values.ts';

/** What the checks need to know of a scenario, read from it as far as it can be read. */
export interface Facts {
  input: Mapping;
  /** Ids of the states, in the order of the file, repeated ones once. */
  ids: readonly string[];
  idSet: ReadonlySet<string>;
  /** Ids of the states that are no members of the system at the start. */
  inactive: ReadonlySet<string>;
  regions: ReadonlySet<string>;
  regionOf: ReadonlyMap<string, string>;
  sourceKeys: readonly string[];
  start: number;
  /** Ticks of the file or of the option, whichever is more: shocks after the end of a run cut short do no harm. */
  horizon: number;
  generated: boolean;
}

export const DEFAULT_TICKS = 30;

/** `horizon` is the number of ticks that the file had before an option changed it. */
export function gatherFacts(input: unknown, horizon = 0): Facts {
  const top = mappingOf(input);
  const generate = own(top, 'generate');
  const states = listOf(own(top, 'states')).map(mappingOf);
  const standard = mappingOf(own(mappingOf(own(top, 'defaults')), 'states'));
  const regionOf = new Map<string, string>();
  for (const state of states) {
    const id = own(state, 'id');
    const region = own(state, 'region') ?? own(standard, 'region');
    if (typeof id === 'string' && !regionOf.has(id)) regionOf.set(id, typeof region === 'string' ? region : '');
  }
  const generated = isMapping(generate);
  const ids = generated ? generatedIds(countOf(generate)) : [...regionOf.keys()];
  return {
    input: top,
    ids,
    idSet: new Set(ids),
    inactive: new Set(
      states.filter((state) => (own(state, 'active') ?? own(standard, 'active')) === false).map((state) => String(own(state, 'id'))),
    ),
    regions: new Set([...regionOf.values()].filter((name) => name !== '')),
    regionOf,
    sourceKeys: listOf(own(top, 'sources')).flatMap((source) => textsOf(own(mappingOf(source), 'key'))),
    start: wholeOr(own(top, 'start'), 0),
    horizon: Math.max(horizon, wholeOr(own(top, 'ticks'), DEFAULT_TICKS)),
    generated,
  };
}

function countOf(generate: Mapping): number {
  const { default: standard, min, max } = GENERATE.states;
  const states = wholeOr(own(generate, 'states'), standard);
  return states >= min && states <= max ? states : standard;
}

export function wholeOr(value: unknown, standard: number): number {
  return Number.isSafeInteger(value) ? (value as number) : standard;
}

function textsOf(value: unknown): string[] {
  return typeof value === 'string' ? [value] : [];
}

/** Texts of a list with their places, whatever else is in it. */
export function textsAt(value: unknown, at: Path): { text: string; at: Path }[] {
  return listOf(value).flatMap((text, s) => (typeof text === 'string' ? [{ text, at: [...at, s] }] : []));
}
