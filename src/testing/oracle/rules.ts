import type { PlainState } from './state.ts';

/** An option as a rule sees it. */
interface Offered {
  option: { strategy: number };
  expected: number;
}

/** Draws of one turn of a state: one Gumbel draw per strategy, two uniform ones. */
interface Draws {
  taste: readonly number[];
  first: number;
  second: number;
}

/** A decision rule, implemented a second time; `best` is the best option of each strategy, -1 = none. */
interface PlainRule {
  /** Probability of each strategy. */
  probabilities(s: PlainState, options: readonly Offered[], best: readonly number[]): number[];
  /** Position of the chosen option. */
  pick(s: PlainState, options: readonly Offered[], best: readonly number[], draws: Draws): number;
}

const feasible = (best: readonly number[]) => [0, 1, 2, 3].filter((strategy) => best[strategy]! >= 0);

const logit: PlainRule = {
  probabilities: ({ parameters: P }, options, best) => {
    const values = best.map((b) => (b < 0 ? -Infinity : options[b]!.expected));
    const top = Math.max(...values);
    const odds = values.map((v) => (P.temperature > 0 ? Math.exp((v - top) / P.temperature) : v === top ? 1 : 0));
    const sum = odds.reduce((total, x) => total + x, 0);
    return odds.map((x) => x / sum);
  },
  pick: ({ parameters: P }, options, best, { taste }) => {
    const score = (strategy: number) => options[best[strategy]!]!.expected + P.temperature * taste[strategy]!;
    return best[feasible(best).reduce((top, x) => (score(x) > score(top) ? x : top))]!;
  },
};

/** Every decision rule by name. */
export const RULES: Record<string, PlainRule> = {
  'expected-utility': logit,

  random: {
    probabilities: (_s, _options, best) => best.map((b) => (b < 0 ? 0 : 1 / feasible(best).length)),
    pick: (_s, options, best, { first, second }) => {
      const strategies = feasible(best);
      const strategy = strategies[Math.floor(first * strategies.length)]!;
      const own = options.flatMap((o, x) => (o.option.strategy === strategy ? [x] : []));
      return own[Math.floor(second * own.length)]!;
    },
  },

  inertia: {
    probabilities: (s, options, best) => {
      const keep = s.parameters.inertia_choice;
      return logit
        .probabilities(s, options, best)
        .map((p, strategy) => p * (1 - keep) + (strategy === options[0]!.option.strategy ? keep : 0));
    },
    pick: (s, options, best, draws) => (draws.first < s.parameters.inertia_choice ? 0 : logit.pick(s, options, best, draws)),
  },
};
