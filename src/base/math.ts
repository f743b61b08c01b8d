/**
 * Every transcendental function of the program, once. `Math.pow` and `**` are banned: their last bit changed between
 * versions of V8, and one bit decides a choice sooner or later. `exp`, `log` and `sqrt` did not.
 */

/** x to the power g for x >= 0, by products and square roots where g is a multiple of one half up to 3, else by exp and log. */
export function powPositive(x: number, g: number): number {
  if (g === 1) return x;
  if (g === 1.5) return x * Math.sqrt(x);
  if (g === 2) return x * x;
  if (g === 0.5) return Math.sqrt(x);
  if (g === 2.5) return x * x * Math.sqrt(x);
  if (g === 3) return x * x * x;
  if (g === 0) return 1;
  if (x <= 0) return 0;
  return Math.exp(g * Math.log(x));
}

/**
 * Probability in [0,1] that strength x prevails over strength y, x^g / (x^g + y^g) [Hirshleifer1989]. Two zeros are even odds.
 */
export function contestShare(x: number, y: number, g: number): number {
  if (x <= 0) return y <= 0 ? 0.5 : 0;
  return 1 / (1 + powPositive(y / x, g));
}

/** e to the power x. */
export function exp(x: number): number {
  return Math.exp(x);
}

/** The natural logarithm of x > 0. */
export function log(x: number): number {
  return Math.log(x);
}

/** log(1 + x) for x > -1, without loss where x is small (W. Kahan's way); by log, whose bits are the same everywhere, and not by Math.log1p. */
export function log1p(x: number): number {
  const sum = 1 + x;
  return sum === 1 ? x : (Math.log(sum) * x) / (sum - 1);
}

/** The logistic function, in [0,1]. */
export function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** A standard Gumbel draw from a uniform one in [0,1); the half step keeps log away from 0 for 32-bit uniforms. */
export function gumbel(u: number): number {
  return -Math.log(-Math.log(u + HALF_STEP));
}

/**
 * A draw from the standard logistic distribution above `least` (-Infinity = all of it), from a uniform one in [0,1), which it grows with. Worked out from the
 * upper tail, so that nothing is lost where `least` is far out.
 */
export function logisticAbove(u: number, least: number): number {
  const tail = 1 - u - HALF_STEP;
  return least > LOGISTIC_FAR ? least - Math.log(tail) : Math.log((1 + Math.exp(least)) / tail - 1);
}

/** From here on the upper tail of the logistic distribution is exponential to the last bit. */
const LOGISTIC_FAR = 40;

/**
 * A symmetric, fat-tailed draw with unit standard deviation from a uniform one: a two-sided stretched exponential,
 * |x| proportional to (-log u)^1.5. Its ratio of standard deviation to median size is 4.2 and its kurtosis 20, near the 4.5 and 36 of
 * yearly changes of log capability in the record.
 */
export function fatTailed(u: number): number {
  const v = 2 * u - 1;
  const size = -Math.log(1 - Math.abs(v) + HALF_STEP);
  const x = (size * Math.sqrt(size)) / STRETCHED_SD;
  return v < 0 ? -x : x;
}

const HALF_STEP = 1 / 8_589_934_592;
/** Square root of Gamma(4): the standard deviation of (-log u)^1.5 with a random sign. */
const STRETCHED_SD = Math.sqrt(6);

export function clamp01(x: number): number {
  return x < 0 ? 0 : x > 1 ? 1 : x;
}

/**
 * A uniform number for a pair from one number for each side: the fractional part of their sum. For independent uniform u_i and v_j the
 * numbers of any two pairs are independent, at the price of n instead of n*n draws.
 */
export function pairUniform(u: number, v: number): number {
  const s = u + v;
  return s >= 1 ? s - 1 : s;
}
