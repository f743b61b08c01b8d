import type { Task } from './tasks.ts';

/** What a rule may look at: pairs of a task with all that is known in the first year. */
export interface RuleInput {
  task: Task;
  /** Of each pair, in order. */
  tied: readonly boolean[];
  distance: readonly number[];
  power: readonly number[];
  commonEnemies: readonly number[];
  /** Share of the runs in which it came true. */
  simulated: readonly number[];
  /** Number of runs. */
  replicates: number;
  /** What a new tie would be worth by the model in the first year, as the place among all pairs in [0,1]; of tied pairs 1. */
  worth: readonly number[];
  /** Chances by the regression of the decade before; null where that decade taught nothing. */
  regression: { chances: readonly number[]; scores: readonly number[] } | null;
  /** How often it came true in the decade before; NaN where that is not known. */
  earlierRate: number;
  /** A number in [0,1) for each pair. */
  luck: readonly number[];
}

/** A rule's forecast: scores put pairs in order; chances, where the rule has them, can be held to what came true. */
export interface Forecast {
  scores: readonly number[];
  chances: readonly number[] | null;
}

/** A rule to foretell ties by. */
export interface Rule {
  readonly name: string;
  readonly meaning: string;
  forecast(input: RuleInput): Forecast | null;
}

/** What makes a tie likely makes its ending unlikely. */
const toward = ({ task }: RuleInput, values: readonly number[]): Forecast => ({
  scores: task.among === 'tied' ? values.map((x) => -x) : values,
  chances: null,
});

/** The score of the model for a share of the runs: what the tie is worth decides where the shares are equal, and only there. */
export function modelScore(
  { task, worth, replicates }: Pick<RuleInput, 'task' | 'worth' | 'replicates'>,
  share: number,
  k: number,
): number {
  const standing = worth[k] ?? 0;
  return share + (0.5 * (task.among === 'tied' ? 1 - standing : standing)) / replicates;
}

/** Every rule: the model, the regression, and the null rules that a model must beat to be worth something. */
export const RULES: readonly Rule[] = [
  {
    name: 'model',
    meaning:
      'share of the simulated worlds in which it comes true; of equal ones that first to which, by the model, the tie is worth more in the first year',
    forecast: (input) => ({ scores: input.simulated.map((share, k) => modelScore(input, share, k)), chances: input.simulated }),
  },
  {
    name: 'model_share',
    meaning: 'that share alone, equal ones left equal',
    forecast: ({ simulated }) => ({ scores: simulated, chances: simulated }),
  },
  {
    name: 'model_worth',
    meaning: 'what the tie is worth by the model in the first year, without simulating',
    forecast: (input) => toward(input, input.worth),
  },
  {
    name: 'logit',
    meaning: 'logistic regression on distance, capabilities, regimes and contiguity, fitted to the decade before',
    forecast: ({ regression }) => regression,
  },
  {
    name: 'unchanged',
    meaning: 'nothing changes',
    forecast: ({ task, tied }) => {
      const scores = tied.map((is) => (task.among !== 'tied' && is ? 1 : 0));
      return { scores, chances: scores };
    },
  },
  {
    name: 'random',
    meaning: 'by lot, at the rate of the decade before',
    forecast: ({ luck, earlierRate }) => ({ scores: luck, chances: Number.isNaN(earlierRate) ? null : luck.map(() => earlierRate) }),
  },
  {
    name: 'nearest',
    meaning: 'the nearer, the likelier',
    forecast: (input) =>
      toward(
        input,
        input.distance.map((km) => -km),
      ),
  },
  { name: 'strongest', meaning: 'the stronger the two together, the likelier', forecast: (input) => toward(input, input.power) },
  { name: 'common_enemy', meaning: 'the more rivals in common, the likelier', forecast: (input) => toward(input, input.commonEnemies) },
];
