import fc from 'fast-check';
import { PARAMETERS, type ParameterKey, type ParameterSpec } from '../model/parameters.ts';
import { AREAS, CONSENT_RULES } from '../model/vocabulary.ts';
import type { ScenarioFile } from '../scenario/schema/schema.ts';

type State = NonNullable<ScenarioFile['states']>[number];
type Relation = NonNullable<ScenarioFile['relations']>[number];
type Agreement = NonNullable<ScenarioFile['agreements']>[number];
type Shock = NonNullable<ScenarioFile['shocks']>[number];

const share = fc.integer({ min: 0, max: 1000 }).map((x) => x / 1000);
const between = (min: number, max: number) => share.map((u) => min + u * (max - min));
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
/** A record without the keys that are undefined. */
const sparse = <T extends object>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  arbitrary.map((x) => Object.fromEntries(Object.entries(x).filter(([, value]) => value !== undefined)) as T);

const path = (value: fc.Arbitrary<number | string>) =>
  fc
    .tuple(
      fc.uniqueArray(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 4 }),
      fc.array(value, { minLength: 4, maxLength: 4 }),
      fc.boolean(),
    )
    .map(([ticks, values, asList]) => {
      const points = [...ticks].sort((a, b) => a - b).map((tick, t): [number, number | string] => [tick, values[t] ?? 0]);
      return { at: asList ? points : Object.fromEntries(points) };
    });

const KEYS: ParameterKey[] = ['entrapment_cost', 'abandonment_cost', 'attention', 'update_order', 'alliance_depth', 'growth_noise'];

const parameters = fc.record(Object.fromEntries(KEYS.map((key) => [key, parameterValue(key)])), { requiredKeys: [] });

function parameterValue(key: ParameterKey): fc.Arbitrary<unknown> {
  const spec: ParameterSpec = PARAMETERS[key];
  const { min = 0, max = 1 } = spec;
  const plain: fc.Arbitrary<number | string> =
    spec.choices !== undefined ? fc.constantFrom(...spec.choices) : spec.integer === true ? fc.integer({ min, max }) : between(min, max);
  return fc.oneof(plain, path(plain));
}

const state = (id: string): fc.Arbitrary<State> =>
  sparse(
    fc.record({
      id: fc.constant(id),
      name: maybe(fc.constantFrom('Northland', 'a "quoted" name', 'Côte', "it's")),
      region: maybe(fc.constantFrom('North', 'South: far')),
      military: maybe(between(0.5, 100)),
      economic: maybe(between(0, 1000)),
      growth: maybe(between(-0.05, 0.1)),
      revisionism: maybe(share),
      ideology: maybe(share),
      projection: maybe(between(0.5, 5)),
      place: maybe(fc.record({ lat: between(-80, 80), lon: between(-180, 180) })),
      entrapment_cost: maybe(fc.oneof(between(0, 4), path(between(0, 4)))),
      abandonment_cost: maybe(between(0, 4)),
      perception_error: maybe(between(0, 3)),
      perception_bias: maybe(between(-0.5, 0.5)),
    }),
  ) as fc.Arbitrary<State>;

const relation = (a: string, b: string): fc.Arbitrary<Relation> =>
  sparse(
    fc.record({
      between: fc.constantFrom<[string, string]>([a, b], [b, a]),
      hostility: maybe(share),
      trade: maybe(fc.oneof(share, fc.record({ [a]: share, [b]: share }), fc.record({ [a]: share }))),
      affinity: maybe(share),
      distance: maybe(between(0, 20000)),
      intent: maybe(fc.oneof(share, fc.record({ [b]: share }))),
    }),
  ) as fc.Arbitrary<Relation>;

const BELLIGERENT = ['defence', 'offence', 'neutrality'] as const;
const PEACEFUL = ['nonaggression', 'consultation'] as const;

function agreement(name: string, ids: readonly string[], start: number): fc.Arbitrary<Agreement> {
  return fc
    .tuple(
      fc.shuffledSubarray([...ids], { minLength: 2, maxLength: Math.min(5, Math.max(2, ids.length - 1)) }),
      fc.constantFrom('alliance', 'partnership', 'minilateral'),
    )
    .chain(([members, wanted]) => {
      const kind = wanted === 'minilateral' && members.length < 3 ? 'partnership' : wanted;
      const others = ids.filter((id) => !members.includes(id));
      return sparse(
        fc.record({
          name: fc.constant(name),
          kind: fc.constant(kind),
          formality: maybe(fc.constantFrom('formal', 'informal')),
          areas: maybe(fc.subarray([...AREAS])),
          depth: maybe(share),
          purpose: others.length === 0 ? fc.constant(undefined) : maybe(fc.subarray(others, { minLength: 1 })),
          consent: maybe(fc.constantFrom(...Object.keys(CONSENT_RULES))),
          term: maybe(fc.integer({ min: 0, max: 20 })),
          renewal: maybe(fc.constant('vote')),
          start: maybe(fc.integer({ min: start - 50, max: start })),
          secret: maybe(fc.boolean()),
          members: fc.tuple(...members.map((id) => member(id, kind, others, start))),
        }),
      ) as fc.Arbitrary<Agreement>;
    });
}

