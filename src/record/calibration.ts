import type { ModelParameters, ParameterKey } from '../model/parameters.ts';

/** The steps of the calibration to the historical record, in order. */
export const CALIBRATION_STEPS = {
  neighbours: 'cooperation among like-minded neighbours, the more the deeper the agreement',
  motives: 'less weight on threats, fears and suspicion against cooperation; like seeks like in power too',
  costs: 'signing, keeping and leaving: costly to sign an alliance, more costly to leave what was signed, costly to keep many members',
  circles: 'agreements of many: their wars are the same wars, and the most reluctant member decides on a newcomer',
  choice: 'less randomness in choice',
  disputes: 'more disputes, among the content and among allies too; an attack becomes a war more often',
  honouring: 'depth matters less for honouring, and the more members could come instead, the less',
  capabilities: 'larger changes of capabilities',
} as const;
export type CalibrationStep = keyof typeof CALIBRATION_STEPS;

type Fitted = { [K in ParameterKey]: { key: K; value: ModelParameters[K] } }[ParameterKey] & { step: CalibrationStep };

/**
 * Values of parameters for worlds made from the record, in place of the defaults, which were chosen for invented worlds. Fitted by hand to ties of 1925-35,
 * 1950-60, 1960-70 and 1970-80 and to the scorecard of a run from 1970, and to nothing later; docs/calibration-and-fit.md has each step with its effect.
 */
export const CALIBRATION: readonly Fitted[] = [
  { step: 'neighbours', key: 'cooperation_proximity', value: 1 },
  { step: 'neighbours', key: 'cooperation_depth', value: 1 },
  { step: 'neighbours', key: 'cooperation_alliance', value: 1 },
  { step: 'neighbours', key: 'cooperation_weight', value: 0.25 },
  { step: 'neighbours', key: 'cooperation_closure', value: 1 },
  { step: 'motives', key: 'security_weight', value: 0.25 },
  { step: 'motives', key: 'entrapment_cost', value: 0.03 },
  { step: 'motives', key: 'abandonment_cost', value: 0.2 },
  { step: 'motives', key: 'exposure_weight', value: 0.1 },
  { step: 'motives', key: 'leakage_weight', value: 0.007 },
  { step: 'motives', key: 'autonomy_weight', value: 0.09 },
  { step: 'costs', key: 'signing_cost', value: 0.02 },
  { step: 'costs', key: 'signing_alliance', value: 7 },
  { step: 'costs', key: 'leaving_cost', value: 1 },
  { step: 'costs', key: 'leaving_informal', value: 1 },
  { step: 'costs', key: 'upkeep', value: 0.007 },
  { step: 'costs', key: 'upkeep_members', value: 1.2 },
  { step: 'circles', key: 'organisation_overlap', value: 0 },
  { step: 'circles', key: 'consent_luck', value: 'common' },
  { step: 'choice', key: 'temperature', value: 0.002 },
  { step: 'disputes', key: 'dispute_onset', value: 1 },
  { step: 'disputes', key: 'onset_content', value: 0.6 },
  { step: 'disputes', key: 'dispute_allies', value: 0.5 },
  { step: 'disputes', key: 'escalation', value: 0.5 },
  { step: 'honouring', key: 'honour_depth', value: 3 },
  { step: 'honouring', key: 'honour_members', value: 0.8 },
  { step: 'capabilities', key: 'growth_noise', value: 0.12 },
];

/** The calibrated values of some steps as `parameters.KEY=VALUE`. */
export function calibratedSets(steps: readonly CalibrationStep[]): string[] {
  return CALIBRATION.filter(({ step }) => steps.includes(step)).map(({ key, value }) => `parameters.${key}=${value}`);
}
