import { decisionRule } from './rule.ts';

/** Null rule: any feasible strategy with equal probability, and within it any option with equal probability. The others still consent by their own interest. */
export const random = decisionRule({
  name: 'random',
  meaning: 'null rule: any feasible strategy with equal probability, any of its options with equal probability',
  source: [],
  stochastic: true,
  parameters: {},
  probabilities: ({ best }, _w, probabilities) => {
    const feasible = best.filter((o) => o >= 0).length;
    for (let s = 0; s < probabilities.length; s++) probabilities[s] = best[s]! >= 0 ? 1 / feasible : 0;
  },
  choose: ({ best, strategy, count }, _w, { first, second }) => {
    const strategies = [...best.keys()].filter((s) => best[s]! >= 0);
    const s = strategies[Math.floor(first * strategies.length)]!;
    const options: number[] = [];
    for (let o = 0; o < count; o++) if (strategy[o] === s) options.push(o);
    return options[Math.floor(second * options.length)]!;
  },
});
