import type { ObligationType } from '../model/vocabulary.ts';

/** One spell of membership in the system of states; year, month and day as in the list. */
export interface Tenure {
  readonly ccode: number;
  readonly abbreviation: string;
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** Last day as YYYYMMDD, or YYYY1231 where the list has years alone. */
  readonly lastDay: number;
}

/** The components of the index of capabilities; null = missing. */
export interface Components {
  readonly milex: number | null;
  readonly milper: number | null;
  readonly irst: number | null;
  readonly pec: number | null;
  readonly tpop: number | null;
  readonly upop: number | null;
  /** The published index; null in files without it. */
  readonly cinc: number | null;
}
export const COMPONENTS = ['milex', 'milper', 'irst', 'pec', 'tpop', 'upop'] as const;
export type Component = (typeof COMPONENTS)[number];

/** Which obligations a member has, with the conditions of those to fight or to stay out. */
export type Obligations = Readonly<Record<ObligationType, boolean>>;
export interface ConditionCodes {
  readonly adversaries: boolean;
  readonly location: boolean;
  readonly ongoing: boolean;
  readonly number: boolean;
  readonly demands: boolean;
  readonly nonProvocation: boolean;
}

/** A state's membership of a treaty in one of its phases. */
export interface Membership {
  readonly treaty: number;
  readonly ccode: number;
  readonly from: number;
  /** Last year; 9999 = still in force when the data closed. */
  readonly to: number;
  /** First and last day as YYYYMMDD; 00 stands for a month or day that is not known. */
  readonly firstDay: number;
  readonly lastDay: number;
  readonly phase: number;
  readonly obligations: Obligations;
  readonly when: Readonly<Record<'defence' | 'offence' | 'neutrality', ConditionCodes>>;
  /** Adversaries named in the treaty, as far as the data give them. */
  readonly named: readonly number[];
  readonly secret: boolean;
  /** Term in months; 0 = none given. */
  readonly months: number;
  /** Provision for renewal. */
  readonly renewal: boolean;
  readonly economic: boolean;
  readonly military: boolean;
  readonly bases: boolean;
  readonly row: number;
}
export const OPEN_END = 9999;

/** A spell between two states, a < b. */
export interface Spell {
  readonly a: number;
  readonly b: number;
  readonly from: number;
  readonly to: number;
}
/** An agreement on cooperation in defence. */
export interface Cooperation extends Spell {
  readonly general: boolean;
}
/** A state's capital in a spell of years. */
export interface Place {
  readonly ccode: number;
  readonly from: number;
  readonly to: number;
  readonly lat: number;
  readonly lon: number;
}
/** A pair of states on opposite sides of a dispute in a year. */
export interface DisputePair {
  readonly dispute: number;
  readonly a: number;
  readonly b: number;
  readonly year: number;
  /** Highest level of hostility: 2 threat, 3 display, 4 use of force, 5 war. */
  readonly level: number;
}
/** Regime of a state in a year; null = missing. */
export interface Regime {
  readonly polity: number | null;
  readonly polyarchy: number | null;
  /** Extended Unified Democracy Score, centred on the line between the two kinds. */
  readonly uds: number | null;
}

/** A value by year and then by state or pair. */
export type ByYear<T> = Map<number, Map<number, T>>;

/** A pair's key: the lower code first. */
export const pairKey = (a: number, b: number) => (a < b ? a * 10_000 + b : b * 10_000 + a);
/** The key of a pair in one direction. */
export const directedKey = (from: number, to: number) => from * 10_000 + to;
/** The two codes of a key. */
export const keyStates = (key: number): readonly [number, number] => [Math.floor(key / 10_000), key % 10_000];

/** The key of a state's membership of a treaty. */
export const memberKey = (treaty: number, ccode: number) => treaty * 10_000 + ccode;

/** The value of a key; made and kept where the map has none. */
export function entryOf<Key, Value>(
  map: { get(key: Key): Value | undefined; set(key: Key, value: Value): unknown },
  key: Key,
  make: () => Value,
): Value {
  const found = map.get(key) ?? make();
  map.set(key, found);
  return found;
}

/** Puts a value under a year and a key. */
export function putYear<T>(table: ByYear<T>, year: number, key: number, value: T): void {
  entryOf(table, year, () => new Map<number, T>()).set(key, value);
}

/** The contents of a file. */
export interface Coverage {
  readonly file: string;
  readonly rows: number;
  /** First and last year seen; undefined for files without years. */
  readonly first: number | undefined;
  readonly last: number | undefined;
  readonly years: ReadonlySet<number>;
  readonly sha256: string;
  readonly version: string;
}

/** The data of all files, for the wanted years. */
export interface RecordData {
  readonly tenures: Tenure[];
  readonly majors: { ccode: number; from: number; to: number }[];
  readonly capabilities: ByYear<Components>;
  readonly memberships: Membership[];
  /** First year of each treaty, by its number, and of each membership, by `memberKey`, whether still in force or not. */
  readonly treatyStarts: Map<number, number>;
  readonly memberStarts: Map<number, number>;
  /** Obligations of the first toward the second, by year and directed key. */
  readonly duties: ByYear<Obligations>;
  readonly cooperation: Cooperation[];
  readonly capitalDistance: ByYear<number>;
  readonly minimumDistance: ByYear<number>;
  readonly places: Place[];
  /** 1 by land, 2 to 5 across increasing widths of water. */
  readonly contiguity: ByYear<number>;
  /** Imports of the two states of a pair from each other. */
  readonly trade: ByYear<number>;
  readonly regimes: ByYear<Regime>;
  readonly idealPoints: ByYear<number>;
  readonly rivalries: Spell[];
  readonly disputes: DisputePair[];
  /** Disputes that a state started to change the status quo, with the year of each, by state. */
  readonly started: Map<number, Map<number, number>>;
  /** By id of the data set. */
  readonly coverage: Map<string, Coverage>;
}

export function emptyRecord(): RecordData {
  return {
    tenures: [],
    majors: [],
    capabilities: new Map(),
    memberships: [],
    treatyStarts: new Map(),
    memberStarts: new Map(),
    duties: new Map(),
    cooperation: [],
    capitalDistance: new Map(),
    minimumDistance: new Map(),
    places: [],
    contiguity: new Map(),
    trade: new Map(),
    regimes: new Map(),
    idealPoints: new Map(),
    rivalries: [],
    disputes: [],
    started: new Map(),
    coverage: new Map(),
  };
}
