import { STATE_DEFAULTS } from '../schema/schema-system.ts';
import { textsAt, type Facts } from './facts.ts';
import { suggest } from '../names.ts';
import type { PathProblem } from '../schema/schema-problems.ts';
import { byCode, formatValue, isMapping, listOf, mappingOf, own, type Mapping, type Path } from '../values.ts';

/** States and relations against each other: what the schema cannot see. */
export function checkSystem(facts: Facts): PathProblem[] {
  return [...checkSections(facts), ...checkSources(facts), ...checkStates(facts), ...checkRelations(facts)];
}

function checkSections({ input, generated }: Facts): PathProblem[] {
  if (generated) {
    return ['states', 'relations', 'agreements']
      .filter((key) => own(input, key) !== undefined)
      .map((key) => ({ at: [key], key, expected: `no "${key}" together with "generate"`, found: `both`, remedy: `remove one of the two` }));
  }
  if (own(input, 'states') !== undefined || own(input, 'generate') !== undefined) return [];
  return [
    { at: [], expected: '"states" or "generate"', found: 'neither', remedy: 'add states: [{id: A}, {id: B}], or generate: {states: 30}' },
  ];
}

/** An unknown state, with the nearest that there is. */
export function unknownState(id: string, at: Path, facts: Facts, what = 'the id of a state'): PathProblem {
  return { at, expected: what, found: formatValue(id), remedy: suggest(id, facts.ids, 'add the state, or name one that there is') };
}

/** Keys under `sources` that no source has. */
export function checkCited(value: unknown, at: Path, facts: Facts): PathProblem[] {
  return textsAt(own(mappingOf(value), 'sources'), [...at, 'sources'])
    .filter(({ text }) => !facts.sourceKeys.includes(text))
    .map(({ text, at: where }) => ({
      at: where,
      expected: 'the key of a source',
      found: formatValue(text),
      remedy: suggest(text, facts.sourceKeys, 'add it to the `sources` at the top'),
    }));
}

function checkSources({ input }: Facts): PathProblem[] {
  return repeated(listOf(own(input, 'sources')).map((source) => own(mappingOf(source), 'key'))).map(({ value, index }) => ({
    at: ['sources', index, 'key'],
    expected: 'each source once',
    found: `${formatValue(value)} again`,
    remedy: 'remove one of the two, or change its key',
  }));
}

function checkStates(facts: Facts): PathProblem[] {
  if (facts.generated) return [];
  const states = listOf(own(facts.input, 'states')).map(mappingOf);
  const out: PathProblem[] = [];
  for (const { value, index } of repeated(states.map((state) => own(state, 'id')))) {
    out.push({
      at: ['states', index, 'id'],
      expected: 'each state once',
      found: `${formatValue(value)} again`,
      remedy: 'remove one of the two, or change its id',
    });
  }
  states.forEach((state, s) => {
    const id = own(state, 'id');
    if (typeof id === 'string' && id in {})
      out.push({
        at: ['states', s, 'id'],
        expected: 'an id that is no word of the language itself',
        found: formatValue(id),
        remedy: 'choose another id',
      });
    out.push(...checkCited(state, ['states', s], facts));
  });
  return [...out, ...checkSlots(states), ...checkCapabilities(states, facts)];
}

function checkSlots(states: readonly Mapping[]): PathProblem[] {
  const slots = states.map((state) => own(state, 'slot'));
  const given = slots.filter((slot) => slot !== undefined).length;
  const out: PathProblem[] = repeated(slots).map(({ value, index }) => ({
    at: ['states', index, 'slot'],
    expected: 'each slot once',
    found: `${formatValue(value)} again`,
    remedy: 'give every state a slot of its own',
  }));
  if (given > 0 && given < states.length) {
    const first = slots.indexOf(undefined);
    out.push({
      at: ['states', first],
      expected: 'a slot for every state or for none',
      found: `${given} of ${states.length}`,
      remedy: 'add "slot" to this state, or remove it from the others',
    });
  }
  return out;
}

/** No power can be worked out from capabilities that are all zero. */
function checkCapabilities(states: readonly Mapping[], { input, inactive }: Facts): PathProblem[] {
  const standard = mappingOf(own(mappingOf(own(input, 'defaults')), 'states'));
  const capability = (state: Mapping, field: 'military' | 'economic') => own(state, field) ?? own(standard, field) ?? STATE_DEFAULTS[field];
  if (states.length < 2) return []; // the schema's matter
  const active = states.filter((state) => !inactive.has(String(own(state, 'id'))));
  if (active.length < 2)
    return [
      {
        at: ['states'],
        expected: 'at least two states that are active',
        found: String(active.length),
        remedy: 'let more states be active',
      },
    ];
  if (active.some((state) => capability(state, 'military') !== 0 || capability(state, 'economic') !== 0)) return [];
  return [
    {
      at: ['states'],
      expected: 'some state with a military or economic capability above 0',
      found: 'all capabilities zero',
      remedy: 'give the states a "military" and an "economic" in any unit',
    },
  ];
}

function checkRelations(facts: Facts): PathProblem[] {
  if (facts.generated) return [];
  const seen = new Map<string, number>();
  return listOf(own(facts.input, 'relations')).flatMap((value, r) => {
    const relation = mappingOf(value);
    const pair = textsAt(own(relation, 'between'), ['relations', r, 'between']);
    const out: PathProblem[] = pair.filter(({ text }) => !facts.idSet.has(text)).map(({ text, at }) => unknownState(text, at, facts));
    const [first, second] = pair;
    if (first !== undefined && second !== undefined) {
      if (first.text === second.text)
        out.push({
          at: second.at,
          expected: 'two different states',
          found: `${formatValue(second.text)} twice`,
          remedy: 'name the other state',
        });
      const key = [first.text, second.text].sort(byCode).join('-');
      const before = seen.get(key);
      if (before === undefined) seen.set(key, r);
      else
        out.push({
          at: ['relations', r, 'between'],
          expected: 'each pair once',
          found: `${key} again, after relations.${before}`,
          remedy: 'put both into one relation',
        });
    }
    for (const field of ['trade', 'intent'])
      out.push(
        ...checkDirections(
          own(relation, field),
          ['relations', r, field],
          pair.map(({ text }) => text),
        ),
      );
    return [...out, ...checkCited(relation, ['relations', r], facts)];
  });
}

function checkDirections(value: unknown, at: Path, pair: readonly string[]): PathProblem[] {
  if (!isMapping(value)) return [];
  return Object.keys(value)
    .filter((id) => !pair.includes(id))
    .map((id) => ({ at, key: id, expected: 'one of the two states of the relation', found: formatValue(id), remedy: suggest(id, pair) }));
}

/** Values that stand in a list for the second time or more. */
export function repeated(values: readonly unknown[]): { value: unknown; index: number }[] {
  const seen = new Set<unknown>();
  return values.flatMap((value, index) => {
    if (value === undefined || value === null || typeof value === 'object') return [];
    if (seen.has(value)) return [{ value, index }];
    seen.add(value);
    return [];
  });
}
