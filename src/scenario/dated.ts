import type { DatedEvent } from '../model/fields.ts';
import { PARAMETER_KEYS, type ModelParameters } from '../model/parameters.ts';
import { stateAt, termsOf, type Index } from './compile-agreements.ts';
import { EVERY, parsePath } from './paths.ts';
import type { Scenario, ShockSpec, StateSpec } from './scenario.ts';
import { changes, type OverTime } from './time-path.ts';

type Change = DatedEvent extends infer E ? (E extends DatedEvent ? Omit<E, 'at' | 'silent' | 'label'> : never) : never;

/**
 * Everything that comes with time, in order of tick; within a tick the steps of paths (silent) before the shocks, these in the order of the
 * file. Of a shock that does several things the first carries its label, the others are silent.
 */
export function datedEvents(scenario: Scenario, states: readonly StateSpec[], index: Index): DatedEvent[] {
  const events = [...pathSteps(scenario, states), ...scenario.shocks.flatMap((shock) => shockEvents(shock, scenario, index))];
  return events
    .map((event, rank) => ({ event, rank }))
    .sort((x, y) => x.event.at - y.event.at || x.rank - y.rank)
    .map(({ event }) => event);
}

function pathSteps({ parameters, ticks }: Scenario, states: readonly StateSpec[]): DatedEvent[] {
  const silent = { silent: true, label: '' };
  const ofParameters = PARAMETER_KEYS.flatMap((key) =>
    changes<number | string>(parameters[key], ticks).map(([at, value]): DatedEvent => ({
      at,
      ...silent,
      do: 'parameter',
      key,
      value: value as ModelParameters[typeof key],
    })),
  );
  const ofStates = states.flatMap((state, i) =>
    (['entrapment_cost', 'abandonment_cost'] as const).flatMap((field) => {
      const cost: OverTime<number> | undefined = state[field];
      return cost === undefined
        ? []
        : changes(cost, ticks).map(([at, value]): DatedEvent => ({ at, ...silent, do: 'state', state: i, field, value, multiply: false }));
    }),
  );
  return [...ofParameters, ...ofStates];
}

function shockEvents(shock: ShockSpec, scenario: Scenario, index: Index): DatedEvent[] {
  const done: Change[] = [
    ...Object.entries(shock.set).flatMap(([path, value]) => changesOf(path, value, false, index)),
    ...Object.entries(shock.multiply).flatMap(([path, value]) => changesOf(path, value, true, index)),
  ];
  if (shock.end !== undefined) done.push({ do: 'end', name: shock.end });
  if (shock.leave !== undefined) done.push({ do: 'leave', name: shock.leave.agreement, state: stateAt(index, shock.leave.state) });
  if (shock.sign !== undefined) done.push({ do: 'sign', terms: termsOf(shock.sign, index, scenario.start, shock.at) });
  if (shock.join !== undefined) done.push({ do: 'join', name: shock.join.agreement, state: stateAt(index, shock.join.state) });
  return done.map((change, rank) => ({ at: shock.at, silent: rank > 0, label: rank > 0 ? '' : labelOf(shock), ...change }) as DatedEvent);
}

/** The label, or else what the shock does. */
export function labelOf(shock: ShockSpec): string {
  if (shock.label !== '') return shock.label;
  const parts = [
    ...Object.entries(shock.set).map(([path, value]) => `${path} = ${value}`),
    ...Object.entries(shock.multiply).map(([path, value]) => `${path} x ${value}`),
  ];
  if (shock.end !== undefined) parts.push(`${shock.end} ends`);
  if (shock.leave !== undefined) parts.push(`${shock.leave.state} leaves ${shock.leave.agreement}`);
  if (shock.sign !== undefined) parts.push(`${shock.sign.name} is signed`);
  if (shock.join !== undefined) parts.push(`${shock.join.state} joins ${shock.join.agreement}`);
  return parts.join('; ');
}

/** One change of a value for every state or directed pair that a path means. */
function changesOf(path: string, value: number | boolean | string, multiply: boolean, index: Index): Change[] {
  const ids = [...index.at.keys()];
  const parsed = parsePath(path, ids, true);
  if ('problem' in parsed) return [];
  const { target } = parsed;
  const number = typeof value === 'boolean' ? Number(value) : (value as number);
  if (target.of === 'parameter') return [{ do: 'parameter', key: target.key, value: value as ModelParameters[typeof target.key] }];
  if (target.of === 'state') {
    return (target.id === EVERY ? ids : [target.id]).map((id) => ({
      do: 'state',
      state: stateAt(index, id),
      field: target.field,
      value: number,
      multiply,
    }));
  }
  if (target.of !== 'pair') return [];
  const seen = new Set<number>();
  const out: Change[] = [];
  for (const a of target.first === EVERY ? ids : [target.first]) {
    for (const b of target.second === EVERY ? ids : [target.second]) {
      const [i, j] = [stateAt(index, a), stateAt(index, b)];
      if (i === j || seen.has(i * index.n + j)) continue;
      for (const [of, other] of [
        [i, j],
        [j, i],
      ] as const) {
        seen.add(of * index.n + other);
        out.push({ do: 'pair', of, with: other, field: target.field, value: number, multiply });
      }
    }
  }
  return out;
}
