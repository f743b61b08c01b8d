/* eslint-disable @typescript-eslint/no-non-null-assertion -- states and pairs are read by indices below n */
import { linkOf, type Agreement } from '../model/agreements.ts';
import { KIND_BIT } from '../model/vocabulary.ts';
import type { World } from '../model/world.ts';
import { blocsOf, type Blocs } from './blocs.ts';
import { conductOf, owes, RIVALRY_LEVEL, type Conduct } from './conduct.ts';
import { areTied, componentSizes, createNetwork, sameTies, transitivity, type Network } from './network.ts';

/** The networks that are measured; in each a pair of members of the system counts once. */
export const LAYERS = {
  alliances: 'pairs tied by an alliance',
  partnerships: 'pairs tied by a partnership',
  minilaterals: 'pairs tied by a minilateral',
  defence: 'pairs of which at least one owes the other defence, under conditions or not',
  ties: 'pairs tied by any agreement',
} as const;
export type LayerName = keyof typeof LAYERS;

/** A network and what is worked out from it alone. */
export interface Layer {
  readonly network: Network;
  readonly transitivity: number | null;
  /** Sizes of the components of two states or more. */
  readonly components: readonly number[];
}

/** Agreements in force that tie two or more members of the system. */
export interface InForce {
  readonly agreements: readonly Agreement[];
  readonly alliances: readonly Agreement[];
  readonly formalAlliances: readonly Agreement[];
  readonly partnerships: readonly Agreement[];
  readonly minilaterals: readonly Agreement[];
  readonly multilateral: readonly Agreement[];
}

/** What several metrics need of a world, worked out once a tick. States that are not members of the system are left out everywhere. */
export interface Situation {
  readonly tick: number;
  /** Indices of the members of the system, ascending. */
  readonly members: readonly number[];
  readonly layers: Readonly<Record<LayerName, Layer>>;
  /** Pairs with a hostility of RIVALRY_LEVEL or more and no alliance. */
  readonly rivals: Network;
  /** Pairs tied by any agreement that are not rivals. */
  readonly friendly: Network;
  readonly blocs: Blocs;
  readonly inForce: InForce;
  readonly conduct: Conduct;
}

/** Looks at a world; `before` is the situation of the tick before, whose figures are kept for networks that did not change. */
export function situationOf(w: World, before: Situation | null): Situation {
  const members: number[] = [];
  w.active.forEach((active, i) => {
    if (active === 1) members.push(i);
  });
  const networks = tieNetworks(w);
  const layer = (name: LayerName): Layer => {
    const old = before?.layers[name];
    if (old && sameTies(old.network, networks[name])) return old;
    return { network: networks[name], transitivity: transitivity(networks[name]), components: componentSizes(networks[name]) };
  };
  const layers = {
    alliances: layer('alliances'),
    partnerships: layer('partnerships'),
    minilaterals: layer('minilaterals'),
    defence: layer('defence'),
    ties: layer('ties'),
  };
  const rivals = rivalNetwork(w, members);
  return {
    tick: w.tick,
    members,
    layers,
    rivals,
    friendly: without(layers.ties.network, rivals),
    blocs: before?.layers.alliances === layers.alliances ? before.blocs : blocsOf(layers.alliances.network),
    inForce: agreementsInForce(w),
    conduct: conductOf(w, members, layers.ties.network, rivals),
  };
}

function tieNetworks(w: World): Record<LayerName, Network> {
  const lists = () => Array.from({ length: w.n }, (): number[] => []);
  const found = { alliances: lists(), partnerships: lists(), minilaterals: lists(), defence: lists(), ties: lists() };
  for (let i = 0; i < w.n; i++) {
    if (w.active[i] !== 1) continue;
    for (const k of w.book.neighbours[i]!) {
      const link = linkOf(w.book, i, k);
      if (link === null || w.active[k] !== 1) continue;
      found.ties[i]!.push(k);
      if ((link.kinds & KIND_BIT.alliance) !== 0) found.alliances[i]!.push(k);
      if ((link.kinds & KIND_BIT.partnership) !== 0) found.partnerships[i]!.push(k);
      if ((link.kinds & KIND_BIT.minilateral) !== 0) found.minilaterals[i]!.push(k);
      if (owes(link, i, 'defence') || owes(link, k, 'defence')) found.defence[i]!.push(k);
    }
  }
  return {
    alliances: createNetwork(found.alliances),
    partnerships: createNetwork(found.partnerships),
    minilaterals: createNetwork(found.minilaterals),
    defence: createNetwork(found.defence),
    ties: createNetwork(found.ties),
  };
}

function rivalNetwork(w: World, members: readonly number[]): Network {
  const lists = Array.from({ length: w.n }, (): number[] => []);
  for (const i of members)
    for (const k of members) {
      if (k === i || w.hostility[i * w.n + k]! < RIVALRY_LEVEL) continue;
      const link = linkOf(w.book, i, k);
      if (link === null || (link.kinds & KIND_BIT.alliance) === 0) lists[i]!.push(k);
    }
  return createNetwork(lists);
}

/** The ties of one network that are not in the other. */
function without(network: Network, other: Network): Network {
  const { starts, targets } = network;
  return createNetwork(
    Array.from({ length: network.n }, (_, i) => targets.slice(starts[i], starts[i + 1]).filter((k) => !areTied(other, i, k))),
  );
}

function agreementsInForce(w: World): InForce {
  const agreements = w.book.active.filter((a) => membersInSystem(w, a) >= 2);
  const alliances = agreements.filter((a) => a.kind === 'alliance');
  return {
    agreements,
    alliances,
    formalAlliances: alliances.filter((a) => a.formality === 'formal'),
    partnerships: agreements.filter((a) => a.kind === 'partnership'),
    minilaterals: agreements.filter((a) => a.kind === 'minilateral'),
    multilateral: agreements.filter((a) => membersInSystem(w, a) >= 3),
  };
}

/** Number of an agreement's members that are members of the system. */
export function membersInSystem(w: World, agreement: Agreement): number {
  let count = 0;
  for (const m of agreement.members) if (w.active[m.state] === 1) count += 1;
  return count;
}
