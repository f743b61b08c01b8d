import { PAIR_FIELDS, type PairField } from '../model/fields.ts';
import { sign } from '../model/treaty/book.ts';
import { runKey } from '../base/digest.ts';
import { copyParameters, PARAMETER_KEYS, type ModelParameters } from '../model/parameters.ts';
import { initialise, startRun } from '../model/tick.ts';
import { createWorld, type World } from '../model/world.ts';
import { renewedAt, termsOf, type Index } from './compile-agreements.ts';
import { datedEvents } from './dated.ts';
import { generatePairs, generateStates, likeness } from './generate.ts';
import { DEFAULT_DISTANCE_KM, greatCircle } from './geography.ts';
import type { Directed, Scenario, StateSpec } from './scenario.ts';
import { valueAt } from './time-path.ts';
import { at, byCode } from './values.ts';

/** Which run of a scenario. */
export interface RunChoice {
  /** Non-negative whole number. */
  seed: number;
  /** From 0. */
  replicate: number;
}

/** The world at tick 0 of one run. The order of states and relations in the file is without effect. */
export function compileScenario(scenario: Scenario, { seed, replicate }: RunChoice): World {
  const key = runKey(seed, replicate);
  if (scenario.generate?.per_replicate === true) return compile(scenario, key, replicate);
  let start = STARTS.get(scenario);
  if (start === undefined) {
    start = compile(scenario, '', 0);
    STARTS.set(scenario, start);
  }
  const w = copyOf(start, key);
  startRun(w);
  return w;
}

/**
 * The world at tick 0 of each scenario in use whose replicates start alike: only the key of its random streams differs between runs then. It
 * is never stepped, only copied, and a resolved scenario never changes.
 */
const STARTS = new WeakMap<Scenario, World>();

/** The same world at tick 0 for another run. Shared between the two is only what no phase changes: names, dated events, members and conditions. */
function copyOf(start: World, runKey: string): World {
  const { ids, names, regions, slots, rule, dated } = start;
  const parameters = copyParameters(start.parameters as ModelParameters);
  const w = createWorld({ ids, names, regions, slots, rule, runKey, parameters, dated });
  for (const field of Object.keys(start) as (keyof World)[]) {
    const values = start[field];
    if (ArrayBuffer.isView(values)) (w[field] as Float64Array).set(values as Float64Array);
  }
  for (const agreement of start.book.all) sign(w.book, agreement, agreement.renewedAt, agreement.start);
  w.observed = start.observed;
  w.book.version = start.book.version;
  w.book.touched.set(start.book.touched);
  return w;
}

function compile(scenario: Scenario, key: string, replicate: number): World {
  const states = statesOf(scenario, replicate);
  const index = indexOf(states);
  const w = createWorld({
    ids: states.map(({ id }) => id),
    names: states.map(({ name }) => name),
    regions: index.regions,
    slots: Int32Array.from(states, ({ slot }, i) => slot ?? i),
    rule: scenario.rule,
    runKey: key,
    parameters: copyParameters(
      Object.fromEntries(PARAMETER_KEYS.map((key) => [key, valueAt<number | string>(scenario.parameters[key], 0)])) as ModelParameters,
    ),
    dated: datedEvents(scenario, states, index),
  });
  fillStates(w, states, index);
  if (scenario.generate === undefined) fillPairs(w, scenario, states, index);
  else generatePairs(w, scenario.generate, scenario.defaults.relations, replicate);
  for (const agreement of scenario.agreements ?? []) {
    const start = (agreement.start ?? scenario.start) - scenario.start;
    sign(w.book, termsOf(agreement, index, scenario.start), renewedAt(start, agreement.term), start);
  }
  initialise(w);
  return w;
}

/** The states in the order of the arrays: by slot where slots are given, else by id. */
function statesOf(scenario: Scenario, replicate: number): StateSpec[] {
  const { generate, defaults } = scenario;
  if (generate !== undefined) return generateStates(generate, replicate).map((state) => ({ ...state, ...defaults.states }));
  return [...(scenario.states ?? [])].sort((a, b) => (a.slot ?? 0) - (b.slot ?? 0) || byCode(a.id, b.id));
}

function indexOf(states: readonly StateSpec[]): Index {
  const regions = [...new Set(states.map(({ region }) => region))].sort(byCode);
  return {
    n: states.length,
    at: new Map(states.map(({ id }, i) => [id, i])),
    regions,
    region: states.map(({ region }) => regions.indexOf(region)),
  };
}

function fillStates(w: World, states: readonly StateSpec[], index: Index): void {
  states.forEach((state, i) => {
    w.active[i] = state.active ? 1 : 0;
    w.military[i] = state.military;
    w.economic[i] = state.economic;
    w.burden[i] = state.economic === 0 ? 0 : state.military / state.economic;
    w.growth[i] = state.growth;
    w.revisionism[i] = state.revisionism;
    w.ideology[i] = state.ideology;
    w.projection[i] = state.projection;
    w.region[i] = at(index.region, i);
    if (state.entrapment_cost !== undefined) w.ownEntrapment[i] = valueAt(state.entrapment_cost, 0);
    if (state.abandonment_cost !== undefined) w.ownAbandonment[i] = valueAt(state.abandonment_cost, 0);
    w.perceptionError[i] = state.perception_error;
    w.perceptionBias[i] = state.perception_bias;
  });
}

function fillPairs(w: World, scenario: Scenario, states: readonly StateSpec[], index: Index): void {
  const standard = scenario.defaults.relations;
  states.forEach((a, i) => {
    states.forEach((b, j) => {
      if (i === j) return;
      const q = i * w.n + j;
      w.distance[q] = distanceOf(a, b, standard.distance);
      w.hostility[q] = standard.hostility ?? 0;
      w.trade[q] = standard.trade ?? 0;
      w.affinity[q] = standard.affinity ?? likeness(a.ideology, b.ideology);
      if (standard.intent !== undefined) w.intent[q] = standard.intent;
    });
  });
  for (const relation of scenario.relations ?? []) {
    const [first, second] = relation.between;
    for (const field of Object.keys(PAIR_FIELDS) as PairField[]) {
      const value: Directed | undefined = relation[field];
      setPair(w, field, index, first, second, value);
      setPair(w, field, index, second, first, value);
    }
  }
}

function setPair(w: World, field: PairField, index: Index, from: string, to: string, value: Directed | undefined): void {
  const given = typeof value === 'object' ? value[from] : value;
  if (given !== undefined) w[field][(index.at.get(from) ?? 0) * w.n + (index.at.get(to) ?? 0)] = given;
}

function distanceOf(a: StateSpec, b: StateSpec, standard: number | undefined): number {
  if (a.place !== undefined && b.place !== undefined) return greatCircle(a.place, b.place);
  return standard ?? DEFAULT_DISTANCE_KM;
}
