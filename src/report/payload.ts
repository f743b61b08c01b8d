/** What the page's script is given: everything that is drawn on demand, in short forms, since a mail attachment has to carry it. */

/** Kinds of agreement, in the order in which the payload numbers them. */
export const KINDS = ['alliance', 'partnership', 'minilateral'] as const;

/** Letters of the postures in a replicate's text of postures. `-` is a state that is not a member of the system. */
export const POSTURE_LETTERS = { balancing: 'b', bandwagoning: 'w', partnering: 'p', unaligned: 'u' } as const;
export const OUTSIDE = '-';

/** What happened to an agreement after it was signed: `[tick, change, state or kind]`. */
export type AgreementChange = readonly [tick: number, change: 'j' | 'l' | 'k', of: number];

/** `[name, kind at the start, start, end (-1 = in force at the end), members at the start, changes]`. */
export type AgreementEntry = readonly [
  name: string,
  kind: number,
  start: number,
  end: number,
  members: readonly number[],
  changes: readonly AgreementChange[],
];

/** `[tick, kind of event, actor, other, agreement, words, everyone concerned]`; -1 and '' where there is none. */
export type EventEntry = readonly [
  tick: number,
  event: string,
  actor: number,
  other: number,
  agreement: number,
  words: string,
  states: readonly number[],
];

/** One option that a state weighed, with the terms that are not zero. */
export interface ExplainedOption {
  readonly strategy: string;
  /** What it would do, in words. */
  readonly words: string;
  /** Value terms, in the order of the payload's `terms`. */
  readonly terms: readonly number[];
  readonly total: number;
  /** Probability that the state picks it; null where it is not known. */
  readonly probability: number | null;
  readonly chosen: boolean;
}

/** What a state weighed at a tick: the best option of each strategy, in each of its turns. */
export interface Explanation {
  readonly replicate: number;
  readonly tick: number;
  readonly state: number;
  readonly turn: number;
  readonly options: readonly ExplainedOption[];
}

/** A run that can be played back. */
export interface Replay {
  readonly run: string;
  /** How the run is named in the choice of runs. */
  readonly label: string;
  readonly ticks: number;
  /** Null where states.csv was not recorded. */
  readonly states: RecordedStates | null;
  readonly agreements: readonly AgreementEntry[];
  readonly events: readonly EventEntry[];
}

/** What was recorded of every state: ticks, and for each of these a value for each state, packed. */
export interface RecordedStates {
  readonly ticks: readonly number[];
  /** A letter of POSTURE_LETTERS each. */
  readonly posture: string;
  /** Shares of power, packed by `packShares`. */
  readonly power: string;
}

/** Mean and band of a metric of a state over the runs, by recorded tick. */
export interface Band {
  readonly mean: readonly (number | null)[];
  readonly low: readonly (number | null)[];
  readonly high: readonly (number | null)[];
}

/** A chart of the state's panel. */
export interface StateChart {
  readonly column: string;
  readonly title: string;
  /** By state. */
  readonly bands: readonly Band[];
}

export interface PayloadState {
  readonly id: string;
  readonly name: string;
  readonly region: string;
  /** Where it stands on the map; null where the scenario has no places. */
  readonly map: readonly [number, number] | null;
  /** Where it stands in the layout by ties. */
  readonly free: readonly [number, number];
}

/** Data behind a chart, for saving as CSV and reading as a table. */
export interface ChartData {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

export interface Payload {
  /** Name of files that are saved. */
  readonly name: string;
  /** Label of tick 0. */
  readonly start: number;
  readonly states: readonly PayloadState[];
  /** Outline of the land in the map's coordinates; empty where there is no map. */
  readonly land: string;
  readonly replays: readonly Replay[];
  /** What the band of the states' charts is, in words. */
  readonly band: string;
  readonly bandTicks: readonly number[];
  readonly stateCharts: readonly StateChart[];
  readonly terms: readonly string[];
  readonly explanations: readonly Explanation[];
  /** Kinds of events with their meanings, in the order in which they are listed. */
  readonly events: readonly (readonly [kind: string, meaning: string])[];
  readonly charts: Readonly<Record<string, ChartData>>;
  /** Values of the style's variables in the light scheme, for pictures that leave the page. */
  readonly light: Readonly<Record<string, string>>;
}

/** Width and height of the network's picture, in its own units. */
export const STAGE = { width: 960, height: 560 } as const;
