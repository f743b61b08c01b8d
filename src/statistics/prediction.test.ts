import { describe, expect, it } from 'vitest';
import { fitLogit, logitProbability, solve } from './logit.ts';
import { normalCdf } from './normal.ts';
import { brierScore, discrimination, rank, reliability } from './prediction.ts';

describe('a ranking', () => {
  it('has the area under the curve of all pairs compared, ties counting half', () => {
    // outcomes 1: scores 3, 1; outcomes 0: scores 2, 1. Won 3>2, 3>1, lost 1<2, tied 1=1: 2.5 of 4
    const ranking = rank([3, 2, 1, 1], [1, 0, 1, 0]);
    expect(discrimination(ranking).auc).toBe(2.5 / 4);
    // precision 1 at the first; then of the four together 2 of 4
    expect(discrimination(ranking).averagePrecision).toBe((1 + 0.5) / 2);
  });

  it('is a coin where all scores are one', () => {
    expect(discrimination(rank([7, 7, 7, 7, 7], [1, 0, 0, 0, 0]))).toEqual({ auc: 0.5, averagePrecision: 0.2 });
  });

  it('is not defined without both outcomes', () => {
    expect(discrimination(rank([1, 2], [0, 0]))).toEqual({ auc: null, averagePrecision: null });
  });

  it('counts a row as often as its weight says', () => {
    const scores = [0.9, 0.8, 0.4, 0.3, 0.2];
    const outcomes = [1, 0, 1, 0, 0];
    const weights = [2, 1, 0, 3, 1];
    const repeated = weights.flatMap((times, k) => Array.from({ length: times }, () => k));
    const pick = (list: readonly number[]) => repeated.map((k) => list[k] ?? 0);
    expect(discrimination(rank(scores, outcomes), weights)).toEqual(discrimination(rank(pick(scores), pick(outcomes))));
    expect(brierScore(scores, outcomes, weights)).toBeCloseTo(brierScore(pick(scores), pick(outcomes)) ?? NaN, 14);
  });
});

describe('calibration', () => {
  it('is the mean squared difference', () => {
    expect(brierScore([0.5, 1, 0], [1, 1, 0])).toBeCloseTo(0.25 / 3, 14);
  });

  it('bins probabilities with their outcomes', () => {
    expect(reliability([0, 0.05, 0.2, 0.3, 1], [0, 1, 0, 1, 1], [0, 0.1, 0.5, 0.9, 1])).toEqual([
      { low: 0, high: 0.1, n: 2, meanProbability: 0.025, observed: 0.5 },
      { low: 0.1, high: 0.5, n: 2, meanProbability: 0.25, observed: 0.5 },
      { low: 0.9, high: 1, n: 1, meanProbability: 1, observed: 1 },
    ]);
  });
});

describe('a logistic regression', () => {
  it('has the log odds ratio of a table of two by two, and its standard error', () => {
    // exposed: 30 of 40, not exposed: 10 of 50
    const rows = [...Array.from({ length: 40 }, () => [1]), ...Array.from({ length: 50 }, () => [0])];
    const outcomes = rows.map((_, k) => (k < 30 || (k >= 40 && k < 50) ? 1 : 0));
    const fit = fitLogit(rows, outcomes);
    const deviation = fit.deviations[0] ?? 1;
    expect(fit.converged).toBe(true);
    expect((fit.coefficients[1] ?? 0) / deviation).toBeCloseTo(Math.log(30 / 10 / (10 / 40)), 8);
    expect((fit.standardErrors[1] ?? 0) / deviation).toBeCloseTo(Math.sqrt(1 / 30 + 1 / 10 + 1 / 10 + 1 / 40), 6);
    expect(logitProbability(fit, [1])).toBeCloseTo(0.75, 8);
    expect(logitProbability(fit, [0])).toBeCloseTo(0.2, 8);
  });

  it('stays finite by its penalty where a predictor parts the outcomes', () => {
    const rows = [[0], [1], [2], [3]];
    const fit = fitLogit(rows, [0, 0, 1, 1], 1);
    expect(fit.converged).toBe(true);
    expect(Math.abs(fit.coefficients[1] ?? Infinity)).toBeLessThan(3);
    // at the optimum the slope of the likelihood is that of the penalty
    const slope = rows.reduce((sum, [x = 0], k) => {
      const z = (x - (fit.means[0] ?? 0)) / (fit.deviations[0] ?? 1);
      return sum + z * ((k < 2 ? 0 : 1) - logitProbability(fit, [x]));
    }, 0);
    expect(slope).toBeCloseTo(fit.coefficients[1] ?? NaN, 6);
  });

  it('leaves out a predictor that does not vary, and keeps the base rate', () => {
    const fit = fitLogit([[5], [5], [5], [5]], [1, 0, 0, 0], 1);
    expect(logitProbability(fit, [5])).toBeCloseTo(0.25, 8);
  });

  it('solves a system by hand', () => {
    const [x = NaN, y = NaN] =
      solve(
        [
          [4, 2],
          [2, 3],
        ],
        [8, 7],
      ) ?? [];
    expect(x).toBeCloseTo(1.25, 14);
    expect(y).toBeCloseTo(1.5, 14);
    expect(
      solve(
        [
          [1, 2],
          [2, 1],
        ],
        [1, 1],
      ),
    ).toBeUndefined();
  });
});

describe('the normal law', () => {
  it('has known values', () => {
    expect(normalCdf(0)).toBe(0.5);
    expect(normalCdf(1.959963984540054)).toBeCloseTo(0.975, 14);
    expect(normalCdf(-3)).toBeCloseTo(0.0013498980316300933, 15);
    expect(normalCdf(40)).toBe(1);
    expect(normalCdf(-40)).toBe(0);
  });
});
