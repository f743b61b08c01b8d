import type { Option } from '../choice/change.ts';
import type { ParameterTable, NoParameters, Reads } from '../parameter-table.ts';
import type { World } from '../world.ts';

/** What a decision rule chooses from: the options weighed in one turn, in a fixed order. Option 0 keeps everything as it is. */
export interface Menu {
  /** Index of the state that chooses. */
  readonly state: number;
  readonly count: number;
  readonly options: readonly Readonly<Option>[];
  /** Strategy of each option, index into STRATEGIES. */
  readonly strategy: readonly number[];
  /** Value of each option times the probability of consent, where consent was asked; NaN otherwise. */
  readonly expected: readonly number[];
  /** Best option of each strategy by expected value; -1 = the strategy has no option. */
  readonly best: readonly number[];
}

/** A state's random draws in one turn, the same whatever the rule. */
export interface Draws {
  /** One standard Gumbel draw per strategy. */
  readonly gumbel: Float64Array;
  /** Two uniform numbers. */
  readonly first: number;
  readonly second: number;
}

/** How a state picks from its menu. A rule is a pure function of what it is given. */
export interface DecisionRule<P extends ParameterTable = NoParameters, N extends string = string> {
  /** As a scenario gives it. */
  readonly name: N;
  readonly meaning: string;
  /** The parameters that it owns, and by reference those that it reads and others own. */
  readonly parameters: P;
  readonly source: readonly string[];
  /** Whether the choice depends on the random draws; if not, `choose` must not read them. */
  readonly stochastic: boolean;
  /** Probability of each strategy given the menu, summing to 1; written into `probabilities` (length 4). */
  probabilities(menu: Menu, w: World & Reads<P>, probabilities: Float64Array): void;
  /** Position of the chosen option in the menu. */
  choose(menu: Menu, w: World & Reads<P>, draws: Draws): number;
}

/** Declares a decision rule. */
export function decisionRule<const P extends ParameterTable, const N extends string>(rule: DecisionRule<P, N>): DecisionRule<P, N> {
  return rule;
}