function member(id: string, kind: string, others: readonly string[], start: number): fc.Arbitrary<unknown> {
  const adversaries = others.length === 0 ? fc.constant(undefined) : maybe(fc.subarray([...others], { minLength: 1 }));
  const when = sparse(
    fc.record({
      adversaries,
      ongoing_conflict: maybe(fc.boolean()),
      non_provocation: maybe(fc.boolean()),
      demands: maybe(fc.boolean()),
      discretion: maybe(fc.boolean()),
    }),
  );
  const fight = fc.constantFrom(...BELLIGERENT);
  const peace = fc.array(fc.constantFrom(...PEACEFUL), { maxLength: 2 });
  const own =
    kind === 'alliance'
      ? fc
          .tuple(fc.oneof(fight, sparse(fc.record({ type: fight, when: maybe(when) }))), peace)
          .map(([one, more]): unknown[] => [one, ...more])
      : (peace as fc.Arbitrary<unknown[]>);
  return fc.oneof(
    fc.constant(id),
    fc.record({ state: fc.constant(id), obligations: own }),
    fc.record({ state: fc.constant(id), since: fc.constant(start) }),
  );
}

function shock(ids: readonly string[], names: readonly string[]): fc.Arbitrary<Shock> {
  const id = fc.constantFrom(...ids);
  const set = fc.oneof(
    fc.tuple(id, share).map(([s, x]) => ({ [`states.${s}.revisionism`]: x })),
    share.map((x) => ({ 'states.*.growth': x / 10 })),
    fc.tuple(id, share).map(([s, x]) => ({ [`relations.${s}-*.trade`]: x })),
    between(0, 5).map((x) => ({ 'parameters.entrapment_cost': x })),
  );
  const multiply = fc.tuple(id, between(0.5, 2)).map(([s, x]) => ({ [`states.${s}.military`]: x }));
  const deeds: fc.Arbitrary<Record<string, unknown>>[] = [fc.record({ set }), fc.record({ multiply })];
  const [name] = names;
  if (name !== undefined)
    deeds.push(fc.constant({ end: name }), fc.record({ leave: fc.record({ agreement: fc.constant(name), state: id }) }));
  return fc.tuple(fc.integer({ min: 1, max: 10 }), fc.oneof(...deeds)).map(([at, deed]) => ({ at, ...deed }));
}

const ID_POOL = ['A', 'B', 'aB', 'USA', 'x_1', 'Zed', 'No'];

/** A valid scenario file with two to seven states and a bit of everything. */
export const scenarioFile: fc.Arbitrary<ScenarioFile> = fc
  .tuple(fc.shuffledSubarray(ID_POOL, { minLength: 2 }), fc.integer({ min: 0, max: 2100 }))
  .chain(([ids, start]) => {
    const pairs = ids.flatMap((a, i) => ids.slice(0, i).map((b) => [a, b] as const));
    const names = ['First pact', 'second: "one"', '3'];
    return fc.tuple(fc.subarray(pairs, { maxLength: Math.min(6, pairs.length) }), fc.subarray(names)).chain(([related, named]) =>
      sparse(
        fc.record({
          entente: fc.constant(1 as const),
          name: fc.constantFrom('a', 'indo-pacific-2022', '0'),
          title: maybe(fc.string({ maxLength: 20 })),
          start: fc.constant(start),
          ticks: fc.integer({ min: 10, max: 15 }),
          rule: maybe(fc.constantFrom('expected-utility', 'random', 'inertia')),
          parameters: maybe(parameters),
          defaults: maybe(fc.constant({ states: { revisionism: 0.2 }, relations: { trade: 0.05, hostility: 0.1 } })),
          states: fc.tuple(...ids.map(state)),
          relations: maybe(fc.tuple(...related.map(([a, b]) => relation(a, b)))),
          agreements: fc.tuple(...named.map((name) => agreement(name, ids, start))),
          shocks: maybe(fc.array(shock(ids, named), { maxLength: 3 })),
          record: maybe(fc.record({ states: fc.integer({ min: 0, max: 3 }) })),
        }),
      ),
    );
  }) as fc.Arbitrary<ScenarioFile>;
