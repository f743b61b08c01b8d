import type { Task } from './tasks.ts';

/** The information for a rule: the pairs of a task with everything known in the first year. */
export interface RuleInput {
  task: Task;
  /** Of each pair, in order. */
  tied: readonly boolean[];
  distance: readonly number[];
  power: readonly number[];
  commonEnemies: readonly number[];
  /** Share of the runs in which the event occurred. */
  simulated: readonly number[];
  /** Number of runs. */
  replicates: number;
  /** Percentile rank in [0,1] of the joint utility that the model gives a new tie in the first year; 1 for tied pairs. */
  worth: readonly number[];
  /** Forecast of the regression fitted to the decade before; null where that decade has too little to fit. */
  regression: { probabilities: readonly number[]; scores: readonly number[] } | null;
  /** Base rate of the decade before; NaN where it is not known. */
  earlierRate: number;
  /** A number in [0,1) for each pair. */
  draws: readonly number[];
}

/** A rule's forecast: scores rank pairs; probabilities, where the rule has them, can be compared with outcomes. */
export interface Forecast {
  scores: readonly number[];
  probabilities: readonly number[] | null;
}

/** A rule that predicts ties. */
export interface Rule {
  readonly name: string;
  readonly meaning: string;
  forecast(input: RuleInput): Forecast | null;
}

/** The score of an ending is that of a tie, reversed. */
const toward = ({ task }: RuleInput, values: readonly number[]): Forecast => ({
  scores: task.among === 'tied' ? values.map((x) => -x) : values,
  probabilities: null,
});

/** The model's score for a share of the runs: joint utility decides only where shares are equal. */
export function modelScore(
  { task, worth, replicates }: Pick<RuleInput, 'task' | 'worth' | 'replicates'>,
  share: number,
  k: number,
): number {
  const rank = worth[k] ?? 0;
  return share + (0.5 * (task.among === 'tied' ? 1 - rank : rank)) / replicates;
}

/** Every rule: the model, the regression, and the null models that a model must beat to be useful. */
export const RULES: readonly Rule[] = [
  {
    name: 'model',
    meaning:
      'share of the simulated worlds in which the event occurs; equal shares are ranked by the joint utility that the model gives the tie in the first year',
    forecast: (input) => ({ scores: input.simulated.map((share, k) => modelScore(input, share, k)), probabilities: input.simulated }),
  },
  {
    name: 'model_share',
    meaning: 'that share alone, with ties left as they are',
    forecast: ({ simulated }) => ({ scores: simulated, probabilities: simulated }),
  },
  {
    name: 'model_worth',
    meaning: 'the joint utility that the model gives the tie in the first year, without simulation',
    forecast: (input) => toward(input, input.worth),
  },
  {
    name: 'logit',
    meaning: 'logistic regression on distance, capabilities, regimes and contiguity, fitted to the decade before',
    forecast: ({ regression }) => regression,
  },
  {
    name: 'unchanged',
    meaning: 'null model persistence: nothing changes',
    forecast: ({ task, tied }) => {
      const scores = tied.map((is) => (task.among !== 'tied' && is ? 1 : 0));
      return { scores, probabilities: scores };
    },
  },
  {
    name: 'random',
    meaning: 'null model random: at the base rate of the decade before',
    forecast: ({ draws, earlierRate }) => ({
      scores: draws,
      probabilities: Number.isNaN(earlierRate) ? null : draws.map(() => earlierRate),
    }),
  },
  {
    name: 'nearest',
    meaning: 'null model distance: the nearer, the more likely',
    forecast: (input) =>
      toward(
        input,
        input.distance.map((km) => -km),
      ),
  },
  {
    name: 'strongest',
    meaning: 'null model power: the stronger the two together, the more likely',
    forecast: (input) => toward(input, input.power),
  },
  {
    name: 'common_enemy',
    meaning: 'null model common enemy: the more rivals in common, the more likely',
    forecast: (input) => toward(input, input.commonEnemies),
  },
];
