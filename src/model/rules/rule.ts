import type { World } from '../world.ts';

/** What a decision rule chooses from: the options weighed in one turn, in a fixed order. Option 0 keeps everything as it is. */
export interface Menu {
  readonly count: number;
  /** Strategy of each option, index into STRATEGIES. */
  readonly strategy: readonly number[];
  /** Value of each option times the chance of consent, for those whose consent was worked out; NaN otherwise. */
  readonly expected: readonly number[];
  /** Best option of each strategy by expected value; -1 = the strategy has no option. */
  readonly best: readonly number[];
}

/** A state's luck in one turn, drawn whatever the rule. */
export interface Luck {
  /** One standard Gumbel draw a strategy. */
  readonly gumbel: Float64Array;
  /** Two uniform numbers. */
  readonly first: number;
  readonly second: number;
}

/** How a state picks from its menu. A rule is a pure function of what it is given. */
export interface DecisionRule {
  readonly meaning: string;
  readonly source: readonly string[];
  /** Chance of each strategy given the menu, summing to 1; written into `chances` (length 4). */
  chances(menu: Menu, w: World, chances: Float64Array): void;
  /** Position of the chosen option in the menu. */
  choose(menu: Menu, w: World, luck: Luck): number;
}
