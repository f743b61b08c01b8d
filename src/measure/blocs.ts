import { UndirectedGraph } from 'graphology';
import louvainModule from 'graphology-communities-louvain';
import { degreeOf, modularity, type Network } from './network.ts';

// The package is CommonJS, its types are written for a default export that is not there when the program runs.
const louvain = louvainModule as unknown as typeof louvainModule.default;

/** The blocs that a network falls into, and how far it does. */
export interface Blocs {
  /** Communities of two states or more. */
  readonly count: number;
  /** Modularity of the partition, in [-0.5, 1]; null without ties. */
  readonly modularity: number | null;
}

/**
 * Communities by the Louvain method [BlondelEtAl2008]. Deterministic: states are visited in the order of the world, without a random walk, so the same
 * network has the same blocs, and a state without ties changes nothing. The method is a heuristic: with the states laid out in another order it may
 * settle on another partition of nearly the same modularity.
 */
export function blocsOf(network: Network): Blocs {
  if (network.ties === 0) return { count: 0, modularity: null };
  const group = communities(network);
  const sizes = new Map<number, number>();
  for (let i = 0; i < network.n; i++) if (degreeOf(network, i) > 0) sizes.set(group[i] ?? 0, (sizes.get(group[i] ?? 0) ?? 0) + 1);
  let count = 0;
  for (const size of sizes.values()) if (size > 1) count += 1;
  return { count, modularity: modularity(network, group) };
}

/** Group of each state, from 0; states without ties are in group 0, where they count for nothing. */
function communities(network: Network): Int32Array {
  const { n, starts, targets } = network;
  const graph = new UndirectedGraph();
  for (let i = 0; i < n; i++) if (degreeOf(network, i) > 0) graph.addNode(String(i));
  for (let i = 0; i < n; i++)
    for (const k of targets.subarray(starts[i], starts[i + 1])) if (k > i) graph.addUndirectedEdge(String(i), String(k));
  const found = louvain(graph, { getEdgeWeight: null, randomWalk: false, rng: () => 0 });
  const group = new Int32Array(n);
  for (const [id, community] of Object.entries(found)) group[Number(id)] = community;
  return group;
}
