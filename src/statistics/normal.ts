import { exp } from '../base/math.ts';

const ROOT_TWO_PI = Math.sqrt(2 * Math.PI);
/** Beyond it nothing is left within double precision. */
const FAR = 9;

/** The distribution function of the standard normal law, to double precision, by its series [Marsaglia2004]. */
export function normalCdf(x: number): number {
  if (x > FAR) return 1;
  if (x < -FAR) return 0;
  let sum = x;
  let term = x;
  let before = NaN;
  for (let k = 3; sum !== before; k += 2) {
    before = sum;
    term *= (x * x) / k;
    sum += term;
  }
  return 0.5 + (sum * exp((-x * x) / 2)) / ROOT_TWO_PI;
}
