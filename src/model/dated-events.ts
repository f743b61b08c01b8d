import type { AgreementTerms } from './treaty/agreements.ts';
import type { PairField, StateField } from './world.ts';

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
