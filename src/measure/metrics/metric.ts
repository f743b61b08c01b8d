import type { World } from '../../model/world.ts';
import type { Situation } from '../situation.ts';
import type { Tally } from '../tally.ts';

/** What a metric is worked out from. */
export interface MeasureContext {
  readonly world: World;
  readonly now: Situation;
  /** The situation one tick before; null where there is none. */
  readonly before: Situation | null;
  readonly tally: Tally;
}

type Compute = (c: MeasureContext) => number | null;

/** A number of the whole system at one tick: a column of system.csv. */
export interface Metric {
  readonly name: string;
  readonly unit: string;
  /** The exact definition. States, pairs and agreements are those of members of the system; a pair counts once in each network. */
  readonly meaning: string;
  /** Keys of docs/references.bib. */
  readonly source: readonly string[];
  readonly type: 'integer' | 'number';
  readonly min: number;
  /** Infinity = no bound. */
  readonly max: number;
  /** Counts what happened in the tick, so that it can be added up over ticks; else it describes the system at the end of the tick. */
  readonly flow: boolean;
  /** A rate of what happened in the tick: over a run, its parts are added up before they are divided. */
  readonly rate: Rate | null;
  /** Null where it is not defined: an empty cell. */
  readonly compute: Compute;
}

/** `times` x `of` / `over`. */
export interface Rate {
  readonly of: Compute;
  readonly over: Compute;
  readonly times: number;
}

interface Definition {
  readonly name: string;
  readonly unit: string;
  readonly meaning: string;
  readonly source?: readonly string[];
}

/** A count of states, pairs or agreements at the end of the tick. */
export function stock(definition: Definition, compute: Compute): Metric {
  return { source: [], ...definition, type: 'integer', min: 0, max: Infinity, flow: false, rate: null, compute };
}

/** A count of what happened in the tick. */
export function flow(definition: Omit<Definition, 'unit'>, compute: Compute): Metric {
  return { source: [], unit: 'per tick', ...definition, type: 'integer', min: 0, max: Infinity, flow: true, rate: null, compute };
}

/** A share, in [0,1]. */
export function share(definition: Omit<Definition, 'unit'>, compute: Compute): Metric {
  return { source: [], unit: 'share', ...definition, type: 'number', min: 0, max: 1, flow: false, rate: null, compute };
}

/** A mean or index with bounds of its own. */
export function index(definition: Definition, [min, max]: readonly [number, number], compute: Compute): Metric {
  return { source: [], ...definition, type: 'number', min, max, flow: false, rate: null, compute };
}

/** A rate of what happened in the tick, empty where nothing could have happened. */
export function rate(definition: Definition, max: number, parts: Rate): Metric {
  const compute = (c: MeasureContext) => {
    const over = parts.over(c);
    const of = parts.of(c);
    return over === null || of === null || over === 0 ? null : (parts.times * of) / over;
  };
  return { source: [], ...definition, type: 'number', min: 0, max, flow: false, rate: parts, compute };
}
