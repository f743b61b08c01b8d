import type { PairField, StateField } from '../model/fields.ts';
import type { ModelParameters } from '../model/parameters.ts';
import type { AgreementKind, Area, ConsentRule, Formality, ObligationType, Renewal } from '../model/vocabulary.ts';
import type { GenerateParameters } from './generate-parameters.ts';
import type { OverTime } from './time-path.ts';

/**
 * A scenario with every default filled in and every short form written out. As JSON it is itself a valid scenario file, and resolves to
 * itself: the manifest of a run stores it.
 */
export interface Scenario {
  entente: 1;
  name: string;
  title: string;
  description: string;
  sources: SourceSpec[];
  /** Label of tick 0. */
  start: number;
  ticks: number;
  rule: string;
  parameters: ScenarioParameters;
  /** What holds for pairs not listed; in a synthetic system also what takes the place of generated values. */
  defaults: { states?: Partial<StateValues>; relations: Partial<Record<PairField, number>> };
  /** Absent in a synthetic system, as are relations and agreements. */
  states?: StateSpec[];
  relations?: RelationSpec[];
  agreements?: AgreementSpec[];
  shocks: ShockSpec[];
  generate?: GenerateParameters;
  stop: StopSpec[];
  /** Every how many ticks; 0 = not. */
  record: { states: number; dyads: number; decisions: number };
}

export type ScenarioParameters = { [K in keyof ModelParameters]: OverTime<ModelParameters[K]> };

export interface SourceSpec {
  key: string;
  citation: string;
  url: string;
}

export type StateValues = Record<Exclude<StateField, 'active' | 'entrapment_cost' | 'abandonment_cost'>, number> & {
  active: boolean;
  /** Absent: follows the parameter. */
  entrapment_cost?: OverTime<number>;
  abandonment_cost?: OverTime<number>;
};

export interface StateSpec extends StateValues {
  id: string;
  name: string;
  region: string;
  /** Degrees. */
  place?: { lat: number; lon: number };
  slot?: number;
  sources: string[];
}

/** One value for both directions, or one for each state that is given toward the other. */
export type Directed = number | Record<string, number>;

export interface RelationSpec {
  between: [string, string];
  hostility: number;
  trade: Directed;
  affinity?: number;
  distance?: number;
  intent?: Directed;
  sources: string[];
}

export interface WhenSpec {
  adversaries?: string[];
  location?: string[];
  min_adversaries?: number;
  max_adversaries?: number;
  ongoing_conflict?: boolean;
  non_provocation?: boolean;
  demands?: boolean;
  discretion?: boolean;
}

export interface ObligationSpec {
  type: ObligationType;
  when?: WhenSpec;
}

export interface MemberSpec {
  state: string;
  /** Label of the tick of joining; absent in an agreement that a shock signs. */
  since?: number;
  obligations: ObligationSpec[];
}

/** The terms of an agreement; `start` only where it is in force from before the run. */
export interface AgreementSpec {
  name: string;
  kind: AgreementKind;
  formality: Formality;
  areas: Area[];
  depth: number;
  purpose?: string[];
  open_to?: string[];
  consent: ConsentRule;
  term: number;
  renewal: Renewal;
  secret: boolean;
  start?: number;
  members: MemberSpec[];
  sources: string[];
}

export interface ShockSpec {
  at: number;
  label: string;
  set: Record<string, number | boolean | string>;
  multiply: Record<string, number>;
  sign?: AgreementSpec;
  end?: string;
  leave?: { agreement: string; state: string };
  join?: { agreement: string; state: string };
}

export interface StopSpec {
  metric: string;
  above?: number;
  below?: number;
  /** Ticks running. */
  for: number;
}
