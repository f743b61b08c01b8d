import fc from 'fast-check';
import { UndirectedGraph } from 'graphology';
import { expect, test } from 'vitest';
import {
  commonNeighbours,
  commonTies,
  componentSizes,
  createBits,
  createNetwork,
  degreeOf,
  hasTies,
  modularity,
  signedTriads,
  tie,
  transitivity,
  without,
  type Network,
} from './network.ts';

type Pairs = readonly (readonly [number, number])[];

function network(n: number, pairs: Pairs): Network {
  const bits = createBits(n);
  for (const [i, k] of pairs) tie(bits, n, i, k);
  return createNetwork(n, bits);
}

/** Networks that reach over a word of 32 bits. */
const networks = fc
  .tuple(fc.integer({ min: 1, max: 40 }), fc.array(fc.tuple(fc.nat(39), fc.nat(39)), { maxLength: 120 }))
  .map(([n, pairs]) => ({ n, pairs: pairs.map(([i, k]) => [i % n, k % n] as const).filter(([i, k]) => i !== k) }));

const TRIANGLE_WITH_TAIL: Pairs = [
  [0, 1],
  [1, 2],
  [0, 2],
  [2, 3],
];

test('neighbours come in ascending order and both ways', () => {
  const { starts, targets, ties } = network(5, [
    [3, 1],
    [1, 0],
    [4, 3],
  ]);
  expect([...starts]).toEqual([0, 1, 3, 3, 5, 6]);
  expect([...targets]).toEqual([1, 0, 3, 1, 4, 3]);
  expect(ties).toBe(3);
});

test('state 31 and state 32 stand in different words', () => {
  const net = network(34, [
    [31, 32],
    [0, 33],
  ]);
  expect([degreeOf(net, 31), degreeOf(net, 32), degreeOf(net, 33)]).toEqual([1, 1, 1]);
  expect([...net.targets]).toEqual([33, 32, 31, 0]);
});

test('degrees are those of graphology', () => {
  fc.assert(
    fc.property(networks, ({ n, pairs }) => {
      const graph = new UndirectedGraph();
      for (let i = 0; i < n; i++) graph.addNode(String(i));
      for (const [i, k] of pairs) graph.mergeEdge(String(i), String(k));
      const net = network(n, pairs);
      expect(net.ties).toBe(graph.size);
      for (let i = 0; i < n; i++) expect(degreeOf(net, i)).toBe(graph.degree(String(i)));
    }),
  );
});

test('a triangle with a tail closes three of its five triples', () => {
  expect(transitivity(network(4, TRIANGLE_WITH_TAIL))).toBe(3 / 5);
});

test('transitivity is not defined where no two ties meet', () => {
  expect(transitivity(network(4, []))).toBeNull();
  expect(
    transitivity(
      network(4, [
        [0, 1],
        [2, 3],
      ]),
    ),
  ).toBeNull();
});

test('transitivity is that of counting every triple', () => {
  fc.assert(
    fc.property(networks, ({ n, pairs }) => {
      const tied = (i: number, k: number) => pairs.some(([a, b]) => (a === i && b === k) || (a === k && b === i));
      let triples = 0;
      let closed = 0;
      for (let j = 0; j < n; j++)
        for (let i = 0; i < n; i++)
          for (let k = i + 1; k < n; k++) {
            if (i === j || k === j || !tied(i, j) || !tied(j, k)) continue;
            triples += 1;
            if (tied(i, k)) closed += 1;
          }
      expect(transitivity(network(n, pairs))).toBe(triples === 0 ? null : closed / triples);
    }),
    { numRuns: 30 },
  );
});

test('components of two states or more are counted, isolated states are not', () => {
  const net = network(7, [
    [0, 3],
    [3, 5],
    [1, 2],
  ]);
  expect(componentSizes(net)).toEqual([3, 2]);
});

test('components are those that merging labels along ties gives', () => {
  fc.assert(
    fc.property(networks, ({ n, pairs }) => {
      const label = Array.from({ length: n }, (_, i) => i);
      for (let round = 0; round < n; round++) for (const [i, k] of pairs) label[i] = label[k] = Math.min(label[i] ?? n, label[k] ?? n);
      const sizes = label.map((_, l) => label.filter((x) => x === l).length).filter((size) => size > 1);
      expect(componentSizes(network(n, pairs))).toEqual(sizes);
    }),
  );
});

test('two triangles joined by a tie have the modularity of the textbook', () => {
  const pairs: Pairs = [
    [0, 1],
    [1, 2],
    [0, 2],
    [3, 4],
    [4, 5],
    [3, 5],
    [2, 3],
  ];
  // six of seven ties inside, each group with seven of fourteen ends
  expect(modularity(network(6, pairs), [0, 0, 0, 1, 1, 1])).toBeCloseTo(6 / 7 - 2 * (1 / 4), 15);
  expect(modularity(network(6, pairs), [0, 0, 0, 0, 0, 0])).toBe(0);
  expect(modularity(network(6, []), [0, 0, 0, 0, 0, 0])).toBeNull();
});

test('ties in common, neighbours in common and ties left over are counted', () => {
  const a = network(4, TRIANGLE_WITH_TAIL);
  const b = network(4, [
    [0, 1],
    [2, 3],
    [0, 3],
  ]);
  expect(commonTies(a, b)).toBe(2);
  expect(commonNeighbours(a, 0, a, 1)).toBe(1);
  expect(commonNeighbours(a, 1, b, 3)).toBe(2);
  expect(
    hasTies(
      network(4, [
        [1, 2],
        [0, 2],
      ]),
      without(a, b),
    ),
  ).toBe(true);
});

test('a network has the ties that it was made of and no others', () => {
  const bits = createBits(3);
  tie(bits, 3, 0, 1);
  expect(hasTies(network(3, [[0, 1]]), bits)).toBe(true);
  expect(hasTies(network(3, [[0, 2]]), bits)).toBe(false);
  expect(hasTies(network(3, []), bits)).toBe(false);
});

test('triads are balanced with two pairs of rivals and not with one or three', () => {
  const one = signedTriads(
    network(3, [
      [0, 1],
      [0, 2],
    ]),
    network(3, [[1, 2]]),
  );
  const two = signedTriads(
    network(3, [[0, 1]]),
    network(3, [
      [0, 2],
      [1, 2],
    ]),
  );
  const three = signedTriads(
    network(3, []),
    network(3, [
      [0, 1],
      [0, 2],
      [1, 2],
    ]),
  );
  const open = signedTriads(network(3, [[0, 1]]), network(3, [[0, 2]]));
  const friends = signedTriads(
    network(3, [
      [0, 1],
      [0, 2],
      [1, 2],
    ]),
    network(3, []),
  );
  expect([one, two, three, open, friends]).toEqual([
    { all: 1, balanced: 0 },
    { all: 1, balanced: 1 },
    { all: 1, balanced: 0 },
    { all: 0, balanced: 0 },
    { all: 0, balanced: 0 },
  ]);
});
