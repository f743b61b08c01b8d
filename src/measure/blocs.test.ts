import fc from 'fast-check';
import { UndirectedGraph } from 'graphology';
import louvainModule from 'graphology-communities-louvain';
import { expect, test } from 'vitest';
import { blocsOf } from './blocs.ts';
import { createBits, createNetwork, tie } from './network.ts';

const louvain = louvainModule as unknown as typeof louvainModule.default;

function network(n: number, pairs: readonly (readonly [number, number])[]) {
  const bits = createBits(n);
  for (const [i, k] of pairs) tie(bits, n, i, k);
  return createNetwork(n, bits);
}

const clique = (states: readonly number[]) => states.flatMap((i) => states.filter((k) => k > i).map((k) => [i, k] as const));

test('two camps joined by one tie are two blocs', () => {
  const camps = network(9, [...clique([0, 1, 2, 3]), ...clique([4, 5, 6, 7]), [3, 4]]);
  const blocs = blocsOf(camps);
  expect(blocs.count).toBe(2);
  // twelve of thirteen ties inside, each camp with half of the ends
  expect(blocs.modularity).toBeCloseTo(12 / 13 - 0.5, 14);
});

test('without alliances there are no blocs and no polarization', () => {
  expect(blocsOf(network(4, []))).toEqual({ count: 0, modularity: null });
});

test('one alliance of all is one bloc without polarization', () => {
  expect(blocsOf(network(5, clique([0, 1, 2, 3, 4])))).toEqual({ count: 1, modularity: 0 });
});

test('states without ties change nothing, wherever they stand', () => {
  const compact = blocsOf(network(6, [...clique([0, 1, 2]), ...clique([3, 4, 5]), [2, 3]]));
  const spread = blocsOf(network(40, [...clique([1, 5, 9]), ...clique([20, 33, 38]), [9, 20]]));
  expect(spread).toEqual(compact);
});

test('modularity is what graphology reports for its own partition', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(14), fc.nat(14)), { minLength: 1, maxLength: 40 }), (drawn) => {
      const pairs = drawn.filter(([i, k]) => i !== k);
      fc.pre(pairs.length > 0);
      const graph = new UndirectedGraph();
      const net = network(15, pairs);
      for (let i = 0; i < 15; i++) if (pairs.some((pair) => pair.includes(i))) graph.addNode(String(i));
      for (let i = 0; i < 15; i++)
        for (const k of net.targets.slice(net.starts[i], net.starts[i + 1])) if (k > i) graph.addEdge(String(i), String(k));
      const theirs = louvain.detailed(graph, { getEdgeWeight: null, randomWalk: false });
      expect(blocsOf(net).modularity).toBeCloseTo(theirs.modularity, 12);
      const sizes = new Map<number, number>();
      for (const community of Object.values(theirs.communities)) sizes.set(community, (sizes.get(community) ?? 0) + 1);
      expect(blocsOf(net).count).toBe([...sizes.values()].filter((size) => size > 1).length);
    }),
  );
});

test('the same network has the same blocs every time', () => {
  const net = network(12, [...clique([0, 3, 6, 9]), ...clique([1, 4, 7, 10]), [0, 1], [3, 4], [2, 5]]);
  const first = blocsOf(net);
  for (let again = 0; again < 20; again++) expect(blocsOf(net)).toEqual(first);
});
