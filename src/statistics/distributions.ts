import { InvariantError } from '../base/errors.ts';
import { exp, log, log1p } from '../base/math.ts';

/** Steps after which a continued fraction or a search that has not settled is a bug of ours. */
const MAX_STEPS = 10_000;
const EPSILON = Number.EPSILON;
/** Stands in for a zero denominator in a continued fraction. */
const TINY = 1e-300;

/**
 * The quantile of Student's t, p in (0,1), df > 0 degrees of freedom, not necessarily whole. Newton's method on the tail, from the left, where
 * the tail is convex, so that every step comes nearer and none goes beyond.
 */
export function tQuantile(p: number, df: number): number {
  checkProbability(p);
  checkFreedom(df);
  const tail = Math.min(p, 1 - p);
  if (tail === 0.5) return 0;
  // The tails of t are heavier than the normal's: the root lies beyond, and the steps lead up to it until rounding turns one back.
  let t = -normalQuantile(tail);
  for (let step = 0; step < MAX_STEPS; step++) {
    const next = t + (tTail(t, df) - tail) / tDensity(t, df);
    if (!(next > t * (1 + 4 * EPSILON))) return p < 0.5 ? -next : next;
    t = next;
  }
  throw new InvariantError(`the quantile of t at ${p} with ${df} degrees of freedom was not found`);
}

/** The distribution function of Student's t: the probability of at most t with df > 0 degrees of freedom. */
export function tCdf(t: number, df: number): number {
  checkFreedom(df);
  return t < 0 ? tTail(-t, df) : 1 - tTail(t, df);
}

/** The probability of more than t >= 0. */
function tTail(t: number, df: number): number {
  return 0.5 * incompleteBetaHalf(df / 2, (t * t) / df);
}

function tDensity(t: number, df: number): number {
  return (gammaStep(df / 2) / Math.sqrt(df * Math.PI)) * exp(-0.5 * (df + 1) * log1p((t * t) / df));
}

/**
 * The regularised incomplete beta function I_x(a, 1/2) at x = 1 / (1 + odds), by its continued fraction [AbramowitzStegun1964] (26.5.8), taken
 * from the side on which it settles soon.
 */
function incompleteBetaHalf(a: number, odds: number): number {
  const x = 1 / (1 + odds);
  const y = odds / (1 + odds);
  if (y === 0) return 1;
  if (x === 0) return 0;
  // x^a (1-x)^(1/2) / B(a, 1/2), with B(a, 1/2) = sqrt(pi) Gamma(a) / Gamma(a + 1/2).
  const front = (exp(-a * log1p(odds)) * Math.sqrt(y) * gammaStep(a)) / Math.sqrt(Math.PI);
  return x < (a + 1) / (a + 2.5) ? (front * betaFraction(x, a, 0.5)) / a : 1 - 2 * front * betaFraction(y, 0.5, a);
}

/** The continued fraction of the incomplete beta function, by the modified method of Lentz. */
function betaFraction(x: number, a: number, b: number): number {
  const awayFromZero = (z: number) => (Math.abs(z) < TINY ? TINY : z);
  let c = 1;
  let d = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m < MAX_STEPS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / awayFromZero(1 + even * d);
    c = awayFromZero(1 + even / c);
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / awayFromZero(1 + odd * d);
    c = awayFromZero(1 + odd / c);
    value *= d * c;
    if (Math.abs(d * c - 1) <= EPSILON) return value;
  }
  throw new InvariantError(`the incomplete beta function did not settle at x = ${x}, a = ${a}, b = ${b}`);
}

/**
 * Gamma(a + 1/2) / Gamma(a) for a > 0: its expansion in 1/a above 100, and from there down by the recurrence, so that no great logarithms are
 * taken from one another.
 */
function gammaStep(a: number): number {
  let down = 1;
  for (; a < 100; a++) down *= a / (a + 0.5);
  const z = 1 / a;
  const series = 1 + z * (-1 / 8 + z * (1 / 128 + z * (5 / 1024 + z * (-21 / 32_768 + z * (-399 / 262_144 + z * (869 / 4_194_304))))));
  return down * Math.sqrt(a) * series;
}

/** The quantile of the standard normal distribution, p in (0,1), by the rational functions of algorithm AS 241 [Wichura1988]; good to 1e-15. */
export function normalQuantile(p: number): number {
  checkProbability(p);
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) return q * ratio(CENTRE, 0.180625 - q * q);
  const r = Math.sqrt(-log(Math.min(p, 1 - p)));
  const size = r <= 5 ? ratio(SHOULDER, r - 1.6) : ratio(TAIL, r - 5);
  return q < 0 ? -size : size;
}

type Ratio = readonly [readonly number[], readonly number[]];

/** A rational function; coefficients begin with the highest power. */
function ratio([above, below]: Ratio, x: number): number {
  const polynomial = (coefficients: readonly number[]) => coefficients.reduce((sum, c) => sum * x + c, 0);
  return polynomial(above) / polynomial(below);
}

const CENTRE: Ratio = [
  [
    2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946, 1971.5909503065513, 133.14166789178438,
    3.3871328727963665,
  ],
  [
    5226.495278852546, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751, 687.1870074920579, 42.31333070160091,
    1,
  ],
];
const SHOULDER: Ratio = [
  [
    0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045, 5.769497221460691,
    4.630337846156546, 1.4234371107496835,
  ],
  [
    1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851, 1.6763848301838038,
    2.053191626637759, 1,
  ],
];
const TAIL: Ratio = [
  [
    2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124, 0.29656057182850487, 1.7848265399172913,
    5.463784911164114, 6.657904643501103,
  ],
  [
    2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 0.0007868691311456133, 0.014875361290850615, 0.1369298809227358,
    0.599832206555888, 1,
  ],
];

function checkFreedom(df: number): void {
  if (!(df > 0)) throw new InvariantError(`t has no distribution with ${df} degrees of freedom`);
}

function checkProbability(p: number): void {
  if (!(p > 0 && p < 1)) throw new InvariantError(`there is no quantile at ${p}: a probability lies between 0 and 1`);
}
