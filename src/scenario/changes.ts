import type { Problem } from '../base/errors.ts';
import type { Facts } from './check/facts.ts';
import { EVERY, type Target } from './paths.ts';
import { isMapping, listOf, mappingOf, own, put, valueAtPath, type Mapping, type Path } from './values.ts';

/** Above this many states a path over all pairs of a field that places may give would make too many relations. */
const MAX_EXPANDED = 300;

/** Sets a value at a path of a scenario, making mappings on the way; what is no mapping or list on the way is left for the checks to complain of. */
export function setAt(top: Mapping, at: Path, value: unknown): void {
  let here: unknown = top;
  at.forEach((step, s) => {
    const last = s === at.length - 1;
    if (Array.isArray(here) && typeof step === 'number') {
      if (last) (here as unknown[])[step] = value;
      else here = (here as unknown[])[step];
      return;
    }
    if (!isMapping(here)) return;
    const key = String(step);
    if (last) put(here, key, value);
    else {
      if (own(here, key) === undefined || own(here, key) === null) put(here, key, {});
      here = own(here, key);
    }
  });
}

/** Calls `each` with every place that a target means; a problem where it means none that can be set. */
export function placesOf(
  target: Exclude<Target, { of: 'variant' }>,
  facts: Facts,
  input: Mapping,
  each: (at: Path) => void,
): Problem | undefined {
  switch (target.of) {
    case 'ticks':
    case 'rule':
      each([target.of]);
      return undefined;
    case 'parameter':
      each(['parameters', target.key]);
      return undefined;
    case 'record':
      each(['record', target.key]);
      return undefined;
    case 'generate':
      if (!facts.generated)
        return {
          expected: 'a scenario with "generate"',
          found: 'one that lists its states',
          remedy: 'remove it, or use a scenario of a synthetic system',
        };
      each(['generate', target.key]);
      return undefined;
    case 'state':
      return statePlaces(target, facts, input, each);
    case 'pair':
      return pairPlaces(target, facts, input, each);
  }
}

const GENERATED: Problem = {
  expected: '* in place of a state: a synthetic system has no states before it is generated',
  found: 'a single state',
  remedy: 'use *, or change the state by a shock',
};

function statePlaces(target: Target & { of: 'state' }, facts: Facts, input: Mapping, each: (at: Path) => void): Problem | undefined {
  if (facts.generated) {
    if (target.id !== EVERY) return GENERATED;
    each(['defaults', 'states', target.field]);
    return undefined;
  }
  listOf(own(input, 'states')).forEach((state, s) => {
    if (target.id === EVERY || own(mappingOf(state), 'id') === target.id) each(['states', s, target.field]);
  });
  return undefined;
}

function pairPlaces(
  { first, second, field }: Target & { of: 'pair' },
  facts: Facts,
  input: Mapping,
  each: (at: Path) => void,
): Problem | undefined {
  const everyPair = first === EVERY && second === EVERY;
  if (facts.generated) {
    if (!everyPair) return GENERATED;
    each(['defaults', 'relations', field]);
    return undefined;
  }
  if (own(input, 'relations') === undefined) put(input, 'relations', []);
  const relations = own(input, 'relations');
  if (!Array.isArray(relations)) return undefined; // the schema's matter
  if (everyPair && field !== 'distance') {
    each(['defaults', 'relations', field]);
    relations.forEach((_, r) => each(['relations', r, field]));
    return undefined;
  }
  if (everyPair && facts.ids.length > MAX_EXPANDED)
    return {
      expected: `at most ${MAX_EXPANDED} states for a distance between all pairs`,
      found: String(facts.ids.length),
      remedy: 'give the distances in the file',
    };
  const index = pairIndex(relations);
  const firsts = first === EVERY ? facts.ids : [first];
  const seconds = second === EVERY ? facts.ids : [second];
  for (const a of firsts) {
    for (const b of seconds) {
      if (a === b || (everyPair && a > b)) continue;
      const key = pairKey(a, b);
      let r = index.get(key);
      if (r === undefined) {
        r = relations.push({ between: [a, b] }) - 1;
        index.set(key, r);
      }
      each(['relations', r, field]);
    }
  }
  return undefined;
}

/** Where in a list of relations each pair stands first. */
export function pairIndex(relations: readonly unknown[]): Map<string, number> {
  const index = new Map<string, number>();
  relations.forEach((relation, r) => {
    const [a, b] = listOf(valueAtPath(relation, ['between']));
    if (typeof a === 'string' && typeof b === 'string' && !index.has(pairKey(a, b))) index.set(pairKey(a, b), r);
  });
  return index;
}

/** One key for a pair, whichever way round. */
export function pairKey(a: string, b: string): string {
  return a < b ? `${a}-${b}` : `${b}-${a}`;
}
