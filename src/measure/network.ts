/* eslint-disable @typescript-eslint/no-non-null-assertion -- lists are read by indices that their own construction bounds */

/**
 * An undirected network among the members of the system, without loops, each pair at most once. Neighbours of i are
 * `targets[starts[i]]` to `targets[starts[i + 1] - 1]`, ascending. Immutable: what is worked out from it is kept with it.
 */
export interface Network {
  /** Number of states, members of the system or not. */
  readonly n: number;
  readonly starts: Int32Array;
  readonly targets: readonly number[];
  /** Number of tied pairs. */
  readonly ties: number;
  /** Neighbours as bits, `words` to a row: bit k of row i = i and k are tied. */
  readonly words: number;
  readonly bits: Int32Array;
}

/** Makes a network from each state's ascending list of neighbours, which must name both ends of every tie. */
export function createNetwork(neighbours: readonly (readonly number[])[]): Network {
  const n = neighbours.length;
  const words = (n + 31) >>> 5;
  const bits = new Int32Array(n * words);
  const starts = new Int32Array(n + 1);
  const targets: number[] = [];
  for (let i = 0; i < n; i++) {
    for (const k of neighbours[i]!) {
      targets.push(k);
      bits[i * words + (k >>> 5)]! |= 1 << (k & 31);
    }
    starts[i + 1] = targets.length;
  }
  return { n, starts, targets, ties: targets.length / 2, words, bits };
}

export function degreeOf(network: Network, i: number): number {
  return network.starts[i + 1]! - network.starts[i]!;
}

export function areTied(network: Network, i: number, k: number): boolean {
  return (network.bits[i * network.words + (k >>> 5)]! & (1 << (k & 31))) !== 0;
}

/** Whether two networks have the same ties. */
export function sameTies(a: Network, b: Network): boolean {
  if (a.n !== b.n || a.ties !== b.ties) return false;
  for (let w = 0; w < a.bits.length; w++) if (a.bits[w] !== b.bits[w]) return false;
  return true;
}

/** Number of pairs tied in both networks. */
export function commonTies(a: Network, b: Network): number {
  let common = 0;
  for (let w = 0; w < a.bits.length; w++) common += ones(a.bits[w]! & b.bits[w]!);
  return common / 2;
}

/** Number of states tied both to i in one network and to k in the other. */
export function commonNeighbours(a: Network, i: number, b: Network, k: number): number {
  const { words } = a;
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
