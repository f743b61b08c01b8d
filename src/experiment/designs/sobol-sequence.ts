import { InputError } from '../../base/errors.ts';
import { designStream, type Stream } from '../../base/random.ts';
import { DIRECTION_NUMBERS } from './sobol-numbers.ts';

const BITS = 32;
const SCALE = 1 / 4_294_967_296;
/** Most dimensions of the sequence. */
export const MAX_DIMENSIONS = DIRECTION_NUMBERS.length + 1;

/** A Sobol sequence by random access: the n-th point, 0 <= n < 2^32, each coordinate in [0,1). */
export type SobolSequence = (n: number) => number[];

/**
 * The Sobol sequence in Gray-code order, from its very first point on [Owen2020]. Scrambled by a random lower-triangular matrix over the bits and
 * a random shift of them [Matousek1998], each dimension from a stream of its own; `scramble` undefined = the bare sequence.
 * @throws InputError for more dimensions than there are direction numbers
 */
export function sobolSequence(dimensions: number, scramble: { readonly seed: number } | undefined): SobolSequence {
  if (dimensions > MAX_DIMENSIONS)
    throw new InputError([
      {
        path: 'factors',
        expected: `a Sobol sequence of at most ${MAX_DIMENSIONS} dimensions`,
        found: String(dimensions),
        remedy: 'vary fewer factors: first find those that matter with the design morris',
      },
    ]);
  const each = Array.from({ length: dimensions }, (_, d) => {
    const directions = directionsOf(d);
    return scramble === undefined ? { directions, shift: 0 } : scrambled(directions, designStream(scramble.seed, `sobol.${d}`));
  });
  return (n) => {
    const gray = (n ^ (n >>> 1)) >>> 0;
    return each.map(({ directions, shift }) => {
      let x = shift;
      for (let bit = 0, rest = gray; rest !== 0; bit++, rest >>>= 1) if ((rest & 1) === 1) x ^= directions[bit] ?? 0;
      return (x >>> 0) * SCALE;
    });
  };
}

/** Direction numbers v_1..v_32 of a dimension, as 32-bit fractions, by the recurrence of its primitive polynomial [JoeKuo2008]. */
function directionsOf(dimension: number): Uint32Array {
  const v = new Uint32Array(BITS);
  const [polynomial = 1, ...first] = (DIRECTION_NUMBERS[dimension - 1] ?? '1').split(' ').map(Number);
  const degree = first.length;
  for (let k = 0; k < BITS; k++) {
    if (degree === 0 || k < degree) {
      v[k] = (first[k] ?? 1) << (BITS - 1 - k);
      continue;
    }
    const back = v[k - degree] ?? 0;
    let next = back ^ (back >>> degree);
    for (let q = 1; q < degree; q++) if (((polynomial >>> (degree - q)) & 1) === 1) next ^= v[k - q] ?? 0;
    v[k] = next;
  }
  return v;
}

/** Directions multiplied by a random matrix with ones on the diagonal and nothing above it, and a random shift. */
function scrambled(directions: Uint32Array, draw: Stream): { directions: Uint32Array; shift: number } {
  const word = () => Math.floor(draw() / SCALE);
  const shift = word() | 0;
  // Row r makes bit r, counted from the first after the point, out of itself and the bits before it.
  const rows = Uint32Array.from({ length: BITS }, (_, r) => {
    const diagonal = (1 << (BITS - 1 - r)) >>> 0;
    return ((word() & ~(2 * diagonal - 1)) | diagonal) >>> 0;
  });
  const turned = directions.map((v) => {
    let out = 0;
    for (let r = 0; r < BITS; r++) out |= parity(v & (rows[r] ?? 0)) << (BITS - 1 - r);
    return out >>> 0;
  });
  return { directions: turned, shift };
}

function parity(x: number): number {
  let bits = x ^ (x >>> 16);
  bits ^= bits >>> 8;
  bits ^= bits >>> 4;
  bits ^= bits >>> 2;
  bits ^= bits >>> 1;
  return bits & 1;
}
