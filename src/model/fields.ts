import type { AgreementTerms } from './treaty/treaty.ts';

/** The state's field names in the scenario language: what dated events and `--set` can change. */
export const STATE_FIELDS = {
  active: { kind: 'flag', min: 0, max: 1, unit: 'true or false', meaning: 'whether the state is a member of the system' },
  military: { kind: 'number', min: 0, max: 1e15, unit: "the scenario's unit", meaning: 'military capability' },
  economic: { kind: 'number', min: 0, max: 1e15, unit: "the scenario's unit", meaning: 'economic capability' },
  growth: { kind: 'number', min: -0.5, max: 0.5, unit: 'per tick', meaning: 'growth of economic capability' },
  revisionism: { kind: 'number', min: 0, max: 1, unit: 'share', meaning: 'true dissatisfaction with the status quo' },
  ideology: { kind: 'number', min: 0, max: 1, unit: 'place', meaning: 'place on one ideological dimension, 0 autocratic to 1 democratic' },
  projection: { kind: 'number', min: 0.01, max: 100, unit: 'multiplier of the reach', meaning: 'power projection' },
  entrapment_cost: { kind: 'number', min: 0, max: 20, unit: 'multiplier', meaning: 'own entrapment cost in place of the parameter' },
  abandonment_cost: { kind: 'number', min: 0, max: 20, unit: 'multiplier', meaning: 'own abandonment cost in place of the parameter' },
  perception_error: { kind: 'number', min: 0, max: 20, unit: 'multiplier', meaning: 'size of errors in seeing intent' },
  perception_bias: { kind: 'number', min: -1, max: 5, unit: 'share', meaning: 'share by which intent is overestimated' },
} as const;
export type StateField = keyof typeof STATE_FIELDS;

/** Fields of a pair that the scenario, dated events and `--set` can change. */
export const PAIR_FIELDS = {
  hostility: { min: 0, max: 1, unit: 'share', directed: false, meaning: "salience of the pair's dispute" },
  trade: { min: 0, max: 1, unit: 'share', directed: true, meaning: 'dependence of the first on trade with the second' },
  affinity: { min: 0, max: 1, unit: 'share', directed: false, meaning: 'likeness and goodwill apart from agreements' },
  distance: { min: 0, max: 50000, unit: 'km', directed: false, meaning: 'distance, where it is not from places' },
  intent: {
    min: 0,
    max: 1,
    unit: 'share',
    directed: true,
    meaning: "what the first believes at the start of the second's aggressive intention",
  },
} as const;
export type PairField = keyof typeof PAIR_FIELDS;

/** A change that the scenario dates: a shock or a step of a path. Applied by the phase `shocks` at the start of its tick. */
export type DatedEvent = { at: number; silent: boolean; label: string } & (
  | { do: 'parameter'; key: string; value: number | string }
  | { do: 'state'; state: number; field: StateField; value: number; multiply: boolean }
  | { do: 'pair'; of: number; with: number; field: PairField; value: number; multiply: boolean }
  | { do: 'sign'; terms: AgreementTerms }
  | { do: 'end'; name: string }
  | { do: 'leave'; name: string; state: number }
  | { do: 'join'; name: string; state: number }
);
