import { InvariantError } from '../base/errors.ts';
import { exp, log1p, logistic } from '../base/math.ts';

/** A logistic regression; its predictors are standardised, so that coefficients are per standard deviation. */
export interface Logit {
  /** The constant, then a coefficient for each predictor, per standard deviation. */
  readonly coefficients: readonly number[];
  /** Standard errors from the inverse of the information matrix, rows taken as independent; NaN where it has none. */
  readonly standardErrors: readonly number[];
  /** Mean and standard deviation of each predictor in the rows of the fit; a predictor that does not vary has 0 and no part. */
  readonly means: readonly number[];
  readonly deviations: readonly number[];
  /** Of the rows, less the penalty. */
  readonly logLikelihood: number;
  readonly iterations: number;
  /** Whether the likelihood stopped rising: not where, without a penalty, a predictor parts the outcomes. */
  readonly converged: boolean;
}

const MOST_ITERATIONS = 100;
/** Relative change of the likelihood at which it has stopped rising. */
const TOLERANCE = 1e-12;
/** Greatest number of halvings of a step that lowers the likelihood. */
const MOST_HALVINGS = 30;

/**
 * Logistic regression by iteratively reweighted least squares. `rows` has one row of predictors for each outcome, which is 0 or 1. A penalty of half its
 * size times the sum of the squared coefficients (not of the constant) is taken off the likelihood, which keeps coefficients finite where few outcomes
 * came true [LeCessieVanHouwelingen1992]; 0 = maximum likelihood.
 * @throws InvariantError for rows and outcomes of different number
 */
export function fitLogit(rows: readonly (readonly number[])[], outcomes: readonly number[], penalty = 0): Logit {
  if (rows.length !== outcomes.length || rows.length === 0) throw new InvariantError(`${rows.length} rows and ${outcomes.length} outcomes`);
  const scale = scaleOf(rows);
  const problem: Problem = { design: rows.map((row) => standardised(row, scale)), outcomes, penalty };
  let beta = new Array<number>(scale.means.length + 1).fill(0);
  let likelihood = logLikelihood(problem, beta);
  let iterations = 0;
  let converged = false;
  while (!converged && iterations < MOST_ITERATIONS) {
    iterations += 1;
    const { information, score } = derivatives(problem, beta);
    const step = solve(information, score);
    if (step === undefined) break;
    const next = climb(problem, beta, step, likelihood);
    converged = next === undefined || next.likelihood - likelihood <= TOLERANCE * (Math.abs(likelihood) + TOLERANCE);
    if (next !== undefined) ({ beta, likelihood } = next);
  }
  const { information } = derivatives(problem, beta);
  const standardErrors = beta.map((_, k) => {
    const column = solve(
      information,
      beta.map((__, l) => (l === k ? 1 : 0)),
    );
    return column === undefined ? NaN : Math.sqrt(Math.max(0, column[k] ?? NaN));
  });
  return { coefficients: beta, standardErrors, ...scale, logLikelihood: likelihood, iterations, converged };
}

/** What a fit is of: rows with a leading 1, and outcomes. */
interface Problem {
  design: readonly (readonly number[])[];
  outcomes: readonly number[];
  penalty: number;
}

type Scale = Pick<Logit, 'means' | 'deviations'>;

function scaleOf(rows: readonly (readonly number[])[]): Scale {
  const [first = []] = rows;
  const mean = (of: (row: readonly number[]) => number) => rows.reduce((sum, row) => sum + of(row), 0) / rows.length;
  const means = first.map((_, k) => mean((row) => row[k] ?? 0));
  const deviations = means.map((centre, k) => Math.sqrt(mean((row) => ((row[k] ?? 0) - centre) * ((row[k] ?? 0) - centre))));
  return { means, deviations };
}

function standardised(row: readonly number[], { means, deviations }: Scale): number[] {
  return [1, ...means.map((mean, k) => ((deviations[k] ?? 0) === 0 ? 0 : ((row[k] ?? 0) - mean) / (deviations[k] ?? 1)))];
}

