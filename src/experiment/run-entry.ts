import { InvariantError } from '../base/errors.ts';
import { agreementOutcomes, type AgreementOutcome } from '../measure/agreement-outcomes.ts';
import { OUTCOMES } from '../measure/columns.ts';
import { numbersOf } from '../measure/table.ts';
import { textOfRun, type RunText } from '../results/run-text.ts';
import { failedOutput, type RunOutput } from '../run/run-output.ts';
import { identityOfRun, type Bases, type PlannedRun } from './plan.ts';

/** Metrics of which a summary has the start and the end. */
export const LEVELS = {
  n_alliance_ties: 'alliance ties',
  n_partnership_ties: 'partnership ties',
  n_minilateral_ties: 'minilateral ties',
  share_balancing: 'share of states balancing',
  share_bandwagoning: 'share bandwagoning',
  share_partnering: 'share partnering',
  share_unaligned: 'share unaligned',
  mean_insecurity: 'mean insecurity',
} as const;
export type Level = keyof typeof LEVELS;

/** Outcomes of which a summary has the number in a run. */
export const TOTALS = {
  total_new_disputes: 'disputes',
  total_new_wars: 'wars',
  total_new_entrapments: 'entrapments',
  total_new_abandonments: 'abandonments',
} as const;
export type Total = keyof typeof TOTALS;

/** What a summary needs to know about a run. */
export interface RunBrief {
  /** `start` and `end` with each of LEVELS after a blank, and each of TOTALS; only those that are defined. */
  numbers: Record<string, number>;
  agreements: AgreementOutcome[];
}

/** A finished run as the journal keeps it: its text in the results, and, for `entente run`, what the summary needs. */
export type RunEntry = RunText & { brief?: RunBrief };

/** The output of a planned run that failed before its first tick. */
export function failedRun(run: PlannedRun, scenarios: Bases, failure: string): RunOutput {
  return failedOutput(identityOfRun(run, scenarios), failure);
}

/** A run for the journal. @param brief whether a summary will be made */
export function entryOf(output: RunOutput, brief: boolean): RunEntry {
  return brief && output.failure === '' ? { ...textOfRun(output), brief: briefOf(output) } : textOfRun(output);
}

function briefOf({ tables: { system, agreements }, outcomes }: RunOutput): RunBrief {
  const numbers: Record<string, number> = {};
  const note = (name: string, value: number | null | undefined) => {
    if (typeof value === 'number' && !Number.isNaN(value)) numbers[name] = value;
  };
  for (const level of Object.keys(LEVELS)) {
    const series = numbersOf(system, level);
    note(`start ${level}`, series?.[0]);
    note(`end ${level}`, series?.at(-1));
  }
  for (const total of Object.keys(TOTALS)) {
    const at = OUTCOMES.findIndex(({ name }) => name === total);
    if (at < 0) throw new InvariantError(`a summary of ${total}, which is not measured`);
    note(total, outcomes[at]);
  }
  return { numbers, agreements: agreements === undefined ? [] : agreementOutcomes(agreements) };
}
