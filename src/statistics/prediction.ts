/** How well scores predict outcomes: rows in the order of their scores, with ties kept together. Built once, read with many weights. */
export interface Ranking {
  /** Rows by falling score. */
  readonly order: Int32Array;
  /** For each place in the order, whether the row's score is that of the next. */
  readonly tied: Uint8Array;
  readonly outcomes: Uint8Array;
}

/** Ranks rows by their scores; a score that is not a number stands below all others. */
export function rank(scores: ArrayLike<number>, outcomes: ArrayLike<number>): Ranking {
  const at = (k: number) => {
    const score = scores[k] ?? NaN;
    return Number.isNaN(score) ? -Infinity : score;
  };
  const order = Int32Array.from({ length: scores.length }, (_, k) => k).sort((a, b) => at(b) - at(a) || a - b);
  const tied = new Uint8Array(order.length);
  for (let place = 0; place + 1 < order.length; place++) tied[place] = at(order[place] ?? 0) === at(order[place + 1] ?? 0) ? 1 : 0;
  return { order, tied, outcomes: Uint8Array.from(outcomes, (y) => (y === 1 ? 1 : 0)) };
}

/** Area under the curve and average precision; null without rows of both outcomes. */
export interface Discrimination {
  /** Probability that a row with the outcome has the higher score than one without, ties counting half [HanleyMcNeil1982]. */
  readonly auc: number | null;
  /** Mean precision over the rows with the outcome, by falling score; rows of one score come in together. Of a coin it is the base rate. */
  readonly averagePrecision: number | null;
}

/** @param weights of the rows, such as the times that a resample has them; without them each counts once */
export function discrimination({ order, tied, outcomes }: Ranking, weights?: ArrayLike<number>): Discrimination {
  let [above, below] = [0, 0]; // weight with and without the outcome so far
  let [won, precision] = [0, 0];
  let [groupWith, groupWithout] = [0, 0];
  for (let place = 0; place < order.length; place++) {
    const row = order[place] ?? 0;
    const weight = weights === undefined ? 1 : (weights[row] ?? 0);
    if (outcomes[row] === 1) groupWith += weight;
    else groupWithout += weight;
    if (tied[place] === 1) continue;
    won += groupWithout * (above + groupWith / 2);
    above += groupWith;
    below += groupWithout;
    if (groupWith > 0) precision += (groupWith * above) / (above + below);
    groupWith = 0;
    groupWithout = 0;
  }
  return above === 0 || below === 0
    ? { auc: null, averagePrecision: null }
    : { auc: won / (above * below), averagePrecision: precision / above };
}

/** Mean squared difference of probabilities and outcomes [Brier1950]; null without rows. */
export function brierScore(probabilities: ArrayLike<number>, outcomes: ArrayLike<number>, weights?: ArrayLike<number>): number | null {
  let sum = 0;
  let total = 0;
  for (let k = 0; k < probabilities.length; k++) {
    const weight = weights === undefined ? 1 : (weights[k] ?? 0);
    const rest = (probabilities[k] ?? 0) - (outcomes[k] ?? 0);
    sum += weight * rest * rest;
    total += weight;
  }
  return total === 0 ? null : sum / total;
}

/** Rows whose probabilities are in one bin: how often the predicted event occurred. */
export interface ReliabilityBin {
  readonly low: number;
  readonly high: number;
  readonly n: number;
  readonly meanProbability: number;
  readonly observed: number;
}

/** The reliability curve: bins of probabilities between the bounds given (rising, from 0 to 1), those without rows left out. */
export function reliability(probabilities: ArrayLike<number>, outcomes: ArrayLike<number>, bounds: readonly number[]): ReliabilityBin[] {
  const bins = bounds.slice(0, -1).map((low, b) => ({ low, high: bounds[b + 1] ?? 1, n: 0, probability: 0, occurred: 0 }));
  for (let k = 0; k < probabilities.length; k++) {
    const p = probabilities[k] ?? 0;
    const bin = bins.findLast(({ low }) => p >= low);
    if (bin === undefined) continue;
    bin.n += 1;
    bin.probability += p;
    bin.occurred += outcomes[k] ?? 0;
  }
  return bins
    .filter(({ n }) => n > 0)
    .map(({ low, high, n, probability, occurred }) => ({ low, high, n, meanProbability: probability / n, observed: occurred / n }));
}
