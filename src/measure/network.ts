/* oxlint-disable typescript/no-non-null-assertion -- lists are read by indices that their own construction bounds */

/**
 * An undirected network among the members of the system, without loops, each pair at most once. Neighbours of i are
 * `targets[starts[i]]` to `targets[starts[i + 1] - 1]`, ascending. Immutable: what is worked out from it can be kept with it.
 */
export interface Network {
  /** Number of states, members of the system or not. */
  readonly n: number;
  readonly starts: Int32Array;
  readonly targets: Int32Array;
  /** Number of tied pairs. */
  readonly ties: number;
  readonly bits: Bits;
}

/** The same ties as bits, ceil(n / 32) words to a row: bit k of row i = i and k are tied. */
export type Bits = Int32Array;

/** Bits without a tie. */
export function createBits(n: number): Bits {
  return new Int32Array(n * wordsOf(n));
}

function wordsOf(n: number): number {
  return (n + 31) >>> 5;
}

/** Ties two states. */
export function tie(bits: Bits, n: number, i: number, k: number): void {
  const words = wordsOf(n);
  bits[i * words + (k >>> 5)]! |= 1 << (k & 31);
  bits[k * words + (i >>> 5)]! |= 1 << (i & 31);
}

/** Makes a network of ties given as bits, which become its own. */
export function createNetwork(n: number, bits: Bits): Network {
  const words = wordsOf(n);
  let ends = 0;
  for (let w = 0; w < bits.length; w++) ends += ones(bits[w]!);
  const starts = new Int32Array(n + 1);
  const targets = new Int32Array(ends);
  let t = 0;
  for (let i = 0; i < n; i++) {
    for (let w = 0; w < words; w++)
      for (let word = bits[i * words + w]!; word !== 0; word &= word - 1) targets[t++] = 32 * w + 31 - Math.clz32(word & -word);
    starts[i + 1] = t;
  }
  return { n, starts, targets, ties: ends / 2, bits };
}

/** Whether a network has exactly the ties given as bits. */
export function hasTies(network: Network, bits: Bits): boolean {
  for (let w = 0; w < bits.length; w++) if (network.bits[w] !== bits[w]) return false;
  return network.bits.length === bits.length;
}

/** The ties of one network that are not in the other, as bits. */
export function without(network: Network, other: Network): Bits {
  return network.bits.map((word, w) => word & ~other.bits[w]!);
}

export function degreeOf(network: Network, i: number): number {
  return network.starts[i + 1]! - network.starts[i]!;
}

/** Number of pairs tied in both networks. */
export function commonTies(a: Network, b: Network): number {
  let common = 0;
  for (let w = 0; w < a.bits.length; w++) common += ones(a.bits[w]! & b.bits[w]!);
  return common / 2;
}

/** Number of states tied both to i in one network and to k in the other. */
export function commonNeighbours(a: Network, i: number, b: Network, k: number): number {
  const words = wordsOf(a.n);
  let common = 0;
  for (let w = 0; w < words; w++) common += ones(a.bits[i * words + w]! & b.bits[k * words + w]!);
  return common;
}

/** Number of bits that are set in 32. */
function ones(word: number): number {
  let x = word - ((word >>> 1) & 0x55555555);
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
  x = (x + (x >>> 4)) & 0x0f0f0f0f;
  return Math.imul(x, 0x01010101) >>> 24;
}

/**
 * Transitivity, or global clustering: the share of connected triples (two ties that meet) whose ends are tied, in [0,1]; null where no two ties
 * meet.
 */
export function transitivity(network: Network): number | null {
  const { n, starts, targets } = network;
  let triples = 0;
  let closed = 0;
  for (let i = 0; i < n; i++) {
    const degree = degreeOf(network, i);
    triples += (degree * (degree - 1)) / 2;
    // Each tie, seen once, closes as many triples as its ends have neighbours in common: each triangle is met at its three ties.
    for (let t = starts[i]!; t < starts[i + 1]!; t++) if (targets[t]! > i) closed += commonNeighbours(network, i, network, targets[t]!);
  }
  return triples === 0 ? null : closed / triples;
}

/** Sizes of the connected components of two states or more, in the order of their first states. */
export function componentSizes(network: Network): number[] {
  const { n, starts, targets } = network;
  const seen = new Uint8Array(n);
  const sizes: number[] = [];
  for (let first = 0; first < n; first++) {
    if (seen[first] === 1 || degreeOf(network, first) === 0) continue;
    const queue = [first];
    seen[first] = 1;
    for (const i of queue)
      for (let t = starts[i]!; t < starts[i + 1]!; t++) {
        const k = targets[t]!;
        if (seen[k] === 1) continue;
        seen[k] = 1;
        queue.push(k);
      }
    sizes.push(queue.length);
  }
  return sizes;
}

/**
 * Newman's modularity of a partition, in [-0.5, 1]: the share of ties inside groups less what it would be if ties were drawn at random with the
 * same degrees. `group` names each state's group by a number from 0. Null without ties.
 */
export function modularity(network: Network, group: ArrayLike<number>): number | null {
  const { n, starts, targets, ties } = network;
  if (ties === 0) return null;
  const degrees = new Float64Array(n);
  let inside = 0;
  for (let i = 0; i < n; i++) {
    degrees[group[i]!]! += degreeOf(network, i);
    for (let t = starts[i]!; t < starts[i + 1]!; t++) if (group[targets[t]!] === group[i]) inside += 1;
  }
  let expected = 0;
  for (const d of degrees) expected += (d / (2 * ties)) * (d / (2 * ties));
  return inside / (2 * ties) - expected;
}

/** Triads of rivals and friends. */
export interface SignedTriads {
  /** Triads whose three pairs are each rivals or friends, with at least one pair of rivals. */
  readonly all: number;
  /** Of these, triads with exactly two pairs of rivals: the enemy of my friend is my enemy. */
  readonly balanced: number;
}

/**
 * Counts the triads of two networks that have no pair in common. Counted at the rivalries, of which a triad has one, two or three; the cost is that of
 * reading n bits for each rivalry.
 */
export function signedTriads(friendly: Network, rivals: Network): SignedTriads {
  let one = 0;
  let two = 0;
  let three = 0;
  for (let i = 0; i < rivals.n; i++)
    for (let t = rivals.starts[i]!; t < rivals.starts[i + 1]!; t++) {
      const k = rivals.targets[t]!;
      if (k < i) continue;
      one += commonNeighbours(friendly, i, friendly, k);
      two += commonNeighbours(friendly, i, rivals, k) + commonNeighbours(rivals, i, friendly, k);
      three += commonNeighbours(rivals, i, rivals, k);
    }
  return { all: one + two / 2 + three / 3, balanced: two / 2 };
}