/** The probability in [0,1] that a fit gives to a row of predictors. */
export function logitProbability(fit: Logit, row: readonly number[]): number {
  return logistic(logitScore(fit, row));
}

/** The linear predictor: it orders rows as the probability does, without running into 0 and 1. */
export function logitScore(fit: Logit, row: readonly number[]): number {
  return linear(fit.coefficients, standardised(row, fit));
}

function linear(beta: readonly number[], row: readonly number[]): number {
  let sum = 0;
  for (let k = 0; k < beta.length; k++) sum += (beta[k] ?? 0) * (row[k] ?? 0);
  return sum;
}

/** log(1 + e^x) without overflow. */
const softplus = (x: number) => (x > 0 ? x : 0) + log1p(exp(-Math.abs(x)));

function logLikelihood({ design, outcomes, penalty }: Problem, beta: readonly number[]): number {
  let sum = 0;
  for (let k = 1; k < beta.length; k++) sum -= (penalty * (beta[k] ?? 0) * (beta[k] ?? 0)) / 2;
  design.forEach((row, r) => {
    const x = linear(beta, row);
    sum -= softplus(outcomes[r] === 1 ? -x : x);
  });
  return sum;
}

function derivatives({ design, outcomes, penalty }: Problem, beta: readonly number[]): { information: number[][]; score: number[] } {
  const size = beta.length;
  const information = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  const score = beta.map((b, k) => (k === 0 ? 0 : -penalty * b));
  for (let k = 1; k < size; k++) {
    const line = information[k];
    if (line !== undefined) line[k] = penalty;
  }
  design.forEach((row, r) => {
    const p = logistic(linear(beta, row));
    const weight = p * (1 - p);
    const rest = (outcomes[r] ?? 0) - p;
    for (let k = 0; k < size; k++) {
      const x = row[k] ?? 0;
      score[k] = (score[k] ?? 0) + rest * x;
      const line = information[k];
      if (line !== undefined) for (let l = 0; l < size; l++) line[l] = (line[l] ?? 0) + weight * x * (row[l] ?? 0);
    }
  });
  return { information, score };
}

/** The greatest of the halved steps that raises the likelihood; undefined where none does. */
function climb(
  problem: Problem,
  beta: readonly number[],
  step: readonly number[],
  before: number,
): { beta: number[]; likelihood: number } | undefined {
  for (let halving = 0, part = 1; halving < MOST_HALVINGS; halving++, part /= 2) {
    const next = beta.map((b, k) => b + part * (step[k] ?? 0));
    const likelihood = logLikelihood(problem, next);
    if (likelihood > before) return { beta: next, likelihood };
  }
  return undefined;
}

/** Solves a symmetric positive definite system by Cholesky's factors; undefined where the matrix is none. */
export function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] | undefined {
  const n = right.length;
  const factor = Array.from({ length: n }, () => new Array<number>(n).fill(0));
  const at = (i: number, j: number) => factor[i]?.[j] ?? 0;
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i]?.[j] ?? 0;
      for (let k = 0; k < j; k++) sum -= at(i, k) * at(j, k);
      const line = factor[i];
      if (line === undefined) return undefined;
      if (i === j) {
        if (!(sum > 0)) return undefined;
        line[j] = Math.sqrt(sum);
      } else line[j] = sum / at(j, j);
    }
  const y: number[] = [];
  for (let i = 0; i < n; i++) {
    let sum = right[i] ?? 0;
    for (let k = 0; k < i; k++) sum -= at(i, k) * (y[k] ?? 0);
    y.push(sum / at(i, i));
  }
  const x = new Array<number>(n).fill(0);
  for (let i = n - 1; i >= 0; i--) {
    let sum = y[i] ?? 0;
    for (let k = i + 1; k < n; k++) sum -= at(k, i) * (x[k] ?? 0);
    x[i] = sum / at(i, i);
  }
  return x;
}
